package statement

import (
	"casus.dev/casus/nlp"
)

// window is the words in which the source and the content of a cue are looked for.
type window struct {
	cue   nlp.Span
	head  int      // head word of the cue
	sent  nlp.Span // the cue's sentence
	words nlp.Span // all sentences in reach
}

// reach is how many quoted sentences before and after the cue's are searched.
const reach = 6

// windowOf returns the window of a cue: its sentence, and those before and
// after it, in the paragraph or over its end, as long as they are quoted.
func (v *view) windowOf(cue nlp.Span) window {
	w := window{cue: cue, head: v.d.HeadOf(cue)}
	s := int(v.sent[cue.Start])
	w.sent = v.d.Sents[s].Span
	w.words = w.sent
	sents := v.d.Sents
	for k := s - 1; k >= 0 && k >= s-reach; k-- {
		if sents[k].Paragraph != sents[s].Paragraph || !v.quotedIn(sents[k].Span) {
			break
		}
		w.words.Start = sents[k].Span.Start
	}
	for k := s + 1; k < len(sents) && k <= s+reach; k++ {
		if sents[k].Kind == nlp.Credit || sents[k].Kind == nlp.Boilerplate {
			break
		}
		if sents[k].Paragraph != sents[k-1].Paragraph {
			if first := v.quote[sents[k].Span.Start]; first < 0 || sents[k].Kind == nlp.Heading {
				break
			}
		} else if !v.quotedIn(sents[k].Span) {
			break
		}
		w.words.End = sents[k].Span.End
	}
	return w
}

func (v *view) quotedIn(s nlp.Span) bool {
	for i := s.Start; i < s.End; i++ {
		if v.quote[i] >= 0 {
			return true
		}
	}
	return false
}

// roles holds what the role features need to know of one window.
type roles struct {
	w        window
	path     []uint32 // hash of the way from the cue's head
	steps    []uint8  // its length, 255 in other sentences
	first    []int32  // the word after the first step, -1
	second   []int32
	hint     []uint8 // what the rules' analysis says: 0 nothing, 1 source, 2+ content by frame
	begins   []bool  // of a run of hints
	commas   []uint8
	quotes   []uint8 // quotation changes between the word and the cue
	between  []uint8 // other cues between the word and the cue
	other    []bool  // inside another cue
	headKey  uint32
	sigKey   uint32
	entryKey uint32
	colon    bool
	nearest  int32 // quotation nearest to the cue in its sentence, -1
	inCue    []int32
	queue    []int
}

// reset analyses the window w; cues are all cues of the text in order.
func (r *roles) reset(v *view, h *hints, w window, cues []nlp.Span) {
	n := w.words.Len()
	r.w, r.headKey, r.sigKey, r.entryKey, r.nearest = w, v.lemmaKey[w.head], h.sig[w.head], v.entryKey[w.head], -1
	r.path, r.steps, r.first, r.second = cleared(r.path, n), cleared(r.steps, n), cleared(r.first, n), cleared(r.second, n)
	r.hint, r.begins, r.commas, r.quotes = cleared(r.hint, n), cleared(r.begins, n), cleared(r.commas, n), cleared(r.quotes, n)
	r.between, r.other, r.inCue = cleared(r.between, n), cleared(r.other, n), cleared(r.inCue, n)
	for i := range n {
		r.steps[i], r.first[i], r.second[i] = 255, -1, -1
	}
	r.walk(v)
	r.analyse(v)
	r.count(v, cues)
	last := w.sent.End - 1
	r.colon = v.d.Form(last) == ":" || last > w.sent.Start && v.d.Form(last-1) == ":"
	best := 1 << 30
	for i := w.sent.Start; i < w.sent.End; i++ {
		if v.quote[i] >= 0 {
			if d := max(w.cue.Start-i, i-w.cue.End+1); d < best {
				best, r.nearest = d, v.quote[i]
			}
		}
	}
}

// cleared returns n zeros, in the memory of s if they fit.
func cleared[T any](s []T, n int) []T {
	s = grow(s, n)
	clear(s)
	return s
}

// walk fills path, steps, first and second from the cue's head outwards.
func (r *roles) walk(v *view) {
	base := r.w.words.Start
	r.steps[r.w.head-base] = 0
	queue := r.queue[:0]
	queue = append(queue, r.w.head)
	for at := 0; at < len(queue); at++ {
		i := queue[at]
		visit := func(k int, dir, rel uint32) {
			if r.steps[k-base] != 255 {
				return
			}
			n := r.steps[i-base]
			r.steps[k-base] = min(n+1, 250)
			r.path[k-base] = r.path[i-base]
			if n < 4 {
				r.path[k-base] = mix(910, r.path[i-base], dir, rel)
			}
			switch n {
			case 0:
				r.first[k-base] = int32(k)
			case 1:
				r.first[k-base], r.second[k-base] = r.first[i-base], int32(k)
			default:
				r.first[k-base], r.second[k-base] = r.first[i-base], r.second[i-base]
			}
			queue = append(queue, k)
		}
		if hd := v.head(i); hd != nlp.Root {
			visit(hd, 1, v.relKey[i])
		}
		for _, k := range v.children(i) {
			visit(int(k), 2, v.relKey[k])
		}
	}
	r.queue = queue
}

// analyse sets hint from the clause of the cue's head.
func (r *roles) analyse(v *view) {
	base := r.w.words.Start
	set := func(spans []nlp.Span, x uint8) {
		for _, s := range spans {
			for i := s.Start; i < s.End; i++ {
				if !r.w.words.Has(i) || r.w.cue.Has(i) || r.hint[i-base] != 0 {
					continue
				}
				r.hint[i-base] = x
				r.begins[i-base] = i == s.Start
			}
		}
	}
	cl := v.clauseAt(r.w.head)
	if cl.subject >= 0 {
		set(v.sourceSpans(cl.subject, r.w.head), 1)
	}
	for _, c := range cl.comps {
		x := uint8(9)
		switch c.frame {
		case "c":
			x = 2
		case "q":
			x = 3
		case "x":
			x = 4
		case "o":
			x = 5
		case "as":
			x = 6
		case "of", "for", "against", "about", "on", "over":
			x = 7
		case "to", "with", "at":
			x = 8
		}
		set(v.complementSpans(c, r.w.head), x)
	}
	if c, ok := v.accordingTo(r.w.cue.Start); ok {
		set(c.source, 1)
		set(c.content, 10)
	} else if c, ok := v.labelled(int(v.sent[r.w.cue.Start])); ok && c.cue.Overlaps(r.w.cue) {
		set(c.source, 1)
		set(c.content, 11)
	}
}

// count fills commas, quotes, between and other, outwards from the cue.
func (r *roles) count(v *view, cues []nlp.Span) {
	base := r.w.words.Start
	inCue := r.inCue
	for k, c := range cues {
		if c == r.w.cue || !c.Overlaps(r.w.words) {
			continue
		}
		for i := max(c.Start, r.w.words.Start); i < min(c.End, r.w.words.End); i++ {
			inCue[i-base] = int32(k + 1)
			r.other[i-base] = true
		}
	}
	scan := func(from, to, step int) {
		var commas, quotes, between uint8
		var lastCue int32
		q := v.quote[r.w.cue.Start]
		for i := from; i != to; i += step {
			if v.quote[i] != q {
				q = v.quote[i]
				quotes = min(quotes+1, 6)
			}
			if k := inCue[i-base]; k != 0 && k != lastCue {
				lastCue = k
				between = min(between+1, 3)
			}
			r.commas[i-base], r.quotes[i-base], r.between[i-base] = commas, quotes, between
			if v.d.Form(i) == "," || v.d.Form(i) == ";" || v.d.Form(i) == "—" || v.d.Form(i) == "–" || v.d.Form(i) == "--" {
				commas = min(commas+1, 5)
			}
		}
	}
	scan(r.w.cue.End, r.w.words.End, 1)
	scan(r.w.cue.Start-1, r.w.words.Start-1, -1)
}

// features appends to buf the keys of the features of word i.
func (r *roles) features(buf []uint32, v *view, i int) []uint32 {
	k := i - r.w.words.Start
	if r.w.cue.Has(i) {
		return append(buf, mix(100, uint32(1)))
	}
	side := uint32(1)
	if i < r.w.cue.Start {
		side = 0
	}
	pk, lk, rk := uint32(v.pos(i)), v.lemmaKey[i], v.relKey[i]
	q, mark := r.quoteState(v, i)
	prev, next := uint32(97), uint32(97)
	prevLemma, nextLemma := uint32(3), uint32(3)
	if i > r.w.words.Start {
		prev, prevLemma = uint32(v.pos(i-1)), v.lemmaKey[i-1]
	}
	if i+1 < r.w.words.End {
		next, nextLemma = uint32(v.pos(i+1)), v.lemmaKey[i+1]
	}
	if !r.w.sent.Has(i) {
		return r.outside(buf, v, i, side, q, mark, pk, lk, prev)
	}
	dist := bucket(i - r.w.cue.End + 1)
	if side == 0 {
		dist = bucket(r.w.cue.Start - i)
	}
	hint := uint32(r.hint[k])
	begin := uint32(0)
	if r.begins[k] {
		begin = 1
	}
	change := uint32(0) // where a run of hints ends or changes
	if i > r.w.sent.Start && r.hint[k-1] != r.hint[k] {
		change = 1 + uint32(r.hint[k-1])
	}
	f1, e1, m1, f2, e2, m2 := r.stepKeys(v, k, i)
	commas, quotes, between := uint32(r.commas[k]), uint32(r.quotes[k]), uint32(r.between[k])
	hl, ent, sig := r.headKey, r.entryKey, r.sigKey&0xFFF
	name := uint32(v.name[i])
	jump := r.jump(k)
	buf = append(buf,
		mix(101, side, dist), mix(102, side, pk), mix(103, side, lk), mix(104, r.path[k], uint32(r.steps[k])), mix(105, r.path[k], hl), mix(106, r.path[k], side, pk), mix(107, f1, hl), mix(108, f1, side, dist),
		mix(109, f1, e1, m1), mix(110, f1, e1, m1, hl), mix(111, f2, e2, m2), mix(112, f2, hl), mix(113, f2, e2, side, ent), mix(114, hint, begin, side), mix(115, hint, begin, hl), mix(116, hint, begin, ent, sig),
		mix(117, hint, change, pk), mix(118, hint, change, q, mark), mix(119, hint, r.path[k]), mix(120, side, commas, quotes, q), mix(121, side, between, q), mix(122, between, hint, begin), mix(123, f1, commas, e1),
		mix(124, q, mark, side, quotes), mix(125, q, mark, side, pk), mix(126, q, mark, hl), mix(127, q, mark, dist, side), mix(128, prev, pk, side), mix(129, pk, next, side), mix(130, prevLemma, lk, side), mix(131, lk, nextLemma, side),
		mix(132, name, side, dist), mix(133, name, f1, e1), mix(134, b2u(r.other[k]), side, q), mix(135, jump, f1, e1, m1), mix(136, jump, f2, e2), mix(137, jump, side, pk, prev), mix(138, rk, side, pk),
		mix(139, f1, lk), mix(140, sig, f1, side), mix(141, sig, r.path[k]), mix(142, hint, lk), mix(143, hint, dist, begin), mix(144, jump, hint, change, lk), mix(145, q, sig, side),
		mix(146, b2u(r.colon), side, q),
	)
	return buf
}

// quoteState tells whether word i is quoted (2: by the quotation nearest to the
// cue) and whether it opens (1) or closes (2) its quotation.
func (r *roles) quoteState(v *view, i int) (q, mark uint32) {
	if v.quote[i] < 0 {
		return 0, 0
	}
	q = 1
	if v.quote[i] == r.nearest {
		q = 2
	}
	switch w := v.quotes[v.quote[i]].words; i {
	case w.Start:
		mark = 1
	case w.End - 1:
		mark = 2
	}
	return q, mark
}

// stepKeys returns the keys of the first and the second step on the way from
// the cue to word i, at k in the window: relation, place in the step's subtree, marker.
func (r *roles) stepKeys(v *view, k, i int) (f1, e1, m1, f2, e2, m2 uint32) {
	if w := int(r.first[k]); w >= 0 {
		up := w == v.head(r.w.head)
		f1 = mix(911, v.relKey[w], b2u(up))
		e1, m1 = 7, v.relKey[r.w.head]
		if !up {
			e1, m1 = v.edge(w, i), v.markKey[w]
		}
	}
	if w := int(r.second[k]); w >= 0 {
		f2 = mix(912, f1, v.relKey[w])
		if r.first[k] >= 0 && v.head(w) == int(r.first[k]) {
			e2, m2 = v.edge(w, i), v.markKey[w]
		}
	}
	return f1, e1, m1, f2, e2, m2
}

// jump tells whether the way to the word at k of the window parts from that to
// the word before at the first (1) or at the second step (2).
func (r *roles) jump(k int) uint32 {
	switch {
	case k+r.w.words.Start <= r.w.sent.Start:
		return 0
	case r.first[k-1] != r.first[k]:
		return 1
	case r.second[k-1] != r.second[k]:
		return 2
	}
	return 0
}

// outside adds the features of words in other sentences than the cue's.
func (r *roles) outside(buf []uint32, v *view, i int, side, q, mark, pk, lk, prev uint32) []uint32 {
	s := v.d.Sents[v.sent[i]]
	own := int(v.sent[r.w.cue.Start])
	gap := bucket(int(v.sent[i]) - own)
	k := i - r.w.words.Start
	whole := b2u(v.quote[s.Span.Start] >= 0) | b2u(v.quote[s.Span.End-1] >= 0 || s.Span.Len() > 1 && v.quote[s.Span.End-2] >= 0)<<1
	cueQuoted := b2u(r.nearest >= 0)
	endQuoted := uint32(0)
	if end := v.d.Sents[own].Span.End; v.quote[end-1] >= 0 || end > 1 && v.quote[end-2] >= 0 {
		endQuoted = 1
	}
	if v.quote[v.d.Sents[own].Span.Start] >= 0 {
		endQuoted |= 2
	}
	same := uint32(0)
	if v.quote[i] >= 0 && v.quote[i] == r.nearest {
		same = 1
	}
	par := b2u(s.Paragraph == v.d.Sents[own].Paragraph)
	between, quotes := uint32(r.between[k]), uint32(r.quotes[k])
	first := b2u(i == s.Span.Start)
	kind := b2u(r.entryKey != 0)
	return append(buf,
		mix(200, side, q, mark, whole), mix(201, side, gap, q, whole, par), mix(202, side, between, q, whole), mix(203, cueQuoted, endQuoted, side, q, whole, par), mix(204, same, side, q, mark),
		mix(205, side, quotes, q, whole), mix(206, b2u(r.colon), side, q, whole), mix(207, between, q, mark, whole, side, par, endQuoted), mix(208, pk, q, side), mix(209, lk, q, side), mix(210, prev, pk, q, mark),
		mix(211, r.headKey, side, q, whole), mix(212, kind, side, gap, q), mix(213, first, whole, q, side, endQuoted), mix(214, b2u(r.other[k]), q, side), mix(215, r.sigKey&0xFFF, side, q, whole, between),
	)
}

// edge tells where word i stands in the subtree of w: 1 first, 2 last, 3
// inside, 4 both, 5 outside.
func (v *view) edge(w, i int) uint32 {
	c := v.cover[w]
	switch {
	case c.Len() == 1 && c.Start == i:
		return 4
	case c.Start == i:
		return 1
	case c.End-1 == i:
		return 2
	case c.Has(i):
		return 3
	}
	return 5
}

func b2u(b bool) uint32 {
	if b {
		return 1
	}
	return 0
}
