package stream

import (
	"context"

	"github.com/seed-09178888/leat/internal/ring"
)

// FilterMap applies f to every value and keeps the results for which f returns true.
//
//	in   --1--2--#--4--|
//	out  -----1--#--2--|     FilterMap(half of the even)
//
// Order: as the input.
//
// Concurrency: part of the task: the next boundary below says how many run at a
// time, and if there is one, f must be safe for concurrent use.
//
// Memory: as for [Stream.Filter].
//
// Errors: passed on untouched, f does not see them.
//
// Cancellation: f has no context; see [Stream.TryFilterMap].
//
// Rust: StreamExt::filter_map.
func (s Stream[T]) FilterMap[U any](f func(T) (U, bool)) Stream[U] {
	notNil("FilterMap", "f", f == nil)
	return perElement(s, traits{fewer: true}, false, func(run func(context.Context, int) (T, error)) func(context.Context, int) (U, error) {
		return func(ctx context.Context, lane int) (zero U, err error) {
			v, err := run(ctx, lane)
			if err != nil {
				return zero, err
			}
			if u, ok := f(v); ok {
				return u, nil
			}
			return zero, ring.ErrDropped
		}
	})
}

// TryFilterMap is [Stream.FilterMap] for an f that may fail and gets the context. All else is as there.
//
//	in   --1--2--3--4--|
//	out  -----1--#--2--|     TryFilterMap(half of the even): 3 has failed
//
// Errors: an error of f takes the place of the element, whatever its bool says.
//
// Cancellation: the context of f ends as that of [Stream.TryMap] does.
//
// Rust: TryStreamExt::try_filter_map.
func (s Stream[T]) TryFilterMap[U any](f func(context.Context, T) (U, bool, error)) Stream[U] {
	notNil("TryFilterMap", "f", f == nil)
	return perElement(s, traits{fewer: true, usesCtx: true}, false, func(run func(context.Context, int) (T, error)) func(context.Context, int) (U, error) {
		return func(ctx context.Context, lane int) (zero U, err error) {
			v, err := run(ctx, lane)
			if err != nil {
				return zero, err
			}
			u, ok, err := f(ctx, v)
			if err == nil && !ok {
				err = ring.ErrDropped
			}
			return valueOrError(u, err)
		}
	})
}
