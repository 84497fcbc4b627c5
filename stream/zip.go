package stream

import (
	"context"
	"errors"
)

// Zip pairs the elements of s with those of other, by position, and ends with the shorter of the two.
//
//	s      --1-----2--#------4--5--|
//	other  ----a-b----------c-d--|
//	out    ----(1 a)--(2 b)-#-(4 d)|
//
// Order: as the inputs.
//
// Concurrency: a sequence stage: it runs the tasks above it, of both streams,
// one element at a time in one goroutine: first the one of s, then the one of other. A boundary
// at the end of either, TryMap(fetch).Buffered(8), works ahead as always.
//
// Memory: nothing is kept. s is pulled first, other only if s had an element:
// if s is the shorter, other is pulled as often as there are pairs; if other is, one element of s is lost.
// other does not start before s has its first element.
//
// Errors: an error stands for its pair, and the element beside it is dropped;
// two errors are joined with errors.Join, that of s first. If the terminal stops at errors, a failure cancels what is
// behind it on its own side at once, and on the other side when its pair is delivered.
//
// Cancellation: ends with ctx. When either stream has ended, or no more is
// wanted, what a boundary has begun on the other side is cancelled and joined.
//
// P is always Pair[T, U] and is inferred: callers write s.Zip(other).
//
// Rust: StreamExt::zip; but that reads ahead on the side that is ready first.
func (s Stream[T]) Zip[U any, P Pair[T, U]](other Stream[U]) Stream[P] {
	known := traits{size: min(s.size, other.size), fewer: s.fewer || other.fewer}
	return Stream[P]{traits: known, each: func(ctx context.Context, o opts, emit func(P, error) bool) {
		o = o.mayEndFirst() // the other side may be shorter
		within, cancel := context.WithCancel(ctx)
		next, stop := other.pull(within, o)
		defer stop()
		defer cancel()
		s.push(ctx, o, func(v T, err error) bool {
			u, otherErr, ok := next()
			wanted := ok && emit(paired[T, U, P](v, u, either(err, otherErr)))
			if !wanted {
				cancel() // at once: the tasks of s may take their time to leave
			}
			return wanted
		})
	}}
}

// paired is the pair of two values, or its error.
func paired[T, U any, P Pair[T, U]](v T, u U, err error) (P, error) {
	return valueOrError(P(Pair[T, U]{v, u}), err)
}

// either is the error that stands for two, of which any may be nil.
func either(a, b error) error {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	}
	return errors.Join(a, b)
}
