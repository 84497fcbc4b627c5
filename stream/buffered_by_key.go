package stream

import (
	"context"

	"github.com/seed-09178888/leat/internal/ring"
)

// BufferedByKey runs f for up to n elements at a time, those of one key one
// after another in input order, and yields the results in the order in which they finish.
//
//	in   --a1-a2-b1-c1-------|
//	run     [a1...][a2.]          n = 2: b1 overtakes a2, whose key is at work
//	              [b1.][c1.]
//	out  -----------b1-a1-c1-a2--|
//
// Order: of completion, and per key as the input. BufferedByKey(1, ...) yields in input order.
//
// Concurrency: at most n calls of f at a time, and n while the window holds
// elements of so many keys; f must be safe for concurrent use. No worker waits for a key:
// a key that has many elements idles others only by filling the window with
// its own. key is called for one element at a time, and so is the task above it, whose value it needs.
//
// Memory: at most 4n elements are pulled and not yet received, or as many as
// [Window] says, whatever the number of keys. The wider it is, the more of the n
// are busy. Measured with n = 8 and tasks that take 1 to 3 seconds:
//
//	window                                    n    2n    4n   16n
//	1000 keys alike                         99 %  99 %  99 %  99 %
//	2n keys alike                           77 %  99 %  99 %  99 %
//	one key has 12 % of the elements        87 %  97 %  99 %  99 %
//	one key has 25 %, more than 1/n can be  49 %  49 %  49 %  49 %
//
// Errors: a failed element does not stop its key. One from above counts as
// finished when it is pulled. When the terminal stops at errors, the first failure cancels all that
// is unfinished. See also [FailFast].
//
// Cancellation: when ctx ends, f sees it and is joined. What it makes of it is not yielded.
//
// Misuse: panics if n < 1, or if a Window is smaller than n.
//
// Rust: nothing like it in futures; a queue per key by hand.
func (s Stream[T]) BufferedByKey[K comparable, U any](n int, key func(T) K, f func(context.Context, T) (U, error), opts ...Option) Stream[U] {
	notNil("BufferedByKey", "key", key == nil)
	notNil("BufferedByKey", "f", f == nil)
	return s.keyed(key, f).boundary(newOptions("BufferedByKey", n, 4, opts).inCompletionOrder())
}

// keyed is a stream whose task is f, and whose elements take turns by key.
func (s Stream[T]) keyed[K comparable, U any](key func(T) K, f func(context.Context, T) (U, error)) Stream[U] {
	return Stream[U]{
		size: s.size, fewer: s.fewer, task: true, usesCtx: true,
		open: func(o opts, lanes int) flow[U] {
			raw := ring.NewTable[T](lanes)
			turns := ring.NewTurns[K](lanes)
			return flow[U]{
				feed: func(ctx context.Context, in *ring.Inlet) {
					s.push(ctx, o, func(v T, err error) bool {
						*raw.Grow(in.Lane) = v
						if err == nil { // else it is no task
							turns.Add(in.Lane, key(v))
						}
						return in.Commit(err)
					})
				},
				run: func(ctx context.Context, lane int) (U, error) { return valueOrError(f(ctx, *raw.At(lane))) },
				clear: func(lane int) {
					var zero T
					*raw.At(lane) = zero
				},
				turnOf: turns.Of,
			}
		},
	}
}
