package relations

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"casus.dev/casus/internal/extract/coder"
)

// Case is one event whose rightness is known.
type Case struct {
	Signals []coder.Signal
	Right   bool
	Group   string // cases of one document or sentence stay in one fold
	Source  string // the set it comes from
	Given   float64
}

// TrustOptions of FitTrust. The zero value is what the embedded weights are
// trained with.
type TrustOptions struct {
	Rounds int     // 0 means 3000
	L2     float64 // 0 means 2
}

func (o TrustOptions) fill() TrustOptions {
	if o.Rounds == 0 {
		o.Rounds = 3000
	}
	if o.L2 == 0 {
		o.L2 = 2
	}
	return o
}

// relatedWeight is how much a labelled relation counts beside an event of news:
// the judge knows its like better than news. With a full weight the events of
// news and articles were weighed worse, without any those of the relations.
const relatedWeight = 0.2

// Wild is the source whose events are those of news as it comes; what differs
// in the others is learned apart and not carried over.
const Wild = "wild"

// related is the source of labelled relations.
const related = "relations"

// FitTrust returns the weights of a logistic regression from signals to
// whether an event is right. Each source but [Wild] has a weight of its own, so
// that the share of right events in it does not count. It descends the full
// gradient and is deterministic.
func FitTrust(cases []Case, opt TrustOptions) coder.Trust {
	opt = opt.fill()
	index := map[string]int{}
	var names []string
	at := func(name string) int {
		i, ok := index[name]
		if !ok {
			i = len(names)
			index[name] = i
			names = append(names, name)
		}
		return i
	}
	type term struct {
		at int
		v  float64
	}
	rows := make([][]term, len(cases))
	for i, c := range cases {
		for _, s := range c.Signals {
			rows[i] = append(rows[i], term{at(s.Name), s.Value})
		}
		if c.Source != Wild {
			rows[i] = append(rows[i], term{at("source: " + c.Source), 1})
		}
	}
	w, g, v := make([]float64, len(names)), make([]float64, len(names)), make([]float64, len(names))
	for range opt.Rounds {
		for j := range g {
			g[j] = opt.L2 * w[j]
			if names[j] == "one" || strings.HasPrefix(names[j], "source: ") {
				g[j] = 0.01 * w[j]
			}
		}
		for i, row := range rows {
			z := 0.0
			for _, t := range row {
				z += w[t.at] * t.v
			}
			d := 1 / (1 + math.Exp(-z))
			if cases[i].Right {
				d--
			}
			if cases[i].Source == related {
				d *= relatedWeight
			}
			for _, t := range row {
				g[t.at] += d * t.v
			}
		}
		step := 2 / float64(len(cases)+1)
		for j := range w {
			v[j] = 0.9*v[j] - step*0.2*g[j]
			w[j] += v[j]
		}
	}
	out := coder.Trust{}
	for j, n := range names {
		if !strings.HasPrefix(n, "source: ") {
			out[n] = math.Round(w[j]*1000) / 1000
		}
	}
	return out
}

// TrustText writes weights as [coder.ReadTrust] reads them, sorted by name.
func TrustText(t coder.Trust) string {
	var names []string
	for n := range t {
		names = append(names, n)
	}
	slices.Sort(names)
	var b strings.Builder
	b.WriteString("# confidence of an event: signal\tweight (log odds); made by casus train confidence\n")
	for _, n := range names {
		fmt.Fprintf(&b, "%s\t%.3f\n", n, t[n])
	}
	return b.String()
}

// CrossTrust returns for each case the probability that weights give which
// were fitted without its fold.
func CrossTrust(cases []Case, folds int, seed uint64, opt TrustOptions) []float64 {
	var groups []string
	for _, c := range cases {
		groups = append(groups, c.Group)
	}
	slices.Sort(groups)
	groups = slices.Compact(groups)
	rng := rand.New(rand.NewPCG(seed, 3))
	rng.Shuffle(len(groups), func(i, j int) { groups[i], groups[j] = groups[j], groups[i] })
	of := map[string]int{}
	for i, g := range groups {
		of[g] = i % folds
	}
	out := make([]float64, len(cases))
	for k := range folds {
		var train []Case
		for _, c := range cases {
			if of[c.Group] != k {
				train = append(train, c)
			}
		}
		t := FitTrust(train, opt)
		for i, c := range cases {
			if of[c.Group] == k {
				out[i] = t.Probability(c.Signals)
			}
		}
	}
	return out
}
