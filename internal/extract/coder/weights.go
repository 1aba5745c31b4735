package coder

import (
	"bytes"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"math/bits"
	"slices"

	"casus.dev/casus/internal/tensor"
)

// Labels are the classes of the judge: PLOVER's types, with CONCEDE and
// RETREAT as one, "YIELD".
var Labels = []string{
	"AGREE", "CONSULT", "SUPPORT", "YIELD", "COOPERATE", "AID", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}

// labels is the number of Labels.
const labels = 15

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

// Scores returns the probability of each label for hashed features, distinct.
func (w *Weights) Scores(features []uint32) []float64 {
	k := len(Labels)
	sum := make([]int32, k)
	for _, f := range features {
		if i, ok := slices.BinarySearch(w.Key, f); ok {
			for j, v := range w.Value[i*k : i*k+k] {
				sum[j] += int32(v)
			}
		}
	}
	return w.probabilities(sum, len(features))
}

// probabilities returns the probability of each label whose weights add up to
// sum over n features, known or not.
func (w *Weights) probabilities(sum []int32, n int) []float64 {
	norm := 1 / math.Sqrt(float64(max(n, 1)))
	z := make([]float64, len(sum))
	for j, s := range sum {
		z[j] = sharpness * (float64(w.Bias[j]) + float64(float64(norm*float64(s))*float64(w.Scale[j])))
	}
	return softmax(z)
}

// scorer finds the weights of features without a search: slot says at which
// row of the weights a feature stands, by its first free place after its hash.
type scorer struct {
	w    *Weights
	slot []int32 // 1 + row; 0 is free
}

func newScorer(w *Weights) *scorer {
	s := &scorer{w, make([]int32, 4<<bits.Len(uint(len(w.Key))))}
	for i, k := range w.Key {
		at := s.start(k)
		for s.slot[at] != 0 {
			at = (at + 1) & (len(s.slot) - 1)
		}
		s.slot[at] = int32(i + 1)
	}
	return s
}

// start returns where the search for key begins. FNV's low bits are good.
func (s *scorer) start(key uint32) int { return int(key) & (len(s.slot) - 1) }

// scores is [Weights.Scores].
func (s *scorer) scores(features []uint32) []float64 {
	const k = labels
	var sum [k]int32
	for _, f := range features {
		for at := s.start(f); s.slot[at] != 0; at = (at + 1) & (len(s.slot) - 1) {
			i := int(s.slot[at] - 1)
			if s.w.Key[i] != f {
				continue
			}
			for j, v := range s.w.Value[i*k : i*k+k] {
				sum[j] += int32(v)
			}
			break
		}
	}
	return s.w.probabilities(sum[:], len(features))
}

func softmax(z []float64) []float64 {
	top := slices.Max(z)
	sum := 0.0
	for i := range z {
		z[i] = tensor.Exp64(z[i] - top)
		sum += z[i]
	}
	for i := range z {
		z[i] /= sum
	}
	return z
}
