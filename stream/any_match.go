package stream

import (
	"context"
	"errors"
)

// AnyMatch reports whether p is true for a value, and stops the stream at the first one.
//
//	--1--2--3--4--|  ->  true at 2     AnyMatch(even)
//
// Order: as the stream yields them.
//
// Concurrency: p is never called concurrently, and runs in the caller's
// goroutine. What a boundary above has begun beyond the value that decides is cancelled and joined.
//
// Memory: nothing is kept.
//
// Errors: stops at the first that comes before a match, and returns it with
// false. Without a match the answer is false, so for an empty stream.
//
// Cancellation: when ctx ends before a match, everything is joined and false
// returned with context.Cause(ctx).
//
// Rust: StreamExt::any, TryStreamExt::try_any.
func (s Stream[T]) AnyMatch(ctx context.Context, p func(T) bool) (bool, error) {
	notNil("AnyMatch", "p", p == nil)
	return s.find(ctx, p)
}

// AllMatch reports whether p is true for all values, and stops the stream at the first for which it is not.
//
//	--2--4--5--6--|  ->  false at 5     AllMatch(even)
//
// Order: as the stream yields them.
//
// Concurrency: p is never called concurrently, and runs in the caller's
// goroutine. What a boundary above has begun beyond the value that decides is cancelled and joined.
//
// Memory: nothing is kept.
//
// Errors: stops at the first that comes before a mismatch, and returns it with
// false: what was not looked at is not vouched for. For an empty stream the answer is true.
//
// Cancellation: when ctx ends before a mismatch, everything is joined and false
// returned with context.Cause(ctx).
//
// Rust: StreamExt::all, TryStreamExt::try_all.
func (s Stream[T]) AllMatch(ctx context.Context, p func(T) bool) (bool, error) {
	notNil("AllMatch", "p", p == nil)
	found, err := s.find(ctx, func(v T) bool { return !p(v) })
	return !found && err == nil, err
}

// errFound stops a run and reaches nobody.
var errFound = errors.New("stream: found")

// find reports whether p is true for a value before the first error.
func (s Stream[T]) find(ctx context.Context, p func(T) bool) (bool, error) {
	found := false
	err := s.runToError(ctx, terminal{}, func(v T) error {
		if found = p(v); found {
			return errFound
		}
		return nil
	})
	if found {
		return true, nil
	}
	return false, err
}
