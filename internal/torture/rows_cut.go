package main

import (
	"context"
	"errors"
	"runtime"
	"sync/atomic"

	"github.com/seed-09178888/leat/stream"
)

// cutRows run a stream in which nothing may start behind a failure (guarantee 9).
var cutRows = []row{
	cutRow("Iter(0..9*$n)", 0, func(_ *cut, n int) stream.Stream[int] { return stream.Iter(ints(n)) }),
	cutRow("TryGenerate(0..9*$n-1, then waits)", 1, func(c *cut, n int) stream.Stream[int] {
		return stream.TryGenerate(func(ctx context.Context, yield func(int, error) bool) error {
			defer c.seen()
			for i := range n - 1 { // all that there is room for
				if !yield(i, nil) {
					return nil
				}
			}
			<-ctx.Done()
			return ctx.Err()
		})
	}),
}

// cutRow is a task that runs such a stream. So many of the source are cancelled.
func cutRow(text string, sources int, source func(c *cut, n int) stream.Stream[int]) row {
	return row{
		text: "TryMap(v + $a, " + text + ".TryMap(1 fails).Buffered($n+2, Window(9*$n)).TryCollect)",
		leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
			wide := w.within(l.task, l.n+2, "the task behind which nothing starts")
			return s.TryMap(func(ctx context.Context, v int) (int, error) {
				c := newCut(ctx, w, l, wide, sources)
				got, err := source(c, 9*l.n).TryMap(c.task).Buffered(c.n, stream.Window(9*l.n)).TryCollect(ctx)
				if ctx.Err() != nil {
					return v, ctx.Err()
				}
				if !errors.Is(err, mishap(1)) || len(got) != 1 {
					w.violated("%s: got %v and the error %v", l, got, err)
				}
				return v + l.a, nil
			})
		},
		naive: func(l *link, in []item) []item {
			return each(in, func(v int) []item { return values(v + l.a) })
		},
	}
}

// A cut is a run of n tasks at a time in which the first waits, the second fails, and
// all others are to be cancelled. All workers are busy when that happens, so none is about to start anything.
type cut struct {
	w     *world
	l     *link
	wide  *gauge
	outer context.Context // in which it is run
	n     int

	begun, over atomic.Int64
	all         chan struct{} // closed when those behind the failure have begun
	gone        chan struct{} // closed when they have been cancelled, and the source
	waits       int64         // how many of those there are
}

func newCut(ctx context.Context, w *world, l *link, wide *gauge, sources int) *cut {
	return &cut{w: w, l: l, wide: wide, outer: ctx, n: l.n + 2, waits: int64(l.n + sources), all: make(chan struct{}), gone: make(chan struct{})}
}

// task is that of element v.
func (c *cut) task(ctx context.Context, v int) (int, error) {
	defer c.w.enter(ctx, c.wide, c.l.id, v)()
	wait := func(ch <-chan struct{}) bool {
		select {
		case <-ch:
			return true
		case <-ctx.Done():
			return false
		}
	}
	switch {
	case v == 0:
		if wait(c.gone) {
			for range 20 { // whoever would start something now can
				runtime.Gosched()
			}
		}
		return v, ctx.Err()
	case v == 1:
		if wait(c.all) {
			return v, mishap(v)
		}
		return v, ctx.Err()
	case v >= c.n:
		if c.outer.Err() == nil && c.w.struck.Load() == nil {
			c.w.violated("%s: element %d starts behind a failure", c.l, v)
		}
		return v, nil
	}
	if c.begun.Add(1) == int64(c.n-2) {
		close(c.all)
	}
	<-ctx.Done()
	c.seen()
	return v, ctx.Err()
}

// seen is called by what has seen that it is cancelled.
func (c *cut) seen() {
	if c.over.Add(1) == c.waits {
		close(c.gone)
	}
}
