package network

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"casus.dev/casus/internal/grammar"
	"casus.dev/casus/internal/learn/corpus"
	"casus.dev/casus/internal/tensor"
)

// Scores are shares of right words on a development set, in percent.
type Scores struct {
	UPOS, Feats, Lemma, UAS, LAS float64
	Names                        float64 // F1 of exact spans
}

// evalWords is how many words are run at once without gradients.
const evalWords = 1500

// Evaluate measures the network on sentences with gold words.
func (n *Net) Evaluate(set *corpus.Set, gold []corpus.Sentence, examples []corpus.Example) Scores {
	n.pack(false)
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(len(examples[b].Tokens), len(examples[a].Tokens)) })
	var batches [][]int
	words := evalWords
	for _, i := range order {
		if words += len(examples[i].Tokens); words > evalWords {
			batches, words = append(batches, nil), len(examples[i].Tokens)
		}
		batches[len(batches)-1] = append(batches[len(batches)-1], i)
	}
	var counts [2]tally
	var wg sync.WaitGroup
	for half := range 2 {
		wg.Go(func() {
			w := newWorker(n, set.Types, Drop{})
			for k := half; k < len(batches); k += 2 {
				batch := make([]*corpus.Example, len(batches[k]))
				for i, id := range batches[k] {
					batch[i] = &examples[id]
				}
				w.measure(set.Inv, batch, batches[k], gold, &counts[half])
			}
		})
	}
	wg.Wait()
	return counts[0].plus(counts[1]).scores()
}

type tally struct {
	words, upos, feats, lemma, uas, las int
	found, right, want                  int
}

func (t tally) plus(o tally) tally {
	return tally{
		t.words + o.words, t.upos + o.upos, t.feats + o.feats, t.lemma + o.lemma, t.uas + o.uas, t.las + o.las,
		t.found + o.found, t.right + o.right, t.want + o.want,
	}
}

func (t tally) scores() Scores {
	share := func(n, of int) float64 { return 100 * float64(n) / float64(max(1, of)) }
	return Scores{
		UPOS: share(t.upos, t.words), Feats: share(t.feats, t.words), Lemma: share(t.lemma, t.words),
		UAS: share(t.uas, t.words), LAS: share(t.las, t.words), Names: share(2*t.right, t.found+t.want),
	}
}

func (w *worker) measure(inv *corpus.Inventory, batch []*corpus.Example, ids []int, gold []corpus.Sentence, c *tally) {
	w.begin(batch)
	h := w.scores()
	at := w.net.Shape.tags()
	head := make([]int, w.n)
	heads := make([]int32, w.n)
	var dec grammar.Decoder
	for k, e := range batch {
		start, size := w.start[k], len(e.Tokens)
		dec.Heads(h.arcs[k].Data, size, heads[start:start+size])
		for j := range size {
			head[start+j] = -1
			if heads[start+j] >= 0 {
				head[start+j] = start + int(heads[start+j])
			}
		}
	}
	rels := w.affine(w.relInput(h.hidden, head), w.net.rel, w.net.relB)
	for k, e := range batch {
		for j := range e.Tokens {
			i, word := w.start[k]+j, &gold[ids[k]].Words[j]
			tags := h.tags.Row(i)
			pick := func(lo, hi int) int { return largest(tags[lo:hi]) }
			c.words++
			c.upos += one(inv.UPOS[pick(at[0], at[1])] == word.UPOS)
			c.feats += one(inv.Feats[0][pick(at[2], at[3])] == word.Feats)
			lemma, _ := grammar.Apply(word.Form, inv.Scripts[pick(at[4], at[5])])
			c.lemma += one(lemma == word.Lemma)
			if int(heads[i]) == word.Head {
				c.uas++
				c.las += one(base(inv.Rels[largest(rels.Row(i))]) == base(word.Rel))
			}
		}
		w.countNames(h.names, w.start[k], &gold[ids[k]], c)
	}
}

// countNames compares spans; kinds that the gold does not part count as equal.
func (w *worker) countNames(scores tensor.Mat, start int, gold *corpus.Sentence, c *tally) {
	if !gold.Named {
		return
	}
	n := len(gold.Words)
	tags := make([]uint8, n)
	var dec grammar.NameDecoder
	dec.Best(scores.Data[start*grammar.NameTags:(start+n)*grammar.NameTags], tags)
	for i := 0; i < n; {
		kind, _ := grammar.Kind(int(tags[i]))
		j := i + 1
		for ; j < n; j++ {
			if k, inside := grammar.Kind(int(tags[j])); !inside || k != kind {
				break
			}
		}
		if kind >= 0 && gold.Words[i].Name>>grammar.Outside&1 == 0 || kind >= 0 && kind < 4 {
			c.found++
			good := j == n || gold.Words[j].Name&^insideTags != 0
			for x := i; x < j; x++ {
				good = good && gold.Words[x].Name>>tags[x]&1 != 0 && gold.Words[x].Name&1 == 0
			}
			c.right += one(good)
		}
		i = j
	}
	for i := range gold.Words {
		if s := gold.Words[i].Name; s&1 == 0 && s&^insideTags != 0 {
			c.want++
		}
	}
}

// insideTags is the set of tags that continue a name.
const insideTags = 0b101010101010100

func largest(v []float32) int {
	best := 0
	for i, x := range v {
		if x > v[best] {
			best = i
		}
	}
	return best
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}

func base(rel string) string {
	b, _, _ := strings.Cut(rel, ":")
	return b
}
