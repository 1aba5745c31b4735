package grammar

import (
	"slices"
	"testing"
)

func TestAppendKnown(t *testing.T) {
	table := KnownTable([]string{"norman\tach", "oslo\tgz", "broken"})
	if got, want := AppendKnown([]uint32{7}, table["norman"]), []uint32{7, Buckets, Buckets + 2, Buckets + 7}; !slices.Equal(got, want) {
		t.Errorf("norman has rows %v, want %v", got, want)
	}
	if got, want := AppendKnown(nil, table["oslo"]), []uint32{Buckets + 6}; !slices.Equal(got, want) {
		t.Errorf("oslo has rows %v, want %v: z is no kind", got, want)
	}
	if len(table) != 2 {
		t.Errorf("%d entries, want 2: a line without a tab is none", len(table))
	}
}
