package stream

import "context"

// ChunkBy collects consecutive values with equal keys into slices; none is empty.
//
//	in   --1--1--2--#--2--1---|
//	out  --------[1 1]-[2]#-[2]--[1]|     ChunkBy(itself)
//
// Order: as the input. A key that comes back later starts a new chunk.
//
// Concurrency: a sequence stage: it runs the task above it one element at a
// time, and key is never called concurrently.
//
// Memory: the longest run of equal keys; there is no other bound. A chunk is
// yielded when a value with another key has been pulled, and belongs to the receiver.
//
// Errors: an error flushes what there is and follows it; nothing is lost. It
// ends the chunk: a value with the same key after it starts a new one.
//
// Cancellation: when ctx ends, an unfinished chunk is dropped.
//
// C is always []T and is inferred, as K is: callers write s.ChunkBy(key).
//
// Rust: slice::chunk_by, Itertools::chunk_by.
func (s Stream[T]) ChunkBy[K comparable, C []T](key func(T) K) Stream[C] {
	notNil("ChunkBy", "key", key == nil)
	return Stream[C]{size: s.size, fewer: true, each: func(ctx context.Context, o opts, emit func(C, error) bool) {
		var chunk C
		var its K
		flush := func() bool {
			if len(chunk) == 0 {
				return true
			}
			full := chunk
			chunk = nil
			return emit(full, nil)
		}
		s.push(ctx, o, func(v T, err error) bool {
			if err != nil {
				return flush() && ctx.Err() == nil && emit(nil, err)
			}
			k := key(v)
			if k != its && !flush() {
				return false
			}
			chunk, its = append(chunk, v), k
			return true
		})
		if ctx.Err() == nil {
			flush()
		}
	}}
}
