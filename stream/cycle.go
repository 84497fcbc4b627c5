package stream

import "context"

// Cycle yields the elements of the stream again and again.
//
//	in   --1--2--3--|
//	out  --1--2--3--1--2--3--1--     for ever
//
// Order: as the input, from its beginning on every pass.
//
// Concurrency: a sequence stage: it runs the task above it one element at a time.
//
// Memory: nothing is kept: every pass runs the stream above anew, its tasks and the state of its stages included.
//
// Errors: passed on; they end neither the pass nor the cycle.
//
// Cancellation: ends with ctx, and when no more is wanted. It also ends after a
// pass without any element, as over an empty stream, or over a source that cannot be
// read again such as a closed channel.
//
// Rust: StreamExt::cycle.
func (s Stream[T]) Cycle() Stream[T] {
	return Stream[T]{each: func(ctx context.Context, o opts, emit func(T, error) bool) {
		for again := true; again && ctx.Err() == nil; {
			again = false // unless there is an element, and the last one leaves more wanted
			s.push(ctx, o, func(v T, err error) bool {
				again = emit(v, err)
				return again
			})
		}
	}}
}
