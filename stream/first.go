package stream

import (
	"context"
	"errors"
)

// ErrEmpty is returned by terminals that need a value, for a stream without one.
var ErrEmpty = errors.New("stream: empty")

// First returns the first value and stops the stream.
//
//	--a--b--c--|  ->  a
//
// Order: the first that the stream yields.
//
// Concurrency: none of its own. What a boundary above has begun beyond it is cancelled and joined.
//
// Memory: nothing is kept.
//
// Errors: if the first element is an error, that; [ErrEmpty] if there is none.
//
// Cancellation: when ctx ends before there is one, everything is joined and context.Cause(ctx) returned.
//
// Rust: StreamExt::next of a stream that is not used further.
func (s Stream[T]) First(ctx context.Context) (T, error) {
	var first T
	err := ErrEmpty
	end := s.run(ctx, terminal{stops: true}, func(v T, e error) bool {
		first, err = v, e
		return false
	})
	if err != nil && end != nil && (err == ErrEmpty || mirrors(ctx, err)) { //nolint:errorlint // our own, not wrapped
		err = end
	}
	return first, err
}
