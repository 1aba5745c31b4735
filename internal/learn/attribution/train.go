package attribution

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"

	"casus.dev/casus/internal/extract/statement"
	"casus.dev/casus/nlp"
)

// Options of Train. The zero value holds the defaults.
type Options struct {
	Epochs  int     // passes over the data; 0 means 5
	Cutoff  int     // how often a feature must be seen; 0 means 5
	Dropout float64 // share of features dropped; 0 means 0.4, negative none
	Rate    float64 // of AdaGrad; 0 means 0.05
	Prune   float64 // weights below this share of the largest become 0; 0 means 0.04
	Bias    float64 // of cues; see statement.NewModel; 0 means 2
	Least   float64 // chance below which the judge drops a candidate; 0 means 0.4
	Seed    uint64
	Report  func(line string) // may be nil
}

func (o Options) filled() Options {
	set := func(x *float64, v float64) {
		if *x == 0 {
			*x = v
		}
	}
	if o.Epochs == 0 {
		o.Epochs = 5
	}
	if o.Cutoff == 0 {
		o.Cutoff = 5
	}
	set(&o.Dropout, 0.4)
	set(&o.Rate, 0.05)
	set(&o.Bias, 2)
	set(&o.Least, 0.4)
	set(&o.Prune, 0.04)
	if o.Report == nil {
		o.Report = func(string) {}
	}
	return o
}

// Example is a parsed article with its attributions.
type Example struct {
	Doc  *nlp.Doc
	Gold []statement.Attribution
}

// Train learns a model from examples: both chains from all of them, and the
// judge from what chains learned on the other half find in each half. It uses
// two threads; the result depends on the examples' order and on opt only.
func Train(f *statement.Finder, examples []Example, opt Options) *statement.Model {
	opt = opt.filled()
	gate := gateOf(examples)
	cues, roles := make([][]statement.Instance, len(examples)), make([][]statement.Instance, len(examples))
	var wg sync.WaitGroup
	for part := range 2 {
		wg.Go(func() {
			for i := part; i < len(examples); i += 2 {
				cues[i], roles[i] = f.Instances(examples[i].Doc, examples[i].Gold, gate)
			}
		})
	}
	wg.Wait()
	chains := func(use func(i int) bool) *statement.Model {
		var c, r []statement.Instance
		for i := range examples {
			if use(i) {
				c, r = append(c, cues[i]...), append(r, roles[i]...)
			}
		}
		var cue, role *statement.Chain
		wg.Go(func() { cue = learn("cue", c, statement.NumCueLabels, statement.CueIllegal(), opt) })
		wg.Go(func() { role = learn("role", r, statement.NumRoleLabels, statement.RoleIllegal(), opt) })
		wg.Wait()
		return statement.NewModel(cue, role, float32(opt.Bias), gate)
	}
	cases := make([][]statement.Instance, len(examples))
	for half := range 2 {
		m := f.WithModel(chains(func(i int) bool { return i%2 != half }))
		for part := range 2 {
			wg.Go(func() {
				for i := half + 2*part; i < len(examples); i += 4 {
					cases[i] = judged(m, &examples[i])
				}
			})
		}
		wg.Wait()
	}
	all := slices.Concat(cases...)
	own := opt
	own.Epochs, own.Dropout, own.Cutoff = 8, 0.3, 3
	judge := learn("judge", all, 2, nil, own)
	return chains(func(int) bool { return true }).WithJudge(judge, float32(opt.Least))
}

// leastShare is how often a word must head a cue to be let through: looking at one in
// eight words finds 98 in 100 cues of the training articles.
const leastShare = 0.01

// gateOf returns the gate that examples teach. A verb needs five uses without a
// cue to be shut out, another word two as a cue to be let in.
func gateOf(examples []Example) statement.Gate {
	type count struct {
		all, cues int
		verb      bool
	}
	seen := map[uint32]*count{}
	at := func(d *nlp.Doc, i int) *count {
		lemma := d.Form(i)
		if d.Lemma != nil && d.Lemma[i] != "" {
			lemma = d.Lemma[i]
		}
		k := statement.GateKey(strings.ToLower(lemma), d.UPOS[i])
		if seen[k] == nil {
			seen[k] = &count{verb: d.UPOS[i] == nlp.VERB}
		}
		return seen[k]
	}
	for _, ex := range examples {
		for i := range ex.Doc.Len() {
			at(ex.Doc, i).all++
		}
		for _, g := range ex.Gold {
			if g.Cue.Len() > 0 {
				at(ex.Doc, ex.Doc.HeadOf(g.Cue)).cues++
			}
		}
	}
	gate := statement.Gate{}
	for k, c := range seen {
		often := float64(c.cues) >= leastShare*float64(c.all)
		if c.verb && c.all >= 5 && !often || !c.verb && c.cues >= 2 && often {
			gate[k] = true
		}
	}
	return gate
}

// judged returns the candidates that f finds in ex, each labelled 1 if it is an
// annotated statement.
func judged(f *statement.Finder, ex *Example) []statement.Instance {
	found := f.Cases(ex.Doc)
	var sys, ref []item
	for _, c := range found {
		sys = append(sys, newItem(ex.Doc, c.Words))
	}
	for _, g := range ex.Gold {
		ref = append(ref, newItem(ex.Doc, g))
	}
	label := make([]uint8, len(found))
	for _, p := range align(sys, ref) {
		if p.right(sys, ref) {
			label[p.j] = 1
		}
	}
	out := make([]statement.Instance, len(found))
	for i, c := range found {
		out[i] = statement.Instance{Keys: c.Keys, At: []int32{0, int32(len(c.Keys))}, Gold: label[i : i+1]}
	}
	return out
}

// learner holds the weights of one chain while it learns.
type learner struct {
	labels       int
	keys         []uint32 // of each feature
	w, g         []float32
	trans, start []float32
	gTrans       []float32
	gStart       []float32
	rate         float32
	drop         float64
	rng          *rand.Rand
	// scratch
	emit, alpha, beta, exp []float64
	feats                  []int32
	at                     []int32
	expTrans, expStart     []float64
}

// sample is an instance whose keys are numbers of features.
type sample struct {
	feats []int32
	at    []int32
	gold  []uint8
}

func learn(name string, data []statement.Instance, labels int, illegal [][2]int, opt Options) *statement.Chain {
	samples, keys := number(data, opt.Cutoff)
	l := &learner{
		labels: labels, keys: keys, w: make([]float32, len(keys)*labels), g: make([]float32, len(keys)*labels),
		trans: make([]float32, labels*labels), start: make([]float32, labels), gTrans: make([]float32, labels*labels), gStart: make([]float32, labels),
		rate: float32(opt.Rate), drop: max(0, opt.Dropout), rng: rand.New(rand.NewPCG(opt.Seed, uint64(labels))),
	}
	for _, t := range illegal {
		if t[0] < 0 {
			l.start[t[1]] = -1e4
		} else {
			l.trans[t[0]*labels+t[1]] = -1e4
		}
	}
	opt.Report(fmt.Sprintf("%s: %d instances, %d features", name, len(samples), len(keys)))
	sum, sumTrans, sumStart := make([]float32, len(l.w)), make([]float32, len(l.trans)), make([]float32, len(l.start))
	order := make([]int, len(samples))
	for i := range order {
		order[i] = i
	}
	n := 0
	for epoch := range opt.Epochs {
		l.rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		loss := 0.0
		for _, i := range order {
			loss += l.step(&samples[i])
		}
		opt.Report(fmt.Sprintf("%s: pass %d, loss %.4f a sentence", name, epoch+1, loss/float64(max(1, len(samples)))))
		if epoch >= 2 || epoch == opt.Epochs-1 {
			n++
			add(sum, l.w)
			add(sumTrans, l.trans)
			add(sumStart, l.start)
		}
	}
	for _, s := range [][]float32{sum, sumTrans, sumStart} {
		for i := range s {
			s[i] /= float32(max(1, n))
		}
	}
	return l.chain(sum, sumTrans, sumStart, illegal, opt.Prune)
}

func add(sum, x []float32) {
	for i, v := range x {
		sum[i] += v
	}
}

// number counts the keys of data and numbers those seen often enough, in the
// order of their first use.
func number(data []statement.Instance, cutoff int) ([]sample, []uint32) {
	count := make(map[uint32]int32, 1<<20)
	for i := range data {
		for _, k := range data[i].Keys {
			count[k]++
		}
	}
	var keys []uint32
	ids := make(map[uint32]int32, len(count)/4)
	out := make([]sample, len(data))
	for i := range data {
		d := &data[i]
		s := sample{at: make([]int32, 1, len(d.At)), gold: d.Gold}
		for t := range len(d.At) - 1 {
			for _, k := range d.Keys[d.At[t]:d.At[t+1]] {
				if count[k] < int32(cutoff) {
					continue
				}
				id, ok := ids[k]
				if !ok {
					id = int32(len(keys))
					ids[k] = id
					keys = append(keys, k)
				}
				s.feats = append(s.feats, id)
			}
			s.at = append(s.at, int32(len(s.feats)))
		}
		out[i] = s
	}
	return out, keys
}

// step takes one gradient step for s and returns its loss.
func (l *learner) step(s *sample) float64 {
	n, L := len(s.at)-1, l.labels
	if n == 0 {
		return 0
	}
	l.dropout(s)
	l.emit, l.exp = room(l.emit, n*L), room(l.exp, n*L)
	l.alpha, l.beta = room(l.alpha, n*L), room(l.beta, n*L)
	for t := range n {
		e := l.emit[t*L : t*L+L]
		clear(e)
		for _, f := range l.feats[l.at[t]:l.at[t+1]] {
			w := l.w[int(f)*L : int(f)*L+L]
			for y := range e {
				e[y] += float64(w[y])
			}
		}
	}
	logZ := l.forwardBackward(n)
	gold := 0.0
	for t := range n {
		y := int(s.gold[t])
		gold += l.emit[t*L+y]
		if t == 0 {
			gold += float64(l.start[y])
		} else {
			gold += float64(l.trans[int(s.gold[t-1])*L+y])
		}
	}
	l.update(s, n)
	return logZ - gold
}

// dropout copies the features that stay, each with its chance. The weights
// that are learned are those of the thinned sum; learner.chain scales them.
func (l *learner) dropout(s *sample) {
	if l.drop == 0 {
		l.feats, l.at = s.feats, s.at
		return
	}
	l.feats, l.at = l.feats[:0], append(l.at[:0], 0)
	limit := uint32(l.drop * (1 << 16))
	var bits uint64
	left := 0
	for t := range len(s.at) - 1 {
		for _, f := range s.feats[s.at[t]:s.at[t+1]] {
			if left == 0 {
				bits, left = l.rng.Uint64(), 4
			}
			r := uint32(bits & 0xFFFF)
			bits, left = bits>>16, left-1
			if r >= limit {
				l.feats = append(l.feats, f)
			}
		}
		l.at = append(l.at, int32(len(l.feats)))
	}
}

func room(s []float64, n int) []float64 {
	if cap(s) < n {
		return make([]float64, n, n*2)
	}
	return s[:n]
}

// forwardBackward fills alpha and beta, scaled at each word, and returns log Z.
func (l *learner) forwardBackward(n int) float64 {
	L := l.labels
	l.expTrans, l.expStart = room(l.expTrans, L*L), room(l.expStart, L)
	for i, w := range l.trans {
		l.expTrans[i] = math.Exp(float64(w))
	}
	for i, w := range l.start {
		l.expStart[i] = math.Exp(float64(w))
	}
	logZ := 0.0
	for t := range n {
		e, x := l.emit[t*L:t*L+L], l.exp[t*L:t*L+L]
		top := slices.Max(e)
		for y := range x {
			x[y] = math.Exp(e[y] - top)
		}
		logZ += top
		sum := 0.0
		for y := range L {
			a := 0.0
			if t == 0 {
				a = l.expStart[y]
			} else {
				for z := range L {
					a += l.alpha[(t-1)*L+z] * l.expTrans[z*L+y]
				}
			}
			a *= x[y]
			l.alpha[t*L+y] = a
			sum += a
		}
		for y := range L {
			l.alpha[t*L+y] /= sum
		}
		logZ += math.Log(sum)
	}
	for y := range L {
		l.beta[(n-1)*L+y] = 1
	}
	for t := n - 2; t >= 0; t-- {
		sum := 0.0
		for z := range L {
			b := 0.0
			for y := range L {
				b += l.expTrans[z*L+y] * l.exp[(t+1)*L+y] * l.beta[(t+1)*L+y]
			}
			l.beta[t*L+z] = b
			sum += b
		}
		for z := range L {
			l.beta[t*L+z] /= sum
		}
	}
	return logZ
}

// update takes the AdaGrad step of all weights of s.
func (l *learner) update(s *sample, n int) {
	L := l.labels
	var grad [8]float32
	for t := range n {
		sum := 0.0
		for y := range L {
			sum += l.alpha[t*L+y] * l.beta[t*L+y]
		}
		top := float32(0)
		for y := range L {
			grad[y] = -float32(l.alpha[t*L+y] * l.beta[t*L+y] / sum)
			if int(s.gold[t]) == y {
				grad[y]++
			}
			top = max(top, grad[y], -grad[y])
		}
		if t > 0 {
			l.updateTrans(s, t)
		} else {
			for y := range L {
				step(&l.start[y], &l.gStart[y], grad[y], l.rate)
			}
		}
		if top < 1e-3 {
			continue
		}
		for _, f := range l.feats[l.at[t]:l.at[t+1]] {
			w, g := l.w[int(f)*L:int(f)*L+L], l.g[int(f)*L:int(f)*L+L]
			for y := range L {
				if d := grad[y]; d > 1e-4 || d < -1e-4 {
					g[y] += d * d
					w[y] += l.rate * d / float32(math.Sqrt(float64(g[y])+1e-2))
				}
			}
		}
	}
}

func step(w, g *float32, d, rate float32) {
	if *w <= -1e3 {
		return
	}
	*g += d * d
	*w += rate * d / float32(math.Sqrt(float64(*g)+1e-2))
}

func (l *learner) updateTrans(s *sample, t int) {
	L := l.labels
	var p [64]float64
	sum := 0.0
	for z := range L {
		for y := range L {
			p[z*L+y] = l.alpha[(t-1)*L+z] * l.expTrans[z*L+y] * l.exp[t*L+y] * l.beta[t*L+y]
			sum += p[z*L+y]
		}
	}
	for z := range L {
		for y := range L {
			d := -float32(p[z*L+y] / sum)
			if int(s.gold[t-1]) == z && int(s.gold[t]) == y {
				d++
			}
			if d > 1e-4 || d < -1e-4 {
				step(&l.trans[z*L+y], &l.gTrans[z*L+y], d, l.rate)
			}
		}
	}
}

// chain returns the chain of the averaged weights without the small ones.
func (l *learner) chain(w, trans, start []float32, illegal [][2]int, prune float64) *statement.Chain {
	L := l.labels
	keep := float32(1 - l.drop)
	top := float32(0)
	for _, x := range w {
		top = max(top, x, -x)
	}
	least := top * float32(prune)
	out := make(map[uint32][]float32, len(l.keys))
	for f, k := range l.keys {
		row := make([]float32, L)
		heavy := false
		for y := range L {
			if x := w[f*L+y]; x > least || x < -least {
				row[y], heavy = x*keep, true
			}
		}
		if heavy {
			out[k] = row
		}
	}
	return statement.NewChain(L, trans, start, out, illegal)
}
