package store_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"casus.dev/casus/article"
	"casus.dev/casus/event"
	"casus.dev/casus/internal/keep/store"
)

// vocabulary has two thousand different words.
func vocabulary() []string {
	var out []string
	for a := range strings.FieldsSeq("ba ce di fo gu ha je ki lo mu") {
		for b := range strings.FieldsSeq("ran sel tiv vor wun xad yel zir nob pum") {
			for c := range strings.FieldsSeq("e ia on ur ash ent ick old umb yx as er in os ut ain eel iff oom unt") {
				out = append(out, a+b+c)
			}
		}
	}
	return out
}

func words(r *rand.Rand, vocab []string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = vocab[r.IntN(len(vocab))]
	}
	return out
}

func bare(id int, text []string) *event.Report {
	s := strings.Join(text, " ")
	return &event.Report{Schema: event.SchemaName, ID: article.ID(s), Ref: strconv.Itoa(id), Publisher: fmt.Sprint("p", id), Published: "2024-03-04", Text: s}
}

// TestNearDuplicateRecall measures how many of 400 altered copies of wire
// reports are found, by kind of alteration, and that no two different reports
// are taken for one.
func TestNearDuplicateRecall(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	vocab := vocabulary()
	s := open(t, store.ModeSpans)
	kinds := []struct {
		name  string
		alter func([]string) []string
		least float64
	}{
		{"own lead of 25 words", func(w []string) []string { return append(words(r, vocab, 25), w...) }, 0.99},
		{"last fifth cut", func(w []string) []string { return w[:len(w)*4/5] }, 0.98},
		{"every 25th word changed", func(w []string) []string {
			out := append([]string(nil), w...)
			for i := 12; i < len(out); i += 25 {
				out[i] = vocab[r.IntN(len(vocab))]
			}
			return out
		}, 0.95},
		{"lead, tail and three words", func(w []string) []string {
			out := append(words(r, vocab, 15), w[:len(w)*9/10]...)
			for range 3 {
				out[r.IntN(len(out))] = "changed"
			}
			return out
		}, 0.95},
	}
	id := 0
	for _, k := range kinds {
		found := 0
		for range 100 {
			id++
			w := words(r, vocab, 200+r.IntN(200))
			if o := put(t, s, bare(id, w)); o[0] != store.Added {
				t.Errorf("a new report is taken as %v", o[0])
			}
			id++
			if o := put(t, s, bare(id, k.alter(w))); o[0] == store.Near {
				found++
			}
		}
		t.Logf("%s: recall %d %%", k.name, found)
		if float64(found) < 100*k.least {
			t.Errorf("%s: recall %d %%, want %.0f", k.name, found, 100*k.least)
		}
	}
}
