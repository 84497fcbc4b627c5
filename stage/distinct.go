package stage

import "github.com/seed-09178888/leat/stream"

// Distinct yields every value once, where it comes first.
//
//	in   --1--2--1--#--2--3--|
//	out  --1--2-----#-----3--|
//
// Order: as the input.
//
// Concurrency: a sequence stage: it runs the task above it one element at a time.
//
// Memory: every distinct value of the run, which is why [Dedup] is the better choice for a sorted stream.
//
// Errors: passed on untouched; what was seen before one is still known after it.
//
// Cancellation: ends with ctx.
//
// Two values are the same if == says so: NaN is never the same as NaN, and an
// interface that holds a slice, map or function panics.
//
// Rust: Itertools::unique.
func Distinct[T comparable](s stream.Stream[T]) stream.Stream[T] {
	return firstOfKey(s, func(v T) T { return v })
}

// DistinctBy yields the first value of every key. All else is as for [Distinct].
//
//	in   --a1--b1--a2--#--b2--c1--|
//	out  --a1--b1------#------c1--|     DistinctBy(letter)
//
// Concurrency: a sequence stage: it runs the task above it one element at a
// time, and key is never called concurrently.
//
// Memory: every distinct key of the run.
//
// Misuse: panics if key is nil.
//
// Rust: Itertools::unique_by.
func DistinctBy[T any, K comparable](key func(T) K) Stage[T, T] {
	notNil("DistinctBy", "key", key == nil)
	return func(s stream.Stream[T]) stream.Stream[T] { return firstOfKey(s, key) }
}

func firstOfKey[T any, K comparable](s stream.Stream[T], key func(T) K) stream.Stream[T] {
	type seen = map[K]struct{}
	first := func(keys seen, v T) (seen, maybe[T]) {
		k := key(v)
		if _, again := keys[k]; again {
			return keys, maybe[T]{}
		}
		if keys == nil { // a map given to Scan would be shared by all runs
			keys = seen{}
		}
		keys[k] = struct{}{}
		return keys, maybe[T]{v, true}
	}
	return s.Scan(nil, first).FilterMap(maybe[T].get)
}
