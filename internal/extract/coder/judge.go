package coder

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"slices"
	"strconv"
	"strings"

	"casus.dev/casus/event"
	"casus.dev/casus/nlp"
	"casus.dev/casus/ontology"
)

// Labels are the classes of the judge: PLOVER's types, with CONCEDE and
// RETREAT as one, "YIELD".
var Labels = []string{
	"AGREE", "CONSULT", "SUPPORT", "YIELD", "COOPERATE", "AID", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}

// ErrWeights is returned for weights that are damaged or of another version.
var ErrWeights = errors.New("coder: relation weights are damaged")

// weightsMagic opens the file of the judge's weights; its last byte is the version.
const weightsMagic = "CRL1"

//go:embed model/relations.bin
var relationsBin []byte

// Weights are those of a multinomial logistic regression over hashed features.
// Row i of Value belongs to feature Key[i] and has one weight a label, to be
// multiplied by Scale of the label.
type Weights struct {
	Key   []uint32 // sorted
	Value []int8   // len(Key) * len(Labels)
	Scale []float32
	Bias  []float32
}

// ReadWeights reads what [Weights.Bytes] wrote. It returns ErrWeights for
// anything else.
func ReadWeights(raw []byte) (*Weights, error) {
	if len(raw) < 8 || string(raw[:4]) != weightsMagic {
		return nil, ErrWeights
	}
	n, k := int(binary.LittleEndian.Uint32(raw[4:])), len(Labels)
	if n < 0 || n > 1<<24 || len(raw) != 8+n*4+n*k+8*k {
		return nil, fmt.Errorf("%w: %d bytes for %d features", ErrWeights, len(raw), n)
	}
	w := &Weights{Key: make([]uint32, n), Value: make([]int8, n*k), Scale: make([]float32, k), Bias: make([]float32, k)}
	at := 8
	for i := range w.Key {
		w.Key[i] = binary.LittleEndian.Uint32(raw[at:])
		at += 4
	}
	for i := range w.Value {
		w.Value[i] = int8(raw[at+i])
	}
	at += n * k
	for i := range k {
		w.Scale[i] = math.Float32frombits(binary.LittleEndian.Uint32(raw[at+4*i:]))
		w.Bias[i] = math.Float32frombits(binary.LittleEndian.Uint32(raw[at+4*k+4*i:]))
	}
	if !slices.IsSorted(w.Key) {
		return nil, fmt.Errorf("%w: features out of order", ErrWeights)
	}
	return w, nil
}

// Bytes returns w in the form that [ReadWeights] reads: "CRL1", the number of
// features, then keys, values, scales and biases, little-endian.
func (w *Weights) Bytes() []byte {
	var b bytes.Buffer
	b.WriteString(weightsMagic)
	put := func(v uint32) { b.Write(binary.LittleEndian.AppendUint32(nil, v)) }
	put(uint32(len(w.Key)))
	for _, k := range w.Key {
		put(k)
	}
	for _, v := range w.Value {
		b.WriteByte(byte(v))
	}
	for _, f := range w.Scale {
		put(math.Float32bits(f))
	}
	for _, f := range w.Bias {
		put(math.Float32bits(f))
	}
	return b.Bytes()
}

// sharpness makes up for the caution that weight decay gives the model: without
// it, 95 % of the relations given 0.86 were right in cross-validation.
const sharpness = 1.3

// Scores returns the probability of each label for hashed features.
func (w *Weights) Scores(features []uint32) []float64 {
	k := len(Labels)
	z := make([]float64, k)
	for i := range z {
		z[i] = float64(w.Bias[i])
	}
	norm := 1 / math.Sqrt(float64(max(len(features), 1)))
	for _, f := range features {
		i, ok := slices.BinarySearch(w.Key, f)
		if !ok {
			continue
		}
		for j, v := range w.Value[i*k : i*k+k] {
			z[j] += norm * float64(v) * float64(w.Scale[j])
		}
	}
	for j := range z {
		z[j] *= sharpness
	}
	return softmax(z)
}

func softmax(z []float64) []float64 {
	top := slices.Max(z)
	sum := 0.0
	for i := range z {
		z[i] = math.Exp(z[i] - top)
		sum += z[i]
	}
	for i := range z {
		z[i] /= sum
	}
	return z
}

// Relation is the PLOVER relation that a text asserts between two spans.
type Relation struct {
	Type       string
	Mode       string
	Modality   event.Modality
	Quad       int
	Confidence float64
	Scores     map[string]float64 // by PLOVER type; they add up to 1
}

// Judge says which relation a text asserts between two actors that are given.
// It is safe for concurrent use.
type Judge struct {
	coder   *Coder
	weights *Weights
}

// NewJudge returns a judge with the embedded weights.
func NewJudge(c *Coder) (*Judge, error) {
	w, err := ReadWeights(relationsBin)
	if err != nil {
		return nil, err
	}
	return &Judge{c, w}, nil
}

// Relate returns the relation between source and target; either may be empty
// where the text names no such actor.
func (j *Judge) Relate(d *nlp.Doc, source, target nlp.Span) Relation {
	feats, found := j.coder.relation(d, source, target)
	return j.decide(j.weights.Scores(HashAll(feats)), found)
}

func (j *Judge) decide(scores []float64, found []*candidate) Relation {
	r := Relation{Scores: map[string]float64{}, Modality: event.Actual}
	best := 0
	for i, p := range scores {
		if p > scores[best] {
			best = i
		}
		r.Scores[Labels[i]] = p
	}
	r.Type, r.Confidence = Labels[best], scores[best]
	var match *candidate
	for _, c := range found {
		if (c.typ == r.Type || yields(c.typ) && r.Type == "YIELD") && (match == nil || len(c.actors)+len(c.recipients) > len(match.actors)+len(match.recipients)) {
			match = c
		}
	}
	retreat := match != nil && match.typ == "RETREAT"
	y := r.Scores["YIELD"]
	delete(r.Scores, "YIELD")
	r.Scores["CONCEDE"], r.Scores["RETREAT"] = y, 0
	if retreat {
		r.Scores["CONCEDE"], r.Scores["RETREAT"] = 0, y
	}
	if r.Type == "YIELD" {
		r.Type = "CONCEDE"
		if retreat {
			r.Type = "RETREAT"
		}
	}
	if match != nil {
		r.Mode, r.Modality = match.mode, match.mod
	}
	r.Quad = ontology.Quad(r.Type)
	if r.Type == "CONCEDE" {
		r.Quad = 2 // the classes of the judge count YIELD as material cooperation
	}
	return r
}

func yields(typ string) bool { return typ == "CONCEDE" || typ == "RETREAT" }

// HashAll hashes features and drops repeats.
func HashAll(features []string) []uint32 {
	out := make([]uint32, 0, len(features))
	for _, f := range features {
		h := fnv.New32a()
		h.Write([]byte(f))
		out = append(out, h.Sum32())
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Features returns what the judge sees of the relation between source and
// target in d.
func (c *Coder) Features(d *nlp.Doc, source, target nlp.Span) []string {
	f, _ := c.relation(d, source, target)
	return f
}

func (c *Coder) relation(d *nlp.Doc, source, target nlp.Span) ([]string, []*candidate) {
	rep := &event.Report{Text: d.Text}
	for i, s := range []nlp.Span{source, target} {
		a := event.Actor{ID: string(rune('a' + i)), Code: []string{"AAA", "BBB"}[i], Country: []string{"AAA", "BBB"}[i], Kind: event.Group}
		if s.Len() > 0 {
			h := s.Start
			if d.Head != nil {
				h = d.HeadOf(s)
			}
			a.Mentions = []event.Mention{{Span: d.RangeOf(s), Words: s, Head: h}}
		}
		rep.Actors = append(rep.Actors, a)
	}
	f := &featurer{d: d, source: source, target: target}
	f.scope()
	if d.Head == nil {
		f.lexical()
		return f.out, nil
	}
	f.x = newView(d, rep, c.lx)
	f.lexical()
	f.events()
	f.paths()
	return f.out, f.found
}

// featurer collects the features of one pair.
type featurer struct {
	d              *nlp.Doc
	x              *view
	source, target nlp.Span
	sent           nlp.Span
	found          []*candidate
	out            []string
}

func (f *featurer) add(parts ...string) { f.out = append(f.out, strings.Join(parts, " ")) }

// scope takes the sentences of the two actors, or the whole text.
func (f *featurer) scope() {
	f.sent = nlp.Span{Start: 0, End: f.d.Len()}
	at := -1
	for _, s := range []nlp.Span{f.source, f.target} {
		if s.Len() > 0 {
			at = s.Start
			break
		}
	}
	if at < 0 || len(f.d.Sents) == 0 {
		return
	}
	f.sent = f.d.Sents[f.d.SentOf(at)].Span
	if f.target.Len() > 0 {
		t := f.d.Sents[f.d.SentOf(f.target.Start)].Span
		f.sent = nlp.Span{Start: min(f.sent.Start, t.Start), End: max(f.sent.End, t.End)}
	}
}

// region tells where word i stands: inside an actor, between the two, or
// before or after both; and whether the source stands first.
func (f *featurer) region(i int) string {
	switch s, t := f.source, f.target; {
	case s.Has(i):
		return "S"
	case t.Has(i):
		return "T"
	case s.Len() == 0 || t.Len() == 0:
		return "o"
	case i < min(s.Start, t.Start):
		return "l"
	case i >= max(s.End, t.End):
		return "r"
	case s.Start < t.Start:
		return "b"
	}
	return "B"
}

func (f *featurer) lexical() {
	d := f.d
	prev, prevRegion := "<s>", ""
	for i := f.sent.Start; i < f.sent.End; i++ {
		w, r := d.Lower(i), f.region(i)
		if d.UPOS != nil && (d.UPOS[i] == nlp.NUM || d.UPOS[i] == nlp.PUNCT && w != "?" && w != "\"") {
			continue
		}
		if d.UPOS != nil && d.UPOS[i] == nlp.PROPN {
			w = "<name>"
		}
		if r == "S" || r == "T" {
			f.add("in", r, w)
			if prevRegion != r {
				f.add("w2", prev, "<"+r+">")
				prev = "<" + r + ">"
			}
			prevRegion = r
			continue
		}
		f.add("w", w)
		f.add("wr", r, w)
		f.add("w2", prev, w)
		if prevRegion == "S" || prevRegion == "T" {
			f.add("next", prevRegion, w)
		}
		prev, prevRegion = w, r
	}
}

// events notes the acts that the lexicon finds, and how the two take part.
func (f *featurer) events() {
	x := f.x
	votes := map[string]bool{}
	for t := f.sent.Start; t < f.sent.End; t++ {
		reg := f.region(t)
		if c := x.predicate(t); c != nil {
			f.found = append(f.found, c)
			part := ""
			var partSb339 strings.Builder
			for _, a := range c.actors {
				partSb339.WriteString([]string{"As", "At"}[a])
			}
			part += partSb339.String()
			var partSb342 strings.Builder
			for _, r := range c.recipients {
				partSb342.WriteString([]string{"Rs", "Rt"}[r])
			}
			part += partSb342.String()
			f.add("ev", c.typ, part)
			f.add("ev", c.typ, string(c.mod))
			f.add("ev", c.typ, part, string(c.mod))
			f.add("ev", c.typ)
			f.add("evq", strconv.Itoa(ontology.Quad(c.typ)), part)
			if c.mode != "" {
				f.add("evm", c.typ, c.mode)
			}
		} else if b := x.best(t); b != nil && b.p.typ != "" && f.d.UPOS[t] != nlp.PROPN {
			f.add("fit", b.p.typ)
			f.add("fit", b.p.typ, reg)
		}
		for _, list := range [][]*pattern{x.lx.verbs[x.lem[t]], x.lx.nouns[x.lem[t]], x.lx.adjs[x.lem[t]]} {
			if len(list) > 0 && list[0].typ != "" {
				votes["vote "+list[0].typ+" "+reg] = true
				votes["vote "+list[0].typ] = true
			}
		}
		for _, p := range x.lx.operators[x.lem[t]] {
			votes["op "+string(p.mod)+" "+reg] = true
		}
		if m, ok := x.lx.opNouns[x.lem[t]]; ok {
			votes["opn "+string(m)] = true
		}
	}
	keys := make([]string, 0, len(votes))
	for k := range votes {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	f.out = append(f.out, keys...)
}

// paths notes the way in the tree from each actor to where the ways meet.
func (f *featurer) paths() {
	s, t := f.headOf(f.source), f.headOf(f.target)
	up := f.climb(s, "s")
	down := f.climb(t, "t")
	if s < 0 || t < 0 {
		return
	}
	for i, a := range up {
		if k := slices.Index(down, a); k >= 0 {
			f.add("lca", f.x.lem[a])
			f.add("lcapos", f.d.UPOS[a].String())
			f.add("way", f.rels(s, i), f.rels(t, k))
			f.add("way", f.rels(s, i), f.x.lem[a], f.rels(t, k))
			f.add("near", f.x.lem[a], f.rels(t, k))
			return
		}
	}
}

func (f *featurer) headOf(s nlp.Span) int {
	if s.Len() == 0 {
		return -1
	}
	return f.d.HeadOf(s)
}

// climb notes what governs an actor: the verbs and nouns above it with their
// relations, prepositions, auxiliaries and negation.
func (f *featurer) climb(t int, who string) []int {
	var out []int
	if t < 0 {
		return nil
	}
	out = append(out, t)
	if p := f.x.prep(t); p != "" {
		f.add("prep", who, p)
	}
	verbs := 0
	for h := int(f.d.Head[t]); h >= 0 && len(out) < 8; h = int(f.d.Head[h]) {
		rel := string(f.d.Rel[out[len(out)-1]])
		out = append(out, h)
		f.add("up", who, f.x.lem[h])
		if f.x.verbal(h) || f.d.UPOS[h] == nlp.NOUN {
			verbs++
			if verbs <= 2 {
				f.add("gov", who, strconv.Itoa(verbs), f.x.lem[h], rel)
				f.add("gov", who, strconv.Itoa(verbs), f.x.lem[h])
				f.types(who+strconv.Itoa(verbs), h)
				m, _ := f.x.own(h)
				f.add("mod", who, strconv.Itoa(verbs), string(m))
			}
		}
	}
	return out
}

// types notes the types that the lexicon knows for a governor.
func (f *featurer) types(who string, h int) {
	if b := f.x.best(h); b != nil && b.p.typ != "" {
		f.add("govt", who, b.p.typ)
	}
	for _, k := range f.x.children(h) {
		if r := f.d.Rel[k]; r == "obj" || r == "xcomp" || r == "ccomp" || r.Is("obl") || r.Is("advcl") || r == "nsubj:pass" {
			f.add("arg", f.x.lem[h], string(r.Base()), f.x.lem[k])
			if r == "obj" || r == "xcomp" {
				f.add("obj", who, f.x.lem[k])
			}
			if b := f.x.best(int(k)); b != nil && b.p.typ != "" {
				f.add("argt", who, string(r.Base()), b.p.typ)
			}
		}
	}
}

func (f *featurer) rels(t, n int) string {
	var b strings.Builder
	for range min(n, 4) {
		b.WriteString(string(f.d.Rel[t].Base()))
		b.WriteByte('>')
		t = int(f.d.Head[t])
	}
	return b.String()
}
