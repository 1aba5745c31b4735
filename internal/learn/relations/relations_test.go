package relations

import (
	"bytes"
	"testing"

	"casus.dev/casus/internal/extract/coder"
)

// examples returns n examples a label whose first feature tells the label.
func examples(n int) []Example {
	var out []Example
	for i := range n {
		for l := range coder.Labels {
			out = append(out, Example{Features: []uint32{uint32(l + 1), uint32(1000 + i%7)}, Label: l, Weight: 1, Group: i})
		}
	}
	return out
}

func TestTrainLearnsAndRepeats(t *testing.T) {
	ex := examples(12)
	w := Train(ex, Options{Seed: 3})
	for l := range coder.Labels {
		p := w.Scores([]uint32{uint32(l + 1)})
		for j, v := range p {
			if j != l && v >= p[l] {
				t.Errorf("label %s scores %.2f, %s %.2f", coder.Labels[l], p[l], coder.Labels[j], v)
			}
		}
	}
	if !bytes.Equal(w.Bytes(), Train(ex, Options{Seed: 3}).Bytes()) {
		t.Error("the same seed gives other weights")
	}
	again, err := coder.ReadWeights(w.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(again.Bytes(), w.Bytes()) {
		t.Error("weights do not survive a round trip")
	}
}

func TestFoldsKeepGroupsWhole(t *testing.T) {
	ex := examples(20)
	fold := Folds(ex, 5, 1)
	of := map[int]int{}
	used := map[int]bool{}
	for i, e := range ex {
		if f, ok := of[e.Group]; ok && f != fold[i] {
			t.Fatalf("group %d stands in folds %d and %d", e.Group, f, fold[i])
		}
		of[e.Group] = fold[i]
		used[fold[i]] = true
	}
	if len(used) != 5 {
		t.Errorf("%d folds are used, want 5", len(used))
	}
}

func TestMeasure(t *testing.T) {
	agree, support, assault := 0, 2, 14
	f := Measure([]int{agree, agree, assault, assault}, []int{agree, support, assault, agree}, nil)
	if f.Type != 0.5 || f.Quad != 0.75 {
		t.Errorf("type %.2f, quad %.2f, want 0.50 and 0.75", f.Type, f.Quad)
	}
	if got := f.PerLabel["ASSAULT"]; got[0] != 1 || got[1] != 0.5 {
		t.Errorf("ASSAULT has P %.2f, R %.2f, want 1 and 0.5", got[0], got[1])
	}
}
