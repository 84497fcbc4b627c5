package stream

import "context"

// MapErr replaces every error by f of it, to add what the caller needs to know, say.
//
//	in   --1--#--3--|
//	out  --1--E--3--|     MapErr(# -> E)
//
// Order: as the input.
//
// Concurrency: part of the task: the next boundary below says how many run at a
// time, and if there is one, f must be safe for concurrent use.
//
// Memory: nothing is kept.
//
// Errors: replaced. f must not return nil: that is a programming error and
// panics when it happens. To recover from errors use [Stream.OrElse] or [Stream.DropErrors].
//
// Cancellation: f does not see errors that only mirror the run's own end.
//
// Rust: TryStreamExt::map_err.
func (s Stream[T]) MapErr(f func(error) error) Stream[T] {
	notNil("MapErr", "f", f == nil)
	return onError(s, traits{}, false, func(_ context.Context, err error) (T, error) {
		var zero T
		mapped := f(err)
		if mapped == nil {
			misuse("MapErr", "f returned nil for the error: %v", err)
		}
		return zero, mapped
	})
}
