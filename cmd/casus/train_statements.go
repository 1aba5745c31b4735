package main

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"casus.dev/casus/internal/annotate/segment"
	"casus.dev/casus/internal/annotate/syntax"
	"casus.dev/casus/internal/extract/statement"
	"casus.dev/casus/internal/learn/attribution"
	"casus.dev/casus/nlp"
)

type trainStatementsOptions struct {
	data, parses string
	dev, devRead string
	out          string
	tries        []float64
	attribution.Options
}

func newTrainStatementsCommand() *cobra.Command {
	var o trainStatementsOptions
	cmd := &cobra.Command{
		Use:   "statements --data FILE",
		Short: "train the model that finds statements",
		Long: `statements parses annotated articles with the embedded reader and trains the
two chains of the statement finder on them. The articles are JSON Lines (also
compressed with gzip): {"id", "text", "attributions": [{"source": [[s, e]],
"cue": [[s, e]], "content": [[s, e]]}]} with offsets in code points.

Exit codes: 0 done; 1 the data could not be read or the model not written; 2
wrong usage.`,
		Example: "  casus train statements --data train.jsonl.gz --dev dev.jsonl.gz --out statements.model",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return o.run(cmd.Context(), cmd.ErrOrStderr())
		},
	}
	f := cmd.Flags()
	f.StringVar(&o.data, "data", "", "annotated articles to learn from")
	f.StringVar(&o.parses, "parses", "", "file that keeps the parsed articles; read if it exists")
	f.StringVar(&o.dev, "dev", "", "annotated articles to measure on")
	f.StringVar(&o.devRead, "dev-parses", "", "file that keeps the parsed articles of --dev")
	f.StringVar(&o.out, "out", "", "file to write the model to")
	f.IntVar(&o.Epochs, "epochs", 0, "passes over the data (default 5)")
	f.IntVar(&o.Cutoff, "cutoff", 0, "how often a feature must be seen (default 5)")
	f.Float64Var(&o.Dropout, "dropout", 0, "share of features dropped (default 0.4)")
	f.Float64Var(&o.Rate, "rate", 0, "AdaGrad rate (default 0.05)")
	f.Float64Var(&o.Prune, "prune", 0, "weights below this share of the largest are dropped (default 0.04)")
	f.Float64Var(&o.Bias, "bias", 0, "added to the score of cues: higher finds more (default 2)")
	f.Float64Var(&o.Least, "least", 0, "chance below which a candidate is dropped (default 0.4)")
	f.Float64SliceVar(&o.tries, "try-least", nil, "other chances to measure on --dev")
	f.Uint64Var(&o.Seed, "seed", 1, "seed of shuffling and dropout")
	if err := cmd.MarkFlagRequired("data"); err != nil {
		panic(err) // the flag was defined above
	}
	return cmd
}

func (o *trainStatementsOptions) run(ctx context.Context, stderr io.Writer) error {
	var mu sync.Mutex
	o.Report = func(line string) {
		mu.Lock()
		defer mu.Unlock()
		fmt.Fprintln(stderr, line)
	}
	f, err := statement.Rules()
	if err != nil {
		return err
	}
	train, err := annotated(ctx, o.data, o.parses, o.Report)
	if err != nil {
		return err
	}
	m := attribution.Train(f, train, o.Options)
	if o.out != "" {
		if err := writeModel(o.out, m); err != nil {
			return err
		}
	}
	if o.dev == "" {
		return nil
	}
	dev, err := annotated(ctx, o.dev, o.devRead, o.Report)
	if err != nil {
		return err
	}
	for _, least := range append([]float64{m.Least()}, o.tries...) {
		found := f.WithModel(m.WithJudge(m.Judge(), float32(least)))
		var s attribution.Score
		for i := range dev {
			s.Add(dev[i].Doc, found.Find(dev[i].Doc, nil, nil), dev[i].Gold)
		}
		o.Report(fmt.Sprintf("dev, least chance %.2f: %v", least, s))
	}
	return nil
}

func writeModel(name string, m *statement.Model) error {
	w, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(statement.WriteModel(w, m), w.Close())
}

// annotated reads annotated articles and their parses: from the file that
// keeps them, or else by the embedded reader.
func annotated(ctx context.Context, data, parses string, report func(string)) ([]attribution.Example, error) {
	r, err := openPlain(data)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	docs, err := attribution.Read(r)
	if err != nil {
		return nil, err
	}
	read, err := readParses(parses, len(docs))
	if err != nil {
		return nil, err
	}
	if read == nil {
		if read, err = parseAll(ctx, docs, report); err != nil {
			return nil, err
		}
		if err := writeParses(parses, read); err != nil {
			return nil, err
		}
	}
	out := make([]attribution.Example, len(docs))
	for i := range docs {
		if read[i].Text != docs[i].Text {
			return nil, fmt.Errorf("%s: article %d is not that of %s", parses, i+1, data)
		}
		out[i] = attribution.Example{Doc: read[i], Gold: attribution.Align(read[i], &docs[i])}
	}
	return out, nil
}

func parseAll(ctx context.Context, docs []attribution.Document, report func(string)) ([]*nlp.Doc, error) {
	reader, err := syntax.Load()
	if err != nil {
		return nil, err
	}
	steps, err := nlp.NewPipeline(segment.New(), reader)
	if err != nil {
		return nil, err
	}
	out, errs := make([]*nlp.Doc, len(docs)), make([]error, len(docs))
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(2, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := range next {
				out[i] = nlp.New(docs[i].Text)
				errs[i] = steps.Annotate(ctx, out[i])
			}
		})
	}
	for i := range docs {
		if i%100 == 0 {
			report(fmt.Sprintf("parsing article %d of %d", i+1, len(docs)))
		}
		next <- i
	}
	close(next)
	wg.Wait()
	return out, errors.Join(errs...)
}

// readParses returns the n documents of a file, nil if there is no such file.
func readParses(name string, n int) ([]*nlp.Doc, error) {
	if name == "" {
		return nil, nil
	}
	r, err := openPlain(name)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer r.Close()
	dec := json.NewDecoder(r)
	out := make([]*nlp.Doc, 0, n)
	for {
		d := &nlp.Doc{}
		if err := dec.Decode(d); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		if err := d.Check(); err != nil {
			return nil, fmt.Errorf("%s: article %d: %w", name, len(out)+1, err)
		}
		out = append(out, d)
	}
	if len(out) != n {
		return nil, fmt.Errorf("%s: %d articles, want %d", name, len(out), n)
	}
	return out, nil
}

func writeParses(name string, docs []*nlp.Doc) error {
	if name == "" {
		return nil
	}
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	var w io.WriteCloser = file
	if strings.HasSuffix(name, ".gz") {
		w = gzip.NewWriter(file)
	}
	enc := json.NewEncoder(w)
	for _, d := range docs {
		if err := enc.Encode(d); err != nil {
			return errors.Join(err, file.Close())
		}
	}
	if w == io.WriteCloser(file) {
		return file.Close()
	}
	return errors.Join(w.Close(), file.Close())
}
