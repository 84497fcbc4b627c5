package stream

import (
	"context"
	"sync/atomic"

	"github.com/seed-09178888/leat/internal/ring"
)

// A TaskSet is a set of tasks that grows while it runs. Its stream yields their
// results. Its methods may be called concurrently.
type TaskSet[T any] struct {
	n     int
	tasks *queue[func(context.Context) (T, error)]
	used  atomic.Bool // the stream has been run
	ended atomic.Bool // and has ended
}

// NewTaskSet returns an empty set of which at most n tasks run at a time.
//
//	Go(a) Go(b)    Go(c)  Close  ->  ---b--a----c|
//
// Order, Concurrency, Memory, Errors, Cancellation: see [TaskSet.Stream].
//
// Misuse: panics if n < 1.
//
// Rust: FuturesUnordered, tokio's JoinSet.
func NewTaskSet[T any](n int) *TaskSet[T] {
	atLeast("NewTaskSet", "n", 1, n)
	return &TaskSet[T]{n: n, tasks: newQueue[func(context.Context) (T, error)]()}
}

// Go adds a task. It never waits, and may be called at any time by anybody:
// before the stream runs, by a task, by the consumer. After the run has ended it does nothing.
//
// Misuse: panics if task is nil, and after [TaskSet.Close].
//
// Rust: FuturesUnordered::push, JoinSet::spawn.
func (ts *TaskSet[T]) Go(task func(context.Context) (T, error)) {
	notNil("TaskSet.Go", "task", task == nil)
	if !ts.tasks.put(task) && !ts.ended.Load() {
		misuse("TaskSet.Go", "after Close")
	}
}

// Close says that no more tasks come: the stream ends when those given have. It may be called twice.
//
// Rust: dropping the last Sender.
func (ts *TaskSet[T]) Close() { ts.tasks.close() }

// Stream yields the results of the tasks as they finish, and ends after
// [TaskSet.Close] when all have. Without Close it waits for more.
//
//	run   [a.......]          n = 2
//	         [b.]
//	             [c..]
//	out  -------b--a-c---|
//
// Order: of completion. Tasks start in the order in which they were given.
//
// Concurrency: at most n tasks run at a time. They never wait for the consumer.
//
// Memory: tasks that wait, and results that were not yet received, are
// unbounded. What has been started or received is not kept.
//
// Errors: an error is yielded like a result. When the terminal stops at errors,
// the first failure cancels all that is unfinished.
//
// Cancellation: when ctx ends, tasks see it and are joined, and those that wait are dropped.
//
// Again: no: a second run panics. What is left when the run ends is dropped.
//
// Rust: FuturesUnordered, JoinSet as a Stream.
func (ts *TaskSet[T]) Stream() Stream[T] {
	results := Stream[T]{task: true, usesCtx: true, open: ts.open}.
		boundary(newOptions("TaskSet", ts.n, 1, nil).inCompletionOrder())
	return Stream[T]{
		each: func(ctx context.Context, o opts, emit func(T, error) bool) {
			ts.start()
			defer ts.finish()
			finished := newQueue[Result[T]]()
			beside(ctx, o, func(ctx context.Context) {
				// Not sink: that may put off handing a result on while the other tasks run.
				results.each(ctx, o, func(v T, err error) bool { return finished.put(Result[T]{v, err}) })
				finished.close()
			}, func() {
				for {
					if r, ok := finished.take(ctx); !ok || !emit(r.Value, r.Err) {
						return
					}
				}
			})
		},
		sink: func(ctx context.Context, o opts, emit func(T, error) bool) {
			ts.start()
			defer ts.finish()
			results.sink(ctx, o, emit)
		},
	}
}

// open makes the tasks given the elements of a flow.
func (ts *TaskSet[T]) open(_ opts, lanes int) flow[T] {
	tasks := ring.NewTable[func(context.Context) (T, error)](lanes)
	return flow[T]{
		feed: func(ctx context.Context, in *ring.Inlet) {
			for {
				task, ok := ts.tasks.take(ctx)
				if !ok {
					return
				}
				if *tasks.Grow(in.Lane) = task; !in.Commit(nil) {
					return
				}
			}
		},
		run:   func(ctx context.Context, lane int) (T, error) { return valueOrError((*tasks.At(lane))(ctx)) },
		clear: func(lane int) { *tasks.At(lane) = nil },
	}
}

func (ts *TaskSet[T]) start() {
	if ts.used.Swap(true) {
		misuse("TaskSet.Stream", "run twice")
	}
}

// finish makes Go do nothing any more.
func (ts *TaskSet[T]) finish() {
	ts.ended.Store(true)
	ts.tasks.close()
	ts.tasks.clear()
}
