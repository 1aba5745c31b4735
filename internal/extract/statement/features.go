package statement

import (
	"casus.dev/casus/nlp"
)

// Labels of the cue chain.
const (
	CueO = iota
	CueB
	CueI
	NumCueLabels
)

// Labels of the role chain.
const (
	RoleO = iota
	RoleBSource
	RoleISource
	RoleBContent
	RoleIContent
	NumRoleLabels
)

// hints are what the rules see of each word, as features of the chains.
type hints struct {
	cue   []uint32 // frame and class of the rule whose cue holds the word, 0 none
	first []bool
	sig   []uint32 // complement frames and subject of the predicate, 0 for words that are none
}

// newHints runs the rules' analysis of each predicate of v.
func newHints(v *view, ruled []candidate) *hints {
	n := v.d.Len()
	h := &hints{cue: make([]uint32, n), sig: make([]uint32, n), first: make([]bool, n)}
	for i := range n {
		switch v.pos(i) {
		case nlp.VERB, nlp.NOUN, nlp.ADJ:
		default:
			continue
		}
		if len(v.children(i)) == 0 {
			continue
		}
		cl := v.clauseAt(i)
		h.sig[i] = signature(cl)
	}
	for k := range ruled {
		c := &ruled[k]
		key := hashString(c.why)
		if c.entry != nil {
			key = mix(900, hashString(string(c.entry.class)), hashString(string(c.entry.stance)))
		}
		h.first[c.cue.Start] = true
		for i := c.cue.Start; i < c.cue.End; i++ {
			h.cue[i] = key
		}
	}
	return h
}

// signature packs the frames of a clause and how its subject was found.
func signature(c *clause) uint32 {
	s := hashString(c.how) << 12
	for _, k := range c.comps {
		bit := uint32(10)
		switch k.frame {
		case "c":
			bit = 0
		case "x":
			bit = 1
		case "o":
			bit = 2
		case "as":
			bit = 3
		case "q":
			bit = 4
		case "of":
			bit = 5
		case "for":
			bit = 6
		case "to":
			bit = 7
		case "about", "on", "over":
			bit = 8
		case "against":
			bit = 9
		}
		s |= 1 << bit
	}
	return s | 1<<11
}

func min3(n int) uint32 { return uint32(min(max(n, 0), 3)) }

func bucket(n int) uint32 {
	switch {
	case n < 0:
		return 100 + bucket(-n)
	case n <= 4:
		return uint32(n)
	case n <= 7:
		return 5
	case n <= 12:
		return 6
	case n <= 20:
		return 7
	case n <= 35:
		return 8
	}
	return 9
}

// sentQuotes sets for each word of the sentence how far the next quotation
// begins (toNext) and the last one ended (toLast), 9 for none in reach.
func (v *view) sentQuotes(s nlp.Span) {
	toNext, toLast := v.toNext, v.toLast
	d := uint8(9)
	for i := s.Start; i < s.End; i++ {
		if i > s.Start && v.quote[i-1] >= 0 && v.quote[i] < 0 || v.quote[i] >= 0 {
			d = 0
		} else if d < 9 {
			d++
		}
		toLast[i] = d
	}
	d = 9
	for i := s.End - 1; i >= s.Start; i-- {
		if v.quote[i] >= 0 {
			d = 0
		} else if d < 9 {
			d++
		}
		toNext[i] = d
	}
}

// cueFeatures appends to buf the keys of the features of word i of sentence s
// for the cue chain, after sentQuotes.
func (v *view) cueFeatures(buf []uint32, h *hints, s nlp.Span, i int) []uint32 {
	lemma := func(j int) uint32 {
		if j < s.Start || j >= s.End {
			return 1
		}
		return v.lemmaKey[j]
	}
	pos := func(j int) uint32 {
		if j < s.Start || j >= s.End {
			return 99
		}
		return uint32(v.pos(j))
	}
	lk, pk, rk, fk := v.lemmaKey[i], pos(i), v.relKey[i], v.formKey[i]
	e := v.entryKey[i]
	inQuote := uint32(0)
	if v.quote[i] >= 0 {
		inQuote = 1
	}
	hd := v.head(i)
	var hlk, hpk, hsig, he, hcue uint32 = 2, 98, 0, 0, 0
	if hd != nlp.Root {
		hlk, hpk, hsig, he, hcue = v.lemmaKey[hd], pos(hd), h.sig[hd], v.entryKey[hd], h.cue[hd]
	}
	first := uint32(0)
	if h.first[i] {
		first = 1
	}
	sig := h.sig[i]
	frames := sig & 0xFFF
	cls := v.classKey[i]
	near := uint32(v.toNext[i])<<4 | uint32(v.toLast[i])
	buf = append(buf,
		mix(1, lk), mix(2, fk), mix(3, lk, pk), mix(4, lemma(i-1), lk), mix(5, lk, lemma(i+1)), mix(6, lemma(i-1)), mix(7, lemma(i+1)),
		mix(8, pos(i-1), pk), mix(9, pk, pos(i+1)), mix(10, pos(i-1), pk, pos(i+1)), mix(11, lk, rk), mix(12, pk, rk), mix(13, rk, hlk), mix(14, rk, hpk, pk),
		mix(15, h.cue[i]), mix(16, h.cue[i], first), mix(17, e), mix(18, e, sig), mix(19, lk, frames), mix(20, lk, sig), mix(21, cls, sig), mix(22, pk, sig),
		mix(23, inQuote, pk), mix(24, inQuote, lk), mix(25, near, pk), mix(26, near, e), mix(27, near, lk), mix(28, lemma(i-2), lemma(i-1)), mix(29, lemma(i+1), lemma(i+2)),
		mix(30, rk, he, hsig), mix(31, rk, hlk, hsig&0xFFF), mix(32, rk, hcue), mix(33, cls, frames), mix(34, cls), mix(35, fk, lemma(i+1)),
	)
	if i == s.Start || i == s.End-1 {
		buf = append(buf, mix(36, pk, bucket(i-s.Start)))
	}
	if pk != uint32(nlp.VERB) && pk != uint32(nlp.NOUN) && pk != uint32(nlp.ADJ) && pk != uint32(nlp.PUNCT) {
		return buf
	}
	buf = append(buf, mix(37, lk, v.nestKey[i]), mix(38, pk, v.nestKey[i], frames), mix(39, e, v.nestKey[i], inQuote))
	return v.childFeatures(buf, i, e, frames)
}

// childFeatures appends the keys of the features of the children of word i,
// whose entry in the lexicon is e.
func (v *view) childFeatures(buf []uint32, i int, e, frames uint32) []uint32 {
	lk, pk, cls := v.lemmaKey[i], uint32(v.pos(i)), v.classKey[i]
	for _, k32 := range v.children(i) {
		k := int(k32)
		rel := v.rel(k)
		if rel == "punct" {
			continue
		}
		krk := v.relKey[k]
		side := uint32(0)
		if k > i {
			side = 1
		}
		buf = append(buf, mix(40, lk, krk), mix(41, pk, krk, side), mix(42, krk, v.lemmaKey[k], pk), mix(43, e, krk, side))
		switch {
		case rel.Is("nsubj"), rel == "nmod:poss", rel == "obl:agent":
			buf = append(buf, mix(44, lk, uint32(v.name[k])), mix(45, uint32(v.name[k]), uint32(v.pos(k)), frames, krk), mix(46, v.classKey[k], uint32(v.pos(k)), cls))
		case rel.Is("ccomp"), rel.Is("xcomp"), rel.Is("advcl"), rel.Is("acl"), rel.Is("parataxis"), rel.Is("nmod"), rel.Is("obl"):
			m := v.markKey[k]
			q := uint32(v.quote[k]+1) & 1
			if v.quote[k] >= 0 {
				q = 2
			}
			buf = append(buf, mix(47, lk, krk, m), mix(48, cls, krk, m), mix(49, pk, krk, m, q))
		case rel == "obj":
			buf = append(buf, mix(50, lk, v.lemmaKey[k]), mix(51, lk, v.classKey[k]), mix(52, cls, v.classKey[k]))
		}
	}
	return buf
}

// nested tells how far up through clauses the next cue of the lexicon stands
// (1 to 5, its class mixed in), 0 if there is none.
func (v *view) nested(i int) uint32 {
	for k := uint32(1); k <= 5; k++ {
		h := v.head(i)
		if h == nlp.Root {
			return 0
		}
		rel := v.rel(i).Base()
		i = h
		if e := v.entry[i]; e != nil && (rel == "ccomp" || rel == "xcomp" || rel == "advcl" || rel == "parataxis" || rel == "conj" || rel == "acl" || rel == "obj" || rel == "nsubj" || rel == "obl") {
			return mix(902, min3(int(k)), hashString(string(e.class)), hashString(string(rel)))
		}
	}
	return 0
}
