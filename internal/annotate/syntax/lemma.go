package syntax

import (
	"strings"

	"casus.dev/casus/internal/grammar"
	"casus.dev/casus/nlp"
)

// lemmaMargin is how much worse than the best a script may score that makes a
// known word where the best makes none.
const lemmaMargin = 3

// lemma returns the lemma that the lexicon fixes for form, or else what the
// best script makes of it. If that is no known word, as a content word's lemma
// mostly is, the next best that is one is taken: "expelled" is of "expel", not
// of "expell".
func (r *Reader) lemma(form string, pos nlp.UPOS, feats nlp.Feats, scores []float32) string {
	if strings.Contains(form, "’") {
		form = strings.ReplaceAll(form, "’", "'") // lemmas have the plain one
	}
	if lemma, ok := r.lexicon[formAs{form, pos}]; ok {
		return lemma
	}
	if pos == nlp.NUM {
		if lemma, ok := numeral(form); ok {
			return lemma
		}
	}
	top := largest(scores)
	first, ok := grammar.Apply(form, r.scripts[top])
	if !ok {
		first = form
	}
	switch pos {
	case nlp.PROPN:
		mixed := len(form) > 1 && strings.ToLower(form[1:]) != form[1:] && strings.ToUpper(form) != form // PayPal
		if first == strings.ToLower(form) && first != form || mixed && strings.EqualFold(first, form) {
			return form // names keep their capitals, unless all are capitals
		}
		return first
	case nlp.VERB:
		if lemma := r.irregularVerb(strings.ToLower(form)); lemma != "" {
			return lemma
		}
		if first == strings.ToLower(form) {
			return r.stem(first, feats)
		}
	case nlp.NOUN, nlp.ADJ:
	default: // closed classes are learned whole
		return first
	}
	if script := r.scripts[top]; len(script) < 2 || script[0] == '!' || r.rows[grammar.Key(first)] != 0 {
		return first
	}
	if lemma := r.knownLemma(form, scores, top); lemma != "" {
		return lemma
	}
	return r.respell(first)
}

// numeral returns the lemma of a number in figures: without the commas between
// its thousands. ok is false of other words, and of figures with other commas.
func numeral(form string) (lemma string, ok bool) {
	whole, part, _ := strings.Cut(form, ".")
	if strings.Trim(part, "0123456789") != "" {
		return "", false
	}
	for k, group := range strings.Split(whole, ",") {
		if strings.Trim(group, "0123456789") != "" || group == "" || k > 0 && len(group) != 3 {
			return "", false
		}
	}
	return strings.ReplaceAll(form, ",", ""), true
}

// knownLemma returns the known word of the best script that makes one and is
// hardly worse than script top, or "".
func (r *Reader) knownLemma(form string, scores []float32, top int) string {
	for bound := scores[top]; ; {
		next := -1
		for i, v := range scores {
			if v < bound && (next < 0 || v > scores[next]) {
				next = i
			}
		}
		if next < 0 || scores[next] < scores[top]-lemmaMargin {
			return ""
		}
		bound = scores[next]
		if r.scripts[next][0] == '!' {
			continue
		}
		if lemma, ok := grammar.Apply(form, r.scripts[next]); ok && r.rows[grammar.Key(lemma)] != 0 {
			return lemma
		}
	}
}

// irregularVerb returns the lemma of an irregular form, also behind a prefix, or "".
func (r *Reader) irregularVerb(form string) string {
	if lemma := r.irregular[form]; lemma != "" {
		return lemma
	}
	for _, p := range prefixes {
		if rest, ok := strings.CutPrefix(form, p); ok && len(rest) > 2 {
			if lemma := r.irregular[rest]; lemma != "" && lemma != rest && (len(rest) > 3 || r.rows[grammar.Key(form)] != 0) {
				return p + lemma
			}
		}
	}
	return ""
}

// stem returns the known verb that form, in lower case, is a participle or past
// tense of, where the network left the ending on; else form.
func (r *Reader) stem(form string, feats nlp.Feats) string {
	if feats.Get("Tense") != "Past" && feats.Get("VerbForm") != "Part" && feats.Get("VerbForm") != "Ger" {
		return form
	}
	for _, ending := range []string{"ed", "ing"} {
		base, ok := strings.CutSuffix(form, ending)
		if !ok || len(base) < 2 {
			continue
		}
		if r.rows[grammar.Key(base+"e")] != 0 {
			return base + "e"
		}
		if r.rows[grammar.Key(base)] != 0 {
			return base
		}
		return r.respell(base)
	}
	return form
}

// respell returns the known word that lemma becomes by losing the second of two
// last letters that are the same, or by a last e; else lemma.
func (r *Reader) respell(lemma string) string {
	if n := len(lemma); n > 3 && lemma[n-1] == lemma[n-2] && r.rows[grammar.Key(lemma[:n-1])] != 0 {
		return lemma[:n-1]
	}
	if r.rows[grammar.Key(lemma+"e")] != 0 {
		return lemma + "e"
	}
	return lemma
}
