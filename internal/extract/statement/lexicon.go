package statement

import (
	"fmt"
	"slices"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
)

// wordKey is a lemma in lower case and its kind: V, N or A.
type wordKey struct {
	lemma string
	pos   byte
}

// entry is what the lexicon of cues says about a word.
type entry struct {
	class     event.CueClass
	stance    event.Stance // "" where the content decides
	addressee string       // "obj", the preposition that marks it, or ""
	frames    []string
}

func (e *entry) allows(frame string) bool {
	return slices.Contains(e.frames, frame)
}

// readRows splits a table of n columns parted by tabs; lines that begin with
// "#" are comments.
func readRows(name, table string, n int) ([][]string, error) {
	var out [][]string
	for i, line := range strings.Split(strings.TrimRight(table, "\n"), "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		cols := strings.Split(line, "\t")
		if len(cols) != n {
			return nil, fmt.Errorf("statement: %s: line %d: %d columns, want %d", name, i+1, len(cols), n)
		}
		out = append(out, cols)
	}
	return out, nil
}

func readCues(table string) (map[wordKey]*entry, error) {
	rows, err := readRows("cues.tsv", table, 6)
	if err != nil {
		return nil, err
	}
	out := make(map[wordKey]*entry, len(rows))
	for _, r := range rows {
		e := &entry{class: event.CueClass(r[2]), frames: strings.Fields(r[5])}
		if r[3] != "-" {
			e.stance = event.Stance(r[3])
		}
		if r[4] != "-" {
			e.addressee = r[4]
		}
		out[wordKey{r[0], r[1][0]}] = e
	}
	return out, nil
}

func readClasses(table string) (map[wordKey]string, error) {
	rows, err := readRows("wordclasses.tsv", table, 3)
	if err != nil {
		return nil, err
	}
	out := make(map[wordKey]string, len(rows))
	for _, r := range rows {
		out[wordKey{r[0], r[1][0]}] = r[2]
	}
	return out, nil
}

// word is what the lexicons say about a lemma as a verb, a noun or an adjective.
type word struct {
	class    string // in WordNet, "" unknown
	classKey uint32 // 0 unknown
	entry    *entry // nil if it is no cue
	entryKey uint32 // class, stance and kind of the entry, 0 without one
}

// newWords joins the lexicons. Two lemmas with one hash are an error.
func newWords(cues map[wordKey]*entry, classes map[wordKey]string) (map[uint32]word, error) {
	joined := make(map[wordKey]word, len(cues)+len(classes))
	for k, class := range classes {
		joined[k] = word{class: class, classKey: hashString(class)}
	}
	for k, e := range cues {
		w := joined[k]
		w.entry, w.entryKey = e, mix3(901, hashString(string(e.class)), hashString(string(e.stance)), uint32(kinds[k.pos]))
		joined[k] = w
	}
	out := make(map[uint32]word, len(joined))
	for k, w := range joined {
		key := hashString(k.lemma) ^ uint32(k.pos)
		if _, ok := out[key]; ok {
			return nil, fmt.Errorf("statement: lexicons: %q has the hash of another lemma", k.lemma)
		}
		out[key] = w
	}
	return out, nil
}

// kinds are the parts of speech of the lexicons.
var kinds = map[byte]nlp.UPOS{'V': nlp.VERB, 'N': nlp.NOUN, 'A': nlp.ADJ}

// wordOf returns what the lexicons say about a lemma, by its hash, with its part
// of speech: of adjectives the class of the noun. Words of closed classes are in none.
func (f *Finder) wordOf(lemma uint32, pos nlp.UPOS) word {
	switch pos {
	case nlp.VERB:
		return f.words[lemma^'V']
	case nlp.NOUN:
		return f.words[lemma^'N']
	case nlp.ADJ:
		w, n := f.words[lemma^'A'], f.words[lemma^'N']
		w.class, w.classKey = n.class, n.classKey
		return w
	case nlp.PROPN, nlp.ADV, nlp.X:
		w := f.words[lemma^'N']
		w.entry, w.entryKey = nil, 0
		return w
	}
	return word{}
}
