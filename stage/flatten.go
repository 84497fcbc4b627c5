package stage

import "github.com/seed-09178888/leat/stream"

// Flatten yields the elements of the streams that come, one stream after another.
//
//	in   --A----B--------|
//	out  --a-a--b-b-b----|     A = a a, B = b b b
//
// Order: of the input, and within it of each inner stream.
//
// Concurrency: a sequence stage: the task above it and the inner streams run
// one at a time in one goroutine; boundaries within an inner stream work as always.
//
// Memory: nothing is kept. The next stream is pulled when the one before it has ended.
//
// Errors: those from above and those of inner streams are passed on; none ends
// an inner stream or the outer one.
//
// Cancellation: ends with ctx, the inner stream included.
//
// Rust: StreamExt::flatten, TryStreamExt::try_flatten.
func Flatten[T any](s stream.Stream[stream.Stream[T]]) stream.Stream[T] {
	return s.FlatMap(func(inner stream.Stream[T]) stream.Stream[T] { return inner })
}
