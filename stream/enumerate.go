package stream

import "context"

// An Indexed is a value with its place in the stream, counted from 0.
type Indexed[T any] struct {
	Index int
	Value T
}

// Enumerate pairs every value with its index, counted from 0.
//
//	in   --a------#--c------|
//	out  --(0,a)--#--(2,c)--|
//
// Order: as the input.
//
// Concurrency: a sequence stage: it runs the task above it one element at a time.
//
// Memory: nothing is kept.
//
// Errors: count as elements and are passed on.
//
// Cancellation: ends with ctx.
//
// P is always Indexed[T] and is inferred: callers write s.Enumerate().
//
// Rust: StreamExt::enumerate.
func (s Stream[T]) Enumerate[P Indexed[T]]() Stream[P] {
	return Stream[P]{size: s.size, fewer: s.fewer, each: func(ctx context.Context, o opts, emit func(P, error) bool) {
		i := -1
		s.push(ctx, o, func(v T, err error) bool {
			i++
			if err != nil {
				var zero P
				return emit(zero, err)
			}
			return emit(P(Indexed[T]{i, v}), nil)
		})
	}}
}
