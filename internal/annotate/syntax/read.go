package syntax

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"

	"casus.dev/casus/internal/grammar"
	"casus.dev/casus/internal/tensor"
	"casus.dev/casus/nlp"
)

const (
	// batchWords is how many words are read at once: enough for full kernels,
	// few enough for the second-level cache.
	batchWords = 1024

	// longest is the longest run of words that is read as one sentence. Scores
	// of heads grow with its square; the longest sentence of EWT has 159 words.
	longest = 250
)

var _ nlp.Step = (*Reader)(nil)

// Name returns "syntax".
func (r *Reader) Name() string { return "syntax" }

// Needs returns the words.
func (r *Reader) Needs() []nlp.Layer { return []nlp.Layer{nlp.LayerWords} }

// Adds returns tags, trees and names.
func (r *Reader) Adds() []nlp.Layer {
	return []nlp.Layer{nlp.LayerTags, nlp.LayerTree, nlp.LayerNames}
}

// Annotate sets UPOS, XPOS, Feats, Lemma, Head, Rel and Names of d.
func (r *Reader) Annotate(ctx context.Context, d *nlp.Doc) error {
	return r.read(ctx, d, nil)
}

// Vectors is Annotate that also returns what the network knows of each word in
// its sentence: a row of Width values in [-1, 1] for each word of d.
func (r *Reader) Vectors(ctx context.Context, d *nlp.Doc) (tensor.Mat, error) {
	out := tensor.New(d.Len(), r.Width())
	return out, r.read(ctx, d, &out)
}

// Width returns the width of a word's vector.
func (r *Reader) Width() int { return 2 * r.shape.Hidden }

func (r *Reader) read(ctx context.Context, d *nlp.Doc, vectors *tensor.Mat) error {
	n := d.Len()
	d.UPOS, d.XPOS, d.Feats = make([]nlp.UPOS, n), make([]string, n), make([]nlp.Feats, n)
	d.Lemma, d.Head, d.Rel = make([]string, n), make([]int32, n), make([]nlp.Rel, n)
	d.Names = nil
	windows := cut(d)
	slices.SortStableFunc(windows, func(a, b window) int { return cmp.Compare(b.end-b.start, a.end-a.start) })
	s, ok := r.scratch.Get().(*scratch)
	if !ok {
		s = r.newScratch()
	}
	defer r.scratch.Put(s)
	s.all = grow(s.all, n*grammar.NameTags)
	every := windows
	for len(windows) > 0 {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("syntax: %w", err)
		}
		k, words := 0, 0
		for k < len(windows) && (k == 0 || words+windows[k].end-windows[k].start <= batchWords) {
			words += windows[k].end - windows[k].start
			k++
		}
		s.run(d, windows[:k], vectors)
		windows = windows[k:]
	}
	s.recall(d)
	for _, w := range every {
		s.name(d, w)
	}
	join(d)
	for i := range d.Sents {
		if s := d.Sents[i].Span; s.Len() <= longest { // it takes the square of the length
			perfect(d, s)
			anonymous(d, s)
			label(d, s)
			inverted(d, s)
			agree(d, s)
		}
	}
	names := d.Names
	d.Names = nil
	slices.SortFunc(names, func(a, b nlp.Name) int { return cmp.Compare(a.Span.Start, b.Span.Start) })
	for i := range d.Sents {
		addGear(d, d.Sents[i].Span, &names)
	}
	return nil
}

// cut returns the sentences of d, the long ones in pieces that end after
// punctuation where there is some.
func cut(d *nlp.Doc) []window {
	out := make([]window, 0, len(d.Sents))
	for i := range d.Sents {
		at, end := d.Sents[i].Span.Start, d.Sents[i].Span.End
		for end-at > longest {
			to := at + longest
			for k := to; k > at+longest/2; k-- {
				if f := d.Form(k - 1); f == "," || f == ";" || f == "." || f == ":" {
					to = k
					break
				}
			}
			out = append(out, window{at, to})
			at = to
		}
		if end > at {
			out = append(out, window{at, end})
		}
	}
	return out
}

// join makes one tree of sentences that were read in pieces: later roots hang
// from the first.
func join(d *nlp.Doc) {
	for i := range d.Sents {
		sp := d.Sents[i].Span
		if sp.Len() <= longest {
			continue
		}
		root := int32(nlp.Root)
		for w := sp.Start; w < sp.End; w++ {
			switch {
			case d.Head[w] != nlp.Root:
			case root == nlp.Root:
				root = int32(w)
			default:
				d.Head[w], d.Rel[w] = root, "parataxis"
			}
		}
	}
}

func (s *scratch) run(d *nlp.Doc, batch []window, vectors *tensor.Mat) {
	s.begin(batch)
	s.embed(d.Form)
	top := s.encode()
	s.score(top)
	s.heads = grow(s.heads, s.n)
	for k := range batch {
		s.attach(k)
	}
	s.relate()
	for k, w := range batch {
		for i := w.start; i < w.end; i++ {
			row := s.start[k] + i - w.start
			s.label(d, i, row, w.start-s.start[k])
			if vectors != nil {
				out := vectors.Row(i)
				for j, b := range top.Row(row) {
					out[j] = float32(int(b)-tensor.Zero) * tensor.UnitScale()
				}
			}
		}
		copy(s.all[w.start*grammar.NameTags:w.end*grammar.NameTags], s.names[s.start[k]*grammar.NameTags:])
	}
}

// label writes the tags, the lemma and the head of word i, which is row of the
// batch; shift is what leads from a row to its word.
func (s *scratch) label(d *nlp.Doc, i, row, shift int) {
	r := s.r
	tags := s.tags[row*r.tags.N : (row+1)*r.tags.N]
	t := r.morphology(tags[:r.at[1]], tags[r.at[2]:r.at[3]], tags[r.at[1]:r.at[2]])
	d.UPOS[i], d.Feats[i], d.XPOS[i] = r.upos[t.upos], r.feats[t.feats], r.xpos[t.xpos]
	d.Lemma[i] = r.lemma(d.Form(i), d.UPOS[i], d.Feats[i], tags[r.at[3]:r.at[4]])
	d.Head[i] = nlp.Root
	if h := s.heads[row]; h >= 0 {
		d.Head[i] = h + int32(shift)
	}
	d.Rel[i] = r.relation(s.rels[row*r.rel.N:(row+1)*r.rel.N], d.Head[i] == nlp.Root)
}

// xposShare weighs the score of XPOS beside those of UPOS and features: it
// decides between sets that they leave equal.
const xposShare = 0.01

// morphology returns the tags and features with the best sum of scores among
// those that go together.
func (r *Reader) morphology(upos, feats, xpos []float32) tagSet {
	best, at := float32(math.Inf(-1)), 0
	for i, s := range r.sets {
		if sum := upos[s.upos] + feats[s.feats] + float32(xposShare*xpos[s.xpos]); sum > best {
			best, at = sum, i
		}
	}
	return r.sets[at]
}

// relation returns the best relation; "root" goes to roots and to them alone.
func (r *Reader) relation(scores []float32, root bool) nlp.Rel {
	if root {
		return "root"
	}
	best := -1
	for i, v := range scores {
		if r.rels[i] != "root" && (best < 0 || v > scores[best]) {
			best = i
		}
	}
	if best < 0 {
		return "dep"
	}
	return r.rels[best]
}

// name appends the names of a window.
func (s *scratch) name(d *nlp.Doc, w window) {
	n := w.end - w.start
	s.picks = grow(s.picks, n)
	s.tagger.Best(s.all[w.start*grammar.NameTags:w.end*grammar.NameTags], s.picks)
	for i := 0; i < n; {
		kind, _ := grammar.Kind(int(s.picks[i]))
		j := i + 1
		for ; j < n; j++ {
			if next, inside := grammar.Kind(int(s.picks[j])); !inside || next != kind {
				break
			}
		}
		if kind >= 0 {
			d.Names = append(d.Names, nlp.Name{Span: nlp.Span{Start: w.start + i, End: w.start + j}, Label: grammar.NameLabels[kind]})
		}
		i = j
	}
}

func largest(v []float32) int {
	best := 0
	for i, x := range v {
		if x > v[best] {
			best = i
		}
	}
	return best
}
