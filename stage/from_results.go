package stage

import "github.com/seed-09178888/leat/stream"

// FromResults makes elements of results: a value, or an error in its place. It
// undoes Stream.Results, and takes in what comes through a channel of results.
//
//	in   --{1,}--{,#}--{2,}--|
//	out  --1-----#-----2-----|
//
// Order: as the input.
//
// Concurrency: part of the task: the next boundary below says how many run at a time.
//
// Memory: nothing is kept.
//
// Errors: those of the results come below, without the value beside them; those from above are passed on untouched.
//
// Cancellation: ends with ctx.
//
// Rust: none is needed: a Stream of Result is a TryStream.
func FromResults[T any](s stream.Stream[stream.Result[T]]) stream.Stream[T] {
	return s.TryMap(stream.Fallible(stream.Result[T].Get))
}
