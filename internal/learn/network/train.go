package network

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"time"

	"casus.dev/casus/internal/learn/corpus"
)

// A Source is a corpus with the share of it that an epoch sees.
type Source struct {
	Name     string
	Examples []corpus.Example
	Share    float64 // 1: each sentence once an epoch
}

// Options are the settings of a run. Their zero values are not useful; see Defaults.
type Options struct {
	Epochs int
	Words  int // words in a batch
	Seed   uint64
	Drop   Drop
	Rate   Rate
}

// Defaults are the settings of the published model.
func Defaults() Options {
	return Options{
		Epochs: 15, Words: 1600, Seed: 1,
		Drop: Drop{Word: 0.15, Input: 0.2, Layer: 0.33, Recur: 0.2, Hidden: 0.33},
		Rate: Rate{Peak: 3e-3, Warm: 200, Floor: 0.02, Beta2: 0.98, Clip: 5, Average: 0.998},
	}
}

// A Trainer runs epochs over sources.
type Trainer struct {
	Net     *Net
	Set     *corpus.Set
	Sources []Source
	Options Options
	Lexicon []string // fixed lemmas, for the model
	Pairs   []string // UPOS and features that go together, for the model
	Fine    bool     // vectors of words in 8 bits in the model, not in 4

	Epoch int // epochs done
	Steps int // updates done
	pair  [2]*worker
}

// Progress tells how far an epoch is.
type Progress struct {
	Epoch, Step, Steps int
	Losses             Losses // since the last report
	Words              int
	Took               time.Duration
}

// Run trains one epoch. report is called now and then; it may be nil.
func (t *Trainer) Run(ctx context.Context, now func() time.Time, report func(Progress)) error {
	if t.pair[0] == nil {
		for i := range t.pair {
			t.pair[i] = newWorker(t.Net, t.Set.Types, t.Options.Drop)
			t.pair[i].needGradients()
			t.pair[i].train = true
		}
	}
	batches := t.batches()
	// A run that goes on with other data or more epochs is as far as its share of all steps.
	all := t.Steps + len(batches)*(t.Options.Epochs-t.Epoch)
	p := Progress{Epoch: t.Epoch + 1, Steps: len(batches)}
	begin := now()
	for k, batch := range batches {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("network: %w", err)
		}
		t.step(batch, all)
		for _, w := range t.pair {
			p.Losses.add(w.loss)
			p.Words += w.loss.Words
		}
		if report != nil && (k%50 == 49 || k == len(batches)-1) {
			p.Step, p.Took = k+1, now().Sub(begin)
			report(p)
			p.Losses = Losses{}
		}
	}
	t.Epoch++
	return nil
}

func (t *Trainer) step(batch []*corpus.Example, all int) {
	slices.SortStableFunc(batch, func(a, b *corpus.Example) int { return cmp.Compare(len(b.Tokens), len(a.Tokens)) })
	var halves [2][]*corpus.Example
	words := 0
	for i, e := range batch {
		halves[i%2] = append(halves[i%2], e)
		words += len(e.Tokens)
	}
	t.Net.pack(true)
	var wg sync.WaitGroup
	for i, w := range t.pair {
		wg.Go(func() {
			w.rng = rand.New(rand.NewPCG(t.Options.Seed, uint64(t.Steps)*2+uint64(i)))
			w.loss = Losses{}
			if len(halves[i]) > 0 {
				w.learn(halves[i], 1/float32(words))
			}
		})
	}
	wg.Wait()
	norm := merge(t.pair[0], t.pair[1])
	size := t.Options.Rate.at(t.Steps, all)
	t.Steps++
	t.Net.update(t.pair[0], t.Steps, size, norm, &t.Options.Rate)
}

// batches draws the sentences of the next epoch and cuts them into batches of
// sentences of about the same length.
func (t *Trainer) batches() [][]*corpus.Example {
	r := rand.New(rand.NewPCG(t.Options.Seed+7, uint64(t.Epoch)))
	var drawn []*corpus.Example
	for s := range t.Sources {
		src := &t.Sources[s]
		want := int(src.Share * float64(len(src.Examples)))
		for want > 0 {
			perm := r.Perm(len(src.Examples))
			for _, i := range perm[:min(want, len(perm))] {
				drawn = append(drawn, &src.Examples[i])
			}
			want -= len(perm)
		}
	}
	r.Shuffle(len(drawn), func(i, j int) { drawn[i], drawn[j] = drawn[j], drawn[i] })
	// Sorting within stretches keeps lengths alike in a batch and batches mixed.
	const stretch = 4000
	var out [][]*corpus.Example
	for lo := 0; lo < len(drawn); lo += stretch {
		part := drawn[lo:min(lo+stretch, len(drawn))]
		slices.SortStableFunc(part, func(a, b *corpus.Example) int { return cmp.Compare(len(a.Tokens), len(b.Tokens)) })
		words := 0
		from := 0
		for i, e := range part {
			if words += len(e.Tokens); words >= t.Options.Words || i == len(part)-1 {
				out = append(out, slices.Clone(part[from:i+1]))
				from, words = i+1, 0
			}
		}
	}
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}
