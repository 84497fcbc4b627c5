package stream

// Merge runs all of the streams at the same time and yields their elements as they come.
//
//	s1   --a-----b-----c--|
//	s2   ----1-2-----|
//	out  --a-1-2-b-----c--|
//
// Order: of each stream as it yields; between them as they are ready. A stream
// that has an element ready is passed over by at most one element of each other.
//
// Concurrency: a boundary: each stream runs in a goroutine of its own, the task above it one element at a time.
//
// Memory: each stream holds at most one element that is not yet received.
//
// Errors: are yielded as they come and end no stream. When the terminal stops
// at errors, the first failure that is yielded cancels all streams.
//
// Cancellation: when ctx ends, the streams see it and are joined.
//
// Again: yes, if all of the streams can be read again.
//
// Rust: stream::select, select_all, tokio_stream's StreamExt::merge.
func Merge[T any](ss ...Stream[T]) Stream[T] {
	if len(ss) == 0 {
		return Stream[T]{}
	}
	return Iter(ss).confluence(newOptions("Merge", len(ss), 1, nil), func(s Stream[T]) Stream[T] { return s })
}
