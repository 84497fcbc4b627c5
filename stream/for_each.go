package stream

import "context"

// ForEach calls f for every value, one after another, in the caller's goroutine.
//
//	--a--b--#--d--|  ->  f(a) f(b), the error
//
// Order: as the stream yields them.
//
// Concurrency: f is never called concurrently. Tasks of boundaries go on while it runs.
//
// Memory: nothing is kept.
//
// Errors: stops at the first and returns it as the stage produced it.
//
// Cancellation: when ctx ends, everything is joined and context.Cause(ctx) returned.
//
// Rust: StreamExt::for_each.
func (s Stream[T]) ForEach(ctx context.Context, f func(T)) error {
	notNil("ForEach", "f", f == nil)
	return s.runToError(ctx, terminal{}, func(v T) error {
		f(v)
		return nil
	})
}

// TryForEach is [Stream.ForEach] for an f that may fail and gets the context. All else is as there.
//
//	--a--b--c--|  ->  f(a), f(b) fails: its error
//
// Errors: stops at the first, of the stream or of f.
//
// Cancellation: the context of f ends with ctx, and when a task panics.
//
// Rust: TryStreamExt::try_for_each.
func (s Stream[T]) TryForEach(ctx context.Context, f func(context.Context, T) error) error {
	notNil("TryForEach", "f", f == nil)
	return s.tryToError(ctx, f)
}
