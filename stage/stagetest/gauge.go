package stagetest

import (
	"context"
	"sync"
)

// A Gauge counts how many tasks run at a time, and the most that ever did.
//
//	var g stagetest.Gauge
//	s := in.TryMap(g.Wrap(fetch)).Buffered(4)
//	...
//	stagetest.Bound(t, &g, 4)
//
// The zero Gauge is ready to use. Its methods may be called concurrently. It must not be copied after first use.
type Gauge struct {
	mu struct {
		sync.Mutex
		running, peak, total int
	}
}

// Enter is called where what is counted begins, and what it returns where that
// ends; to call that again does nothing.
//
//	defer g.Enter()()
func (g *Gauge) Enter() (leave func()) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.mu.total++
	g.mu.running++
	g.mu.peak = max(g.mu.peak, g.mu.running)
	return sync.OnceFunc(func() {
		g.mu.Lock()
		defer g.mu.Unlock()
		g.mu.running--
	})
}

// Wrap returns a task that is counted while f runs, also if that panics.
func (g *Gauge) Wrap[T, U any](f func(context.Context, T) (U, error)) func(context.Context, T) (U, error) {
	if f == nil {
		misuse("Gauge.Wrap", "f must not be nil")
	}
	return func(ctx context.Context, v T) (U, error) {
		defer g.Enter()()
		return f(ctx, v)
	}
}

// Running returns how many run now.
func (g *Gauge) Running() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.mu.running
}

// Peak returns the most that have run at a time.
func (g *Gauge) Peak() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.mu.peak
}

// Total returns how many have begun.
func (g *Gauge) Total() int {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.mu.total
}
