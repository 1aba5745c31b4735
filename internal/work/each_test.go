package work_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"

	"casus.dev/casus/internal/work"
)

func TestEachRunsAllAndBoundsTheNumber(t *testing.T) {
	var running, most, done atomic.Int64
	err := work.Each(t.Context(), 3, make([]int, 50), func(context.Context, int) error {
		now := running.Add(1)
		for {
			m := most.Load()
			if now <= m || most.CompareAndSwap(m, now) {
				break
			}
		}
		running.Add(-1)
		done.Add(1)
		return nil
	})
	if err != nil || done.Load() != 50 || most.Load() > 3 {
		t.Errorf("Each = %v, %d done, at most %d at a time", err, done.Load(), most.Load())
	}
}

func TestEachEndsWithTheFirstError(t *testing.T) {
	fault := errors.New("fault")
	var done atomic.Int64
	err := work.Each(t.Context(), 1, make([]int, 50), func(context.Context, int) error {
		if done.Add(1) == 5 {
			return fault
		}
		return nil
	})
	if !errors.Is(err, fault) || done.Load() > 6 {
		t.Errorf("Each = %v after %d items, want the fault soon after the fifth", err, done.Load())
	}
}
