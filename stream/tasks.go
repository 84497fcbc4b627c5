package stream

import "context"

// Tasks yields the results of functions: each is the task of one element.
//
//	[f g h]  ->  --f()--g()--h()--|
//
// Order: of the arguments.
//
// Concurrency: the functions are tasks like any other, run one after another
// unless a boundary stands below: Tasks(f, g, h).Buffered(3) runs all three at
// once. Its workers take them themselves, no goroutine feeds them.
//
// Memory: the slice of a call Tasks(fs...) is not copied.
//
// Errors: that of a task is its element. The value beside it is dropped.
//
// Cancellation: the context of a task ends with the run's. No task starts after that.
//
// Again: every task is called once on every run, and not before.
//
// Misuse: panics if a task is nil.
//
// Rust: future::join_all, FuturesOrdered with .Buffered(n), FuturesUnordered with .BufferedUnordered(n).
func Tasks[T any](tasks ...func(context.Context) (T, error)) Stream[T] {
	for _, task := range tasks {
		notNil("Tasks", "task", task == nil)
	}
	return Stream[T]{
		size: len(tasks), task: true, usesCtx: true,
		open: func(opts, int) flow[T] {
			return flow[T]{size: len(tasks), run: func(ctx context.Context, i int) (T, error) { return valueOrError(tasks[i](ctx)) }}
		},
	}
}
