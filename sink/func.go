package sink

import (
	"context"

	"github.com/seed-09178888/leat/stream"
)

// Func calls f for every value, one after another, and returns how many calls
// have succeeded.
//
//	--a--b--c--|  ->  f(a) f(b) f(c), 3
//
// Order: as the stream yields them.
//
// Concurrency: f is never called concurrently, and runs in the caller's goroutine.
//
// Memory: nothing is kept.
//
// Errors: stops at the first, of the stream or of f, and returns it as it is.
// If f failed, the result is the index of its value, counted from 0.
//
// Cancellation: the context of f ends with ctx, and when a task panics. When ctx ends,
// everything is joined and context.Cause(ctx) returned.
//
// Left: what f has left. It was called for all values before the failure, and for none after it.
//
// Rust: sink::unfold, TryStreamExt::try_for_each.
func Func[T any](f func(context.Context, T) error) Sink[T, int] {
	notNil("Func", "f", f == nil)
	return func(ctx context.Context, s stream.Stream[T]) (int, error) {
		n := 0
		err := s.TryForEach(ctx, func(ctx context.Context, v T) error {
			err := f(ctx, v)
			if err == nil {
				n++
			}
			return err
		})
		return n, err
	}
}
