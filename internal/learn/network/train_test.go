package network

import (
	"bytes"
	"context"
	"testing"
	"time"

	"casus.dev/casus/internal/learn/corpus"
	"casus.dev/casus/internal/tensor"
)

// tiny returns a trainer over a few sentences.
func tiny() *Trainer {
	sents := []corpus.Sentence{
		sentence("Poland expelled diplomats .", "PROPN VERB NOUN PUNCT", []int{1, -1, 1, 1}, "nsubj root obj punct"),
		sentence("The minister resigned .", "DET NOUN VERB PUNCT", []int{1, 2, -1, 2}, "det nsubj root punct"),
		sentence("Talks failed", "NOUN VERB", []int{1, -1}, "nsubj root"),
	}
	inv := corpus.Take(append(sents, sents...), 1, nil)
	set := corpus.NewSet(inv)
	o := Defaults()
	o.Epochs, o.Words = 40, 6
	o.Rate.Warm = 5
	t := &Trainer{
		Set: set, Options: o,
		Net: New(Shape{
			Word: 8, Parts: 8, Hidden: 16, Layers: 2, Tag: 16, Name: 8, Arc: 8, Rel: 8, Vocabulary: len(inv.Words), Buckets: 1 << 15,
			UPOS: len(inv.UPOS), XPOS: len(inv.XPOS), Feats: [2]int{len(inv.Feats[0]), 1}, Scripts: len(inv.Scripts), Rels: len(inv.Rels),
			NameTags: 15, Seed: 1,
		}),
	}
	t.Sources = []Source{{"tiny", set.Add(sents, 1, true), 1}}
	return t
}

func sentence(words, tags string, heads []int, rels string) corpus.Sentence {
	s := corpus.Sentence{Tree: true}
	forms, pos, rel := bytes.Fields([]byte(words)), bytes.Fields([]byte(tags)), bytes.Fields([]byte(rels))
	for i := range forms {
		s.Words = append(s.Words, corpus.Word{
			Form: string(forms[i]), Lemma: string(forms[i]), UPOS: string(pos[i]), Head: heads[i], Rel: string(rel[i]), Name: 1, Trust: 1,
		})
	}
	return s
}

func clock() time.Time { return time.Unix(0, 0) }

func weights(t *testing.T, tr *Trainer) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := tr.Save(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestTrainingCanBeRepeatedAndResumed(t *testing.T) {
	run := func(tr *Trainer, epochs int) {
		for range epochs {
			if err := tr.Run(t.Context(), clock, nil); err != nil {
				t.Fatal(err)
			}
		}
	}
	whole, again := tiny(), tiny()
	run(whole, 6)
	run(again, 3)
	net, inv, note, err := Load(bytes.NewReader(weights(t, again)))
	if err != nil {
		t.Fatal(err)
	}
	resumed := tiny()
	resumed.Net, resumed.Epoch, resumed.Steps = net, note.Epoch, note.Steps
	if got, want := len(inv.Words), len(whole.Set.Inv.Words); got != want {
		t.Errorf("%d words in the checkpoint, want %d", got, want)
	}
	run(resumed, 3)
	if !bytes.Equal(weights(t, whole), weights(t, resumed)) {
		t.Error("a resumed run gave other weights than a whole one")
	}
}

func TestTrainingLearns(t *testing.T) {
	tr := tiny()
	var losses []float64
	for range 40 {
		err := tr.Run(t.Context(), clock, func(p Progress) {
			losses = append(losses, (p.Losses.Arc+p.Losses.Rel+p.Losses.Tags)/float64(p.Losses.Words))
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if first, last := losses[0], losses[len(losses)-1]; last > 0.9*first {
		t.Errorf("the loss fell from %.3f to %.3f only", first, last)
	}
}

func TestRunStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := tiny().Run(ctx, clock, nil); err == nil {
		t.Error("a cancelled run went on")
	}
}

func TestExportIsAReader(t *testing.T) {
	tr := tiny()
	var b bytes.Buffer
	if err := tr.Export(&b, Scores{LAS: 50}); err != nil {
		t.Fatal(err)
	}
	w, err := tensor.ReadWeights(&b)
	if err != nil {
		t.Fatal(err)
	}
	if rows, cols, _, _, err := w.Bytes("wx0f"); err != nil || rows != 64 || cols != 16 {
		t.Errorf("wx0f is %dx%d, %v, want 64x16: a row for each output", rows, cols, err)
	}
	if _, _, _, err := Load(bytes.NewReader(b.Bytes())); err == nil {
		t.Error("Load took a model for a checkpoint")
	}
}
