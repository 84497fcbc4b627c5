package stage

import "github.com/seed-09178888/leat/stream"

// FlattenUnordered yields the elements of up to n of the streams that come at
// the same time, each element as soon as it is there.
//
//	in   --A--B----------------|
//	A      a-----a--|
//	B         b-----b--|
//	out  -----a--b--a--b-------|     FlattenUnordered(2)
//
// Order: of each inner stream; those of different ones come as they are ready.
//
// Concurrency: a boundary: the task above it and the inner stream run together
// in one of n workers. The task of an inner stream runs one element at a time; boundaries within it work as always.
//
// Memory: an inner stream holds at most one element that is not yet received,
// besides the windows of its own boundaries.
//
// Errors: those from above and those of inner streams are passed on; none ends
// an inner stream or the outer one. When the terminal stops at errors, the
// first failure that is yielded cancels all inner streams.
//
// Cancellation: ends with ctx, and all inner streams are joined.
//
// Misuse: panics if n < 1.
//
// Rust: StreamExt::flatten_unordered, TryStreamExt::try_flatten_unordered.
func FlattenUnordered[T any](n int) Stage[stream.Stream[T], T] {
	atLeast("FlattenUnordered", "n", 1, n)
	return func(s stream.Stream[stream.Stream[T]]) stream.Stream[T] {
		return s.FlatMapUnordered(n, func(inner stream.Stream[T]) stream.Stream[T] { return inner })
	}
}
