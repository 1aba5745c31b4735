package statement

import (
	"cmp"
	"slices"

	"casus.dev/casus/internal/tensor"
	"casus.dev/casus/nlp"
)

// Case is a candidate of the chains as the judge sees it: the keys of its
// features, and its words.
type Case struct {
	Keys  []uint32
	Words Attribution
}

// Cases returns the candidates that the chains of f find in d.
func (f *Finder) Cases(d *nlp.Doc) []Case {
	v := f.newView(d)
	ruled := f.ruled(v)
	h := newHints(v, ruled)
	cands := f.model.tag(v, h, ruled)
	out := make([]Case, len(cands))
	for i := range cands {
		out[i] = Case{judgeKeys(nil, v, h, cands, i), Attribution{cands[i].source, cands[i].cue, cands[i].content}}
	}
	return out
}

// judge sets the chance that each candidate is a statement, keeps those above
// the threshold and, of two of which one lies in the other's content, the
// likelier.
func (m *Model) judge(v *view, h *hints, cands []candidate) []candidate {
	if m.judges == nil {
		return v.outermost(cands)
	}
	var lat lattice
	lat.reset()
	for i := range cands {
		lat.keys = judgeKeys(lat.keys, v, h, cands, i)
		lat.word()
	}
	m.judges.emissions(&lat)
	for i := range cands {
		x := float32((lat.emit[2*i+1]-lat.emit[2*i])*m.judges.scale) + m.judges.start[1] - m.judges.start[0]
		cands[i].prob = 1 / (1 + tensor.Exp64(-float64(x)))
	}
	order := make([]int, 0, len(cands))
	for i := range cands {
		if cands[i].prob >= float64(m.least) {
			order = append(order, i)
		}
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(cmp.Compare(cands[b].prob, cands[a].prob), a-b) })
	keep := make([]bool, len(cands))
	for _, i := range order {
		ok := true
		for j := max(0, i-near); j < min(len(cands), i+near+1) && ok; j++ {
			if !keep[j] || i == j {
				continue
			}
			a, b := &cands[i], &cands[j]
			switch {
			case has(b.content, a.cue.Start):
				ok = v.carried(a, b) && !has(a.content, b.cue.Start)
			case has(a.content, b.cue.Start):
				ok = v.carried(b, a)
			}
		}
		keep[i] = ok
	}
	n := -1
	return slices.DeleteFunc(cands, func(candidate) bool { n++; return !keep[n] })
}

// judgeKeys appends the keys of the features of candidate i.
func judgeKeys(buf []uint32, v *view, h *hints, cands []candidate, i int) []uint32 {
	c := &cands[i]
	head := c.head
	lk, ek, ck, pk := v.lemmaKey[head], v.entryKey[head], v.classKey[head], uint32(v.pos(head))
	frames := h.sig(head) & 0xFFF
	p, q := tenth(c.cueProb), tenth(c.roleProb)
	source := uint32(3)
	if len(c.source) > 0 {
		s := v.d.HeadOf(c.source[0])
		source = mix3(950, uint32(v.pos(s)), uint32(v.name[s]), uint32(min(len(c.source), 2)))
	}
	subject := b2u(c.subject >= 0)
	first := c.content[0].Start
	last := c.content[len(c.content)-1].End - 1
	kind := v.kind(c.content)
	kk := hashString(string(kind))
	side := b2u(first < c.cue.Start)
	comp := v.complementFit(c)
	buf = append(buf,
		mix1(300, lk), mix1(301, ek), mix2(302, lk, frames), mix2(303, ck, frames), mix1(304, p), mix1(305, q), mix2(306, p, q), mix1(307, source), mix2(308, subject, ek), mix2(309, source, ek),
		mix2(310, bucket(size(c.content)), kk), mix1(311, bucket(size(c.source))), mix2(312, uint32(min(len(c.content), 4)), kk), mix2(313, kk, ek), mix3(314, side, kk, ek), mix3(315, uint32(v.pos(first)), side, ek),
		mix2(316, comp, ek), mix2(317, comp, p), mix2(318, comp, lk), mix2(319, bucket(c.cue.Len()), pk), mix2(320, v.lemmaKey[c.cue.End-1], pk), mix2(321, v.relKey[head], pk), mix2(322, v.relKey[head], ek),
		mix1(323, uint32(v.d.Sents[v.sent[head]].Kind)), mix2(324, b2u(v.quote[head] >= 0), kk), mix2(325, v.nestKey(head), ek), mix2(326, v.nestKey(head), p), mix1(327, bucket(c.cue.Start-last)), mix1(328, bucket(first-c.cue.End)),
		mix2(329, v.lemmaKey[first], pk), mix2(330, p, ek), mix2(331, p, lk), mix2(332, q, ek), mix3(333, subject, source, p),
		mix2(337, h.cue[head], p), mix2(338, h.cue[head], frames), mix3(339, b2u(c.cueProb > 0.5), h.cue[head], comp),
	)
	if len(c.source) > 0 {
		s := v.d.HeadOf(c.source[0])
		buf = append(buf, mix1(334, v.lemmaKey[s]), mix2(335, v.classKey[s], ek), mix2(336, v.relKey[s], pk))
	}
	inside, holds := 0, 0
	for j := max(0, i-near); j < min(len(cands), i+near+1); j++ {
		o := &cands[j]
		if j == i {
			continue
		}
		switch {
		case has(o.content, c.cue.Start):
			inside++
			both := b2u(has(c.content, o.cue.Start))
			r := mix3(951, both, b2u(v.above(o, c)), b2u(v.above(c, o)))
			buf = append(buf, mix3(340, r, p, tenth(o.cueProb)), mix2(341, r, ek), mix2(342, r, v.entryKey[o.head]), mix2(343, r, tenth(o.roleProb)), mix2(344, r, tenth(o.cueProb)))
		case has(c.content, o.cue.Start):
			holds++
			r := mix2(952, b2u(v.above(o, c)), b2u(v.above(c, o)))
			buf = append(buf, mix3(345, r, p, tenth(o.cueProb)), mix2(346, r, ek), mix2(347, r, v.entryKey[o.head]))
		case overlap(c.content, o.content) > 0:
			buf = append(buf, mix3(348, b2u(v.above(o, c)), b2u(v.above(c, o)), tenth(o.cueProb)))
		}
	}
	return append(buf, mix2(349, bucket(inside), bucket(holds)), mix2(350, bucket(inside), p))
}

func tenth(p float64) uint32 {
	if p > 0.98 {
		return 11
	}
	return uint32(p * 10)
}

// complementFit tells how the content agrees with the complements of the cue's
// head: the frame whose words it is, and whether it is all of them.
func (v *view) complementFit(c *candidate) uint32 {
	cl := v.clauseAt(c.head)
	for _, k := range cl.comps {
		spans := subtract(v.complementSpans(k, c.head), append([]nlp.Span{c.cue}, c.source...)...)
		n := overlap(spans, c.content)
		if n == 0 {
			continue
		}
		fit := uint32(1)
		if n == size(spans) && n == size(c.content) {
			fit = 3
		} else if 2*n > size(spans) && 2*n > size(c.content) {
			fit = 2
		}
		return mix2(953, hashString(k.frame), fit)
	}
	return 0
}
