package statement

import (
	"bytes"
	"errors"
	"math"
	"math/rand/v2"
	"testing"
)

// randomChain returns a chain of n labels over the features 1 to 9.
func randomChain(rng *rand.Rand, n int, illegal ...[2]int) *Chain {
	trans, start := make([]float32, n*n), make([]float32, n)
	for i := range trans {
		trans[i] = rng.Float32()*2 - 1
	}
	w := map[uint32][]float32{}
	for k := range uint32(9) {
		row := make([]float32, n)
		for l := range row {
			row[l] = rng.Float32()*4 - 2
		}
		w[k+1] = row
	}
	return NewChain(n, trans, start, w, illegal)
}

// TestChainAgainstAllPaths compares the best path and the marginals with those
// of all paths listed.
func TestChainAgainstAllPaths(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	for range 20 {
		const labels, n = 3, 4
		c := randomChain(rng, labels)
		var lat lattice
		lat.reset()
		for range n {
			lat.keys = append(lat.keys, rng.Uint32N(9)+1)
			lat.word()
		}
		c.emissions(&lat)
		var best [n]int
		top, z := math.Inf(-1), 0.0
		sum := make([]float64, n*labels)
		for code := range 81 {
			var path [n]int
			score := 0.0
			for i, x := 0, code; i < n; i, x = i+1, x/labels {
				path[i] = x % labels
				score += float64(lat.emit[i*labels+path[i]] * c.scale)
				if i > 0 {
					score += float64(c.trans[path[i-1]*labels+path[i]])
				}
			}
			if score > top {
				top, best = score, path
			}
			p := math.Exp(score)
			z += p
			for i, y := range path {
				sum[i*labels+y] += p
			}
		}
		for i, y := range c.viterbi(&lat, n) {
			if int(y) != best[i] {
				t.Fatalf("viterbi[%d] = %d, want %d", i, y, best[i])
			}
		}
		for i, p := range c.marginals(&lat, n) {
			if math.Abs(float64(p)-sum[i]/z) > 1e-4 {
				t.Fatalf("marginals[%d] = %v, want %v", i, p, sum[i]/z)
			}
		}
	}
}

func TestIllegalTransitions(t *testing.T) {
	c := NewChain(NumCueLabels, make([]float32, 9), make([]float32, 3), map[uint32][]float32{1: {0, 0, 5}}, CueIllegal())
	var lat lattice
	lat.reset()
	lat.keys = append(lat.keys, 1)
	lat.word()
	lat.word()
	c.emissions(&lat)
	if got := c.viterbi(&lat, 2)[0]; got == CueI {
		t.Errorf("a sentence begins inside a cue")
	}
}

func randomModel() *Model {
	rng := rand.New(rand.NewPCG(1, 2))
	return NewModel(randomChain(rng, NumCueLabels, CueIllegal()...), randomChain(rng, NumRoleLabels, RoleIllegal()...), 0.5, Gate{3: true, 9: true}).WithJudge(randomChain(rng, 2), 0.25)
}

func TestModelRoundTrip(t *testing.T) {
	var first, second bytes.Buffer
	if err := WriteModel(&first, randomModel()); err != nil {
		t.Fatal(err)
	}
	m, err := ReadModel(bytes.NewReader(first.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if m.Least() != 0.25 || m.bias != 0.5 {
		t.Errorf("least %v, bias %v, want 0.25 and 0.5", m.Least(), m.bias)
	}
	if err := WriteModel(&second, m); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("the model changed in a round trip")
	}
}

func TestReadModelRefuses(t *testing.T) {
	var b bytes.Buffer
	if err := WriteModel(&b, randomModel()); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{
		"empty": nil, "other version": append([]byte("casus statements 0\n"), b.Bytes()[len(modelMagic):]...),
		"cut": b.Bytes()[:b.Len()/2], "only the name": []byte(modelMagic),
	} {
		if _, err := ReadModel(bytes.NewReader(data)); !errors.Is(err, ErrModel) {
			t.Errorf("%s: error %v, want ErrModel", name, err)
		}
	}
}

// FuzzReadModel holds that what is read can be written and read again.
func FuzzReadModel(f *testing.F) {
	var b bytes.Buffer
	if err := WriteModel(&b, randomModel()); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes())
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := ReadModel(bytes.NewReader(data))
		if err != nil {
			if !errors.Is(err, ErrModel) {
				t.Fatalf("error %v does not wrap ErrModel", err)
			}
			return
		}
		var out bytes.Buffer
		if err := WriteModel(&out, m); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadModel(&out); err != nil {
			t.Fatalf("cannot read back: %v", err)
		}
	})
}

func TestEmbeddedModel(t *testing.T) {
	if n := len(modelFile); n > 4<<20 {
		t.Errorf("the model has %d bytes, want 4 MiB at most", n)
	}
	if _, err := embedded(); err != nil {
		t.Error(err)
	}
}
