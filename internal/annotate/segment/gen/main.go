// Command gen learns the boundary weights of package segment from CoNLL-U
// files with "# newpar" comments, plain or gzip:
//
//	go run ./internal/annotate/segment/gen -out internal/annotate/segment/data/boundary.bin ewt-train.conllu.gz gum-train.conllu.gz
package main

import (
	"compress/gzip"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"casus.dev/casus/internal/annotate/segment"
	"casus.dev/casus/nlp"
)

func main() {
	out := flag.String("out", "boundary.bin", "file to write")
	var o segment.TrainOptions
	flag.IntVar(&o.Epochs, "epochs", 0, "passes over the data (0: default)")
	flag.Float64Var(&o.Rate, "rate", 0, "learning rate (0: default)")
	flag.Float64Var(&o.Decay, "decay", 0, "L2 decay (0: default)")
	flag.Float64Var(&o.Guard, "guard", 0, "weight of gaps that are no boundary (0: 1)")
	flag.Uint64Var(&o.Seed, "seed", 1, "seed of the order")
	flag.Parse()
	if err := run(*out, flag.Args(), o); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(out string, files []string, o segment.TrainOptions) error {
	var samples []segment.Sample
	for _, name := range files {
		d, err := read(name)
		if err != nil {
			return fmt.Errorf("gen: %s: %w", name, err)
		}
		samples = append(samples, raw(d))
	}
	return os.WriteFile(out, segment.Train(samples, o), 0o644)
}

func read(name string) (*nlp.Doc, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			return nil, err
		}
	}
	return nlp.ReadCoNLLU(r)
}

// raw joins the sentences of a paragraph by spaces and paragraphs by a blank line.
func raw(d *nlp.Doc) segment.Sample {
	var b strings.Builder
	ends := map[int]bool{}
	for i, s := range d.Sents {
		if i > 0 {
			b.WriteString(map[bool]string{true: " ", false: "\n\n"}[s.Paragraph == d.Sents[i-1].Paragraph])
		}
		b.WriteString(strings.TrimSpace(d.Slice(s.Range)))
		ends[b.Len()] = true
	}
	return segment.Sample{Text: b.String(), Ends: ends}
}
