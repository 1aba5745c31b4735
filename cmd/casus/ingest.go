package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"casus.dev/casus"
	"casus.dev/casus/article"
	"casus.dev/casus/event"
	"casus.dev/casus/internal/acquire/archive"
	"casus.dev/casus/internal/acquire/language"
	"casus.dev/casus/internal/keep/store"
	"casus.dev/casus/internal/work"
)

// ingestOptions are the flags of casus ingest.
type ingestOptions struct {
	inputOptions
	coderOptions
	db   dbOption
	mode string
}

// newIngestCommand returns "casus ingest".
func newIngestCommand(env environment) *cobra.Command {
	var opt ingestOptions
	cmd := &cobra.Command{
		Use:   "ingest [flags] PATH...",
		Short: "Code articles into the database",
		Long: `ingest takes files, folders and archives (zip, tar, tar.gz) of articles: plain
text, HTML pages and JSON Lines, each also gzipped; "-" is standard input. Each
article is coded once: what is in the database already, by its text, its address
or nearly word for word on another site, is not counted twice. A run that was
stopped is resumed by the same command.

A new database keeps, of each article, its address, its hash and the evidence,
at most 300 characters each (--mode spans); with --mode full the whole text, so
that it can be coded again; with --mode none neither.
Articles in other languages than English are noted and skipped.
` + exitCodes,
		Example: `  casus ingest --db news.db archive/2024-11.tar.gz
  casus ingest --db news.db --mode full pages/ feed.jsonl.gz`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, paths []string) error {
			return runIngest(cmd.Context(), opt, paths, cmd.InOrStdin(), cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
	}
	opt.addInputFlags(cmd)
	opt.db.add(cmd, env)
	cmd.Flags().StringVar(&opt.mode, "mode", "", "what a new database keeps: spans, full or none")
	opt.addCoderFlags(cmd, env)
	return cmd
}

// batchSize is how many documents share a transaction; a kill loses no more.
const batchSize = 64

// stored is one document on its way to the database.
type stored struct {
	in      input
	rep     *event.Report
	skipped string // why it is not coded
	known   bool   // it is in the database
}

// tally counts what became of documents.
type tally map[string]int

func (t tally) String() string {
	keys := make([]string, 0, len(t))
	for k := range t {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	parts := make([]string, 0, len(keys))
	for _, k := range keys {
		parts = append(parts, fmt.Sprintf("%d %s", t[k], k))
	}
	if len(parts) == 0 {
		return "nothing"
	}
	return strings.Join(parts, ", ")
}

// runIngest codes what the paths hold into the database and prints the counts.
func runIngest(ctx context.Context, opt ingestOptions, paths []string, stdin io.Reader, stdout, stderr io.Writer) error {
	reader, err := opt.reader(stdin)
	if err != nil {
		return err
	}
	coder, err := opt.coder(stderr)
	if err != nil {
		return err
	}
	db, err := store.Open(ctx, opt.db.file(), store.Options{Mode: store.Mode(opt.mode)})
	if errors.Is(err, store.ErrMode) {
		return usagef("--mode: %w", err)
	}
	if err != nil {
		return err
	}
	progress := newBar(stderr, paths)
	reader.seen = progress.add
	in := ingester{db: db, coder: coder, reader: reader, log: progress.logTo(stderr), tally: tally{}}
	err = in.all(ctx, paths)
	progress.done()
	fmt.Fprintf(stdout, "%s: %v\n", opt.db.file(), in.tally)
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	if in.failed {
		return errSome
	}
	return nil
}

// ingester brings documents into a database.
type ingester struct {
	db     *store.Store
	coder  *casus.Coder
	reader *inputReader
	log    io.Writer
	tally  tally
	failed bool
	batch  []*event.Report
}

func (g *ingester) all(ctx context.Context, paths []string) error {
	for doc, err := range work.Ordered(ctx, runtime.GOMAXPROCS(0), g.reader.paths(paths), g.code) {
		if ctx.Err() != nil { // interrupted: what was coded is kept, the rest is not failed
			break
		}
		if err != nil {
			g.failed = true
			g.tally["failed"]++
			complainOf(g.log, doc.in, err)
			continue
		}
		if err := g.keep(ctx, doc); err != nil {
			return err
		}
	}
	return errors.Join(g.flush(context.WithoutCancel(ctx)), ctx.Err())
}

// code codes one document that is not in the database yet.
func (g *ingester) code(ctx context.Context, in input) (stored, error) {
	art, err := g.reader.article(in)
	if err != nil {
		return stored{in: in}, err
	}
	doc := stored{in: in}
	art.Language = language.Of(art.Text, art.Language)
	if !language.English(art.Language) {
		doc.skipped = "language " + art.Language
		doc.rep = g.coder.Envelope(art)
		return doc, nil
	}
	// A document that is known needs no coding: the sighting is noted.
	if doc.known, err = g.db.Known(ctx, article.ID(art.Text), art.URL); err != nil {
		return doc, err
	}
	if doc.known {
		doc.rep = g.coder.Envelope(art)
		return doc, nil
	}
	doc.rep, err = g.coder.Read(ctx, art)
	return doc, err
}

// keep puts a document into the batch; known and skipped ones go at once,
// after what was there before them, so that the order of the file is kept.
func (g *ingester) keep(ctx context.Context, doc stored) error {
	if doc.skipped == "" && !doc.known {
		if g.batch = append(g.batch, doc.rep); len(g.batch) >= batchSize {
			return g.flush(ctx)
		}
		return nil
	}
	if err := g.flush(ctx); err != nil {
		return err
	}
	if doc.known {
		o, err := g.db.Sight(ctx, doc.rep)
		g.tally[o.String()]++
		return err
	}
	o, err := g.db.Skip(ctx, doc.rep, doc.skipped)
	if err != nil {
		return err
	}
	if o == store.Added || o == store.Near {
		g.tally["skipped ("+doc.skipped+")"]++
	} else {
		g.tally[o.String()]++
	}
	return nil
}

func (g *ingester) flush(ctx context.Context) error {
	if len(g.batch) == 0 {
		return nil
	}
	outcomes, err := g.db.Put(ctx, g.batch...)
	if err != nil {
		return err
	}
	for _, o := range outcomes {
		g.tally[o.String()]++
	}
	g.batch = g.batch[:0]
	return nil
}

// paths yields the documents of files, folders and archives.
func (r *inputReader) paths(paths []string) iter.Seq[input] {
	return func(yield func(input) bool) {
		for _, p := range paths {
			if p == stdinName {
				if !r.one(p, yield) {
					return
				}
				continue
			}
			more := true
			archive.Walk(p, func(name string, f io.Reader, err error) bool {
				if err != nil {
					more = yield(input{file: name, err: err})
				} else {
					more = r.from(name, &progressReader{f, r.seen}, yield)
				}
				return more
			})
			if !more {
				return
			}
		}
	}
}
