package stream

import "context"

// TryForEachConcurrent calls f for up to n values at a time. It is
// TryMap(f).BufferedUnordered(n, opts...).Drain(ctx): the task above it and f
// run together in one of n workers.
//
//	in   --a--b--c--|
//	run    [a....]      n = 2
//	          [b.]
//	             [c.]
//
// Order: f starts in input order, as slots get free.
//
// Concurrency: at most n calls at a time; f must be safe for concurrent use.
//
// Memory: at most n elements.
//
// Errors: the first that happens is returned; what runs is cancelled and joined, nothing new starts.
//
// Cancellation: when ctx ends, calls see it, are joined, and context.Cause(ctx) is returned.
//
// Misuse: panics if n < 1, or if a Window is smaller than n.
//
// Rust: TryStreamExt::try_for_each_concurrent.
func (s Stream[T]) TryForEachConcurrent(ctx context.Context, n int, f func(context.Context, T) error, opts ...Option) error {
	notNil("TryForEachConcurrent", "f", f == nil)
	calls := s.TryMap(func(ctx context.Context, v T) (struct{}, error) { return struct{}{}, f(ctx, v) })
	return calls.boundary(newOptions("TryForEachConcurrent", n, 1, opts).inCompletionOrder()).Drain(ctx)
}
