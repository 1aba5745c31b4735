package syntax

import (
	"math"
	"sync"
	"unicode"
	"unicode/utf8"

	"casus.dev/casus/internal/grammar"
	"casus.dev/casus/internal/tensor"
	"casus.dev/casus/nlp"
)

// kinds is the number of kinds of names and one for words outside names.
const kinds = 1 + len(grammar.NameLabels)

// memory is what a document says of a form: the sum over its occurrences of
// the chance of each kind, that of no name first.
type memory struct {
	sum   [kinds]float32
	count int32
}

const (
	// recallWeight weighs what the rest of the document says of a form beside
	// what its own sentence says. Tried on UNER EWT dev and GUM dev: 0.5, 0.8
	// and 1.2 gain alike, 2 loses.
	recallWeight = 0.8

	// recallFloor is the chance that a kind keeps that no other occurrence has.
	recallFloor = 0.02

	// recallLeast is the mean chance of being in a name below which a form is
	// left alone.
	recallLeast = 0.05
)

// recall makes the occurrences of a capitalised form agree: each takes what
// all others in the document are likely to be into its scores. A name that one
// sentence leaves unclear is mostly clear in another.
func (s *scratch) recall(d *nlp.Doc) {
	n := d.Len()
	if s.memory == nil {
		s.memory = map[string]int32{}
	}
	clear(s.memory)
	s.memories = s.memories[:0]
	s.chances, s.recalled = s.chances[:0], grow(s.recalled, n)
	for i := range n {
		s.recalled[i] = -1
		form := d.Form(i)
		if first, _ := utf8.DecodeRuneInString(form); !unicode.IsUpper(first) {
			continue
		}
		at, ok := s.memory[form]
		if !ok {
			at = int32(len(s.memories))
			s.memory[form] = at
			s.memories = append(s.memories, memory{})
		}
		s.recalled[i] = at
		p := kindChances(s.all[i*grammar.NameTags : (i+1)*grammar.NameTags])
		s.chances = append(s.chances, p)
		m := &s.memories[at]
		m.count++
		for k, v := range p {
			m.sum[k] += v
		}
	}
	next := 0
	for i := range n {
		if s.recalled[i] < 0 {
			continue
		}
		own := &s.chances[next]
		next++
		m := &s.memories[s.recalled[i]]
		if m.count < 2 || m.sum[0] > float32((1-recallLeast)*float32(m.count)) {
			continue
		}
		var add [kinds]float32
		all := float32(m.count-1) + float32(recallFloor*float32(kinds))
		for k := range add {
			add[k] = float32(recallWeight) * roundLog((m.sum[k]-own[k]+recallFloor)/all)
		}
		row := s.all[i*grammar.NameTags : (i+1)*grammar.NameTags]
		for t := range row {
			kind, _ := grammar.Kind(t)
			row[t] += add[kind+1]
		}
	}
}

// kindChances returns the chance of each kind of name for the scores of a word.
func kindChances(row []float32) [kinds]float32 {
	top := row[largest(row)]
	var p [kinds]float32
	var sum float32
	for t, v := range row {
		e := tensor.Exp(v - top)
		kind, _ := grammar.Kind(t)
		p[kind+1] += e
		sum += e
	}
	for k := range p {
		p[k] /= sum
	}
	return p
}

// logs holds logarithms of thousandths, rounded so that they are the same on
// every processor.
var logs = sync.OnceValue(func() *[1001]float32 {
	var t [1001]float32
	for i := range t {
		t[i] = float32(math.Round(64*math.Log(math.Max(0.5, float64(i))/1000)) / 64)
	}
	return &t
})

func roundLog(p float32) float32 {
	return logs()[min(1000, max(0, int(1000*p)))]
}
