package sink

import (
	"context"

	"github.com/seed-09178888/leat/stream"
)

// GroupBy collects the values by key: all that have the same one, in a slice.
//
//	--1--2--3--|  ->  {odd: [1 3], even: [2]}
//
// Order: in each slice as the stream yields them.
//
// Concurrency: key is never called concurrently, and runs in the caller's goroutine.
//
// Memory: all values.
//
// Errors: stops at the first and returns it with the groups so far, which are never nil.
//
// Cancellation: when ctx ends, everything is joined and context.Cause(ctx)
// returned with the groups so far.
//
// Left: nothing.
//
// Misuse: panics if key is nil.
//
// Rust: Itertools::into_group_map_by.
func GroupBy[T any, K comparable](key func(T) K) Sink[T, map[K][]T] {
	notNil("GroupBy", "key", key == nil)
	return func(ctx context.Context, s stream.Stream[T]) (map[K][]T, error) {
		groups := map[K][]T{}
		err := s.ForEach(ctx, func(v T) {
			k := key(v)
			groups[k] = append(groups[k], v)
		})
		return groups, err
	}
}
