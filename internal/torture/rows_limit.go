package main

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/seed-09178888/leat/stream"
)

// limitRows are the stages that run tasks under a limit: l is the one that they
// all share, own is another.
var limitRows = []row{
	{text: "TryMap(v % ($a+2) == $b fails).ConcurrencyLimit(l)", leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		return s.TryMap(w.quota.under(w, l, l.try(w, l.task))).ConcurrencyLimit(w.quota.Limit)
	}, naive: triedEach},
	{text: "TryMap(l.Wrap(1 + v % 3, v % ($a+2) == $b fails))", leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		weight := func(v int) int { return 1 + rest(v, 3) }
		return s.TryMap(w.quota.Wrap(weight, w.quota.under(w, l, l.try(w, l.task))))
	}, naive: triedEach},
	{text: "TryMap(own.Wrap(v % 4, v % ($a+2) == $b fails))", leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		own := w.newQuota(limit{size: l.n, most: 1 << 20})
		return s.TryMap(own.Wrap(weigh, w.scales(l, l.try(w, l.task))))
	}, naive: triedEach},
	{text: "TryMap(l.Do(for at most $n*10µs, 1 + v % 3), or without; v % ($a+2) == $b fails)", leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		return s.TryMap(w.quota.impatient(time.Duration(l.n)*10*time.Microsecond, w.quota.under(w, l, l.try(w, l.task)), l.try(w, l.task)))
	}, naive: triedEach},
	limitedRow("Buffered($n, Window($w), Shared(l))", false, func(l *link, s stream.Stream[int], shared stream.Option) stream.Stream[int] {
		return s.Buffered(l.n, l.window(), shared)
	}),
	limitedRow("BufferedUnordered($n, Window($w), Shared(l))", true, func(l *link, s stream.Stream[int], shared stream.Option) stream.Stream[int] {
		return s.BufferedUnordered(l.n, l.window(), shared)
	}),
	{text: "BufferedByKey($n, v % 3, v % ($a+2) == $b fails, Window($w), Shared(l))", kind: boundary, unordered: true, leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		return s.BufferedByKey(l.n, func(v int) int {
			defer w.call(l.task, l.id, v)()
			return rest(v, 3)
		}, w.quota.under(w, l, l.try(w, l.own)), l.window(), stream.Shared(w.quota.Limit))
	}, naive: triedEach},
	expandRow("Expand($n, v % ($a+2) == $b fails, else 0..v%3 as well, Shared(l))", func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		return s.Expand(l.n, l.expanding(w.quota.under(w, l, l.try(w, l.own))), stream.Shared(w.quota.Limit))
	}),
	nestedRow("Buffered($n, Window($w), Shared(l))", false, func(l *link, s stream.Stream[int], shared stream.Option) stream.Stream[int] {
		return s.Buffered(l.n, l.window(), shared)
	}),
	nestedRow("BufferedUnordered($n, Window($w), Shared(l))", true, func(l *link, s stream.Stream[int], shared stream.Option) stream.Stream[int] {
		return s.BufferedUnordered(l.n, l.window(), shared)
	}),
	{text: "FlatMapUnordered($n, Iter(0..v%4).TryMap(v % ($a+2) == $b fails).Buffered(2, Shared(own)), Shared(own))", kind: buffer, mixes: true, leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		own := w.newQuota(limit{size: 1 + l.a%4, most: 1 + l.a%4}) // it is held while the consumer is waited for
		wide := w.within(l.task, 2, "the task within FlatMapUnordered")
		return s.FlatMapUnordered(l.n, func(v int) stream.Stream[int] {
			defer w.call(own.leaves, l.id, v)()
			return stream.Iter(ints(rest(v, 4))).TryMap(own.under(w, l, l.try(w, wide))).Buffered(2, stream.Shared(own.Limit))
		}, stream.Shared(own.Limit))
	}, naive: func(l *link, in []item) []item { return each(in, l.innerList) }},
}

// limitedRow is a boundary whose task runs under the limit.
func limitedRow(text string, unordered bool, below func(l *link, s stream.Stream[int], shared stream.Option) stream.Stream[int]) row {
	return row{
		text: "TryMap(v % ($a+2) == $b fails)." + text, kind: buffer, unordered: unordered,
		leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
			return below(l, s.TryMap(w.quota.under(w, l, l.try(w, l.task))), stream.Shared(w.quota.Limit))
		},
		naive: triedEach,
	}
}

// nestedRow is a boundary whose task runs under the limit, and runs a stream in which boundaries do so too.
func nestedRow(text string, unordered bool, below func(l *link, s stream.Stream[int], shared stream.Option) stream.Stream[int]) row {
	return row{
		text: "TryMap(v + Iter(0..2).FlatMap(Iter(0..v%4).BufferedUnordered(2, Shared(l))).Count)." + text, kind: buffer, unordered: unordered,
		leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
			wide := w.within(l.task, 2, "the task within a task under the limit")
			leaf := w.quota.under(w, l, func(ctx context.Context, v int) (int, error) {
				defer w.enter(ctx, wide, l.id, v)()
				return v, w.waits(ctx, l.id, v)
			})
			shared := stream.Shared(w.quota.Limit)
			return below(l, s.TryMap(func(ctx context.Context, v int) (int, error) {
				n, err := stream.Iter(ints(2)).FlatMap(func(int) stream.Stream[int] {
					return stream.Iter(ints(rest(v, 4))).TryMap(leaf).BufferedUnordered(2, shared)
				}).Count(ctx)
				return v + n, err
			}), shared)
		},
		naive: func(_ *link, in []item) []item {
			return each(in, func(v int) []item { return values(v + 2*rest(v, 4)) })
		},
	}
}

func weigh(v int) int { return rest(v, 4) }

// scales is f under a limit of l.n of its own, for values that weigh something:
// together not more than that, or one alone.
func (w *world) scales(l *link, f func(context.Context, int) (int, error)) func(context.Context, int) (int, error) {
	var inUse atomic.Int64
	return func(ctx context.Context, v int) (int, error) {
		weight := int64(weigh(v))
		if sum := inUse.Add(weight); weight > 0 && sum > max(weight, int64(l.n)) {
			w.violated("%s: %d is in use, %d may be", l, sum, l.n)
		}
		defer inUse.Add(-weight)
		return f(ctx, v)
	}
}
