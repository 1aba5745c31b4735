package actor

import (
	"casus.dev/casus/nlp"
)

// metonymic tells a capital that acts ("Moscow said", "talks with Moscow")
// from one that is a place ("in Moscow", "flew to Moscow").
func (s *scan) metonymic(f *found) bool {
	h := f.head
	if s.d.Rel == nil {
		return !s.has(f.span.Start-1, "in", "at", "near", "around", "outside", "of", "from", "to", "into", "across")
	}
	if s.glued(f.span) || s.placeTail(f) {
		return false
	}
	if s.has(f.span.Start-1, "in", "near", "outside", "inside", "around") && !s.ownerAt(f.span.End) {
		return false
	}
	rel := s.rel(h)
	gov := s.head(h)
	for rel.Base() == "conj" && gov >= 0 {
		rel, gov = s.rel(gov), s.head(gov)
	}
	switch {
	case rel.Is("nsubj:pass"):
		return !s.lemmaIn(gov, struck)
	case rel.Is("nsubj"):
		return s.tag(gov) == nlp.VERB || s.tag(gov) == nlp.ADJ
	case rel == "obj", rel == "iobj":
		return !s.lemmaIn(gov, struck) && !s.lemmaIn(gov, moving)
	case rel == "nmod:poss":
		return !s.lemmaIn(gov, urban)
	case rel == "obl:agent":
		return true
	case rel.Is("obl"), rel.Is("nmod"):
		return s.metonymicObl(f, rel, gov)
	}
	return false
}

// target reports whether a place is what an attack is aimed at: "bombed
// Kharkiv", "strikes on Kharkiv". Such a place stands for its country.
func (s *scan) target(f *found) bool {
	if s.d.Rel == nil || s.glued(f.span) {
		return false
	}
	rel, gov := s.rel(f.head), s.head(f.head)
	for rel.Base() == "conj" && gov >= 0 {
		rel, gov = s.rel(gov), s.head(gov)
	}
	switch {
	case rel == "obj", rel.Is("nsubj:pass"):
		return s.lemmaIn(gov, struck)
	case s.posting(rel, gov):
		return true
	case rel.Is("nmod"), rel.Is("obl"):
		switch s.prepBefore(f.span.Start) {
		case "at", "into", "toward", "towards":
			return rel.Is("obl") && s.lemmaIn(gov, launching)
		case "on", "against", "of":
			if s.lemmaIn(gov, launching) {
				return true
			}
			return s.lemmaIn(gov, assaults) || rel.Is("obl") && s.lemmaIn(gov, struck)
		}
	}
	return false
}

// posting reports whether a place, by its relation to gov, is where a mission
// or troops are sent, recalled from or closed: "withdrew its envoy from Bogota",
// "closed its consulate in Basra", "pulled its troops out of Tigray". Such a
// place stands for its country.
func (s *scan) posting(rel nlp.Rel, gov int) bool {
	if gov < 0 {
		return false
	}
	what := -1
	switch {
	case rel.Is("nmod"):
		what, gov = gov, s.head(gov)
		if gov < 0 || s.rel(what) != "obj" && !s.rel(what).Is("nsubj:pass") {
			return false
		}
	case rel.Is("obl"):
		for j := range s.d.Children(gov) {
			if s.rel(j) == "obj" || s.rel(j).Is("nsubj:pass") {
				what = j
			}
		}
	}
	if what < 0 || s.tag(gov) != nlp.VERB {
		return false
	}
	return s.lemmaIn(gov, posts) && (s.lemmaIn(what, missions) || s.lemmaIn(what, columns) && !s.lemmaIn(gov, shuts))
}

// metonymicObl tells by preposition and governor.
func (s *scan) metonymicObl(f *found, rel nlp.Rel, gov int) bool {
	prep := s.prepBefore(f.span.Start)
	if gov >= 0 && s.segAt[gov] >= 0 {
		if it := s.decode(&s.segs[s.segAt[gov]]); it.kind == ofState && it.has(isCapital) {
			return false // "to Ankara from Beijing"
		}
	}
	onVerb := rel.Is("obl")
	switch prep {
	case "with", "against", "between", "by", "versus", "via", "among", "toward", "towards", "on":
		return true
	case "from":
		if onVerb {
			return s.lemmaIn(gov, receiving)
		}
		return !s.lemmaIn(gov, urban) && !s.lemmaIn(gov, moving)
	case "to", "for":
		return !s.lemmaIn(gov, moving) && !s.lemmaIn(gov, urban)
	case "of":
		return s.lemmaIn(gov, political)
	}
	return false
}

// prepBefore returns the preposition before word i, past determiners and
// adjectives.
func (s *scan) prepBefore(i int) string {
	for k := i - 1; k >= s.sent.Start && k >= i-4; k-- {
		if s.tag(k) == nlp.ADP || s.tag(k) == nlp.SCONJ || s.rel(k) == "case" {
			return string(s.low(k))
		}
		if s.tag(k) == nlp.VERB || s.tag(k) == nlp.AUX || s.tag(k) == nlp.PUNCT {
			break
		}
	}
	return ""
}

// placeTail reports whether words behind the name make it a place: "Moscow
// region", "Washington, D.C.", "Kyiv, Ukraine".
func (s *scan) placeTail(f *found) bool {
	e := f.span.End
	if s.is(e, urban) && !s.ownerAt(e) {
		return true
	}
	if s.isComma(e) && e+1 < s.sent.End && s.segAt[e+1] >= 0 {
		it := s.decode(&s.segs[s.segAt[e+1]])
		return it.kind == ofState && it.has(isState) && len(f.states) > 0 && it.state == f.states[0]
	}
	return false
}

// metonymicSeat tells "the White House said" from "outside the White House".
func (s *scan) metonymicSeat(f *found) bool {
	switch s.prepBefore(f.span.Start) {
	case "in", "at", "near", "outside", "inside", "around", "behind", "across", "into", "within":
		return s.d.Rel == nil || !s.rel(f.head).Is("obl") && !s.rel(f.head).Is("nmod")
	}
	return !s.placeTail(f)
}

func (s *scan) lemmaIn(i int, set map[string]bool) bool {
	if i < 0 || i >= s.d.Len() {
		return false
	}
	if s.d.Lemma != nil && s.d.Lemma[i] != "" {
		return set[s.d.Lemma[i]]
	}
	return s.is(i, set)
}
