package stream

import "context"

// Drain runs the stream for its effects and drops the values.
//
//	--a--b--#--d--|  ->  the error
//
// Order: of no importance.
//
// Concurrency: none of its own.
//
// Memory: nothing is kept.
//
// Errors: stops at the first and returns it.
//
// Cancellation: when ctx ends, everything is joined and context.Cause(ctx) returned.
//
// Rust: for_each(|_| async {}), forward(sink::drain()).
func (s Stream[T]) Drain(ctx context.Context) error {
	return s.runToError(ctx, terminal{direct: true}, func(T) error { return nil })
}
