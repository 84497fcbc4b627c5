package stream

import "context"

// Fold combines the values into one, from left to right, starting with init.
//
//	--1--2--3--|  ->  ((init + 1) + 2) + 3
//
// Order: as the stream yields them.
//
// Concurrency: f is never called concurrently, and runs in the caller's goroutine.
//
// Memory: the accumulator. init is copied as Go copies: a map is shared.
//
// Errors: stops at the first and returns it with the accumulator so far.
//
// Cancellation: when ctx ends, everything is joined and context.Cause(ctx)
// returned with the accumulator so far.
//
// Rust: StreamExt::fold.
func (s Stream[T]) Fold[A any](ctx context.Context, init A, f func(A, T) A) (A, error) {
	notNil("Fold", "f", f == nil)
	acc := init
	err := s.runToError(ctx, terminal{}, func(v T) error {
		acc = f(acc, v)
		return nil
	})
	return acc, err
}

// TryFold is [Stream.Fold] for an f that may fail and gets the context. All else is as there.
//
//	--1--2--3--|  ->  f fails at 2: init + 1, the error
//
// Errors: stops at the first, of the stream or of f, and returns it with the
// accumulator before it; what f returned beside its error is dropped.
//
// Cancellation: the context of f ends with ctx, and when a task panics.
//
// Rust: TryStreamExt::try_fold.
func (s Stream[T]) TryFold[A any](ctx context.Context, init A, f func(context.Context, A, T) (A, error)) (A, error) {
	notNil("TryFold", "f", f == nil)
	acc := init
	err := s.tryToError(ctx, func(ctx context.Context, v T) error {
		next, err := f(ctx, acc, v)
		if err == nil {
			acc = next
		}
		return err
	})
	return acc, err
}
