package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"casus.dev/casus/internal/keep/store"
	"casus.dev/casus/internal/query"
)

const (
	page  = 100 // rows of one answer
	times = 9   // that each query is asked
)

// queries times what is asked of a database.
func queries(ctx context.Context, w io.Writer, db string) error {
	s, err := store.Open(ctx, db, store.Options{ReadOnly: true})
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "%9s %9s %9s\n", "CPU ms", "least ms", "median ms")
	for _, a := range asked {
		if err := timed(ctx, w, s, a.kind, a.text); err != nil {
			return errors.Join(fmt.Errorf("%s %s: %w", a.kind, a.text, err), s.Close())
		}
	}
	return s.Close()
}

func timed(ctx context.Context, w io.Writer, s *store.Store, kind, text string) error {
	q, err := query.Parse(text)
	if err != nil {
		return err
	}
	var clock, cpu []float64
	for range times {
		start, used := time.Now(), processor()
		if err := ask(ctx, s, kind, text, q); err != nil {
			return err
		}
		cpu = append(cpu, ms(processor()-used))
		clock = append(clock, ms(time.Since(start)))
	}
	slices.Sort(clock)
	slices.Sort(cpu)
	_, err = fmt.Fprintf(w, "%9.2f %9.2f %9.2f  %s %s\n", cpu[times/2], clock[0], clock[times/2], kind, text)
	return err
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// processor returns how long the processors have worked for this process.
func processor() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// ask asks once, as the command of that name does.
func ask(ctx context.Context, s *store.Store, kind, text string, q query.Query) error {
	var err error
	switch kind {
	case "events":
		for _, e := range s.Events(ctx, q, page) {
			err = errors.Join(err, e)
		}
	case "statements":
		for _, e := range s.Statements(ctx, q, page) {
			err = errors.Join(err, e)
		}
	case "threat", "claim", "position", "shift":
		_, err = s.Ledger(ctx, kind, q, page)
	case "articles":
		_, err = s.Articles(ctx, q, page)
	case "timeline":
		_, err = s.Timeline(ctx, q, store.ByMonth)
		_, bad := s.CoveredPeriods(ctx, store.ByMonth) // for the gaps of its line
		err = errors.Join(err, bad)
	case "counterparts":
		_, err = s.Counterparts(ctx, text, page)
	case "reactions":
		var id int64
		if id, err = strconv.ParseInt(text, 10, 64); err == nil {
			_, err = s.Reactions(ctx, id)
		}
	case "dossier":
		for _, part := range []struct{ kind, field string }{{"events", "party"}, {"statements", "actor"}, {"threat", "actor"}, {"claim", "actor"}, {"position", "actor"}, {"shift", "actor"}} {
			one := query.Query{{Field: query.Field(part.field), Values: []string{text}}}
			if part.kind != "events" && part.kind != "statements" {
				_, bad := s.Ledger(ctx, part.kind, one, dossierPage)
				err = errors.Join(err, bad)
				continue
			}
			err = errors.Join(err, ask(ctx, s, part.kind, text, one))
		}
		_, bad := s.Counterparts(ctx, text, dossierPage)
		err = errors.Join(err, bad)
	default:
		from, to, _ := strings.Cut(text, " ")
		_, err = s.Dyad(ctx, from, to, store.ByMonth)
	}
	return err
}

const dossierPage = 20 // rows of each part of a dossier
