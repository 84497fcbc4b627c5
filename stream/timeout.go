package stream

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// Timeout gives the task above it at most d per element: its context ends then.
//
//	in   --a--b-----|
//	run    [a]
//	          [b...#     d
//	out  ----a-----#|
//
// The time is that of the whole task, all stages since the last boundary or sequence stage, and
// counts from its start: waiting for a slot is not part of it. Above [Stream.Retry] it
// is the time of each attempt, below it that of all attempts and pauses together.
//
// Order: as the input.
//
// Concurrency: part of the task, which is never abandoned: one that ignores its context holds its
// slot until it returns.
//
// Memory: a timer per running task.
//
// Errors: errors.Is(err, context.DeadlineExceeded) holds for every error that the task
// returns after its time, whatever it is; a task that returns no error then has succeeded, though
// late. Other errors pass untouched. OrElse, MapErr and the like above Timeout do not see that the time is over: put them below.
//
// Cancellation: ends with ctx. context.Cause of the task's context says that its time is over.
//
// Misuse: panics if d is not positive, or if there is no task above it: Buffered(8).Timeout(d) would
// limit nothing. For the time between elements see [Stream.IdleTimeout].
//
// Rust: tokio::time::timeout around the future of each element.
func (s Stream[T]) Timeout(d time.Duration) Stream[T] {
	needsTask("Timeout", s.traits)
	positive("Timeout", "d", d)
	over := fmt.Errorf("the timeout of %v is over: %w", d, context.DeadlineExceeded) // and no other one, nor the run
	return perElement(s, traits{usesCtx: true}, false, func(run func(context.Context, int) (T, error)) func(context.Context, int) (T, error) {
		return func(ctx context.Context, lane int) (T, error) {
			timed, cancel := context.WithTimeoutCause(ctx, d, over)
			defer cancel()
			v, err := run(timed, lane)
			late := context.Cause(timed) == over //nolint:errorlint // this very one
			if !succeeded(err) && late && !errors.Is(err, context.DeadlineExceeded) {
				err = &lateError{d, err}
			}
			return v, err
		}
	})
}

// A lateError is one that a task has returned after its time was over.
type lateError struct {
	limit time.Duration
	err   error
}

func (e *lateError) Error() string {
	return fmt.Sprintf("%v (after the timeout of %v)", e.err, e.limit)
}
func (e *lateError) Unwrap() []error { return []error{e.err, context.DeadlineExceeded} }
