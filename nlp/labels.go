package nlp

import (
	"fmt"
	"strings"
)

// UPOS is a universal part of speech. The zero value is "unknown".
type UPOS uint8

// The universal parts of speech (universaldependencies.org/u/pos).
const (
	NoPOS UPOS = iota
	ADJ
	ADP
	ADV
	AUX
	CCONJ
	DET
	INTJ
	NOUN
	NUM
	PART
	PRON
	PROPN
	PUNCT
	SCONJ
	SYM
	VERB
	X
)

var uposNames = [...]string{"_", "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"}

// NumUPOS is the number of parts of speech, the unknown one included.
const NumUPOS = len(uposNames)

// String returns the tag as it stands in CoNLL-U.
func (p UPOS) String() string {
	if int(p) < len(uposNames) {
		return uposNames[p]
	}
	return fmt.Sprintf("UPOS(%d)", p)
}

// ParseUPOS returns the tag named s, or NoPOS and false.
func ParseUPOS(s string) (UPOS, bool) {
	for i, n := range uposNames {
		if n == s {
			return UPOS(i), i != 0
		}
	}
	return NoPOS, false
}

// Nominal reports whether p is a noun, a proper noun or a pronoun.
func (p UPOS) Nominal() bool { return p == NOUN || p == PROPN || p == PRON }

// Rel is a UD relation with its subtype: "nsubj:pass".
type Rel string

// Base returns the relation without its subtype.
func (r Rel) Base() Rel {
	if i := strings.IndexByte(string(r), ':'); i >= 0 {
		return r[:i]
	}
	return r
}

// Is reports whether r is want, or a subtype of want.
func (r Rel) Is(want Rel) bool {
	return r == want || (len(r) > len(want) && r[len(want)] == ':' && r[:len(want)] == want)
}

// Feats are morphological features as in CoNLL-U: "Number=Sing|Person=3",
// sorted by name; empty for none.
type Feats string

// Get returns the value of a feature, "" if it is absent.
func (f Feats) Get(name string) string {
	s := string(f)
	for s != "" {
		var pair string
		pair, s, _ = strings.Cut(s, "|")
		if len(pair) > len(name) && pair[len(name)] == '=' && pair[:len(name)] == name {
			return pair[len(name)+1:]
		}
	}
	return ""
}
