package stage

import "github.com/seed-09178888/leat/stream"

// A Stage is a piece of a pipeline as a value: s.Through(piece) applies it. It
// is a plain function, so that any function over streams is one, and a Stage can be called.
//
//	in  --1--2--|  ->  whatever the piece makes of it
//
// Order, Concurrency, Memory, Errors, Cancellation: those of what the function puts below its input.
//
// Rust: a function over impl Stream.
type Stage[In, Out any] func(stream.Stream[In]) stream.Stream[Out]

// Then is the piece that first does a and then b.
//
//	in  --1--2--|  ->  a  ->  b  ->  out
//
// Order, Concurrency, Memory, Errors, Cancellation: those of a and of b. A task
// that is left unrun at the end of a is part of that at the beginning of b: a
// boundary of b runs both.
//
// Misuse: panics if a or b is nil.
//
// Rust: |s| b(a(s)).
func (a Stage[In, Out]) Then[Next any](b Stage[Out, Next]) Stage[In, Next] {
	notNil("Then", "a", a == nil)
	notNil("Then", "b", b == nil)
	return func(s stream.Stream[In]) stream.Stream[Next] { return b(a(s)) }
}
