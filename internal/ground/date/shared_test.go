package date_test

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"casus.dev/casus/event"
	"casus.dev/casus/internal/annotate/segment"
	"casus.dev/casus/internal/annotate/syntax"
	"casus.dev/casus/internal/ground/date"
	"casus.dev/casus/nlp"
)

// goldDoc is a TimeML document: offsets in code points.
type goldDoc struct {
	ID    string
	DCT   string
	Text  string
	Timex []struct {
		Start, End  int
		Type, Value string
	}
}

// TestTimeML scores Find on the TimeML sets that lie beside the repository,
// by overlap of spans and equality of values at the gold's grain: on words
// alone, and with the trees and names of the reader.
func TestTimeML(t *testing.T) {
	reader, err := syntax.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, set := range []string{"timebank", "aquaint"} {
		for _, full := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/tree=%v", set, full), func(t *testing.T) {
				const wantF1, wantValues = 0.87, 0.92
				docs := readGold(t, filepath.Join("..", "..", "..", "..", "shared", "data", "time", set+".jsonl.gz"))
				finder, words := date.New(), segment.New()
				var sc score
				for _, g := range docs {
					published, _ := time.Parse(time.DateOnly, g.DCT[:min(10, len(g.DCT))])
					d := nlp.New(g.Text)
					if err := words.Annotate(t.Context(), d); err != nil {
						t.Fatalf("%s: %v", g.ID, err)
					}
					if full {
						if err := reader.Annotate(t.Context(), d); err != nil {
							t.Fatalf("%s: %v", g.ID, err)
						}
					}
					sc.add(g, finder.Find(d, published))
				}
				f1 := 2 * float64(sc.ok) / float64(sc.gold+sc.system)
				spans := 2 * float64(sc.hit) / float64(sc.gold+sc.system)
				values := float64(sc.ok) / float64(max(1, sc.hit))
				t.Logf("gold %d system %d span_f1 %.4f value_acc %.4f f1 %.4f", sc.gold, sc.system, spans, values, f1)
				if f1 < wantF1 || values < wantValues {
					t.Errorf("f1 %.4f, value_acc %.4f, want %.2f, %.2f", f1, values, wantF1, wantValues)
				}
				if dir := os.Getenv("CASUS_DATE_ERRORS"); dir != "" {
					name := filepath.Join(dir, fmt.Sprintf("%s.%v", set, full))
					if err := os.WriteFile(name, []byte(strings.Join(sc.log, "\n")), 0o600); err != nil {
						t.Fatal(err)
					}
				}
			})
		}
	}
}

type score struct {
	gold, system, hit, ok int
	log                   []string
}

var isoForm = regexp.MustCompile(`^(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:T.*)?$`)

// calendar returns the calendar part of an ISO value, "" if it is of another form.
func calendar(v string) string {
	m := isoForm.FindStringSubmatch(v)
	if m == nil {
		return ""
	}
	return strings.TrimRight(strings.Join(m[1:], "-"), "-")
}

func (sc *score) add(g goldDoc, found []event.Time) {
	at := byteOffsets(g.Text)
	var sys []event.Time
	for _, x := range found {
		if calendar(x.Value) != "" {
			sys = append(sys, x)
		}
	}
	sc.system += len(sys)
	used := make([]bool, len(sys))
	for _, x := range g.Timex {
		want := calendar(x.Value)
		if x.Type != "DATE" && x.Type != "TIME" || want == "" {
			continue
		}
		sc.gold++
		hit := -1
		for i, y := range sys {
			if !used[i] && y.Span.Start < at[x.End] && at[x.Start] < y.Span.End {
				hit = i
				break
			}
		}
		text := g.Text[at[x.Start]:at[x.End]]
		around := strings.Join(strings.Fields(cut(g.Text, at[x.Start], 60)+"["+text+"]"+g.Text[at[x.End]:min(len(g.Text), at[x.End]+40)]), " ")
		if hit < 0 {
			sc.log = append(sc.log, "MISS "+g.DCT+" "+want+" | "+around)
			continue
		}
		used[hit] = true
		sc.hit++
		got := calendar(sys[hit].Value)
		if len(got) >= len(want) && got[:len(want)] == want {
			sc.ok++
		} else {
			sc.log = append(sc.log, "WRONG "+g.DCT+" "+want+" got "+sys[hit].Value+" | "+around)
		}
	}
	for i, y := range sys {
		if !used[i] {
			sc.log = append(sc.log, "EXTRA "+g.DCT+" "+y.Value+" | "+strings.Join(strings.Fields(cut(g.Text, y.Span.Start, 60)+"["+y.Text+"]"+g.Text[y.Span.End:min(len(g.Text), y.Span.End+40)]), " "))
		}
	}
}

// cut returns up to n bytes of text before byte at.
func cut(text string, at, n int) string { return text[max(0, at-n):at] }

// byteOffsets returns the byte of each code point, and of the end.
func byteOffsets(text string) []int {
	out := make([]int, 0, len(text)+1)
	for i := range text {
		out = append(out, i)
	}
	return append(out, len(text))
}

func readGold(t *testing.T, path string) []goldDoc {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Skipf("the set is not beside the repository: %v", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var docs []goldDoc
	sc := bufio.NewScanner(z)
	sc.Buffer(nil, 16<<20)
	for sc.Scan() {
		var g goldDoc
		if err := json.Unmarshal(sc.Bytes(), &g); err != nil {
			t.Fatal(err)
		}
		docs = append(docs, g)
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
	return docs
}

// split divides a text into words at white space and around signs, and into
// sentences at full stops before a capital and at blank lines. It stands in
// for the segmenter, which this package must not need.
func split(text string) *nlp.Doc {
	d := nlp.New(text)
	start := 0
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		if unicode.IsSpace(r) {
			if strings.HasPrefix(text[i:], "\n\n") {
				start = sentence(d, start)
			}
			i += n
			continue
		}
		j := i + n
		if r == '\'' && strings.HasPrefix(text[j:], "s") && (j+1 == len(text) || !unicode.IsLetter(rune(text[j+1]))) {
			j++
		}
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			for j < len(text) {
				r, n := utf8.DecodeRuneInString(text[j:])
				if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !(strings.ContainsRune(".,:", r) && j+1 < len(text) && text[j+1] >= '0' && text[j+1] <= '9' && text[j-1] >= '0' && text[j-1] <= '9') {
					break
				}
				j += n
			}
		}
		d.Words = append(d.Words, nlp.Range{Start: i, End: j})
		if j < len(text) && strings.ContainsRune(".!?", r) && len(d.Words) > 1 && endsSentence(text, i, j) {
			start = sentence(d, start)
		}
		i = j
	}
	sentence(d, start)
	return d
}

// endsSentence reports whether the sign at [i, j) ends a sentence: white space
// and a capital follow, and no short word precedes.
func endsSentence(text string, i, j int) bool {
	rest := strings.TrimLeft(text[j:], " \n\t")
	if len(rest) == len(text[j:]) || rest == "" {
		return false
	}
	r, _ := utf8.DecodeRuneInString(rest)
	k := strings.LastIndexAny(text[:i], " \n.") + 1
	short := i-k <= 4 && k < i && unicode.IsUpper(rune(text[k]))
	return unicode.IsUpper(r) && !short || strings.HasPrefix(rest, "``") || strings.HasPrefix(rest, "\"")
}

func sentence(d *nlp.Doc, start int) int {
	if end := len(d.Words); end > start {
		s := nlp.Span{Start: start, End: end}
		d.Sents = append(d.Sents, nlp.Sentence{Span: s, Range: d.RangeOf(s), Paragraph: len(d.Sents)})
		return end
	}
	return start
}
