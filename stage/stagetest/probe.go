package stagetest

import (
	"context"
	"sync"

	"github.com/seed-09178888/leat/stream"
)

// A Probe is a source that the test drives element by element, and that counts
// how many were asked for. Its methods never block; in a synctest bubble call synctest.Wait
// between an action and a look at what it has led to.
//
//	var p stagetest.Probe[int]
//	out := p.Stream().Take(1).Chan(t.Context())
//	p.Send(7, 8)
//	got := <-out // 7; p.Pulled() is 1, p.Queued() is 1
//
// The zero Probe is ready to use. It must not be copied after first use.
type Probe[T any] struct {
	mu struct {
		sync.Mutex
		queue  []stream.Result[T]
		ended  bool
		pulled int
		change chan struct{} // closed at the next change; made by who waits for one, so in its bubble
	}
}

// Stream returns the stream of what the probe is sent. It can be run more than
// once, also concurrently: each element goes to one of the runs, and the end to all.
//
//	Send(1, 2) Fail(err) End()  ->  --1--2--#--|
//
// Order: as sent.
//
// Concurrency: the source runs in one goroutine of each run.
//
// Memory: what was sent and not yet asked for.
//
// Errors: those of [Probe.Fail]; they do not end the stream.
//
// Cancellation: ends with ctx. What was not asked for stays queued.
//
// Again: what is still queued, and what is sent later.
func (p *Probe[T]) Stream() stream.Stream[T] {
	return stream.TryGenerate(func(ctx context.Context, yield func(T, error) bool) error {
		for {
			r, ok := p.pull(ctx)
			if !ok || !yield(r.Value, r.Err) {
				return nil
			}
		}
	})
}

// Send queues values. It never blocks: a value waits until it is asked for, if ever.
//
// Misuse: panics after [Probe.End].
func (p *Probe[T]) Send(vs ...T) {
	for _, v := range vs {
		p.put("Send", stream.Result[T]{Value: v})
	}
}

// Fail queues an error, which takes its place among the values.
//
// Misuse: panics if err is nil, or after [Probe.End].
func (p *Probe[T]) Fail(err error) {
	if err == nil {
		misuse("Probe.Fail", "err must not be nil")
	}
	p.put("Fail", stream.Result[T]{Err: err})
}

// End ends the stream behind what is queued. To call it again does nothing.
func (p *Probe[T]) End() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mu.ended = true
	p.changed()
}

// Pulled returns how many elements were asked for, one that is waited for included.
func (p *Probe[T]) Pulled() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.mu.pulled
}

// Queued returns how many elements were sent and not yet taken.
func (p *Probe[T]) Queued() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.mu.queue)
}

func (p *Probe[T]) put(method string, r stream.Result[T]) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.mu.ended {
		misuse("Probe."+method, "after End")
	}
	p.mu.queue = append(p.mu.queue, r)
	p.changed()
}

// changed wakes those who wait. The lock is held.
func (p *Probe[T]) changed() {
	if p.mu.change != nil {
		close(p.mu.change)
		p.mu.change = nil
	}
}

// pull takes the next element, and is false at the end and when ctx has ended.
func (p *Probe[T]) pull(ctx context.Context) (r stream.Result[T], ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.mu.pulled++
	for len(p.mu.queue) == 0 {
		if p.mu.ended {
			return r, false
		}
		if p.mu.change == nil {
			p.mu.change = make(chan struct{})
		}
		if !p.wait(ctx, p.mu.change) {
			return r, false
		}
	}
	r = p.mu.queue[0]
	p.mu.queue = p.mu.queue[1:]
	return r, true
}

// wait gives the lock away while it waits.
func (p *Probe[T]) wait(ctx context.Context, change <-chan struct{}) bool {
	p.mu.Unlock()
	defer p.mu.Lock()
	select {
	case <-change:
	case <-ctx.Done():
	}
	return ctx.Err() == nil
}
