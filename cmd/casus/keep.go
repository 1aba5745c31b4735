package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"casus.dev/casus"
	"casus.dev/casus/article"
	"casus.dev/casus/event"
	"casus.dev/casus/internal/keep/store"
	"casus.dev/casus/internal/work"
)

// newVerifyCommand returns "casus verify".
func newVerifyCommand(env environment) *cobra.Command {
	var db dbOption
	cmd := &cobra.Command{
		Use:   "verify",
		Short: "Check every invariant of the database",
		Long: `verify checks that the file is whole, that rows belong together, that the
roll-ups are the sums of their events and that every record can be read back.
` + exitCodes,
		Example: "  casus verify --db news.db",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := db.open(cmd.Context())
			if err != nil {
				return err
			}
			defer s.Close()
			progress := newWorkBar(cmd.ErrOrStderr())
			faults, err := s.Verify(cmd.Context(), progress.share)
			progress.done()
			if err != nil {
				return err
			}
			for _, f := range faults {
				fmt.Fprintf(cmd.ErrOrStderr(), "casus: %s: %s: %s\n", db.file(), f.What, f.Where)
			}
			if len(faults) > 0 {
				return errSome
			}
			t, err := s.Totals(cmd.Context())
			if err != nil {
				return err
			}
			skipped := 0
			for _, n := range t.Skipped {
				skipped += n
			}
			fmt.Fprintf(cmd.OutOrStdout(), "%s: sound; mode %s; %d articles (%d skipped) of %d sources, %d mentions of %d events, %d statements; %s to %s\n",
				db.file(), s.Mode(), t.Documents, skipped, t.Sources, t.Mentions, t.Events, t.Statements, t.First, t.Last)
			return nil
		},
	}
	db.add(cmd, env)
	return cmd
}

// newBackupCommand returns "casus backup".
func newBackupCommand(env environment) *cobra.Command {
	var db dbOption
	cmd := &cobra.Command{
		Use:     "backup FILE",
		Short:   "Write a consistent copy of the database while it is in use",
		Long:    "backup writes a consistent copy of the database to FILE, which must not exist.\n" + exitCodes,
		Example: "  casus backup --db news.db news-2024-11-18.db",
		Args:    cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := db.open(cmd.Context())
			if err != nil {
				return err
			}
			return errors.Join(s.Backup(cmd.Context(), args[0]), s.Close())
		},
	}
	db.add(cmd, env)
	return cmd
}

// newForgetCommand returns "casus forget".
func newForgetCommand(env environment) *cobra.Command {
	var db dbOption
	var person, document string
	cmd := &cobra.Command{
		Use:   "forget (--person NAME | --document ID|URL)",
		Short: "Erase a person or a document, for good",
		Long: `forget erases a document, or a person: its actors, its statements, its parts in
events and its name in the evidence. A tombstone, which holds only a hash of a
name, keeps both from being taken in again.
` + exitCodes,
		Example: "  casus forget --person 'Jane Roe'\n  casus forget --document https://example.org/a",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if (person == "") == (document == "") {
				return usagef("one of --person and --document is needed")
			}
			s, err := db.open(cmd.Context())
			if err != nil {
				return err
			}
			day := time.Now().UTC().Format(time.DateOnly)
			if document != "" {
				return errors.Join(s.ForgetDocument(cmd.Context(), document, day), s.Close())
			}
			n, err := s.ForgetPerson(cmd.Context(), person, day)
			if err == nil {
				fmt.Fprintf(cmd.OutOrStdout(), "%s: forgotten in %d articles\n", db.file(), n)
			}
			return errors.Join(err, s.Close())
		},
	}
	db.add(cmd, env)
	cmd.Flags().StringVar(&person, "person", "", "full `NAME` of the person")
	cmd.Flags().StringVar(&document, "document", "", "`ID` or address of the document")
	return cmd
}

// newCorrectCommand returns "casus correct".
func newCorrectCommand(env environment) *cobra.Command {
	var db dbOption
	var c store.Correction
	cmd := &cobra.Command{
		Use:   "correct DOC ID FIELD [VALUE]",
		Short: "Set an event or a statement right, over the machine's output",
		Long: `correct lays a correction over an event (reject, type, mode, modality) or a
statement (reject, stance) of a document. DOC and ID are as casus query prints
them. Corrections survive re-coding as long as the same words are coded.
` + exitCodes,
		Example: "  casus correct sha256:0a1b… e3 type THREATEN --author ada\n  casus correct sha256:0a1b… e4 reject --author ada --note 'sport'",
		Args:    cobra.RangeArgs(3, 4),
		RunE: func(cmd *cobra.Command, args []string) error {
			s, err := db.open(cmd.Context())
			if err != nil {
				return err
			}
			c.Doc, c.Field, c.Made = args[0], args[2], time.Now().UTC().Format(time.RFC3339)
			if len(args) == 4 {
				c.Value = args[3]
			}
			if c.Field != "reject" && c.Value == "" {
				return errors.Join(usagef("a VALUE is needed for %s", c.Field), s.Close())
			}
			if c.Kind, c.Target, err = target(cmd.Context(), s, args[0], args[1]); err == nil {
				err = s.Correct(cmd.Context(), c)
			}
			return errors.Join(err, s.Close())
		},
	}
	db.add(cmd, env)
	cmd.Flags().StringVar(&c.Author, "author", "", "who corrects")
	cmd.Flags().StringVar(&c.Note, "note", "", "why")
	if err := cmd.MarkFlagRequired("author"); err != nil {
		panic(err) // the flag is declared above
	}
	return cmd
}

// target finds an item of a stored document by its id.
func target(ctx context.Context, s *store.Store, doc, id string) (kind, words string, err error) {
	rep, err := s.Report(ctx, doc)
	if err != nil {
		return "", "", err
	}
	for i := range rep.Events {
		if rep.Events[i].ID == id {
			return "event", store.TargetOf(&rep.Events[i]), nil
		}
	}
	for i := range rep.Statements {
		if rep.Statements[i].ID == id {
			return "statement", store.TargetOfStatement(&rep.Statements[i]), nil
		}
	}
	return "", "", fmt.Errorf("%w: %s in %s", store.ErrNotFound, id, doc)
}

// newRecodeCommand returns "casus recode".
func newRecodeCommand(env environment) *cobra.Command {
	var db dbOption
	var commit bool
	var coding coderOptions
	cmd := &cobra.Command{
		Use:   "recode",
		Short: "Code stored texts again with this version, and show what changes",
		Long: `recode codes the articles of a database of mode full with the models, lexicon
and gazetteer of this program, and prints what would change: events gained,
lost and kept, by type. Nothing is written without --commit. Corrections stay.
` + exitCodes,
		Example: "  casus recode --db news.db\n  casus recode --db news.db --commit",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			s, err := db.open(cmd.Context())
			if err != nil {
				return err
			}
			if s.Mode() != store.ModeFull {
				return errors.Join(fmt.Errorf("%s is in mode %s: only mode full keeps the texts", db.file(), s.Mode()), s.Close())
			}
			coder, err := coding.coder(cmd.ErrOrStderr())
			if err != nil {
				return errors.Join(err, s.Close())
			}
			return errors.Join(recode(cmd.Context(), cmd.OutOrStdout(), s, coder, commit), s.Close())
		},
	}
	db.add(cmd, env)
	cmd.Flags().BoolVar(&commit, "commit", false, "write the new records")
	coding.addCoderFlags(cmd, env)
	return cmd
}

// pair is a stored record and its successor.
type pair struct{ old, new *event.Report }

func recode(ctx context.Context, w io.Writer, s *store.Store, coder *casus.Coder, commit bool) error {
	var ids []string
	for r, err := range s.Reports(ctx) {
		if err != nil {
			return err
		}
		ids = append(ids, r.ID)
	}
	do := func(ctx context.Context, id string) (pair, error) {
		old, err := s.Report(ctx, id)
		if err != nil {
			return pair{}, err
		}
		art := article.Article{Ref: old.Ref, URL: old.URL, Title: old.Title, Publisher: old.Publisher, Author: old.Author, Language: old.Language, Text: old.Text, PublishedBasis: old.PubBasis, UpdatedBasis: old.UpdBasis}
		for _, d := range []struct {
			day  string
			into *time.Time
		}{{old.Published, &art.Published}, {old.Updated, &art.Updated}} {
			if d.day == "" {
				continue
			}
			if *d.into, err = article.ParseDate(d.day); err != nil {
				return pair{}, err
			}
		}
		now, err := coder.Read(ctx, art)
		return pair{old, now}, err
	}
	gained, lost, kept := map[string]int{}, map[string]int{}, map[string]int{}
	changed := 0
	for p, err := range work.Ordered(ctx, runtime.GOMAXPROCS(0), slices.Values(ids), do) {
		if err != nil {
			return err
		}
		if diff(p, gained, lost, kept) {
			changed++
		}
		if commit {
			if _, err := s.Put(ctx, p.new); err != nil {
				return err
			}
		}
	}
	g := &grid{head: []string{"type", "kept", "gained", "lost"}}
	for _, k := range sortedKeys(kept, gained, lost) {
		g.rows = append(g.rows, []string{k, strconv.Itoa(kept[k]), strconv.Itoa(gained[k]), strconv.Itoa(lost[k])})
	}
	if err := g.write(w, "table"); err != nil {
		return err
	}
	verb := "would change"
	if commit {
		verb = "changed"
	}
	_, err := fmt.Fprintf(w, "%d of %d articles %s\n", changed, len(ids), verb)
	return err
}

// diff counts the events that two records of one text share or do not, by
// type, words and modality, and reports whether there is any difference.
func diff(p pair, gained, lost, kept map[string]int) bool {
	key := func(e *event.Event) string {
		return fmt.Sprint(e.Type, e.Trigger, e.Modality, len(e.Actors), len(e.Recipients))
	}
	have := map[string]bool{}
	for i := range p.old.Events {
		have[key(&p.old.Events[i])] = true
	}
	changed := false
	now := map[string]bool{}
	for i := range p.new.Events {
		e := &p.new.Events[i]
		now[key(e)] = true
		if have[key(e)] {
			kept[e.Type]++
		} else {
			gained[e.Type]++
			changed = true
		}
	}
	for i := range p.old.Events {
		if e := &p.old.Events[i]; !now[key(e)] {
			lost[e.Type]++
			changed = true
		}
	}
	return changed
}
