package sink

import (
	"context"
	"fmt"

	"github.com/seed-09178888/leat/stream"
)

// Map collects the stream into a map. Of several values with the same key the
// last is kept, as by maps.Collect; with the option [Unique] the second is an error. To keep all there is [GroupBy].
//
//	--1a--2b--1c--|  ->  {1: c, 2: b}
//
// Order: makes no difference but for which value is the last.
//
// Concurrency: key and value are never called concurrently, and run in the caller's goroutine.
//
// Memory: the map.
//
// Errors: stops at the first and returns it with the map so far, which is never nil.
//
// Cancellation: when ctx ends, everything is joined and context.Cause(ctx)
// returned with the map so far.
//
// Left: nothing.
//
// Misuse: panics if key or value is nil, or if it does not take an option.
//
// Rust: TryStreamExt::try_collect into a HashMap.
func Map[T any, K comparable, V any](key func(T) K, value func(T) V, opts ...Option) Sink[T, map[K]V] {
	notNil("Map", "key", key == nil)
	notNil("Map", "value", value == nil)
	o := newOptions("Map", opts, "Unique")
	return func(ctx context.Context, s stream.Stream[T]) (map[K]V, error) {
		m, n := map[K]V{}, 0
		err := s.TryForEach(ctx, func(_ context.Context, v T) error {
			k := key(v)
			if _, there := m[k]; there && o.unique {
				return fmt.Errorf("sink: Map: element %d: the key %v is there already", n, k)
			}
			m[k] = value(v)
			n++
			return nil
		})
		return m, err
	}
}

// Unique is an option of [Map]: a value whose key is there already is an error,
// which says its index and its key.
func Unique() Option {
	return option("Unique", func(o *options) { o.unique = true })
}
