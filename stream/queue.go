package stream

import (
	"context"
	"sync"
)

// A queue is first in, first out, and has no bound. Many put, one takes.
type queue[T any] struct {
	filled chan struct{} // a token: something was put, or the queue was closed
	mu     struct {
		sync.Mutex
		waiting []T
		closed  bool
	}
}

func newQueue[T any]() *queue[T] { return &queue[T]{filled: make(chan struct{}, 1)} }

// put is false, and puts nothing, if the queue is closed.
func (q *queue[T]) put(vs ...T) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.mu.closed {
		return false
	}
	q.mu.waiting = append(q.mu.waiting, vs...)
	signal(q.filled)
	return true
}

// close lets take return what there is, and then nothing more.
func (q *queue[T]) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.mu.closed = true
	signal(q.filled)
}

// poll takes the first one, if there is any.
func (q *queue[T]) poll() (v T, ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.mu.waiting) == 0 {
		return v, false
	}
	first := &q.mu.waiting[0]
	v, *first = *first, v // nothing taken is kept alive
	if q.mu.waiting = q.mu.waiting[1:]; len(q.mu.waiting) == 0 {
		q.mu.waiting = nil // nor is the room that many have needed
	}
	return v, true
}

// take waits for the first one. It is false if none comes any more, or ctx has ended.
func (q *queue[T]) take(ctx context.Context) (v T, ok bool) {
	for ctx.Err() == nil {
		if v, ok = q.poll(); ok || q.drained() {
			return v, ok
		}
		select {
		case <-q.filled:
		case <-ctx.Done():
		}
	}
	return v, false
}

// clear drops what there is.
func (q *queue[T]) clear() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.mu.waiting = nil
}

func (q *queue[T]) drained() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.mu.closed && len(q.mu.waiting) == 0
}

// signal leaves a token, unless there is one.
func signal(token chan struct{}) {
	select {
	case token <- struct{}{}:
	default:
	}
}
