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
	v     *view
	cue   []uint32 // frame and class of the rule whose cue holds the word, 0 none
	first []bool
	sigs  []uint32 // see sig
}

// newHints returns what the rules found.
func newHints(v *view, ruled []candidate) *hints {
	n := v.d.Len()
	h := &hints{v: v, cue: make([]uint32, n), sigs: make([]uint32, n), first: make([]bool, n)}
	for k := range ruled {
		c := &ruled[k]
		key := hashString(c.why)
		if c.entry != nil {
			key = mix2(900, hashString(string(c.entry.class)), hashString(string(c.entry.stance)))
		}
		h.first[c.cue.Start] = true
		for i := c.cue.Start; i < c.cue.End; i++ {
			h.cue[i] = key
		}
	}
	return h
}

// sig returns the complement frames and the subject of predicate i, 0 for words
// that are none.
func (h *hints) sig(i int) uint32 {
	switch h.v.pos(i) {
	case nlp.VERB, nlp.NOUN, nlp.ADJ:
	default:
		return 0
	}
	if h.sigs[i] == 0 && len(h.v.children(i)) > 0 {
		h.sigs[i] = signature(h.v.clauseAt(i))
	}
	return h.sigs[i]
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

// cueFeatures appends to buf the keys of the features of word i of sentence s,
// which may head a cue, for the cue chain, after sentQuotes.
func (v *view) cueFeatures(buf []uint32, h *hints, s nlp.Span, i int) []uint32 {
	lk, pk, rk, fk := v.lemmaKey[i], uint32(v.pos(i)), v.relKey[i], v.formKey[i]
	e := v.entryKey[i]
	inQuote := b2u(v.quote[i] >= 0)
	hd := v.head(i)
	var hlk, hpk, hsig, he, hcue uint32 = 2, 98, 0, 0, 0
	if hd != nlp.Root {
		hlk, hpk, hsig, he, hcue = v.lemmaKey[hd], uint32(v.pos(hd)), h.sig(hd), v.entryKey[hd], h.cue[hd]
	}
	sig := h.sig(i)
	frames := sig & 0xFFF
	cls := v.classKey[i]
	near := uint32(v.toNext[i])<<4 | uint32(v.toLast[i])
	before, after := v.lemmaIn(s, i-1), v.lemmaIn(s, i+1)
	buf = append(buf,
		mix1(2, fk), mix2(3, lk, pk), mix2(4, before, lk), mix2(5, lk, after), mix1(6, before), mix1(7, after),
		mix3(10, v.posIn(s, i-1), pk, v.posIn(s, i+1)), mix2(11, lk, rk), mix2(13, rk, hlk), mix3(14, rk, hpk, pk),
		mix2(16, h.cue[i], b2u(h.first[i])), mix2(18, e, sig), mix2(19, lk, frames), mix2(20, lk, sig), mix2(21, cls, sig), mix2(22, pk, sig),
		mix2(24, inQuote, lk), mix2(25, near, pk), mix2(26, near, e), mix2(27, near, lk), mix2(28, v.lemmaIn(s, i-2), before), mix2(29, after, v.lemmaIn(s, i+2)),
		mix3(30, rk, he, hsig), mix3(31, rk, hlk, hsig&0xFFF), mix2(32, rk, hcue), mix2(33, cls, frames),
	)
	if i == s.Start || i == s.End-1 {
		buf = append(buf, mix2(36, pk, bucket(i-s.Start)))
	}
	if pk != uint32(nlp.VERB) && pk != uint32(nlp.NOUN) && pk != uint32(nlp.ADJ) && pk != uint32(nlp.PUNCT) {
		return buf
	}
	nest := v.nestKey(i)
	buf = append(buf, mix2(37, lk, nest), mix3(38, pk, nest, frames), mix3(39, e, nest, inQuote))
	return v.childFeatures(buf, i, e, frames)
}

// besideFeatures is cueFeatures for a word that heads no cue, but may belong to
// one of word g.
func (v *view) besideFeatures(buf []uint32, h *hints, s nlp.Span, i, g int) []uint32 {
	lk, pk, rk, glk := v.lemmaKey[i], uint32(v.pos(i)), v.relKey[i], v.lemmaKey[g]
	off := uint32(i - g + 10)
	quotes := b2u(v.quote[i] == v.quote[g])
	return append(buf,
		mix2(60, lk, off), mix2(61, lk, glk), mix3(62, pk, off, glk), mix4(63, rk, off, b2u(v.head(i) == g), uint32(v.pos(g))), mix2(64, lk, rk), mix2(65, h.cue[i], b2u(h.first[i])),
		mix4(66, v.posIn(s, i-1), pk, v.posIn(s, i+1), off), mix2(67, lk, v.lemmaIn(s, i+1)), mix2(68, v.lemmaIn(s, i-1), lk), mix4(69, off, h.sig(g)&0xFFF, pk, quotes),
	)
}

// lemmaIn returns the key of the lemma of word i, 1 outside of s.
func (v *view) lemmaIn(s nlp.Span, i int) uint32 {
	if !s.Has(i) {
		return 1
	}
	return v.lemmaKey[i]
}

// posIn returns the part of speech of word i, 99 outside of s.
func (v *view) posIn(s nlp.Span, i int) uint32 {
	if !s.Has(i) {
		return 99
	}
	return uint32(v.pos(i))
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
		buf = append(buf, mix2(40, lk, krk), mix3(41, pk, krk, side), mix3(42, krk, v.lemmaKey[k], pk), mix3(43, e, krk, side))
		switch {
		case rel.Is("nsubj"), rel == "nmod:poss", rel == "obl:agent":
			buf = append(buf, mix2(44, lk, uint32(v.name[k])), mix4(45, uint32(v.name[k]), uint32(v.pos(k)), frames, krk), mix3(46, v.classKey[k], uint32(v.pos(k)), cls))
		case rel.Is("ccomp"), rel.Is("xcomp"), rel.Is("advcl"), rel.Is("acl"), rel.Is("parataxis"), rel.Is("nmod"), rel.Is("obl"):
			m := v.markKeyOf(k)
			q := uint32(v.quote[k]+1) & 1
			if v.quote[k] >= 0 {
				q = 2
			}
			buf = append(buf, mix3(47, lk, krk, m), mix3(48, cls, krk, m), mix4(49, pk, krk, m, q))
		case rel == "obj":
			buf = append(buf, mix2(50, lk, v.lemmaKey[k]), mix2(51, lk, v.classKey[k]), mix2(52, cls, v.classKey[k]))
		}
	}
	return buf
}

// nestKey returns nested(i), computed once.
func (v *view) nestKey(i int) uint32 {
	if v.nest[i] == 0 {
		v.nest[i] = v.nested(i) + 1
	}
	return v.nest[i] - 1
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
			return mix3(902, min3(int(k)), hashString(string(e.class)), hashString(string(rel)))
		}
	}
	return 0
}
