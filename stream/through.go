package stream

// Through applies a stage that is a function over streams, so that pieces of a
// pipeline can be named, tested alone, and used in a chain:
// s.Through(piece) is piece(s).
//
//	in  --1--2--|  ->  whatever piece makes of it
//
// Order, Concurrency, Memory, Errors, Cancellation: those of the stage.
//
// Rust: a function over impl Stream.
func (s Stream[T]) Through[U any](stage func(Stream[T]) Stream[U]) Stream[U] {
	notNil("Through", "stage", stage == nil)
	return stage(s)
}
