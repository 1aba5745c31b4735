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
	units    []nlp.Span // what is labelled: the words of the cue's sentence, and of others runs of one state of quotation
	path     []uint32   // hash of the way from the cue's head
	steps    []uint8    // its length, 255 in other sentences
	first    []int32    // the word after the first step, -1
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
	r.w, r.headKey, r.sigKey, r.entryKey, r.nearest = w, v.lemmaKey[w.head], h.sig(w.head), v.entryKey[w.head], -1
	r.path, r.steps, r.first, r.second = cleared(r.path, n), cleared(r.steps, n), cleared(r.first, n), cleared(r.second, n)
	r.hint, r.begins, r.commas, r.quotes = cleared(r.hint, n), cleared(r.begins, n), cleared(r.commas, n), cleared(r.quotes, n)
	r.between, r.other, r.inCue = cleared(r.between, n), cleared(r.other, n), cleared(r.inCue, n)
	for i := range n {
		r.steps[i], r.first[i], r.second[i] = 255, -1, -1
	}
	r.cut(v)
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

// cut fills units.
func (r *roles) cut(v *view) {
	r.units = r.units[:0]
	w := r.w
	for i := w.words.Start; i < w.words.End; {
		to := i + 1
		for !w.sent.Has(i) && to < w.words.End && v.sent[to] == v.sent[i] && v.quote[to] == v.quote[i] {
			to++
		}
		r.units = append(r.units, nlp.Span{Start: i, End: to})
		i = to
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
				r.path[k-base] = mix3(910, r.path[i-base], dir, rel)
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

// features appends to buf the keys of the features of unit u.
func (r *roles) features(buf []uint32, v *view, u int) []uint32 {
	i := r.units[u].Start
	k := i - r.w.words.Start
	if r.w.cue.Has(i) {
		return append(buf, mix1(100, uint32(1)))
	}
	side := b2u(i > r.w.cue.Start)
	if !r.w.sent.Has(i) {
		return r.outside(buf, v, r.units[u], side)
	}
	q, mark := r.quoteState(v, i)
	pk, lk := uint32(v.pos(i)), v.lemmaKey[i]
	prev, next := uint32(97), uint32(97)
	prevLemma, nextLemma := uint32(3), uint32(3)
	if i > r.w.words.Start {
		prev, prevLemma = uint32(v.pos(i-1)), v.lemmaKey[i-1]
	}
	if i+1 < r.w.words.End {
		next, nextLemma = uint32(v.pos(i+1)), v.lemmaKey[i+1]
	}
	dist := bucket(i - r.w.cue.End + 1)
	if side == 0 {
		dist = bucket(r.w.cue.Start - i)
	}
	hint, begin := uint32(r.hint[k]), b2u(r.begins[k])
	change := uint32(0) // where a run of hints ends or changes
	if i > r.w.sent.Start && r.hint[k-1] != r.hint[k] {
		change = 1 + uint32(r.hint[k-1])
	}
	f1, e1, m1, f2, e2, m2 := r.stepKeys(v, k, i)
	commas, quotes, between := uint32(r.commas[k]), uint32(r.quotes[k]), uint32(r.between[k])
	hl, sig := r.headKey, r.sigKey&0xFFF
	jump := r.jump(k)
	path := r.path[k]
	quoted := q<<2 | mark
	return append(buf,
		mix3(101, side, dist, q), mix2(103, side, lk), mix2(104, path, uint32(r.steps[k])), mix2(105, path, hl), mix4(110, f1, e1, m1, hl), mix3(111, f2, e2, m2),
		mix3(115, hint, begin, hl), mix3(117, hint, change, pk), mix3(118, hint, change, quoted), mix4(120, side, commas, quotes, quoted), mix4(121, side, between, q, b2u(r.other[k])),
		mix3(122, between, hint, begin), mix3(125, quoted, side, pk), mix4(128, prev, pk, next, side), mix3(130, prevLemma, lk, side), mix3(131, lk, nextLemma, side),
		mix3(133, uint32(v.name[i]), f1, e1), mix4(135, jump, f1, e1, m1), mix2(139, f1, lk), mix3(140, sig, f1, side), mix4(144, jump, hint, change, lk),
	)
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
		f1 = mix2(911, v.relKey[w], b2u(up))
		e1, m1 = 7, v.relKey[r.w.head]
		if !up {
			e1, m1 = v.edge(w, i), v.markKeyOf(w)
		}
	}
	if w := int(r.second[k]); w >= 0 {
		f2 = mix2(912, f1, v.relKey[w])
		if r.first[k] >= 0 && v.head(w) == int(r.first[k]) {
			e2, m2 = v.edge(w, i), v.markKeyOf(w)
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

// outside adds the features of a run of words in another sentence than the cue's.
func (r *roles) outside(buf []uint32, v *view, u nlp.Span, side uint32) []uint32 {
	i := u.Start
	s := v.d.Sents[v.sent[i]]
	q := uint32(0)
	if v.quote[i] >= 0 {
		q = 1
		if v.quote[i] == r.nearest {
			q = 2
		}
	}
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
	same := b2u(v.quote[i] >= 0 && v.quote[i] == r.nearest)
	par := b2u(s.Paragraph == v.d.Sents[own].Paragraph)
	between, quotes := uint32(r.between[k]), uint32(r.quotes[k])
	first := b2u(i == s.Span.Start) | b2u(u.End == s.Span.End)<<1
	kind := b2u(r.entryKey != 0)
	length := bucket(u.Len())
	return append(buf,
		mix4(200, side, q, whole, first), mix5(201, side, gap, q, whole, par), mix4(202, side, between, q, whole), mix6(203, cueQuoted, endQuoted, side, q, whole, par), mix4(204, same, side, q, length),
		mix4(205, side, quotes, q, whole), mix4(206, b2u(r.colon), side, q, whole), mix6(207, between, q, whole, side, par, endQuoted), mix3(208, uint32(v.pos(i)), q, side), mix3(209, v.lemmaKey[i], q, side),
		mix4(211, r.headKey, side, q, whole), mix4(212, kind, side, gap, q), mix5(213, first, whole, q, side, endQuoted), mix4(214, b2u(r.other[k]), q, side, length), mix5(215, r.sigKey&0xFFF, side, q, whole, between),
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
