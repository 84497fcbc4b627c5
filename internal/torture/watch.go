package main

import (
	"context"
	"iter"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// A transform is what Transform takes.
type transform = func(ctx context.Context, in iter.Seq2[int, error], yield func(int, error) bool)

// watch makes stages above and below a boundary that see to it that no more
// than limit elements are pulled and not received. The one that is being
// received, and not yet counted, comes on top.
func (w *world) watch(name string, limit int) (up, down transform) {
	var pulled, received atomic.Int64
	counting := func(count func()) transform {
		return func(_ context.Context, in iter.Seq2[int, error], yield func(int, error) bool) {
			for v, err := range in {
				count()
				if !yield(v, err) {
					return
				}
			}
		}
	}
	return counting(func() {
			if n := pulled.Add(1) - received.Load(); n > int64(limit+1) {
				w.violated("%s: %d elements are pulled and not received, %d may be", name, n-1, limit)
			}
		}), counting(func() {
			received.Add(1)
		})
}

// queues hold the elements of each key that have not been worked on, in their order.
type queues struct {
	w  *world
	mu struct {
		sync.Mutex
		waiting [][]int
		busy    []bool
	}
}

func (w *world) queues(n int) *queues {
	q := &queues{w: w}
	q.mu.waiting, q.mu.busy = make([][]int, n), make([]bool, n)
	return q
}

// add is called with the elements in their order. It returns the key.
func (q *queues) add(key, v int) int {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.mu.waiting[key] = append(q.mu.waiting[key], v)
	return key
}

// serve is called when an element is worked on; what it returns at the end of that.
func (q *queues) serve(key, v int) (done func()) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.mu.busy[key] {
		q.w.violated("BufferedByKey works on two elements of key %d at a time", key)
	}
	if i := slices.Index(q.mu.waiting[key], v); i != 0 {
		q.w.violated("BufferedByKey works on %d before those in front of it: %v", v, q.mu.waiting[key])
	} else {
		q.mu.waiting[key] = q.mu.waiting[key][1:]
	}
	q.mu.busy[key] = true
	return func() {
		q.mu.Lock()
		defer q.mu.Unlock()
		q.mu.busy[key] = false
	}
}

// meetings makes a task that waits for others, n of them at a time: if ever
// fewer run (guarantee 5), it waits for ever. Its values are numbered.
func (w *world) meetings(g *gauge, id, n, rounds int) func(context.Context, int) (int, error) {
	present, all := make([]atomic.Int64, rounds), make([]chan struct{}, rounds)
	for i := range all {
		all[i] = make(chan struct{})
	}
	return func(ctx context.Context, v int) (int, error) {
		defer w.enter(ctx, g, id, v)()
		if present[v/n].Add(1) == int64(n) {
			close(all[v/n])
		}
		select {
		case <-all[v/n]:
			return v, nil
		case <-ctx.Done():
			return v, ctx.Err()
		}
	}
}

// timers are those of a run, stopped and joined at its end.
type timers struct {
	mu struct {
		sync.Mutex
		all []*time.Timer
	}
	wg sync.WaitGroup
}

func (t *timers) after(d time.Duration, f func()) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.wg.Add(1)
	t.mu.all = append(t.mu.all, time.AfterFunc(d, func() {
		defer t.wg.Done()
		f()
	}))
}

func (t *timers) stop() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, timer := range t.mu.all {
		if timer.Stop() {
			t.wg.Done()
		}
	}
	t.wg.Wait()
}
