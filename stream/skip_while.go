package stream

import "context"

// SkipWhile drops values as long as p is true for them. From the first for
// which it is false on everything passes, and p is not called any more.
//
//	in   --1--#--2--9--1--|
//	out  -----#-----9--1--|     SkipWhile(below 3)
//
// Order: as the input.
//
// Concurrency: a sequence stage: it runs the task above it one element at a
// time, and p is never called concurrently.
//
// Memory: nothing is kept.
//
// Errors: passed on, also while values are skipped; p does not see them.
//
// Cancellation: ends with ctx.
//
// Rust: StreamExt::skip_while.
func (s Stream[T]) SkipWhile(p func(T) bool) Stream[T] {
	notNil("SkipWhile", "p", p == nil)
	return Stream[T]{size: s.size, fewer: true, each: func(ctx context.Context, o opts, emit func(T, error) bool) {
		skipping := true
		s.push(ctx, o, func(v T, err error) bool {
			if err == nil && skipping {
				skipping = p(v)
				if skipping {
					return true
				}
			}
			return emit(v, err)
		})
	}}
}

// TrySkipWhile is [Stream.SkipWhile] for a predicate that may fail and gets the context. All else is as there.
//
//	in   --1--2--3--9--1--|
//	out  -----#-----9--1--|     TrySkipWhile(below 5): 2 has failed
//
// Errors: an error of p takes the place of the element, whatever its bool says,
// and skipping goes on. Those from above are passed on, also while values are skipped; p does not see them.
//
// Cancellation: the context of p ends with the run's and, above a boundary, when
// the consumer has left. What p makes of that is not yielded.
//
// Rust: TryStreamExt::try_skip_while.
func (s Stream[T]) TrySkipWhile(p func(context.Context, T) (bool, error)) Stream[T] {
	notNil("TrySkipWhile", "p", p == nil)
	return Stream[T]{size: s.size, fewer: true, each: func(ctx context.Context, o opts, emit func(T, error) bool) {
		skipping := true
		s.push(ctx, o, func(v T, err error) bool {
			if err != nil || !skipping {
				return emit(v, err)
			}
			ok, err := p(ctx, v)
			if ctx.Err() != nil {
				return false // what p makes of the run's end is no element
			}
			skipping = ok || err != nil
			if skipping && err == nil {
				return true
			}
			return emit(valueOrError(v, err))
		})
	}}
}
