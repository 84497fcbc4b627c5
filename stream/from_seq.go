package stream

import (
	"context"
	"iter"
)

// source makes a stream of a function that emits elements one after another.
func source[T any](each func(ctx context.Context, emit func(T, error) bool)) Stream[T] {
	return Stream[T]{each: func(ctx context.Context, _ opts, emit func(T, error) bool) {
		wanted := true // once false, for good: a source may ask again
		each(ctx, func(v T, err error) bool {
			wanted = wanted && ctx.Err() == nil && emit(valueOrError(v, err)) && ctx.Err() == nil
			return wanted
		})
		wanted = false
	}}
}

// FromSeq yields the elements of an iterator. It is pushed, not pulled with
// iter.Pull: its body runs in the goroutine of the terminal or, above a
// boundary, in one goroutine of its own.
//
//	seq  a b c  ->  --a--b--c--|
//
// Order: of seq.
//
// Concurrency: seq runs in one goroutine. Its yield returns when there is room
// for the next element, and returns false already on the last one that is wanted.
//
// Memory: nothing is kept.
//
// Errors: none; see [FromSeq2].
//
// Cancellation: seq learns of it when it yields. A seq that blocks for ever keeps the
// terminal from returning: use [Generate], which has the context.
//
// Again: if seq can be ranged over again, which not every iterator of the standard library can.
//
// Rust: stream::iter of an iterator.
func FromSeq[T any](seq iter.Seq[T]) Stream[T] {
	notNil("FromSeq", "seq", seq == nil)
	return source(func(_ context.Context, emit func(T, error) bool) {
		for v := range seq {
			if !emit(v, nil) {
				return
			}
		}
	})
}

// FromSeq2 yields the values and errors of an iterator, each error in its
// place. All else is as for [FromSeq]. The value beside an error is dropped.
//
//	seq  a # c  ->  --a--#--c--|
//
// Errors: those of seq; they do not end the stream.
//
// Rust: stream::iter of an iterator of Result.
func FromSeq2[T any](seq iter.Seq2[T, error]) Stream[T] {
	notNil("FromSeq2", "seq", seq == nil)
	return source(func(_ context.Context, emit func(T, error) bool) {
		for v, err := range seq {
			if !emit(v, err) {
				return
			}
		}
	})
}
