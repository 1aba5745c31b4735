package network

import (
	"math"

	"casus.dev/casus/internal/learn/corpus"
	"casus.dev/casus/internal/tensor"
)

// Losses are sums over words; Words counts them.
type Losses struct {
	Tags, Arc, Rel, Name float64
	Words                int
}

func (l *Losses) add(o Losses) {
	l.Tags += o.Tags
	l.Arc += o.Arc
	l.Rel += o.Rel
	l.Name += o.Name
	l.Words += o.Words
}

// share weighs the loss of each tag head.
var share = [5]float32{1, 0.3, 0.5, 0.5, 0.5}

// slope is what the hidden layer of the heads lets through below zero.
const slope = 0.1

// heads are the scores of a batch and what their gradients need.
type heads struct {
	top       tensor.Mat // encoder's result
	hidden    tensor.Mat
	mask      []float32
	tags      tensor.Mat
	names     tensor.Mat
	bent      tensor.Mat // arc dependents times the arc matrix
	arcs      []tensor.Mat
	rootHeads []tensor.Mat // per sentence: root, then its words' arc heads
}

// scores runs the network up to the scores of tags, names and arcs.
func (w *worker) scores() *heads {
	n, s := w.net, &w.net.Shape
	w.embed()
	h := &heads{top: w.encode()}
	at := s.heads()
	h.hidden = w.alloc(w.n, at[6])
	tensor.MulBias(h.hidden, h.top, &n.mlp.forward, n.mlpB.W)
	tensor.Mul(h.hidden.Columns(0, at[2]), w.x, &n.mlpX.forward, true)
	tensor.Leaky(h.hidden.Data, slope)
	if w.train {
		h.mask = w.mask(len(h.hidden.Data), w.drop.Hidden)
		tensor.Times(h.hidden.Data, h.mask)
	}
	h.tags = w.affine(h.hidden.Columns(0, at[1]), n.tags, n.tagsB)
	h.names = w.affine(h.hidden.Columns(at[1], at[2]), n.name, n.nameB)
	h.bent = w.alloc(w.n, s.Arc)
	tensor.Mul(h.bent, h.hidden.Columns(at[2], at[3]), &n.arc.forward, false)
	for k, e := range w.batch {
		h.arcs = append(h.arcs, w.arcScores(h, w.start[k], len(e.Tokens)))
	}
	return h
}

func (w *worker) affine(x tensor.Mat, p, b *Param) tensor.Mat {
	out := w.alloc(x.Rows, p.Cols)
	tensor.MulBias(out, x, &p.forward, b.W)
	return out
}

// arcScores returns, for each word of a sentence, the scores of the root and
// of every word as its head.
func (w *worker) arcScores(h *heads, start, n int) tensor.Mat {
	at := w.net.Shape.heads()
	hs := w.alloc(n+1, w.net.Shape.Arc)
	copy(hs.Row(0), w.net.rootArc.W)
	for i := range n {
		copy(hs.Row(i+1), h.hidden.Row(start + i)[at[3]:at[4]])
	}
	h.rootHeads = append(h.rootHeads, hs)
	out := w.alloc(n, n+1)
	for j := range n + 1 {
		var b float32
		for k, v := range hs.Row(j) {
			b += v * w.net.arcHead.W[k]
		}
		for i := range n {
			out.Data[i*(n+1)+j] = b
		}
	}
	w.pk.PackT(hs)
	tensor.Mul(out, h.bent.Slice(start, start+n), &w.pk, true)
	for i := range n {
		out.Data[i*(n+1)+i+1] = -1e9 // no word is its own head
	}
	return out
}

// relInput returns for each word the products and the two vectors that the
// relation is read from; head[i] is the row of its head's word or -1.
func (w *worker) relInput(hidden tensor.Mat, head []int) tensor.Mat {
	at, d := w.net.Shape.heads(), w.net.Shape.Rel
	out := w.alloc(hidden.Rows, 3*d)
	for i := range hidden.Rows {
		dep := hidden.Row(i)[at[4]:at[5]]
		gov := w.net.rootRel.W
		if head[i] >= 0 {
			gov = hidden.Row(head[i])[at[5]:at[6]]
		}
		row := out.Row(i)
		copy(row[d:], dep)
		copy(row[2*d:], gov)
		for j, v := range dep {
			row[j] = v * gov[j]
		}
	}
	return out
}

// learn runs a batch forwards and backwards. Gradients are of the sum of the
// losses times scale.
func (w *worker) learn(batch []*corpus.Example, scale float32) {
	w.begin(batch)
	h := w.scores()
	n, s := w.net, &w.net.Shape
	at := s.heads()
	w.loss = Losses{Words: w.n}

	head := make([]int, w.n)
	i := 0
	for k, e := range batch {
		for j := range e.Tokens {
			t := &e.Tokens[j]
			weight := scale * e.Weight * t.Trust
			w.loss.Tags += w.tagLoss(h.tags.Row(i), e, t, weight)
			if e.Named {
				w.loss.Name += float64(e.Weight) * nameLoss(h.names.Row(i), t.Name, scale*e.Weight)
			} else {
				clear(h.names.Row(i))
			}
			head[i] = -1
			arc := h.arcs[k].Row(j)
			if e.Tree {
				w.loss.Arc += float64(e.Weight*t.Trust) * softmax(arc, int(t.Head)+1, weight)
				if t.Head >= 0 {
					head[i] = w.start[k] + int(t.Head)
				}
			} else {
				clear(arc)
			}
			i++
		}
	}
	rin := w.relInput(h.hidden, head)
	rels := w.affine(rin, n.rel, n.relB)
	i = 0
	for _, e := range batch {
		for j := range e.Tokens {
			t := &e.Tokens[j]
			w.loss.Rel += float64(e.Weight*t.Trust) * softmax(rels.Row(i), int(t.Rel), scale*e.Weight*t.Trust)
			i++
		}
	}
	dhid := w.zeros(w.n, at[6])
	drin := w.backAffine(rels, rin, n.rel, n.relB)
	w.backRel(drin, rin, dhid, head)
	w.backArcs(h, dhid)
	copyInto(dhid.Columns(0, at[1]), w.backAffine(h.tags, h.hidden.Columns(0, at[1]), n.tags, n.tagsB))
	copyInto(dhid.Columns(at[1], at[2]), w.backAffine(h.names, h.hidden.Columns(at[1], at[2]), n.name, n.nameB))
	if h.mask != nil {
		tensor.Times(dhid.Data, h.mask)
	}
	for i, v := range h.hidden.Data {
		if v < 0 {
			dhid.Data[i] *= slope
		}
	}
	w.pk.Pack(dhid)
	tensor.MulT(w.g(n.mlp), h.top, &w.pk, true)
	sumRows(w.g(n.mlpB).Data, dhid)
	dtop := w.alloc(w.n, h.top.Cols)
	tensor.Mul(dtop, dhid, &n.mlp.backward, false)
	w.pk.Pack(dhid.Columns(0, at[2]))
	tensor.MulT(w.g(n.mlpX), w.x, &w.pk, true)
	dx := w.alloc(w.n, s.In())
	tensor.Mul(dx, dhid.Columns(0, at[2]), &n.mlpX.backward, false)
	w.backEncode(dtop, dx)
}

// tagLoss replaces the scores of one word's tags by their gradients.
func (w *worker) tagLoss(row []float32, e *corpus.Example, t *corpus.Token, weight float32) float64 {
	if !e.Tree {
		clear(row)
		return 0
	}
	at := w.net.Shape.tags()
	gold := [5]int32{t.UPOS, t.XPOS, corpus.Open, corpus.Open, t.Script}
	gold[2+e.Scheme] = t.Feats
	loss := 0.0
	for k, g := range gold {
		loss += float64(share[k]*e.Weight*t.Trust) * softmax(row[at[k]:at[k+1]], int(g), weight*share[k])
	}
	return loss
}

// softmax replaces scores by the gradient of weight times the loss, and
// returns the loss. A gold of Open has none.
func softmax(scores []float32, gold int, weight float32) float64 {
	if gold < 0 || weight == 0 {
		clear(scores)
		return 0
	}
	top := scores[0]
	for _, v := range scores {
		top = max(top, v)
	}
	var sum float32
	right := scores[gold] - top
	for i, v := range scores {
		e := tensor.Exp(v - top)
		scores[i] = e
		sum += e
	}
	f := weight / sum
	for i := range scores {
		scores[i] *= f
	}
	scores[gold] -= weight
	return math.Log(float64(sum)) - float64(right)
}

// nameLoss is softmax for a set of possible tags: the loss of their sum.
func nameLoss(scores []float32, set uint16, weight float32) float64 {
	if set == corpus.AnyName {
		clear(scores)
		return 0
	}
	top := scores[0]
	for _, v := range scores {
		top = max(top, v)
	}
	var all, good float32
	for i, v := range scores {
		e := tensor.Exp(v - top)
		scores[i] = e
		all += e
		if set>>i&1 != 0 {
			good += e
		}
	}
	for i, e := range scores {
		scores[i] = weight * e / all
		if set>>i&1 != 0 {
			scores[i] -= weight * e / good
		}
	}
	return math.Log(float64(all)) - math.Log(float64(good))
}

func (w *worker) backAffine(dout, x tensor.Mat, p, b *Param) tensor.Mat {
	w.pk.Pack(dout)
	tensor.MulT(w.g(p), x, &w.pk, true)
	sumRows(w.g(b).Data, dout)
	dx := w.alloc(x.Rows, x.Cols)
	tensor.Mul(dx, dout, &p.backward, false)
	return dx
}

func copyInto(to, from tensor.Mat) {
	for i := range to.Rows {
		copy(to.Row(i), from.Row(i))
	}
}

func (w *worker) backRel(drin, rin, dhid tensor.Mat, head []int) {
	at, d := w.net.Shape.heads(), w.net.Shape.Rel
	groot := w.g(w.net.rootRel).Data
	for i := range drin.Rows {
		g, in := drin.Row(i), rin.Row(i)
		ddep, dgov := dhid.Row(i)[at[4]:at[5]], groot
		if head[i] >= 0 {
			dgov = dhid.Row(head[i])[at[5]:at[6]]
		}
		dep, gov := in[d:2*d], in[2*d:]
		for j := range dep {
			ddep[j] += g[j]*gov[j] + g[d+j]
			dgov[j] += g[j]*dep[j] + g[2*d+j]
		}
	}
}

func (w *worker) backArcs(h *heads, dhid tensor.Mat) {
	n, at := w.net, w.net.Shape.heads()
	dbent := w.zeros(w.n, n.Shape.Arc)
	for k, e := range w.batch {
		if !e.Tree {
			continue
		}
		start, size := w.start[k], len(e.Tokens)
		ds, hs := h.arcs[k], h.rootHeads[k]
		w.pk.Pack(hs)
		tensor.Mul(dbent.Slice(start, start+size), ds, &w.pk, false)
		dhs := w.alloc(size+1, n.Shape.Arc)
		w.pk.Pack(h.bent.Slice(start, start+size))
		tensor.MulT(dhs, ds, &w.pk, false)
		gh := w.g(n.arcHead).Data
		for j := range size + 1 {
			var col float32
			for i := range size {
				col += ds.Data[i*(size+1)+j]
			}
			row, hrow := dhs.Row(j), hs.Row(j)
			for x := range row {
				row[x] += col * n.arcHead.W[x]
				gh[x] += col * hrow[x]
			}
			if j == 0 {
				tensor.Add(w.g(n.rootArc).Data, row)
			} else {
				tensor.Add(dhid.Row(start + j - 1)[at[3]:at[4]], row)
			}
		}
	}
	w.pk.Pack(dbent)
	deps := h.hidden.Columns(at[2], at[3])
	tensor.MulT(w.g(n.arc), deps, &w.pk, true)
	ddep := w.alloc(w.n, n.Shape.Arc)
	tensor.Mul(ddep, dbent, &n.arc.backward, false)
	for i := range w.n {
		tensor.Add(dhid.Row(i)[at[2]:at[3]], ddep.Row(i))
	}
}
