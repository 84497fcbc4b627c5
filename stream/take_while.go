package stream

import "context"

// TakeWhile yields elements as long as p is true for them, and ends.
//
//	in   --1--2--#--5--1--|
//	out  --1--2--#--|        TakeWhile(below 3)
//
// Order: as the input.
//
// Concurrency: a sequence stage: it runs the task above it one element at a
// time, and p is never called concurrently.
//
// Memory: nothing is kept. The element that ends the stream is pulled and lost.
//
// Errors: passed on; p does not see them.
//
// Cancellation: ends with ctx.
//
// Rust: StreamExt::take_while.
func (s Stream[T]) TakeWhile(p func(T) bool) Stream[T] {
	notNil("TakeWhile", "p", p == nil)
	return Stream[T]{size: s.size, fewer: true, each: func(ctx context.Context, o opts, emit func(T, error) bool) {
		s.push(ctx, o, func(v T, err error) bool {
			return (err != nil || p(v)) && emit(v, err)
		})
	}}
}
