package stream

// Empty yields nothing and ends at once, as the zero Stream does.
//
//	|
//
// Order, Concurrency, Memory, Errors, Cancellation: there is nothing to say.
//
// Again: yes.
//
// Rust: stream::empty.
func Empty[T any]() Stream[T] { return Stream[T]{} }

// Pending yields nothing and never ends by itself.
//
//	------------
//
// Order: there are no elements.
//
// Concurrency: none.
//
// Memory: nothing is kept.
//
// Errors: none.
//
// Cancellation: ends with ctx.
//
// Again: yes.
//
// Rust: stream::pending.
func Pending[T any]() Stream[T] { return FromChan[T](nil) }
