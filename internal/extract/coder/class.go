package coder

import (
	"slices"
	"strings"

	"casus.dev/casus/nlp"
)

// inClass returns the word that puts the phrase headed by tok into a class:
// its head, a conjunct, or what a measure counts ("hundreds of tanks"); -1 if
// there is none.
func (x *view) inClass(tok int, class string) int { return x.classOf(tok, class, 0) }

// is reports whether the lemma of word t is in a class.
func (x *view) is(t int, class string) bool { return slices.Contains(x.entries[t].classes, class) }

func (x *view) classOf(tok int, class string, depth int) int {
	if x.is(tok, class) || x.compoundIn(tok, class) || class == "weapon" && x.equip[tok] {
		return tok
	}
	if depth > 2 {
		return -1
	}
	measure := x.d.UPOS[tok] == nlp.NUM || x.d.UPOS[tok] == nlp.SYM || x.is(tok, "measureword")
	for _, k := range x.children(tok) {
		r := x.d.Rel[k]
		if r == "conj" || r == "appos" || measure && r.Is("nmod") && x.hasKid(int(k), "case", "of", "in", "worth") ||
			class == "negative" && (r == "amod" || r.Is("nmod")) {
			if t := x.classOf(int(k), class, depth+1); t >= 0 {
				return t
			}
		}
	}
	return -1
}

// compoundIn reports whether the words that end at tok form an entry of the
// class of more than one word: "air defence", "asset freeze".
func (x *view) compoundIn(tok int, class string) bool {
	if !x.entries[tok].compound {
		return false
	}
	many := x.lx.compounds[class]
	if many == nil {
		return false
	}
	phrase := x.lem[tok]
	for w := tok - 1; w >= max(0, tok-3); w-- {
		phrase = x.lem[w] + " " + phrase
		if many[phrase] {
			return true
		}
	}
	if tok+2 < len(x.lem) && x.lem[tok+1] == "of" { // "state of emergency"
		return many[strings.Join(x.lem[tok:tok+3], " ")]
	}
	return false
}
