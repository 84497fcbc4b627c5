package stream

import "context"

// Once yields the result of one task.
//
//	--a|  or  --#|
//
// Order: there is one element.
//
// Concurrency: the function is a task like any other: a boundary below runs it in a worker.
//
// Memory: nothing is kept.
//
// Errors: that of the task is the element.
//
// Cancellation: the context of the task ends with the run's.
//
// Again: the task is called on every run, and not before.
//
// Rust: stream::once, FutureExt::into_stream.
func Once[T any](task func(context.Context) (T, error)) Stream[T] {
	notNil("Once", "task", task == nil)
	return Stream[T]{
		size: 1, task: true, usesCtx: true,
		open: func(opts, int) flow[T] {
			return flow[T]{size: 1, run: func(ctx context.Context, _ int) (T, error) { return valueOrError(task(ctx)) }}
		},
	}
}
