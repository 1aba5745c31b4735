package statement

import (
	"slices"

	"casus.dev/casus/internal/tensor"
	"casus.dev/casus/nlp"
)

// Attribution is a statement by its words: what the model learns and finds.
type Attribution struct {
	Source  []nlp.Span
	Cue     nlp.Span
	Content []nlp.Span
}

// Instance is a run of words with the keys of their features: those of word t
// are Keys[At[t]:At[t+1]].
type Instance struct {
	Keys []uint32
	At   []int32
	Gold []uint8 // label of each word
}

// Instances returns what the two chains see of d: one instance for each run of
// words that the gate lets through for the cue chain, one a cue for the role
// chain, labelled by gold.
func (f *Finder) Instances(d *nlp.Doc, gold []Attribution, gate Gate) (cue, role []Instance) {
	v := f.newView(d)
	h := newHints(v, f.ruled(v))
	label := make([]uint8, d.Len())
	cues := make([]nlp.Span, 0, len(gold))
	for _, g := range gold {
		cues = append(cues, g.Cue)
		for i := g.Cue.Start; i < g.Cue.End; i++ {
			label[i] = CueI
		}
		if g.Cue.Len() > 0 {
			label[g.Cue.Start] = CueB
		}
	}
	for s := range d.Sents {
		span := d.Sents[s].Span
		v.sentQuotes(span)
		for _, w := range v.cueWindows(nil, gate, h, span) {
			in := Instance{At: []int32{0}, Gold: slices.Clone(label[w.words.Start:w.words.End])}
			k := 0
			for i := w.words.Start; i < w.words.End; i++ {
				in.Keys = v.windowFeatures(in.Keys, h, span, &w, i, k)
				in.At = append(in.At, int32(len(in.Keys)))
				if k < len(w.heads) && w.heads[k] == i {
					k++
				}
			}
			if in.Gold[0] == CueI { // begins before the window
				in.Gold[0] = CueB
			}
			cue = append(cue, in)
		}
	}
	slices.SortFunc(cues, func(a, b nlp.Span) int { return a.Start - b.Start })
	var r roles
	for _, g := range gold {
		if g.Cue.Len() > 0 {
			r.reset(v, h, v.windowOf(g.Cue), cues)
			role = append(role, r.instance(v, &g))
		}
	}
	return cue, role
}

// instance labels the units of the window by g.
func (r *roles) instance(v *view, g *Attribution) Instance {
	in := Instance{At: []int32{0}, Gold: make([]uint8, len(r.units))}
	mark := func(spans []nlp.Span, b uint8) {
		for _, s := range spans {
			last := -1
			for k, u := range r.units {
				if u.Overlaps(r.w.cue) || 2*overlap([]nlp.Span{s}, []nlp.Span{u}) < u.Len() {
					continue
				}
				in.Gold[k] = b + 1
				if last < 0 || last != k-1 {
					in.Gold[k] = b
				}
				last = k
			}
		}
	}
	mark(g.Source, RoleBSource)
	mark(g.Content, RoleBContent)
	for k := range r.units {
		in.Keys = r.features(in.Keys, v, k)
		in.At = append(in.At, int32(len(in.Keys)))
	}
	return in
}

// learned returns the candidates of the model.
func (f *Finder) learned(v *view, ruled []candidate) []candidate {
	h := newHints(v, ruled)
	return f.model.judge(v, h, f.model.tag(v, h, ruled))
}

// tag returns the candidates of the two chains in the order of their cues:
// those that the cue chain finds and those of the rules, whose roles the role
// chain finds too.
func (m *Model) tag(v *view, h *hints, ruled []candidate) []candidate {
	t := tagger{m: m, v: v, h: h, all: ruled, ruled: ruled}
	for s := range v.d.Sents {
		if k := v.d.Sents[s].Kind; k != nlp.Credit && k != nlp.Boilerplate {
			t.sentence(v.d.Sents[s].Span)
		}
	}
	return t.candidates()
}

// tagger collects the cues of a text with their chances.
type tagger struct {
	m       *Model
	v       *view
	h       *hints
	all     []candidate // of the rules
	ruled   []candidate // those not passed yet
	lat     lattice
	roles   roles
	windows []cueWindow
	cues    []nlp.Span
	probs   []float64
}

// sentence adds the cues of one sentence.
func (t *tagger) sentence(span nlp.Span) {
	t.windows = t.v.cueWindows(t.windows[:0], t.m.gate, t.h, span)
	ruled := t.ruledIn(span)
	if len(t.windows) == 0 {
		return
	}
	t.v.sentQuotes(span)
	for k := range t.windows {
		t.window(span, &t.windows[k], ruled)
	}
}

// window adds the cues of one window of the sentence: those of the chain and
// those of the rules.
func (t *tagger) window(sent nlp.Span, w *cueWindow, ruled []candidate) {
	m := t.m
	t.lat.reset()
	k := 0
	for i := w.words.Start; i < w.words.End; i++ {
		t.lat.keys = t.v.windowFeatures(t.lat.keys, t.h, sent, w, i, k)
		t.lat.word()
		if k < len(w.heads) && w.heads[k] == i {
			k++
		}
	}
	n := m.cue.emissions(&t.lat)
	for i := range n {
		t.lat.emit[i*NumCueLabels+CueB] += m.bias / m.cue.scale
	}
	path := m.cue.viterbi(&t.lat, n)
	first := len(t.cues)
	for i := range n {
		if path[i] != CueB {
			continue
		}
		end := i + 1
		for end < n && path[end] == CueI {
			end++
		}
		t.cues = append(t.cues, nlp.Span{Start: w.words.Start + i, End: w.words.Start + end})
	}
	for i := range ruled {
		c := &ruled[i]
		if c.head >= 0 && w.words.Has(c.cue.Start) && !slices.ContainsFunc(t.cues[first:], c.cue.Overlaps) {
			t.cues = append(t.cues, c.cue)
		}
	}
	if len(t.cues) == first {
		return
	}
	slices.SortFunc(t.cues[first:], func(a, b nlp.Span) int { return a.Start - b.Start })
	p := m.cue.marginals(&t.lat, n)
	for _, c := range t.cues[first:] {
		best := float32(0)
		for i := c.Start - w.words.Start; i < min(c.End, w.words.End)-w.words.Start; i++ {
			best = max(best, 1-p[i*NumCueLabels+CueO])
		}
		t.probs = append(t.probs, float64(best))
	}
}

// ruledIn returns the candidates of the rules in the sentence; they are in the
// order of their cues.
func (t *tagger) ruledIn(span nlp.Span) []candidate {
	for len(t.ruled) > 0 && t.ruled[0].cue.Start < span.Start {
		t.ruled = t.ruled[1:]
	}
	n := 0
	for n < len(t.ruled) && span.Has(t.ruled[n].cue.Start) {
		n++
	}
	return t.ruled[:n]
}

// candidates finds the roles of all cues.
func (t *tagger) candidates() []candidate {
	// Only likely cues count as neighbours: what stands between a cue and a
	// word was learned from the true ones.
	var likely []nlp.Span
	for k, cue := range t.cues {
		if t.probs[k] >= 0.5 {
			likely = append(likely, cue)
		}
	}
	out := make([]candidate, 0, len(t.cues))
	at := 0
	for k, cue := range t.cues {
		if t.probs[k] < leastCue {
			continue
		}
		for at < len(likely) && likely[at].Start < cue.Start {
			at++
		}
		c, ok := t.m.roles(t.v, t.h, t.v.windowOf(cue), likely[max(0, at-near):min(len(likely), at+near)], &t.lat, &t.roles)
		if !ok {
			c, ok = t.byTree(c.head)
		}
		if !ok {
			continue
		}
		if t.v.behindQuote(&c); len(c.content) == 0 {
			continue
		}
		c.cueProb = t.probs[k]
		c.prob = c.cueProb
		out = append(out, c)
	}
	return out
}

// leastCue is the chance below which what the rules take for a cue is not
// looked at further: the judge keeps none of them, at the same figures of the
// development part.
const leastCue = 0.5

// byTree returns the rules' candidate for a cue to which the chain gives no
// content, but the tree does.
func (t *tagger) byTree(head int) (candidate, bool) {
	k := slices.IndexFunc(t.all, func(r candidate) bool { return r.head == head && head >= 0 && len(r.source) > 0 })
	if k < 0 {
		return candidate{}, false
	}
	c := t.all[k]
	c.learned, c.roleProb = true, 0.5
	return c, true
}

// roles finds the source and the content of the cue of w.
func (m *Model) roles(v *view, h *hints, w window, cues []nlp.Span, lat *lattice, r *roles) (candidate, bool) {
	r.reset(v, h, w, cues)
	lat.reset()
	for k, u := range r.units {
		if !w.cue.Has(u.Start) {
			lat.keys = r.features(lat.keys, v, k)
		}
		lat.word()
	}
	n := m.role.emissions(lat)
	for k, u := range r.units {
		if w.cue.Has(u.Start) {
			lat.emit[k*NumRoleLabels+RoleO] = 1e6
		}
	}
	path := m.role.viterbi(lat, n)
	c := candidate{head: w.head, cue: w.cue, addressee: -1, subject: -1, entry: v.entry[w.head], prob: 1, learned: true}
	sum := 0.0
	for t := 0; t < n; {
		begin := path[t]
		if begin != RoleBSource && begin != RoleBContent {
			t++
			continue
		}
		from := t
		for t++; t < n && path[t] == begin+1; t++ {
		}
		s := nlp.Span{Start: r.units[from].Start, End: r.units[t-1].End}
		if begin == RoleBSource {
			c.source = append(c.source, s)
		} else {
			c.content = append(c.content, s)
			for k := from; k < t; k++ {
				sum += float64(m.role.certainty(lat.emit[k*NumRoleLabels:]) * float64(r.units[k].Len()))
			}
		}
	}
	if len(c.content) == 0 {
		return c, false
	}
	c.roleProb = sum / float64(size(c.content))
	c.why = "model: cue " + v.lemma[w.head]
	cl := v.clauseAt(w.head)
	if cl.subject >= 0 && has(c.source, cl.subject) {
		c.subject = cl.subject
		c.why += ", subject " + cl.how
	}
	if c.entry != nil {
		a := v.addresseeOf(cl, c.entry, "")
		if a >= 0 && !has(c.source, a) && (!has(c.content, a) || c.entry.addressee == "obj" || c.entry.addressee == "on") {
			c.addressee = a
		}
	}
	return c, true
}

// certainty returns how sure the emissions of a word of the role chain are that
// it is content, in [0, 1].
func (c *Chain) certainty(emit []float32) float64 {
	margin := max(emit[RoleBContent], emit[RoleIContent]) - max(emit[RoleO], emit[RoleBSource], emit[RoleISource])
	return 1 / (1 + tensor.Exp64(-float64(float32(margin*c.scale))))
}
