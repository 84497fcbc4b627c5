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
		s.push(ctx, o.mayEndFirst(), func(v T, err error) bool {
			return (err != nil || p(v)) && emit(v, err)
		})
	}}
}

// TryTakeWhile is [Stream.TakeWhile] for a predicate that may fail and gets the context. All else is as there.
//
//	in   --1--2--3--9--1--|
//	out  --1--#--3--|        TryTakeWhile(below 5): 2 has failed
//
// Errors: an error of p takes the place of the element, whatever its bool says,
// and does not end the stream. Those from above are passed on; p does not see them.
//
// Cancellation: the context of p ends with the run's and, above a boundary, when
// the consumer has left. What p makes of that is not yielded.
//
// Rust: TryStreamExt::try_take_while.
func (s Stream[T]) TryTakeWhile(p func(context.Context, T) (bool, error)) Stream[T] {
	notNil("TryTakeWhile", "p", p == nil)
	return Stream[T]{size: s.size, fewer: true, each: func(ctx context.Context, o opts, emit func(T, error) bool) {
		s.push(ctx, o.mayEndFirst(), func(v T, err error) bool {
			if err != nil {
				return emit(v, err)
			}
			ok, err := p(ctx, v)
			if ctx.Err() != nil {
				return false // what p makes of the run's end is no element
			}
			return (ok || err != nil) && emit(valueOrError(v, err))
		})
	}}
}
