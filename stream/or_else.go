package stream

import (
	"context"

	"github.com/seed-09178888/leat/internal/ring"
)

// OrElse replaces every error by what f makes of it: a value, or another error.
//
//	in   --1--#--3--|
//	out  --1--2--3--|     OrElse(err -> 2)
//
// Order: as the input.
//
// Concurrency: part of the task: the next boundary below says how many run at a
// time, and if there is one, f must be safe for concurrent use.
//
// Memory: nothing is kept.
//
// Errors: consumed. One of f takes the place of the element. Since a failure
// above need not be the end, nothing behind it is cancelled on its account.
//
// Cancellation: the context of f ends as that of [Stream.TryMap] does. f does
// not see errors that only mirror the run's own end.
//
// Rust: TryStreamExt::or_else.
func (s Stream[T]) OrElse(f func(context.Context, error) (T, error)) Stream[T] {
	notNil("OrElse", "f", f == nil)
	return onError(s, traits{usesCtx: true, mends: true}, true, f)
}

// onError adds a stage that sees the errors, except those that only mirror the run's own end.
func onError[T any](s Stream[T], add traits, absorbs bool, f func(context.Context, error) (T, error)) Stream[T] {
	add.seesErrs = true
	return perElement(s, add, absorbs, func(run func(context.Context, int) (T, error)) func(context.Context, int) (T, error) {
		return func(ctx context.Context, lane int) (T, error) {
			v, err := run(ctx, lane)
			if err == nil || err == ring.ErrDropped || mirrors(ctx, err) { //nolint:errorlint // a private sentinel, never wrapped
				return v, err
			}
			return valueOrError(f(ctx, err))
		}
	})
}
