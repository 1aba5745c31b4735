package relations

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"strings"

	"casus.dev/casus/internal/extract/coder"
	"casus.dev/casus/nlp"
)

// Row is one labelled relation of a corpus, as JSON Lines give it. Offsets are
// code points.
type Row struct {
	ID          string   `json:"id"`
	SentenceID  int      `json:"sentence_id"`
	Sentence    string   `json:"sentence"`
	Source      string   `json:"source"`
	Target      string   `json:"target"`
	SourceSpans [][2]int `json:"source_spans"`
	TargetSpans [][2]int `json:"target_spans"`
	Label       string   `json:"label"`
	Quad        int      `json:"quad"`
}

// ReadRows reads JSON Lines, compressed where the name ends in ".gz".
func ReadRows(path string) ([]Row, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("relations: %w", err)
	}
	defer func() { _ = f.Close() }() // only read
	var r io.Reader = f
	if strings.HasSuffix(path, ".gz") {
		z, err := gzip.NewReader(f)
		if err != nil {
			return nil, fmt.Errorf("relations: %s: %w", path, err)
		}
		r = z
	}
	var rows []Row
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, 1<<20)
	for line := 1; sc.Scan(); line++ {
		var row Row
		if err := json.Unmarshal(sc.Bytes(), &row); err != nil {
			return nil, fmt.Errorf("relations: %s:%d: %w", path, line, err)
		}
		rows = append(rows, row)
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("relations: %s: %w", path, err)
	}
	return rows, nil
}

// Annotator parses a text. casus.Coder is one.
type Annotator interface {
	Annotate(ctx context.Context, text string) (*nlp.Doc, error)
}

// Extractor makes examples of rows.
type Extractor struct {
	Reader Annotator
	Coder  *coder.Coder
}

// Examples returns one example a row; rows with a label that the judge does
// not know are left out of both results.
func (x *Extractor) Examples(ctx context.Context, rows []Row) ([]Example, []Row, error) {
	var out []Example
	var kept []Row
	for _, r := range rows {
		label := slices.Index(coder.Labels, fold(r.Label))
		if label < 0 {
			continue
		}
		d, err := x.Reader.Annotate(ctx, r.Sentence)
		if err != nil {
			return nil, nil, fmt.Errorf("relations: %s: %w", r.ID, err)
		}
		s := words(d, r.Sentence, r.SourceSpans, r.Source)
		t := words(d, r.Sentence, r.TargetSpans, r.Target)
		out = append(out, Example{Features: x.Coder.Features(d, s, t), Label: label, Weight: 1, Group: r.SentenceID})
		kept = append(kept, r)
	}
	return out, kept, nil
}

func fold(label string) string {
	if label == "CONCEDE" || label == "RETREAT" {
		return "YIELD"
	}
	return label
}

// words returns the words of the first span, given in code points, or of the
// first place where the name stands.
func words(d *nlp.Doc, text string, spans [][2]int, name string) nlp.Span {
	start, end := -1, -1
	if len(spans) > 0 {
		runes := []rune(text)
		a, b := min(spans[0][0], len(runes)), min(spans[0][1], len(runes))
		start = len(string(runes[:a]))
		end = start + len(string(runes[a:max(a, b)]))
	} else if name != "" {
		if start = strings.Index(text, name); start >= 0 {
			end = start + len(name)
		}
	}
	if start < 0 || end <= start {
		return nlp.Span{}
	}
	return d.SpanOf(nlp.Range{Start: start, End: end})
}

// Figures are what an evaluation measured.
type Figures struct {
	N        int
	Type     float64 // share of right labels
	MacroF1  float64
	Quad     float64
	PerLabel map[string][3]float64 // precision, recall, F1
}

// quads of the labels, as the sentence corpus counts them.
var quads = map[string]int{
	"AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "YIELD": 2, "COOPERATE": 2, "AID": 2, "REQUEST": 3, "ACCUSE": 3, "REJECT": 3, "THREATEN": 3,
	"SANCTION": 4, "PROTEST": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}

// Measure compares predicted labels with those of the examples; quad is the
// gold quad class, 0 where it is that of the label.
func Measure(gold, pred, quad []int) Figures {
	f := Figures{N: len(gold), PerLabel: map[string][3]float64{}}
	k := len(coder.Labels)
	tp, fp, fn := make([]float64, k), make([]float64, k), make([]float64, k)
	for i := range gold {
		g, p := gold[i], pred[i]
		if g == p {
			f.Type++
			tp[g]++
		} else {
			fp[p]++
			fn[g]++
		}
		want := quads[coder.Labels[g]]
		if quad != nil && quad[i] > 0 {
			want = quad[i]
		}
		if quads[coder.Labels[p]] == want {
			f.Quad++
		}
	}
	labels := 0.0
	for j := range k {
		if tp[j]+fn[j] == 0 {
			continue
		}
		labels++
		f1 := 2 * tp[j] / (2*tp[j] + fp[j] + fn[j])
		f.MacroF1 += f1
		f.PerLabel[coder.Labels[j]] = [3]float64{tp[j] / max(tp[j]+fp[j], 1), tp[j] / (tp[j] + fn[j]), f1}
	}
	n := float64(max(len(gold), 1))
	f.Type, f.Quad, f.MacroF1 = f.Type/n, f.Quad/n, f.MacroF1/max(labels, 1)
	return f
}

// Folds assigns each group to one of n folds, by chance with a fixed seed.
func Folds(examples []Example, n int, seed uint64) []int {
	var groups []int
	for _, e := range examples {
		groups = append(groups, e.Group)
	}
	slices.Sort(groups)
	groups = slices.Compact(groups)
	rng := rand.New(rand.NewPCG(seed, 2))
	rng.Shuffle(len(groups), func(i, j int) { groups[i], groups[j] = groups[j], groups[i] })
	of := map[int]int{}
	for i, g := range groups {
		of[g] = i % n
	}
	out := make([]int, len(examples))
	for i, e := range examples {
		out[i] = of[e.Group]
	}
	return out
}

// Outside returns what may be trained on where fold k is measured: the examples
// of the other folds, and of extra what belongs to none of fold k's groups.
func Outside(examples, extra []Example, fold []int, k int) []Example {
	var out []Example
	in := map[int]bool{}
	for i, e := range examples {
		if fold[i] == k {
			in[e.Group] = true
		} else {
			out = append(out, e)
		}
	}
	for _, e := range extra {
		if !in[e.Group] {
			out = append(out, e)
		}
	}
	return out
}

// CrossValidate trains on all folds but one, with extra examples beside them,
// and predicts that one; it returns the probabilities for every example.
func CrossValidate(examples, extra []Example, fold []int, n int, opt Options) [][]float64 {
	out := make([][]float64, len(examples))
	for k := range n {
		w := Train(Outside(examples, extra, fold, k), opt)
		for i, e := range examples {
			if fold[i] == k {
				out[i] = w.Scores(e.Features)
			}
		}
	}
	return out
}
