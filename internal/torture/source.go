package main

import (
	"context"

	"github.com/seed-09178888/leat/stream"
)

// A source yields the items of the plan; task is what counts the tasks it is made of, if it is.
type source struct {
	name      string
	blocks    bool // if the fault is that, it blocks behind them until its context ends
	unordered bool // yields in any order
	stream    func(w *world, task *gauge) stream.Stream[int]
}

// get is the task that makes an element of an item.
func (w *world) get(task *gauge) func(context.Context, item) (int, error) {
	return func(ctx context.Context, e item) (int, error) {
		defer w.enter(ctx, task, 0, e.Value)()
		return e.Get()
	}
}

var sources = []source{
	{"Iter", false, false, func(w *world, task *gauge) stream.Stream[int] { return stream.Iter(w.items).TryMap(w.get(task)) }},
	{"FromSeq2", false, false, func(w *world, _ *gauge) stream.Stream[int] {
		one := w.gauge(1, "the source")
		return stream.FromSeq2(func(yield func(int, error) bool) {
			w.yield(context.Background(), one, yield)
		})
	}},
	{"TryGenerate", true, false, func(w *world, _ *gauge) stream.Stream[int] {
		one := w.gauge(1, "the source")
		return stream.TryGenerate(func(ctx context.Context, yield func(int, error) bool) error {
			if w.yield(ctx, one, yield) && w.fault.name == blocks {
				w.blocked()
				<-ctx.Done()
				return ctx.Err()
			}
			return nil
		})
	}},
	{"Defer", false, false, func(w *world, task *gauge) stream.Stream[int] {
		one := w.gauge(1, "the source")
		return stream.Defer(func(ctx context.Context) (stream.Stream[int], error) {
			defer w.enter(ctx, one, 0, -1)()
			return stream.Of(w.items...).TryMap(w.get(one)), nil
		})
	}},
	{"FromChan", true, false, func(w *world, task *gauge) stream.Stream[int] {
		return stream.Defer(func(context.Context) (stream.Stream[item], error) {
			ch := make(chan item, len(w.items))
			for _, e := range w.items {
				ch <- e
			}
			if w.fault.name == blocks {
				w.blocked()
			} else {
				close(ch)
			}
			return stream.FromChan(ch), nil
		}).TryMap(w.get(task))
	}},
	{"TryUnfold", true, false, func(w *world, task *gauge) stream.Stream[int] {
		one := w.gauge(1, "the source")
		return stream.TryUnfold(0, func(ctx context.Context, i int) (item, int, bool, error) {
			if i < len(w.items) {
				defer w.enter(ctx, one, 0, i)()
				return w.items[i], i + 1, true, nil
			}
			if w.fault.name == blocks {
				w.blocked()
				<-ctx.Done()
			}
			return item{}, i, false, ctx.Err()
		}).TryMap(w.get(task))
	}},
	{"Tasks", false, false, func(w *world, task *gauge) stream.Stream[int] {
		tasks := make([]func(context.Context) (int, error), len(w.items))
		for i, e := range w.items {
			tasks[i] = func(ctx context.Context) (int, error) { return w.get(task)(ctx, e) }
		}
		return stream.Tasks(tasks...)
	}},
	{"TaskSet", false, true, func(w *world, _ *gauge) stream.Stream[int] {
		three := w.gauge(3, "a task of the set")
		set := stream.NewTaskSet[int](3)
		return stream.Defer(func(context.Context) (stream.Stream[int], error) {
			for _, e := range w.items {
				set.Go(func(ctx context.Context) (int, error) { return w.get(three)(ctx, e) })
			}
			set.Close()
			return set.Stream(), nil
		})
	}},
}

// yield reports whether all items are wanted, and more.
func (w *world) yield(ctx context.Context, g *gauge, yield func(int, error) bool) bool {
	for i, e := range w.items {
		w.enter(ctx, g, 0, i)()
		if !yield(e.Value, e.Err) {
			return false
		}
	}
	return true
}

// blocked is called when the source blocks. If the consumer cannot tell when it has got what it can get, time ends the run.
func (w *world) blocked() {
	if w.awaited <= 0 {
		w.timers.after(w.patience, w.end)
	}
}
