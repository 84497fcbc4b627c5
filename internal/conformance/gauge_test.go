package conformance_test

import (
	"context"
	"sync/atomic"
	"time"
)

// A gauge counts how many tasks run, the most that ever did, and how many have started.
type gauge struct{ now, peak, total atomic.Int64 }

// enter is called when a task starts; what it returns when it ends: defer g.enter()().
func (g *gauge) enter() (leave func()) {
	n := g.now.Add(1)
	g.total.Add(1)
	for p := g.peak.Load(); n > p && !g.peak.CompareAndSwap(p, n); p = g.peak.Load() {
	}
	return func() { g.now.Add(-1) }
}

// task takes a second.
func (g *gauge) task(ctx context.Context, v int) (int, error) {
	defer g.enter()()
	return v, wait(ctx, time.Second)
}

// endless runs until it is cancelled.
func (g *gauge) endless(ctx context.Context, v int) (int, error) {
	defer g.enter()()
	<-ctx.Done()
	return v, ctx.Err()
}

// alone is a task for those who do not want its result.
func alone(task func(context.Context, int) (int, error)) func(context.Context, int) error {
	return func(ctx context.Context, v int) error {
		_, err := task(ctx, v)
		return err
	}
}
