package stream

// BufferedUnordered runs the task above it for up to n elements at a time and
// yields the results in the order in which they finish.
//
//	in   --a--b--c-----------|
//	run    [a......]           n = 2: c starts as soon as b has left
//	          [b.]
//	              [c.]
//	out  ---------b---c-a----|
//
// Order: of completion.
//
// Concurrency: at most n tasks run at a time, and n do while there are elements
// and the window is not full; they go on while the consumer is busy. Goroutines start on demand.
//
// Memory: at most n elements are pulled and not yet received; an element that
// was filtered out leaves at once. [Window] allows more, which keeps n tasks running while the consumer is busy.
//
// Errors: an error is yielded like a result; one from above counts as finished
// when it is pulled. When the terminal stops at errors, the first failure
// cancels all that is unfinished. See also [FailFast].
//
// Cancellation: when ctx ends, tasks see it and are joined. What they make of it is not yielded.
//
// Misuse: panics if n < 1, or if a Window is smaller than n.
//
// Rust: StreamExt::buffer_unordered, TryStreamExt::try_buffer_unordered.
func (s Stream[T]) BufferedUnordered(n int, opts ...Option) Stream[T] {
	return s.boundary(newOptions("BufferedUnordered", n, 1, opts).inCompletionOrder())
}
