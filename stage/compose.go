package stage

import "github.com/seed-09178888/leat/stream"

// Compose is [Stage.Then] for plain functions over streams, whose types are
// inferred: Compose(parse, store) needs no conversion to Stage.
//
//	in  --1--2--|  ->  f  ->  g  ->  out
//
// Order, Concurrency, Memory, Errors, Cancellation: those of f and of g, as for [Stage.Then].
//
// Misuse: panics if f or g is nil.
//
// Rust: |s| g(f(s)).
func Compose[A, B, C any](f func(stream.Stream[A]) stream.Stream[B], g func(stream.Stream[B]) stream.Stream[C]) Stage[A, C] {
	notNil("Compose", "f", f == nil)
	notNil("Compose", "g", g == nil)
	return func(s stream.Stream[A]) stream.Stream[C] { return g(f(s)) }
}
