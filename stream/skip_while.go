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
