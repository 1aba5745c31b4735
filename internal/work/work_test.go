package work_test

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"casus.dev/casus/internal/work"
)

func numbers(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func TestOrderedKeepsOrderWhateverTheSpeed(t *testing.T) {
	for _, workers := range []int{0, 1, 3, 16} {
		synctest.Test(t, func(t *testing.T) {
			slowFirst := func(_ context.Context, x int) (int, error) {
				time.Sleep(time.Duration(100-x) * time.Millisecond)
				return x * x, nil
			}
			var got []int
			for y, err := range work.Ordered(t.Context(), workers, numbers(100), slowFirst) {
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, y)
			}
			if len(got) != 100 || !slices.IsSorted(got) || got[99] != 99*99 {
				t.Errorf("%d workers: got %v", workers, got)
			}
		})
	}
}

func TestOrderedGoesOnAfterAPanic(t *testing.T) {
	var panics, others int
	for _, err := range work.Ordered(t.Context(), 4, numbers(10), func(_ context.Context, x int) (int, error) {
		if x == 3 {
			panic("three")
		}
		return x, nil
	}) {
		if p, ok := errors.AsType[*work.PanicError](err); ok {
			panics++
			if p.Value != "three" || p.Input != 3 || len(p.Stack) == 0 {
				t.Errorf("panic = %v of input %v with %d bytes of stack", p.Value, p.Input, len(p.Stack))
			}
		} else {
			others++
		}
	}
	if panics != 1 || others != 9 {
		t.Errorf("%d panics and %d others, want 1 and 9", panics, others)
	}
}

func TestOrderedReadsAheadLittle(t *testing.T) {
	var read, done atomic.Int64
	in := func(yield func(int) bool) {
		for i := range 1000 {
			read.Add(1)
			if !yield(i) {
				return
			}
		}
	}
	for _, err := range work.Ordered(t.Context(), 4, in, func(_ context.Context, x int) (int, error) { return x, nil }) {
		if err != nil {
			t.Fatal(err)
		}
		done.Add(1)
		if ahead := read.Load() - done.Load(); ahead > 2*4+2 {
			t.Fatalf("%d inputs ahead of the results, want at most 10", ahead)
		}
	}
}

func TestOrderedStops(t *testing.T) {
	n := 0
	for _, err := range work.Ordered(t.Context(), 4, numbers(1_000_000), func(_ context.Context, x int) (int, error) { return x, nil }) {
		if n++; n == 5 || err != nil {
			break
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	n = 0
	for _, err := range work.Ordered(ctx, 2, numbers(1_000_000), func(_ context.Context, x int) (int, error) { return x, nil }) {
		if n++; n == 5 && err == nil {
			cancel()
		}
	}
	if n > 20 {
		t.Errorf("%d results after the context ended", n)
	}
	cancel()
}
