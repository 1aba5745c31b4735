package segment

import (
	"encoding/binary"
	"math"
	"math/rand/v2"

	"casus.dev/casus/nlp"
)

func float32frombits(b uint32) float32 { return math.Float32frombits(b) }

// Sample is a text whose sentences are known.
type Sample struct {
	Text string
	Ends map[int]bool // bytes after the last word of each sentence
}

// TrainOptions set how weights are learned; the zero value is useful.
type TrainOptions struct {
	Epochs int     // 0 means 25
	Rate   float64 // of AdaGrad; 0 means 0.15
	Decay  float64 // L2; 0 means 0.01
	Seed   uint64
	Guard  float64 // weight of a gap that is no boundary, against 1 of one that is; 0 means 1
}

// gapExample is one gap of the training text.
type gapExample struct {
	feats [numFeatures]uint32
	end   bool
}

// Train learns boundary weights and returns them as the file that New embeds.
// The same samples and options give the same bytes.
func Train(samples []Sample, o TrainOptions) []byte {
	if o.Epochs == 0 {
		o.Epochs = 25
	}
	if o.Rate == 0 {
		o.Rate = 0.15
	}
	if o.Decay == 0 {
		o.Decay = 0.01
	}
	if o.Guard == 0 {
		o.Guard = 1
	}
	var examples []gapExample
	for _, s := range samples {
		examples = append(examples, gaps(s)...)
	}
	table, sums := make([]float64, tableSize), make([]float64, tableSize)
	rng := rand.New(rand.NewPCG(o.Seed, 1))
	for range o.Epochs {
		rng.Shuffle(len(examples), func(i, j int) { examples[i], examples[j] = examples[j], examples[i] })
		for i := range examples {
			x := &examples[i]
			sum, want, weight := 0.0, 0.0, o.Guard
			for _, f := range x.feats {
				sum += table[f]
			}
			if x.end {
				want, weight = 1, 1
			}
			slope := weight * (1/(1+math.Exp(-sum)) - want)
			for _, f := range x.feats {
				g := slope + o.Decay*table[f]
				sums[f] += g * g
				table[f] -= o.Rate * g / (1e-6 + math.Sqrt(sums[f]))
			}
		}
	}
	return encodeWeights(table)
}

// gaps returns the candidate gaps of one sample, with the sentences before each as they truly are.
func gaps(s Sample) []gapExample {
	var out []gapExample
	d := nlp.New(s.Text)
	z := tokenizer{text: d.Text}
	var scan scanner
	for _, l := range splitLines(d.Text) {
		first := len(z.words)
		for _, p := range l.parts {
			z.line(p.Start, p.End)
		}
		d.Words = z.words
		scan.reset(d, nlp.Span{Start: first, End: len(z.words)}, z.multi)
		for i := range len(z.words) - first {
			scan.pass(i)
			end := s.Ends[z.words[first+i].End]
			if scan.candidate(i) {
				scan.features(i)
				out = append(out, gapExample{scan.feats, end})
			}
			if end {
				scan.begin(i + 1)
			}
		}
	}
	return out
}

func encodeWeights(table []float64) []byte {
	const most = 4.0 // weights beyond this decide alone anyway
	scale := float32(most / 127)
	out := append([]byte(magic), make([]byte, 4+tableSize)...)
	binary.LittleEndian.PutUint32(out[len(magic):], math.Float32bits(scale))
	for i, v := range table {
		out[headerSize+i] = byte(int8(math.Round(max(-most, min(most, v)) / float64(scale))))
	}
	return out
}
