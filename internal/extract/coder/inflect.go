package coder

import (
	"maps"
	"slices"
	"strings"

	"casus.dev/casus/nlp"
)

// inflect fills forms with the past forms and the "-ing" forms of the verbs of
// the lexicon, for words whose lemma the reader has got wrong.
func (l *lexicon) inflect() {
	l.forms = map[string]string{}
	var verbs []string
	for v := range l.verbs {
		verbs = append(verbs, v)
	}
	for v := range l.operators {
		verbs = append(verbs, v)
	}
	for v := range l.support {
		verbs = append(verbs, v)
	}
	slices.Sort(verbs)
	for _, v := range slices.Compact(verbs) {
		for _, f := range forms(v) {
			if _, ok := l.forms[f]; !ok && l.verbs[f] == nil {
				l.forms[f] = v
			}
		}
	}
	maps.Copy(l.forms, irregular)
}

// forms returns the regular forms of verb v, with and without a doubled last
// letter.
func forms(v string) []string {
	n := len(v)
	if n < 3 {
		return nil
	}
	last, before := v[n-1], v[n-2]
	switch {
	case last == 'e':
		return []string{v + "d", v + "s", v[:n-1] + "ing"}
	case last == 'y' && !strings.ContainsRune("aeiou", rune(before)):
		return []string{v[:n-1] + "ied", v[:n-1] + "ies", v + "ing"}
	}
	out := []string{v + "ed", v + "s", v + "ing"}
	if strings.ContainsRune("aeiou", rune(before)) && !strings.ContainsRune("aeiouwxy", rune(last)) {
		out = append(out, v+string(last)+"ed", v+string(last)+"ing")
	}
	if last == 's' || last == 'h' || last == 'x' || last == 'z' {
		out = append(out, v+"es")
	}
	return out
}

// singular returns the lemma of word i; a plural noun that kept its "s" loses
// it where the lexicon knows the word without it.
func (l *lexicon) singular(d *nlp.Doc, i int) string {
	w := d.Lower(i)
	if d.UPOS[i] == nlp.VERB && l.verbs[w] == nil && l.operators[w] == nil && l.support[w] == nil {
		if base, ok := l.forms[formOf(d, i)]; ok {
			return base // "overthrew", where the lemma is wrong
		}
		return w
	}
	if n := len(w); n > 3 && w[n-1] == 's' && d.UPOS[i] == nlp.NOUN && !l.known[w] && l.known[w[:n-1]] {
		return w[:n-1]
	}
	if y, ok := strings.CutSuffix(w, "ies"); ok && d.UPOS[i] == nlp.NOUN && !l.known[w] && l.known[y+"y"] {
		return y + "y" // "supplies", whose lemma kept its ending
	}
	return w
}
