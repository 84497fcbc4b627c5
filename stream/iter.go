package stream

import "context"

// Iter yields the elements of a slice.
//
//	[a b c]  ->  --a--b--c--|
//
// Order: of the slice.
//
// Concurrency: the workers of a boundary below read the slice themselves, no
// goroutine feeds them. Do not write to it while the stream runs.
//
// Memory: xs is not copied.
//
// Errors: none.
//
// Cancellation: no element is read after ctx has ended.
//
// Again: the stream can be run again, also concurrently.
//
// Rust: stream::iter.
func Iter[T any](xs []T) Stream[T] {
	return Stream[T]{size: len(xs), open: func(opts, int) flow[T] {
		return flow[T]{size: len(xs), run: func(_ context.Context, i int) (T, error) { return xs[i], nil }}
	}}
}

// Of yields its arguments: Of(a, b, c) is Iter([]T{a, b, c}), and all that is
// said of [Iter] holds.
//
// Rust: stream::iter of an array.
func Of[T any](xs ...T) Stream[T] { return Iter(xs) }
