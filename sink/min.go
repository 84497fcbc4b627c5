package sink

import (
	"cmp"
	"context"

	"github.com/seed-09178888/leat/stream"
)

// Min returns the least value: s.Into(ctx, sink.Min). Of none there is none: stream.ErrEmpty.
// As for the function min, a NaN makes it NaN.
//
//	--3--1--2--|  ->  1
//
// Order: makes no difference.
//
// Concurrency: that of the boundaries of the stream.
//
// Memory: one value.
//
// Errors: stops at the first and returns it with the least value before it.
//
// Cancellation: when ctx ends, everything is joined and context.Cause(ctx)
// returned with the least value so far.
//
// Left: nothing.
//
// Rust: Iterator::min.
func Min[T cmp.Ordered](ctx context.Context, s stream.Stream[T]) (T, error) {
	return reduce(ctx, s, func(a, b T) T { return min(a, b) })
}

// Max returns the greatest value. All else is as for [Min].
//
//	--3--1--2--|  ->  3
//
// Rust: Iterator::max.
func Max[T cmp.Ordered](ctx context.Context, s stream.Stream[T]) (T, error) {
	return reduce(ctx, s, func(a, b T) T { return max(a, b) })
}

// reduce combines the values, of which there must be one at least.
func reduce[T any](ctx context.Context, s stream.Stream[T], f func(T, T) T) (T, error) {
	var acc T
	none := true
	err := s.ForEach(ctx, func(v T) {
		if none {
			acc, none = v, false
		} else {
			acc = f(acc, v)
		}
	})
	if err == nil && none {
		err = stream.ErrEmpty
	}
	return acc, err
}
