// Package corpus turns treebanks and name corpora into what the network
// learns from: sentences with numbered labels, each with the share of an
// epoch that its corpus takes and the trust that its annotation deserves.
//
// A corpus annotates some layers and some distinctions only. What it does not
// tell is left open, not taken as absent: the names of a corpus that has no
// kind for demonyms say of a word outside its names only that it is no person,
// organisation or place.
package corpus

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"casus.dev/casus/internal/grammar"
)

// Open marks a label that the corpus does not tell.
const Open = -1

// A Word is one word with its annotation as read.
type Word struct {
	Form, Lemma, UPOS, XPOS, Feats string
	Head                           int // -1 for the root
	Rel                            string
	Name                           uint16  // set of name tags that are possible
	Trust                          float32 // weight of the tree's labels
}

// A Sentence is a run of words from one corpus.
type Sentence struct {
	ID     string
	Words  []Word
	Tree   bool // has tags and tree
	Named  bool
	Scheme int // 0: EWT's features and lemmas, 1: GUM's
}

// AnyName is the set of all name tags.
const AnyName = 1<<grammar.NameTags - 1

func openGzip(path string) (io.ReadCloser, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("corpus: %w", err)
	}
	if filepath.Ext(path) != ".gz" {
		return f, nil
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("corpus: %s: %w", path, err)
	}
	return struct {
		io.Reader
		io.Closer
	}{z, f}, nil
}

// ReadTrees reads CoNLL-U. Words may carry NE= (a name tag) and P= (the trust
// in [0, 1]) in MISC. Sentences of more than maxWords words are left out.
func ReadTrees(path string, scheme, maxWords int) ([]Sentence, error) {
	r, err := openGzip(path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var out []Sentence
	s := Sentence{Tree: true, Scheme: scheme}
	line := 0
	flush := func() {
		if len(s.Words) > 0 && len(s.Words) <= maxWords {
			if s.Named {
				closeNames(s.Words)
			}
			out = append(out, s)
		}
		s = Sentence{Tree: true, Scheme: scheme}
	}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<22)
	for sc.Scan() {
		line++
		text := sc.Text()
		if text == "" {
			flush()
			continue
		}
		if text[0] == '#' {
			if id, ok := strings.CutPrefix(text, "# sent_id = "); ok {
				s.ID = id
			}
			continue
		}
		c := strings.Split(text, "\t")
		if len(c) != 10 {
			return nil, fmt.Errorf("corpus: %s:%d: %d columns, want 10", path, line, len(c))
		}
		if strings.ContainsAny(c[0], "-.") {
			continue
		}
		w, named, err := readWord(c)
		if err != nil {
			return nil, fmt.Errorf("corpus: %s:%d: %w", path, line, err)
		}
		s.Named = s.Named || named
		s.Words = append(s.Words, w)
	}
	flush()
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("corpus: %s: %w", path, err)
	}
	return out, nil
}

func readWord(c []string) (Word, bool, error) {
	head, err := strconv.Atoi(c[6])
	if err != nil {
		return Word{}, false, fmt.Errorf("head %q is no number", c[6])
	}
	blank := func(s string) string {
		if s == "_" {
			return ""
		}
		return s
	}
	w := Word{
		Form: c[1], Lemma: c[2], UPOS: c[3], XPOS: blank(c[4]), Feats: blank(c[5]),
		Head: head - 1, Rel: c[7], Name: 1 << grammar.Outside, Trust: 1,
	}
	named := false
	for m := range strings.SplitSeq(c[9], "|") {
		if v, ok := strings.CutPrefix(m, "NE="); ok {
			named = true
			w.Name = exact(v)
		}
		if v, ok := strings.CutPrefix(m, "P="); ok {
			p, err := strconv.ParseFloat(v, 32)
			if err != nil {
				return w, named, fmt.Errorf("trust %q is no number", v)
			}
			named = true // only machine annotation has it, and that names every name
			w.Trust = float32(p)
		}
	}
	return w, named, nil
}

// closeNames does nothing where the tags are whole; a name cut by an unknown
// label stays open.
func closeNames([]Word) {}

// exact returns the set of the one tag that is written as "B-PER"; all tags if
// the label is unknown.
func exact(tag string) uint16 {
	if tag == "O" || tag == "" {
		return 1 << grammar.Outside
	}
	return tagsOf(tag[:1], tag[2:])
}

func tagsOf(position string, kinds ...string) uint16 {
	var set uint16
	for _, kind := range kinds {
		for k, l := range grammar.NameLabels {
			if l != kind {
				continue
			}
			if position == "B" {
				set |= 1 << (2*k + 1)
			} else {
				set |= 1 << (2*k + 2)
			}
		}
	}
	if set == 0 {
		return AnyName
	}
	return set
}

// A Scheme says what the labels of a name corpus mean: for each of its labels
// the kinds that it may be, and for words outside its names the kinds that
// they may be in all the same.
type Scheme struct {
	Labels  map[string][]string
	Outside []string
	Titles  bool // counts titles into the names of persons; they are taken out
}

// set returns the tags that are possible for a tag of the corpus.
func (s Scheme) set(tag string) (uint16, error) {
	if tag == "O" {
		set := uint16(1 << grammar.Outside)
		for _, kind := range s.Outside {
			set |= tagsOf("B", kind) | tagsOf("I", kind)
		}
		return set, nil
	}
	position, label, ok := strings.Cut(tag, "-")
	kinds, known := s.Labels[label]
	if !ok || !known {
		return 0, fmt.Errorf("unknown name tag %q", tag)
	}
	if len(kinds) == 0 {
		return s.set("O")
	}
	return tagsOf(position, kinds...), nil
}

// ReadNames reads lines of word, tab and BIO tag.
func ReadNames(path string, scheme Scheme, maxWords int) ([]Sentence, error) {
	r, err := openGzip(path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var out []Sentence
	s := Sentence{Named: true}
	flush := func() {
		if len(s.Words) > 0 && len(s.Words) <= maxWords {
			if scheme.Titles {
				dropTitles(s.Words)
			}
			out = append(out, s)
		}
		s = Sentence{Named: true}
	}
	sc := bufio.NewScanner(r)
	for line := 1; sc.Scan(); line++ {
		text := sc.Text()
		if id, ok := strings.CutPrefix(text, "# sent_id = "); ok {
			s.ID = id
			continue
		}
		if text == "" {
			flush()
			continue
		}
		form, tag, ok := strings.Cut(text, "\t")
		if !ok {
			continue
		}
		set, err := scheme.set(tag)
		if err != nil {
			return nil, fmt.Errorf("corpus: %s:%d: %w", path, line, err)
		}
		s.Words = append(s.Words, Word{Form: form, Head: Open, Name: set, Trust: 1})
	}
	flush()
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("corpus: %s: %w", path, err)
	}
	return out, nil
}

// dropTitles lets the names of persons begin after their titles. A title that
// stands alone is no name.
func dropTitles(words []Word) {
	begin, inside, out := tagsOf("B", "PER"), tagsOf("I", "PER"), uint16(1<<grammar.Outside)
	for i := range words {
		if words[i].Name != begin || !isTitle(words[i].Form) {
			continue
		}
		words[i].Name = out
		if i+1 < len(words) && words[i+1].Name == inside {
			words[i+1].Name = begin // may be a title too
		}
	}
}

// AddNames gives the sentences of trees the names of those with the same id
// and the same words. It returns how many it gave.
func AddNames(trees, names []Sentence) int {
	byID := make(map[string]*Sentence, len(names))
	for i := range names {
		byID[names[i].ID] = &names[i]
	}
	n := 0
	for i := range trees {
		from := byID[trees[i].ID]
		if from == nil || len(from.Words) != len(trees[i].Words) {
			continue
		}
		for j := range from.Words {
			trees[i].Words[j].Name = from.Words[j].Name
		}
		trees[i].Named = true
		n++
	}
	return n
}

// LowerNames returns the sentences with names among those of several corpora,
// in lower case and without their trees: web text often leaves capitals out.
func LowerNames(corpora ...[]Sentence) []Sentence {
	var out []Sentence
	for _, sents := range corpora {
		for i := range sents {
			s := &sents[i]
			if !s.Named || !hasName(s.Words) {
				continue
			}
			low := Sentence{ID: s.ID, Named: true, Words: make([]Word, len(s.Words))}
			for j := range s.Words {
				low.Words[j] = Word{Form: strings.ToLower(s.Words[j].Form), Head: Open, Name: s.Words[j].Name, Trust: 1}
			}
			out = append(out, low)
		}
	}
	return out
}

func hasName(words []Word) bool {
	for i := range words {
		if words[i].Name>>grammar.Outside&1 == 0 {
			return true
		}
	}
	return false
}

// ReadLines returns the lines of a file, compressed with gzip or not.
func ReadLines(path string) ([]string, error) {
	r, err := openGzip(path)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var out []string
	sc := bufio.NewScanner(r)
	for sc.Scan() {
		out = append(out, sc.Text())
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("corpus: %s: %w", path, err)
	}
	return out, nil
}
