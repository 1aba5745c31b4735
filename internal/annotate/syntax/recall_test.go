package syntax

import (
	"slices"
	"testing"

	"casus.dev/casus/internal/grammar"
)

// TestRecallLetsOccurrencesAgree gives three occurrences of one form to a
// person and leaves the fourth open between person and place.
func TestRecallLetsOccurrencesAgree(t *testing.T) {
	const person, place = 1, 5
	d := doc("Miramar Miramar Miramar Miramar", "Encino miramar")
	s := &scratch{all: make([]float32, d.Len()*grammar.NameTags)}
	row := func(i int) []float32 { return s.all[i*grammar.NameTags : (i+1)*grammar.NameTags] }
	for i := range 3 {
		row(i)[person] = 6
	}
	for i := 3; i < d.Len(); i++ {
		row(i)[person], row(i)[place] = 3, 3.5
	}
	alone, small := slices.Clone(row(4)), slices.Clone(row(5))
	s.recall(d)
	if largest(row(3)) != person {
		t.Errorf("the open occurrence has scores %v, want the person to lead", row(3))
	}
	if largest(row(0)) != person {
		t.Errorf("a clear occurrence has scores %v, want the person to lead", row(0))
	}
	if !slices.Equal(row(4), alone) {
		t.Error("a form that stands once was changed")
	}
	if !slices.Equal(row(5), small) {
		t.Error("a form in lower case was changed")
	}
}
