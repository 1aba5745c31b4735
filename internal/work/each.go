package work

import (
	"context"
	"sync"
)

// Each runs f on every item, at most n at a time, and returns the first error;
// the context that f gets is ended by it. Items are begun in order.
func Each[T any](ctx context.Context, n int, items []T, f func(context.Context, T) error) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	slots := make(chan struct{}, max(n, 1))
	var wg sync.WaitGroup
	for _, it := range items {
		slots <- struct{}{}
		if ctx.Err() != nil {
			break
		}
		wg.Go(func() {
			defer func() { <-slots }()
			if err := f(ctx, it); err != nil {
				cancel(err)
			}
		})
	}
	wg.Wait()
	return context.Cause(ctx)
}
