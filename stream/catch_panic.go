package stream

import (
	"context"

	"github.com/seed-09178888/leat/internal/ring"
)

// CatchPanic turns a panic of the task above it into an error element, with
// the value and the stack of the panic; the stream goes on.
//
//	in   --1--2--3--|
//	out  --1--#--3--|     the task has panicked for 2
//
// Order: as the input.
//
// Concurrency: part of the task.
//
// Memory: nothing is kept.
//
// Errors: errors.As finds a *panics.ErrRecovered of github.com/sourcegraph/conc in the element, and what the
// task panicked with if that was an error. All other errors are passed on untouched.
//
// Cancellation: none of its own. runtime.Goexit is not caught.
//
// Misuse: panics if there is no task above it: below a boundary or a sequence stage it would catch nothing.
//
// Rust: StreamExt::catch_unwind; but one element fails, and the stream goes on.
func (s Stream[T]) CatchPanic() Stream[T] {
	needsTask("CatchPanic", s.traits)
	return perElement(s, traits{}, false, func(run func(context.Context, int) (T, error)) func(context.Context, int) (T, error) {
		return func(ctx context.Context, lane int) (v T, err error) {
			defer func() {
				if p := recover(); p != nil {
					err = ring.Recovered(p).AsError()
				}
			}()
			return run(ctx, lane)
		}
	})
}
