// Package syntax reads sentences: it gives each word its part of speech,
// features and lemma, each sentence one tree of Universal Dependencies, and
// marks the names.
//
// One recurrent network reads a sentence both ways; small heads read the tags,
// the attachment of each word to its head (by a biaffine score, after Dozat
// and Manning, 2017), the relation, and the names from it. Its weights have 8
// bits and all its products are sums of integers, so that the same text gets
// the same bytes on every processor, at any number of workers and in any
// company. internal/learn/network trains it; data/CARD.md describes the model.
package syntax

import (
	_ "embed" // the model
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"sync"

	"casus.dev/casus/internal/grammar"
	"casus.dev/casus/internal/tensor"
	"casus.dev/casus/nlp"
)

//go:embed data/reader.model
var embedded []byte

// shape is the part of the model's note that says how wide it is.
type shape struct {
	Word, Parts, Hidden, Layers int
	Tag, Name, Arc, Rel         int
	Buckets, Known              int
}

type direction struct {
	wx, wh *tensor.ByteMat
	bias   []float32
}

// formAs is a form as one part of speech.
type formAs struct {
	form string
	pos  nlp.UPOS
}

// A Reader annotates Docs. It is read-only and safe for concurrent use.
type Reader struct {
	shape shape
	id    string

	rows        map[string]int32  // word -> row of word vectors
	known       map[string]string // word -> kinds of known names that it may be part of
	word, parts *tensor.Table
	layers      [][2]direction
	mlp, mlpX   *tensor.ByteMat
	mlpBias     []float32
	tags        *tensor.ByteMat
	tagsBias    []float32
	name        *tensor.ByteMat
	nameBias    []float32
	arc         *tensor.ByteMat
	arcHead     []float32
	rootArc     []float32
	noBias      []float32 // zeros
	rel         *tensor.ByteMat
	relBias     []float32
	rootRel     []float32

	upos    []nlp.UPOS
	xpos    []string
	feats   []nlp.Feats
	scripts []string
	rels    []nlp.Rel
	sets    []tagSet // tags and features that go together
	lexicon map[formAs]string

	irregular map[string]string // form -> lemma
	at        [5]int            // where UPOS, XPOS, features and lemma scripts begin among the tags, and the end

	scratch sync.Pool
}

// Load returns the reader of the embedded model.
func Load() (*Reader, error) {
	w, err := tensor.ParseWeights(embedded)
	if err != nil {
		return nil, fmt.Errorf("syntax: %w", err)
	}
	return newReader(w)
}

// Read returns the reader of a model file, as "casus train reader" writes it.
func Read(in io.Reader) (*Reader, error) {
	w, err := tensor.ReadWeights(in)
	if err != nil {
		return nil, fmt.Errorf("syntax: %w", err)
	}
	return newReader(w)
}

func newReader(w *tensor.Weights) (*Reader, error) {
	var note struct {
		Kind  string `json:"kind"`
		Shape shape  `json:"shape"`
	}
	if err := json.Unmarshal(w.Meta, &note); err != nil {
		return nil, fmt.Errorf("syntax: model: %w", err)
	}
	if note.Kind != "reader" {
		return nil, fmt.Errorf("syntax: a model of kind %q is no reader", note.Kind)
	}
	r := &Reader{shape: note.Shape, id: "sha256:" + hex.EncodeToString(w.Sum[:])}
	r.irregular = irregularForms()
	l := loader{w: w}
	r.load(&l)
	if l.err == nil {
		r.labels(&l)
	}
	if l.err != nil {
		return nil, fmt.Errorf("syntax: model: %w", l.err)
	}
	r.scratch.New = func() any { return r.newScratch() }
	return r, nil
}

// Model returns the model's identity, the hash of its weights.
func (r *Reader) Model() string { return r.id }

// loader reads blocks until the first error.
type loader struct {
	w   *tensor.Weights
	err error
}

func (l *loader) mat(name string, cols int) tensor.Mat {
	if l.err != nil {
		return tensor.Mat{}
	}
	m, err := l.w.Mat(name)
	if err == nil && m.Cols != cols {
		err = fmt.Errorf("%s is %d wide, want %d", name, m.Cols, cols)
	}
	l.err = err
	return m
}

func (l *loader) table(name string, cols int) *tensor.Table {
	if l.err != nil {
		return nil
	}
	t, err := l.w.Table(name)
	if err == nil && t.Cols() != cols {
		err = fmt.Errorf("%s is %d wide, want %d", name, t.Cols(), cols)
	}
	l.err = err
	return t
}

func (l *loader) vector(name string, n int) []float32 { return l.mat(name, n).Data }

// bytes reads k×n weights, the columns from first to first+n of the block.
func (l *loader) bytes(name string, k int) *tensor.ByteMat { return l.some(name, k, nil) }

func (l *loader) some(name string, k int, keep [][2]int) *tensor.ByteMat {
	if l.err != nil {
		return nil
	}
	n, cols, data, scales, err := l.w.Bytes(name)
	if err == nil && cols != k {
		err = fmt.Errorf("%s takes %d inputs, want %d", name, cols, k)
	}
	if err != nil {
		l.err = err
		return nil
	}
	if keep != nil {
		var d []byte
		var s []float32
		for _, p := range keep {
			if p[1] > n {
				l.err = fmt.Errorf("%s has %d outputs, want %d", name, n, p[1])
				return nil
			}
			d = append(d, data[p[0]*k:p[1]*k]...)
			s = append(s, scales[p[0]:p[1]]...)
		}
		data, scales, n = d, s, len(s)
	}
	m, err := tensor.NewByteMat(k, n, data, scales)
	l.err = err
	return m
}

func (l *loader) strings(name string) []string {
	if l.err != nil {
		return nil
	}
	list, err := l.w.Strings(name)
	l.err = err
	return list
}

func (r *Reader) load(l *loader) {
	s := &r.shape
	for _, n := range []int{s.Word, s.Parts, s.Hidden, s.Layers, s.Tag, s.Name, s.Arc, s.Rel, s.Buckets} {
		if n < 1 || n > 1<<20 {
			l.err = fmt.Errorf("a width of %d", n)
			return
		}
	}
	if s.Buckets != grammar.Buckets || s.Known != 0 && s.Known != grammar.Known {
		l.err = fmt.Errorf("%d parts of words and %d kinds of known names, want %d and %d", s.Buckets, s.Known, grammar.Buckets, grammar.Known)
		return
	}
	r.word, r.parts = l.table("word", s.Word), l.table("parts", s.Parts)
	in := s.Word + s.Parts
	for i := range s.Layers {
		var both [2]direction
		for d, side := range []string{"f", "b"} {
			id := string(rune('0'+i)) + side
			both[d] = direction{l.bytes("wx"+id, in), l.bytes("wh"+id, s.Hidden), l.vector("bias"+id, 4*s.Hidden)}
			if l.err == nil && (both[d].wx.N != 4*s.Hidden || both[d].wh.N != 4*s.Hidden) {
				l.err = fmt.Errorf("layer %s has the wrong width", id)
			}
		}
		r.layers = append(r.layers, both)
		in = 2 * s.Hidden
	}
	wide := s.Tag + s.Name + 2*s.Arc + 2*s.Rel
	r.mlp, r.mlpBias = l.bytes("mlp", in), l.vector("mlpbias", wide)
	r.mlpX = l.bytes("mlpx", s.Word+s.Parts)
	r.name, r.nameBias = l.bytes("name", s.Name), l.vector("namebias", grammar.NameTags)
	r.arc, r.arcHead, r.rootArc = l.bytes("arc", s.Arc), l.vector("archead", s.Arc), l.vector("rootarc", s.Arc)
	r.noBias = make([]float32, s.Arc)
	r.rel, r.rootRel = l.bytes("rel", 3*s.Rel), l.vector("rootrel", s.Rel)
	if l.err == nil && (r.parts.Rows() != s.Buckets+s.Known || r.word.Rows() < 1 || r.mlp.N != wide || r.mlpX.N != s.Tag+s.Name ||
		r.name.N != grammar.NameTags || r.arc.N != s.Arc) {
		l.err = errors.New("the heads have the wrong width")
	}
}

// labels reads the classes, and from the tag head the columns in use: the
// features of GUM's scheme serve training alone.
func (r *Reader) labels(l *loader) {
	words := l.strings("words")
	if l.err == nil && len(words) != r.word.Rows() {
		l.err = fmt.Errorf("%d words for %d vectors", len(words), r.word.Rows())
	}
	r.rows = make(map[string]int32, len(words))
	for i, w := range words {
		if i > 0 {
			r.rows[w] = int32(i)
		}
	}
	if r.shape.Known > 0 {
		r.known = grammar.KnownTable(l.strings("known"))
	}
	for _, s := range l.strings("upos") {
		p, _ := nlp.ParseUPOS(s)
		r.upos = append(r.upos, p)
	}
	r.xpos = l.strings("xpos")
	for _, s := range l.strings("feats") {
		r.feats = append(r.feats, nlp.Feats(s))
	}
	r.pair(l.strings("pairs"))
	lexicon := l.strings("lexicon")
	r.lexicon = make(map[formAs]string, len(lexicon))
	for _, entry := range lexicon {
		form, rest, _ := strings.Cut(entry, "\t")
		tag, lemma, _ := strings.Cut(rest, "\t")
		if pos, ok := nlp.ParseUPOS(tag); ok {
			r.lexicon[formAs{form, pos}] = lemma
		}
	}
	other := len(l.strings("feats.gum"))
	r.scripts = l.strings("scripts")
	for _, s := range l.strings("rels") {
		r.rels = append(r.rels, nlp.Rel(s))
	}
	r.relBias = l.vector("relbias", len(r.rels))
	a := len(r.upos) + len(r.xpos) + len(r.feats)
	r.at = [5]int{0, len(r.upos), len(r.upos) + len(r.xpos), a, a + len(r.scripts)}
	bias := l.vector("tagsbias", a+other+len(r.scripts))
	r.tags = l.some("tags", r.shape.Tag, [][2]int{{0, a}, {a + other, a + other + len(r.scripts)}})
	if l.err != nil {
		return
	}
	r.tagsBias = append(append([]float32(nil), bias[:a]...), bias[a+other:]...)
	if r.rel.N != len(r.rels) || len(r.sets) == 0 || len(r.upos) == 0 || len(r.feats) == 0 || len(r.scripts) == 0 || len(r.rels) == 0 || len(r.xpos) == 0 {
		l.err = errors.New("the classes do not fit the heads")
	}
}

// tagSet is a UPOS, features and an XPOS that go together.
type tagSet struct{ upos, feats, xpos int }

// pair reads entries of UPOS, features and XPOS, parted by tabs.
func (r *Reader) pair(entries []string) {
	upos, feats, xpos := map[string]int{}, map[string]int{}, map[string]int{}
	for i, p := range r.upos {
		upos[p.String()] = i
	}
	for i, f := range r.feats {
		feats[string(f)] = i
	}
	for i, x := range r.xpos {
		xpos[x] = i
	}
	for _, entry := range entries {
		c := strings.Split(entry, "\t")
		if len(c) != 3 {
			continue
		}
		u, ok1 := upos[c[0]]
		f, ok2 := feats[c[1]]
		x, ok3 := xpos[c[2]]
		if ok1 && ok2 && ok3 {
			r.sets = append(r.sets, tagSet{u, f, x})
		}
	}
}
