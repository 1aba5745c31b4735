package relations

import (
	"bufio"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Piece is a run of eight sentences of a corpus.
type Piece struct {
	ID   string // the first 12 digits of the text's SHA-256
	Text string
}

// pieceLen is how many sentences make a piece.
const pieceLen = 8

// ReadPieces reads a corpus of tokens, one a line with its tag, an empty line
// after each sentence, and returns its pieces in the order of the hash of seed
// and text, which is as good as chance.
func ReadPieces(path, seed string) ([]Piece, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("relations: %w", err)
	}
	defer func() { _ = f.Close() }() // only read
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			return nil, fmt.Errorf("relations: %s: %w", path, err)
		}
	}
	var sents, words []string
	end := func() {
		if len(words) > 0 {
			sents = append(sents, joinWords(words))
		}
		words = words[:0]
	}
	sc := bufio.NewScanner(r)
	for sc.Scan() {
		w, _, _ := strings.Cut(strings.TrimSpace(sc.Text()), "\t")
		if w == "" {
			end()
			continue
		}
		words = append(words, w)
	}
	end()
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("relations: %s: %w", path, err)
	}
	var out []Piece
	for s := range slices.Chunk(sents, pieceLen) {
		text := strings.Join(s, " ")
		out = append(out, Piece{hash(text), text})
	}
	slices.SortFunc(out, func(a, b Piece) int {
		return strings.Compare(hash(seed+a.Text)+a.ID, hash(seed+b.Text)+b.ID)
	})
	return out, nil
}

// Shuffled returns a key that orders texts as good as by chance.
func Shuffled(seed, text string) string { return hash(seed + text) }

func hash(text string) string {
	h := sha256.Sum256([]byte(text))
	return hex.EncodeToString(h[:6])
}

var (
	beforeMark = regexp.MustCompile(` ([.,;:?!%)\]}])`)
	afterMark  = regexp.MustCompile(`([(\[{$]) `)
	clitic     = regexp.MustCompile(` ('s|n't|'re|'ve|'ll|'d|'m)\b`)
	quoted     = regexp.MustCompile(`" ([^"]*?) ?"`)
)

// joinWords undoes tokenisation as far as it can be seen.
func joinWords(words []string) string {
	s := strings.Join(words, " ")
	s = afterMark.ReplaceAllString(beforeMark.ReplaceAllString(s, "$1"), "$1")
	s = strings.ReplaceAll(clitic.ReplaceAllString(s, "$1"), "s ' ", "s' ")
	return strings.ReplaceAll(quoted.ReplaceAllString(s, `"$1"`), " -- ", " - ")
}

// Verdict is what a reader said of an event that was drawn from a piece.
type Verdict struct {
	Sample     string
	Piece      string
	Start      int // byte of the piece where the trigger begins
	Type       string
	Actors     string // codes with commas, "-" for none
	Recipients string
	Right      bool
}

// Key names the event within all pieces.
func (v *Verdict) Key() string {
	return v.Piece + " " + strconv.Itoa(v.Start) + " " + v.Type + " " + v.Actors + " " + v.Recipients
}

// ReadVerdicts reads lines of seven columns: sample, piece, start, type, actors,
// recipients, and 1 for right or 0 for wrong. "#" opens a comment.
func ReadVerdicts(path string) ([]Verdict, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("relations: %w", err)
	}
	var out []Verdict
	for i, l := range strings.Split(string(raw), "\n") {
		if l == "" || l[0] == '#' {
			continue
		}
		c := strings.Split(l, "\t")
		if len(c) != 7 || c[6] != "0" && c[6] != "1" {
			return nil, fmt.Errorf("relations: %s:%d: want seven columns, the last 0 or 1", path, i+1)
		}
		at, err := strconv.Atoi(c[2])
		if err != nil {
			return nil, fmt.Errorf("relations: %s:%d: %w", path, i+1, err)
		}
		out = append(out, Verdict{c[0], c[1], at, c[3], c[4], c[5], c[6] == "1"})
	}
	return out, nil
}
