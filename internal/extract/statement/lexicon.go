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

// entryOf returns the lexicon's entry for word i, nil if there is none.
func (f *Finder) entryOf(v *view, i int) *entry {
	var pos byte
	switch v.pos(i) {
	case nlp.VERB:
		pos = 'V'
	case nlp.NOUN:
		pos = 'N'
	case nlp.ADJ:
		pos = 'A'
	default:
		return nil
	}
	return f.cues[wordKey{v.lemma[i], pos}]
}
