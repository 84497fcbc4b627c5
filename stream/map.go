package stream

import "context"

// Map applies f to every value.
//
//	in   --1--2--#--3--|
//	out  --2--4--#--6--|     Map(double)
//
// Order: as the input.
//
// Concurrency: part of the task: the next boundary below says how many run at a
// time, and if there is one, f must be safe for concurrent use.
//
// Memory: nothing is kept.
//
// Errors: passed on untouched, f does not see them.
//
// Cancellation: f has no context; use [Stream.TryMap] for work that can be interrupted.
//
// Rust: StreamExt::map, TryStreamExt::map_ok.
func (s Stream[T]) Map[U any](f func(T) U) Stream[U] {
	notNil("Map", "f", f == nil)
	return perElement(s, traits{}, false, func(run func(context.Context, int) (T, error)) func(context.Context, int) (U, error) {
		return func(ctx context.Context, lane int) (u U, err error) {
			v, err := run(ctx, lane)
			if err != nil {
				return u, err
			}
			return f(v), nil
		}
	})
}

// TryMap applies f, which may fail, to every value.
//
//	in   --1--2--3--|
//	out  --a--#--c--|     TryMap(fetch): 2 has failed
//
// Order: as the input.
//
// Concurrency: part of the task: the next boundary below says how many run at a
// time, and if there is one, f must be safe for concurrent use.
//
// Memory: nothing is kept.
//
// Errors: an error of f takes the place of the element, as f returned it; the
// stream goes on. Errors from above are passed on untouched, f does not see them.
//
// Cancellation: the context of f ends with the run's, and when the element is
// not wanted any more: the consumer has left, or an element before it has failed
// and the terminal stops at errors.
//
// Rust: StreamExt::then, TryStreamExt::and_then; with a boundary below it, map to a future.
func (s Stream[T]) TryMap[U any](f func(context.Context, T) (U, error)) Stream[U] {
	notNil("TryMap", "f", f == nil)
	return perElement(s, traits{usesCtx: true}, false, func(run func(context.Context, int) (T, error)) func(context.Context, int) (U, error) {
		return func(ctx context.Context, lane int) (u U, err error) {
			v, err := run(ctx, lane)
			if err != nil {
				return u, err
			}
			return valueOrError(f(ctx, v))
		}
	})
}
