package main

import (
	"context"
	"slices"

	"github.com/seed-09178888/leat/stream"
)

// boundaryRows are the stages at which tasks run concurrently.
var boundaryRows = []row{
	{text: "Buffered($n, Window($w))", kind: buffer, leat: func(_ *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		return s.Buffered(l.n, l.window())
	}, naive: same},
	{text: "BufferedUnordered($n, Window($w))", kind: buffer, unordered: true, leat: func(_ *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		return s.BufferedUnordered(l.n, l.window())
	}, naive: same},
	{text: "Buffered($n, FailFast())", kind: buffer, failFast: true, leat: func(_ *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		return s.Buffered(l.n, stream.FailFast())
	}, naive: same},
	watchedRow("Buffered($n, Window($w))", false, func(l *link, s stream.Stream[int]) stream.Stream[int] { return s.Buffered(l.n, stream.Window(l.w)) }),
	watchedRow("BufferedUnordered($n, Window($w))", true, func(l *link, s stream.Stream[int]) stream.Stream[int] {
		return s.BufferedUnordered(l.n, l.window())
	}),
	{text: "FlatMap(Iter(0..2*$n).TryMap($n at a time meet).Buffered($n))", kind: sequence, leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		wide := w.gauge(l.n, "the task that meets others")
		return s.FlatMap(func(v int) stream.Stream[int] {
			defer w.call(l.own, l.id, v)()
			meet := w.meetings(wide, l.id, l.n, 2)
			if v%2 == 0 {
				return stream.Iter(ints(2 * l.n)).TryMap(meet).Buffered(l.n)
			}
			return stream.FromSeq(slices.Values(ints(2 * l.n))).TryMap(meet).Buffered(l.n)
		})
	}, naive: func(l *link, in []item) []item {
		return each(in, func(int) []item { return values(ints(2 * l.n)...) })
	}},
	{text: "BufferedByKey($n, v % 3, v % ($a+2) == $b fails, Window($w))", kind: boundary, unordered: true, leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		q := w.queues(3)
		f := l.try(w, l.own)
		return s.BufferedByKey(l.n, func(v int) int {
			defer w.call(l.task, l.id, v)()
			return q.add(rest(v, 3), v)
		}, func(ctx context.Context, v int) (int, error) {
			defer q.serve(rest(v, 3), v)()
			return f(ctx, v)
		}, l.window())
	}, naive: triedEach},
	{text: "FlatMapUnordered($n, Iter(0..v%4).TryMap(v % ($a+2) == $b fails))", kind: buffer, unordered: true, leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		return s.FlatMapUnordered(l.n, func(v int) stream.Stream[int] {
			defer w.call(l.task, l.id, v)()
			return l.inner(w, v, l.task, 0)
		})
	}, naive: func(l *link, in []item) []item { return each(in, l.innerList) }},
	{text: "FlatMapUnordered($n, Iter(0..v%4).TryMap(v % ($a+2) == $b fails).Buffered(2))", kind: buffer, mixes: true, leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		wide := w.gauge(2*l.n, "the task within FlatMapUnordered")
		return s.FlatMapUnordered(l.n, func(v int) stream.Stream[int] {
			defer w.call(l.task, l.id, v)()
			return l.inner(w, v, wide, 2)
		})
	}, naive: func(l *link, in []item) []item { return each(in, l.innerList) }},
	{text: "Merge(Iter(0..$a).TryMap(v % ($a+2) == $b fails).Buffered($n))", kind: sequence, mixes: true, leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		wide := w.gauge(l.n, "the task within Merge")
		return stream.Merge(s, stream.Iter(ints(l.a)).TryMap(l.try(w, wide)).Buffered(l.n))
	}, naive: func(l *link, in []item) []item {
		return slices.Concat(in, triedEach(l, values(ints(l.a)...)))
	}},
	expandRow("Expand($n, v % ($a+2) == $b fails, else 0..v%3 as well)", func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		return s.Expand(l.n, l.expanding(l.try(w, l.own)))
	}),
}

func expandRow(text string, leat func(w *world, l *link, s stream.Stream[int]) stream.Stream[int]) row {
	return row{text: text, kind: boundary, mixes: true, leat: leat, naive: func(l *link, in []item) []item {
		var expand func(v int) []item
		expand = func(v int) []item {
			out := l.tried(v)
			if out[0].Err == nil {
				out = append(out, each(values(ints(rest(v, 3))...), expand)...)
			}
			return out
		}
		return each(in, expand)
	}}
}

// expanding is f with what it makes more of.
func (l *link) expanding(f func(context.Context, int) (int, error)) func(context.Context, int) (int, []int, error) {
	return func(ctx context.Context, v int) (int, []int, error) {
		u, err := f(ctx, v)
		return u, ints(rest(v, 3)), err
	}
}

// watchedRow is a boundary between two stages that count what is pulled and what is received.
func watchedRow(text string, unordered bool, below func(l *link, s stream.Stream[int]) stream.Stream[int]) row {
	return row{
		text: "Transform(count).TryMap(v % ($a+2) == $b fails)." + text + ".Transform(count)",
		kind: boundary, unordered: unordered,
		leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
			up, down := w.watch(l.String(), l.limit())
			return below(l, s.Transform(up).TryMap(l.try(w, l.own))).Transform(down)
		},
		naive: triedEach,
	}
}

// limit is how many elements may be pulled and not received.
func (l *link) limit() int {
	if l.n == 1 && l.unordered {
		return 1
	}
	return l.w
}
