package stream

import "context"

// Inspect calls f for every value and passes it on.
//
//	in   --1--2--#--3--|
//	out  --1--2--#--3--|     f sees 1 2 3
//
// Order: as the input.
//
// Concurrency: part of the task: the next boundary below says how many run at a
// time, and if there is one, f must be safe for concurrent use.
//
// Memory: nothing is kept.
//
// Errors: passed on untouched; see [Stream.InspectErr].
//
// Cancellation: f has no context.
//
// Rust: StreamExt::inspect, TryStreamExt::inspect_ok.
func (s Stream[T]) Inspect(f func(T)) Stream[T] {
	notNil("Inspect", "f", f == nil)
	return s.Map(func(v T) T {
		f(v)
		return v
	})
}

// InspectErr calls f for every error and passes it on.
//
//	in   --1--2--#--3--|
//	out  --1--2--#--3--|     f sees #
//
// Order: as the input.
//
// Concurrency: part of the task: the next boundary below says how many run at a
// time, and if there is one, f must be safe for concurrent use.
//
// Memory: nothing is kept.
//
// Errors: passed on untouched.
//
// Cancellation: f does not see errors that only mirror the run's own end.
//
// Rust: TryStreamExt::inspect_err.
func (s Stream[T]) InspectErr(f func(error)) Stream[T] {
	notNil("InspectErr", "f", f == nil)
	return onError(s, traits{}, false, func(_ context.Context, err error) (T, error) {
		f(err)
		var zero T
		return zero, err
	})
}
