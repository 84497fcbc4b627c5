package main

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// A world is where the functions of one run live: it counts them, delays them,
// and inflicts the fault on them.
type world struct {
	*plan
	cancel    context.CancelCauseFunc
	calls     atomic.Int64
	handovers atomic.Int64
	received  atomic.Int64
	running   atomic.Int64
	over      atomic.Bool
	happened  atomic.Bool           // the fault has
	left      atomic.Bool           // the consumer has
	struck    atomic.Pointer[gauge] // where the panic or Goexit was inflicted
	body      *gauge                // of the terminal's own functions
	timers    timers
	quota     *quota // that all rows share which are not said to have their own

	mu struct {
		sync.Mutex
		gauges     []*gauge
		quotas     []*quota
		violations []string
		most       int // goroutines
	}
}

// A gauge counts how many functions of one place run, and the most that ever did.
type gauge struct {
	name      string
	limit     int64
	per       *gauge // if there is one: limit is for each that may run there
	now, peak atomic.Int64
}

// bound is known when the chain is built.
func (g *gauge) bound() int64 {
	if g.per == nil {
		return g.limit
	}
	return g.limit * g.per.bound()
}

func (w *world) gauge(limit int, name string) *gauge {
	g := &gauge{name: name, limit: int64(limit)}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.mu.gauges = append(w.mu.gauges, g)
	return g
}

// within is a gauge of functions of which so many may run for each that may run in another place.
func (w *world) within(per *gauge, limit int, name string) *gauge {
	g := w.gauge(limit, name)
	g.per = per
	return g
}

// violated notes that something must not have happened.
func (w *world) violated(format string, args ...any) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.mu.violations = append(w.mu.violations, fmt.Sprintf(format, args...))
}

// call is enter for a function without a context.
func (w *world) call(g *gauge, id, v int) (leave func()) {
	return w.enter(context.Background(), g, id, v)
}

// enter is called when a function starts; what it returns when it ends: defer w.enter(...)().
func (w *world) enter(ctx context.Context, g *gauge, id, v int) (leave func()) {
	if w.over.Load() {
		w.violated("%s is called after the end", g.name)
	}
	w.running.Add(1)
	n := g.now.Add(1)
	for p := g.peak.Load(); n > p && !g.peak.CompareAndSwap(p, n); p = g.peak.Load() {
	}
	leave = func() {
		g.now.Add(-1)
		w.running.Add(-1)
	}
	k := int(w.calls.Add(1))
	if k%16 == 0 {
		w.countGoroutines()
	}
	if k == w.fault.at {
		w.inflict(g, leave)
	}
	w.dawdle(ctx, id, v)
	return leave
}

// end ends the context: that is the fault.
func (w *world) end() {
	w.happened.Store(true)
	w.cancel(errCause)
}

// inflict is called in the call that the fault is for.
func (w *world) inflict(g *gauge, leave func()) {
	switch w.fault.name {
	case cancelsAtCall:
		w.end()
	case cancelsAtHand:
		if !handovers { // the next best point
			w.end()
		}
	case panicking, goexiting:
		w.happened.Store(true)
		w.struck.Store(g)
		leave()
		if w.fault.name == goexiting {
			runtime.Goexit()
		}
		panic(errStrike)
	}
}

// dawdle makes some calls longer: always the same ones.
func (w *world) dawdle(ctx context.Context, id, v int) {
	switch h := hash(w.seed, id, v); h % 24 {
	case 0:
		time.Sleep(time.Duration(h>>8%50) * time.Microsecond)
	case 1, 2, 3:
		for range h >> 8 % 8 {
			runtime.Gosched()
		}
	case 4:
		for spin := h >> 8 % 2000; spin > 0 && ctx.Err() == nil; spin-- {
		}
	}
}

// waits is for tasks that wait for something other than the processor, and heed their context.
func (w *world) waits(ctx context.Context, id, v int) error {
	h := hash(w.seed+1, id, v)
	if h%16 != 0 {
		return nil
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(time.Duration(h>>8%100) * time.Microsecond):
		return nil
	}
}

// receive is called by consumers with each element.
func (w *world) receive() {
	n := int(w.received.Add(1))
	if w.fault.name == cancelsAtItem && n == w.fault.at || w.fault.name == blocks && n == w.awaited {
		w.end()
	}
	if w.slow && hash(w.seed, -1, n)%4 == 0 {
		time.Sleep(time.Duration(n%7) * 20 * time.Microsecond)
	}
}

// handover is called at the hand-over points of the engine, if it is built with them.
func (w *world) handover() { //nolint:unused // without the tag interleave nothing calls it
	k := w.handovers.Add(1)
	if int(k) == w.fault.at && w.fault.name == cancelsAtHand {
		w.end()
	}
	if int(k) == w.stall {
		time.Sleep(300 * time.Microsecond)
	}
	if h := hash(w.seed, -2, int(k)); h%16 < uint64(w.yields) {
		for range 1 + h>>8%3 {
			runtime.Gosched()
		}
	}
}

func (w *world) countGoroutines() {
	n := runtime.NumGoroutine()
	w.mu.Lock()
	defer w.mu.Unlock()
	w.mu.most = max(w.mu.most, n)
}

// mishap is for functions that are given errors: they see no others (guarantee 10).
func (w *world) mishap(err error) mishap {
	m, ok := err.(mishap) //nolint:errorlint // errors arrive as they are
	if !ok {
		w.violated("a function was given the error %v", err)
	}
	return m
}

// hash is splitmix64.
func hash(seed uint64, id, v int) uint64 {
	x := seed ^ uint64(id)<<32 ^ uint64(v)*0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
