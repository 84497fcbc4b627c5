package stream

import "context"

// wholeTask adds a stage that acts on the task above it as a whole: stage is
// given the task, and returns what is run in its place. An element that came as
// an error has no task and passes by, unless the task may make a value of it.
func wholeTask[T any](
	s Stream[T],
	stage func(run func(context.Context, int) (T, error)) func(context.Context, int) (T, error),
) Stream[T] {
	return onFlow(s, traits{usesCtx: true}, false, func(up flow[T]) func(context.Context, int) (T, error) {
		return up.unlessFailed(stage(up.run), up.run)
	})
}

// unlessFailed is whole, but plain for an element that came as an error.
func (f flow[T]) unlessFailed[U any](whole, plain func(context.Context, int) (U, error)) func(context.Context, int) (U, error) {
	if f.failed == nil {
		return whole
	}
	return func(ctx context.Context, lane int) (U, error) {
		if f.failed(lane) {
			return plain(ctx, lane)
		}
		return whole(ctx, lane)
	}
}
