package main

import (
	"context"
	"errors"

	"github.com/seed-09178888/leat/stream"
)

// root is the mishap that a task panicked with, or the first of a pair that has two.
func root(err error) error {
	if m, ok := errors.AsType[mishap](err); ok {
		return m
	}
	return err
}

// elementRows are the stages that are part of the task.
var elementRows = []row{
	{text: "Map(v + $a)", leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		return s.Map(func(v int) int {
			defer w.call(l.task, l.id, v)()
			return v + l.a
		})
	}, naive: func(l *link, in []item) []item {
		return each(in, func(v int) []item { return values(v + l.a) })
	}},
	{text: "TryMap(v % ($a+2) == $b fails)", leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		return s.TryMap(l.try(w, l.task))
	}, naive: triedEach},
	{text: "Filter(v % ($a+2) != $b)", leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		return s.Filter(func(v int) bool {
			defer w.call(l.task, l.id, v)()
			return !l.fails(v)
		})
	}, naive: func(l *link, in []item) []item {
		return without(in, func(e item) bool { return e.Err == nil && l.fails(e.Value) })
	}},
	{text: "FilterMap(v + $a, v % ($a+2) != $b)", leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		return s.FilterMap(func(v int) (int, bool) {
			defer w.call(l.task, l.id, v)()
			return v + l.a, !l.fails(v)
		})
	}, naive: func(l *link, in []item) []item {
		return each(in, func(v int) []item {
			if l.fails(v) {
				return nil
			}
			return values(v + l.a)
		})
	}},
	{text: "MapErr(#e + $a)", leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		return s.MapErr(func(err error) error {
			m := w.mishap(err)
			defer w.call(l.task, l.id, int(m))()
			return m + mishap(l.a)
		})
	}, naive: func(l *link, in []item) (out []item) {
		for _, e := range in {
			if e.Err != nil {
				e.Err = e.Err.(mishap) + mishap(l.a) //nolint:errorlint // all are mishaps
			}
			out = append(out, e)
		}
		return out
	}},
	{text: "OrElse(even #e is e + $a)", leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		return s.OrElse(func(ctx context.Context, err error) (int, error) {
			m := w.mishap(err)
			defer w.enter(ctx, l.task, l.id, int(m))()
			if m%2 == 0 {
				return int(m) + l.a, nil
			}
			return 0, err
		})
	}, naive: func(l *link, in []item) (out []item) {
		for _, e := range in {
			if m, ok := e.Err.(mishap); ok && m%2 == 0 { //nolint:errorlint // all are mishaps
				e = item{Value: int(m) + l.a}
			}
			out = append(out, e)
		}
		return out
	}},
	{text: "DropErrors()", leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		return s.DropErrors(func(err error) { defer w.call(l.task, l.id, int(w.mishap(err)))() })
	}, naive: func(_ *link, in []item) []item {
		return without(in, func(e item) bool { return e.Err != nil })
	}},
	{text: "Map(v % ($a+2) == $b panics).CatchPanic()", catches: true, leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		return s.Map(func(v int) int {
			defer w.call(l.task, l.id, v)()
			if l.fails(v) {
				panic(mishap(v))
			}
			return v + 1
		}).CatchPanic().MapErr(root)
	}, naive: triedEach},
}
