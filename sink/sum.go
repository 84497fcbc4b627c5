package sink

import (
	"context"

	"github.com/seed-09178888/leat/stream"
)

// A Number can be added up by [Sum].
type Number interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 |
		~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr |
		~float32 | ~float64 | ~complex64 | ~complex128
}

// Sum adds up the values, from left to right: s.Into(ctx, sink.Sum). Of none it is 0. Like +, it overflows silently.
//
//	--1--2--3--|  ->  6
//
// Order: as the stream yields them, so that a sum of floats is the same on every run.
//
// Concurrency: that of the boundaries of the stream.
//
// Memory: the sum.
//
// Errors: stops at the first and returns it with the sum before it.
//
// Cancellation: when ctx ends, everything is joined and context.Cause(ctx)
// returned with the sum so far.
//
// Left: nothing.
//
// Rust: Iterator::sum.
func Sum[T Number](ctx context.Context, s stream.Stream[T]) (T, error) {
	return s.Fold(ctx, 0, func(sum, v T) T { return sum + v })
}
