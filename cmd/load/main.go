// Command load measures casus at scale.
//
//	load documents -n 100000 [-paragraphs 4] testdata/articles/*.txt testdata/gold/*.json > docs.jsonl
//	    writes JSON Lines made from articles: each draws paragraphs from all of
//	    them; names of states, people and numbers are changed from one to the
//	    next, and so are the days; every tenth is a copy that another paper prints
//	load events -n 1000000 -db big.db
//	    fills a database with events of made-up records, ten to an article
//	load queries -db big.db
//	    times each kind of query, nine times: the median of processor time, and
//	    the least and the median of the time on the clock
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"time"

	"casus.dev/casus/article"
	"casus.dev/casus/event"
	"casus.dev/casus/internal/keep/store"
	"casus.dev/casus/nlp"
)

func main() {
	if err := run(context.Background(), os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, w io.Writer) error {
	if len(args) == 0 {
		return errors.New("documents, events or queries is needed")
	}
	fs := flag.NewFlagSet(args[0], flag.ContinueOnError)
	n := fs.Int("n", 1000, "how many")
	db := fs.String("db", "load.db", "database")
	paragraphs := fs.Int("paragraphs", 4, "how many paragraphs an article draws")
	if err := fs.Parse(args[1:]); err != nil {
		return err
	}
	switch args[0] {
	case "documents":
		return documents(w, *n, *paragraphs, fs.Args())
	case "events":
		return events(ctx, *db, *n)
	case "queries":
		return queries(ctx, w, *db)
	}
	return fmt.Errorf("unknown command %q", args[0])
}

func word(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(syllables[r.IntN(len(syllables))])
	}
	s := b.String()
	return strings.ToUpper(s[:1]) + s[1:]
}

// events fills a database with n events, ten to an article.
func events(ctx context.Context, db string, n int) error {
	s, err := store.Open(ctx, db, store.Options{})
	if err != nil {
		return err
	}
	start := time.Date(2010, 1, 1, 0, 0, 0, 0, time.UTC)
	var batch []*event.Report
	for i := range n / 10 {
		r := rand.New(rand.NewPCG(2, uint64(i)))
		batch = append(batch, record(r, i, start.AddDate(0, 0, r.IntN(5400)).Format(time.DateOnly)))
		if len(batch) == 200 || i == n/10-1 {
			if _, err := s.Put(ctx, batch...); err != nil {
				return errors.Join(err, s.Close())
			}
			batch = batch[:0]
		}
	}
	return s.Close()
}

// record makes up a record of ten events.
func record(r *rand.Rand, i int, day string) *event.Report {
	rep := &event.Report{Schema: event.SchemaName, Ref: fmt.Sprint("r", i), Publisher: "Paper " + word(r, 1), Published: day, Language: "en", Coder: event.Version{Version: "load"}}
	var text strings.Builder
	for k := range 10 {
		from, to := codes[min(r.IntN(len(codes)), r.IntN(len(codes)))], codes[r.IntN(len(codes))]
		for side, c := range []string{from, to} {
			rep.Actors = append(rep.Actors, event.Actor{ID: fmt.Sprint("a", 2*k+side+1), Name: "Government of " + c, Kind: event.Government, Country: c, Sector: "GOV", Code: c + "GOV"})
		}
		at := text.Len()
		fmt.Fprintf(&text, "%s %s %s %s %s. ", from, word(r, 3), to, word(r, 3), word(r, 2))
		t := types[r.IntN(len(types))]
		g := float64(r.IntN(21) - 10)
		rep.Sentences = append(rep.Sentences, event.Sentence{Span: nlp.Range{Start: at, End: text.Len()}})
		rep.Events = append(rep.Events, event.Event{
			ID: fmt.Sprint("e", k+1), Type: t, CAMEO: "010", Quad: 1 + r.IntN(4), Goldstein: &g, Actors: []string{fmt.Sprint("a", 2*k+1)}, Recipients: []string{fmt.Sprint("a", 2*k+2)},
			Trigger: []nlp.Range{{Start: at + 4, End: at + 10}}, Sentence: k, Modality: event.Actual, Confidence: 0.8, Why: "made up",
		})
	}
	rep.Text = text.String()
	rep.ID = article.ID(rep.Text)
	return rep
}
