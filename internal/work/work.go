// Package work runs a job over many inputs on many cores. It holds the only
// goroutine pools of the program.
//
// Results come in the order of the inputs, whatever the number of workers, so
// that output is identical at any GOMAXPROCS. At most a few results wait for
// their turn: memory does not grow with the number of inputs.
package work

import (
	"context"
	"fmt"
	"iter"
	"runtime/debug"
	"sync"
)

// PanicError is what Ordered yields for an input whose job panicked: a bug of
// the program that must not stop the other jobs.
type PanicError struct {
	Input any // what the job was given
	Value any
	Stack []byte
}

// Error returns the value that the job panicked with.
func (e *PanicError) Error() string { return fmt.Sprintf("work: job panicked: %v", e.Value) }

// result is one answer on its way back.
type result[Out any] struct {
	out Out
	err error
}

// slot is a place in the queue: one input and where its answer will come.
type slot[In, Out any] struct {
	in   In
	done chan result[Out]
}

// Ordered yields do(x) for every x of in, in the order of in. It runs at most
// workers jobs at once (at least one) and reads ahead at most as many inputs
// again. A job that panics yields a *PanicError. When ctx ends or the caller
// breaks off, no new job is started; Ordered returns after those that run have
// ended. in is read by one goroutine at a time.
func Ordered[In, Out any](ctx context.Context, workers int, in iter.Seq[In], do func(context.Context, In) (Out, error)) iter.Seq2[Out, error] {
	workers = max(workers, 1)
	return func(yield func(Out, error) bool) {
		ctx, cancel := context.WithCancel(ctx)
		jobs := make(chan slot[In, Out])
		queue := make(chan slot[In, Out], workers) // answers in order
		var running sync.WaitGroup
		running.Go(func() {
			defer close(jobs)
			defer close(queue)
			for x := range in {
				s := slot[In, Out]{x, make(chan result[Out], 1)}
				select {
				case queue <- s:
				case <-ctx.Done():
					return
				}
				select {
				case jobs <- s:
				case <-ctx.Done():
					s.done <- result[Out]{err: ctx.Err()}
					return
				}
			}
		})
		for range workers {
			running.Go(func() {
				for s := range jobs {
					s.done <- safely(ctx, s.in, do)
				}
			})
		}
		defer running.Wait()
		defer cancel()
		for s := range queue {
			if r := <-s.done; !yield(r.out, r.err) {
				return
			}
		}
	}
}

// safely turns a panic of do into an error.
func safely[In, Out any](ctx context.Context, x In, do func(context.Context, In) (Out, error)) (r result[Out]) {
	defer func() {
		if v := recover(); v != nil {
			r = result[Out]{err: &PanicError{Input: x, Value: v, Stack: debug.Stack()}}
		}
	}()
	out, err := do(ctx, x)
	return result[Out]{out, err}
}
