package stream

import (
	"context"

	"github.com/seed-09178888/leat/internal/ring"
)

// Filter keeps the values for which p is true.
//
//	in   --1--2--#--4--|
//	out  -----2--#--4--|     Filter(even)
//
// Order: as the input.
//
// Concurrency: part of the task: the next boundary below says how many run at a
// time, and if there is one, p must be safe for concurrent use.
//
// Memory: nothing is kept. In the window of a boundary below, a dropped element
// counts as received at its turn (Buffered) or at once (BufferedUnordered).
//
// Errors: passed on untouched, p does not see them.
//
// Cancellation: p has no context; see [Stream.TryFilter].
//
// Rust: StreamExt::filter.
func (s Stream[T]) Filter(p func(T) bool) Stream[T] {
	notNil("Filter", "p", p == nil)
	return perElement(s, traits{fewer: true}, false, func(run func(context.Context, int) (T, error)) func(context.Context, int) (T, error) {
		return func(ctx context.Context, lane int) (zero T, err error) {
			v, err := run(ctx, lane)
			if err != nil {
				return zero, err
			}
			if !p(v) {
				return zero, ring.ErrDropped
			}
			return v, nil
		}
	})
}

// TryFilter is [Stream.Filter] for a predicate that may fail and gets the context. All else is as there.
//
//	in   --1--2--3--4--|
//	out  -----2--#--4--|     TryFilter(even): 3 has failed
//
// Errors: an error of p takes the place of the element.
//
// Cancellation: the context of p ends as that of [Stream.TryMap] does.
//
// Rust: TryStreamExt::try_filter, with a predicate that may fail.
func (s Stream[T]) TryFilter(p func(context.Context, T) (bool, error)) Stream[T] {
	notNil("TryFilter", "p", p == nil)
	return perElement(s, traits{fewer: true, usesCtx: true}, false, func(run func(context.Context, int) (T, error)) func(context.Context, int) (T, error) {
		return func(ctx context.Context, lane int) (zero T, err error) {
			v, err := run(ctx, lane)
			if err != nil {
				return zero, err
			}
			ok, err := p(ctx, v)
			if err == nil && !ok {
				err = ring.ErrDropped
			}
			return valueOrError(v, err)
		}
	})
}
