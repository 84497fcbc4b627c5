package main

import (
	"cmp"
	"slices"

	"github.com/seed-09178888/leat/stream"
)

// inner is the stream that flattening stages make of a value, a boundary in it; innerList is it as a list.
func (l *link) inner(w *world, v int, g *gauge, n int) stream.Stream[int] {
	s := stream.Iter(ints(rest(v, 4))).TryMap(l.try(w, g))
	if n > 0 {
		s = s.Buffered(n)
	}
	return s
}

func (l *link) innerList(v int) []item { return triedEach(l, values(ints(rest(v, 4))...)) }

// sequenceRows are the stages that see the elements one after another.
var sequenceRows = []row{
	{text: "Take(5*$a)", kind: sequence, ordered: true, leat: func(_ *world, l *link, s stream.Stream[int]) stream.Stream[int] { return s.Take(5 * l.a) },
		naive: func(l *link, in []item) []item { return in[:min(len(in), 5*l.a)] }},
	{text: "Skip($a)", kind: sequence, ordered: true, leat: func(_ *world, l *link, s stream.Stream[int]) stream.Stream[int] { return s.Skip(l.a) },
		naive: func(l *link, in []item) []item { return in[min(len(in), l.a):] }},
	{text: "TakeWhile(v < 8*$a)", kind: sequence, ordered: true, leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		return s.TakeWhile(func(v int) bool {
			defer w.call(l.own, l.id, v)()
			return v < 8*l.a
		})
	}, naive: func(l *link, in []item) []item {
		if i := slices.IndexFunc(in, func(e item) bool { return e.Err == nil && e.Value >= 8*l.a }); i >= 0 {
			return in[:i]
		}
		return in
	}},
	{text: "Chunks($a).FlatMap(Iter)", kind: sequence, holds: true, leat: func(_ *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		return s.Chunks(l.a).FlatMap(stream.Iter)
	}, naive: same},
	{text: "Scan(sum from $a)", kind: sequence, ordered: true, leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		return s.Scan(l.a, func(sum, v int) (int, int) {
			defer w.call(l.own, l.id, v)()
			sum = rest(sum+v, 997)
			return sum, sum
		})
	}, naive: func(l *link, in []item) []item {
		sum := l.a
		return each(in, func(v int) []item {
			sum = rest(sum+v, 997)
			return values(sum)
		})
	}},
	{text: "Chain(Iter(0..$a).TryMap(v % ($a+2) == $b fails))", kind: chained, ordered: true, holds: true, leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		return s.Chain(stream.Iter(ints(l.a)).TryMap(l.try(w, l.task)))
	}, naive: func(l *link, in []item) []item {
		return slices.Concat(in, triedEach(l, values(ints(l.a)...)))
	}},
	{text: "Zip(Iter(0..12).TryMap(v % ($a+2) == $b fails).Buffered($n))", kind: sequence, ordered: true, leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		wide := w.gauge(l.n, "the task within Zip")
		return s.Zip(stream.Iter(ints(12)).TryMap(l.try(w, wide)).Buffered(l.n)).
			Map(func(p stream.Pair[int, int]) int { return p.First + 10*p.Second }).MapErr(root)
	}, naive: func(l *link, in []item) (out []item) {
		right := triedEach(l, values(ints(12)...))
		for i := range min(len(in), len(right)) {
			e := item{Err: cmp.Or(in[i].Err, right[i].Err)}
			if e.Err == nil {
				e.Value = in[i].Value + 10*right[i].Value
			}
			out = append(out, e)
		}
		return out
	}},
	{text: "FlatMap(Iter(0..v%4).TryMap(v % ($a+2) == $b fails).Buffered($n))", kind: sequence, leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		wide := w.gauge(l.n, "the task within FlatMap")
		return s.FlatMap(func(v int) stream.Stream[int] {
			defer w.call(l.own, l.id, v)()
			return l.inner(w, v, wide, l.n)
		})
	}, naive: func(l *link, in []item) []item { return each(in, l.innerList) }},
}
