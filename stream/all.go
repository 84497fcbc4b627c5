package stream

import (
	"context"
	"iter"
)

// All returns an iterator over the elements, for a loop with a body:
//
//	for v, err := range s.All(ctx) { ... }
//
// Every range over it runs the stream anew. The body decides what an error
// means; break stops the stream.
//
//	--a--#--c--|  ->  (a, nil) (zero, #) (c, nil)
//
// Order: as the stream yields them.
//
// Concurrency: the body runs in the caller's goroutine. Tasks of boundaries go
// on meanwhile. When the loop is over, by whatever way, nothing of the stream runs any more.
//
// Memory: nothing is kept.
//
// Errors: are elements; nothing stops at them.
//
// Cancellation: when ctx ends, everything is joined and one last element is
// yielded: the zero value with context.Cause(ctx).
//
// A panic of the body passes as it is, one of the stream's functions as *panics.Recovered.
//
// Rust: while let Some(x) = s.next().await, block_on_stream.
func (s Stream[T]) All(ctx context.Context) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		wanted, inBody := true, false
		end := s.run(ctx, terminal{inBody: &inBody}, func(v T, err error) bool {
			inBody = true
			wanted = yield(v, err)
			inBody = false
			return wanted
		})
		if wanted && end != nil {
			var zero T
			yield(zero, end)
		}
	}
}
