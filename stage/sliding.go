package stage

import (
	"slices"

	"github.com/seed-09178888/leat/stream"
)

// Sliding yields every n consecutive values as a slice: with each value from the
// n-th on, that one and the n-1 before it.
//
//	in   --1--2------3------#--4----------|
//	out  -----[1 2]--[2 3]--#--[3 4]------|     Sliding(2)
//
// Order: as the input.
//
// Concurrency: a sequence stage: it runs the task above it one element at a time.
//
// Memory: up to n values. Every window is a slice of its own and belongs to the receiver.
//
// Errors: passed on untouched; a window reaches across them. Of fewer than n values nothing is yielded.
//
// Cancellation: ends with ctx.
//
// Misuse: panics if n < 1.
//
// Rust: slice::windows, Itertools::tuple_windows.
func Sliding[T any](n int) Stage[T, []T] {
	atLeast("Sliding", "n", 1, n)
	slide := func(last []T, v T) ([]T, maybe[[]T]) {
		last = append(last, v)
		if len(last) < n {
			return last, maybe[[]T]{}
		}
		window := slices.Clone(last)
		return slices.Delete(last, 0, 1), maybe[[]T]{window, true}
	}
	return func(s stream.Stream[T]) stream.Stream[[]T] {
		return s.Scan(nil, slide).FilterMap(maybe[[]T].get)
	}
}
