package stage

import "github.com/seed-09178888/leat/stream"

// Dedup drops a value that is the same as the one before it.
//
//	in   --1--1--2--#--2--1--|
//	out  --1-----2--#-----1--|
//
// Order: as the input.
//
// Concurrency: a sequence stage: it runs the task above it one element at a time.
//
// Memory: the last value.
//
// Errors: passed on untouched; a value is compared with the last one before the error.
//
// Cancellation: ends with ctx.
//
// Two values are the same if == says so: NaN is never the same as NaN, and an
// interface that holds a slice, map or function panics.
//
// Rust: Itertools::dedup, Vec::dedup.
func Dedup[T comparable](s stream.Stream[T]) stream.Stream[T] {
	differs := func(last maybe[T], v T) (maybe[T], maybe[T]) {
		this := maybe[T]{v, true}
		if this == last {
			return last, maybe[T]{}
		}
		return this, this
	}
	return s.Scan(maybe[T]{}, differs).FilterMap(maybe[T].get)
}
