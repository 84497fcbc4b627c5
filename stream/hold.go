package stream

import (
	"container/list"
	"context"
	"time"
)

// A hold is a part of a limit that somebody holds, or waits for.
type hold struct {
	limit  *Limit
	weight int
	parent *hold         // of the same limit, which this one is nested in; may be nil
	ready  chan struct{} // closed when it is held

	// Guarded by the mutex of the limit.
	onLent bool // it is held on what the parent lends
	lends  bool // something else runs on it
	over   bool // its holder has ended; what runs on it may not have

	full, cuts int       // adaptive: those of the limit when it was taken
	since      time.Time // adaptive: when it was taken
}

// holdOf is the key of the innermost hold of a limit in a context.
type holdOf struct{ *Limit }

// within is ctx for what runs on h.
func (h *hold) within(ctx context.Context) context.Context {
	return context.WithValue(ctx, holdOf{h.limit}, h)
}

// acquire waits until weight is held, or ctx has ended.
func (l *Limit) acquire(ctx context.Context, weight int) (*hold, error) {
	if ctx.Err() != nil {
		return nil, context.Cause(ctx)
	}
	h := &hold{limit: l, weight: weight}
	h.parent, _ = ctx.Value(holdOf{l}).(*hold)
	place := l.queue(h)
	if place == nil {
		return h, nil
	}
	select {
	case <-h.ready:
		return h, nil
	case <-ctx.Done():
		l.leave(h, place)
		return nil, context.Cause(ctx)
	}
}

// queue takes h at once, or returns its place in the queue.
func (l *Limit) queue(h *hold) *list.Element {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.borrow(h) || l.mu.waiting.Len() == 0 && l.take(h) {
		return nil
	}
	h.ready = make(chan struct{})
	if h.parent != nil {
		l.mu.nested++
	}
	return l.mu.waiting.PushBack(h)
}

// leave gives up the wait of h.
func (l *Limit) leave(h *hold, place *list.Element) {
	l.mu.Lock()
	defer l.mu.Unlock()
	select {
	case <-h.ready: // in the same moment
		h.end()
	default:
		l.remove(place)
	}
	l.serve() // those behind it may weigh less
}

// release ends what ran on h.
func (h *hold) release() {
	l := h.limit
	l.mu.Lock()
	defer l.mu.Unlock()
	h.end()
	l.serve()
}

// serve gives what is free to those who wait, in their order. Who is nested need
// not be the first: only its like can use what its parent lends.
func (l *Limit) serve() {
	first := true
	for place := l.mu.waiting.Front(); place != nil && (first || l.mu.nested > 0); {
		h, next := place.Value.(*hold), place.Next()
		if l.borrow(h) || first && l.take(h) {
			l.remove(place)
			close(h.ready)
		} else {
			first = false
		}
		place = next
	}
}

func (l *Limit) remove(place *list.Element) {
	if l.mu.waiting.Remove(place).(*hold).parent != nil {
		l.mu.nested--
	}
}

// take holds h on its own weight, if that is free.
func (l *Limit) take(h *hold) bool {
	alone := l.mu.inUse == 0
	if h.weight > l.mu.size-l.mu.inUse && h.weight > 0 && !alone {
		l.mu.full++ // for one of this weight
		return false
	}
	l.begin(h)
	l.mu.inUse += h.weight
	if l.mu.inUse >= l.mu.size {
		l.mu.full++
	}
	return true
}

// borrow holds h on what its parent lends, if nothing else runs on that. One whose
// context has outlived it lends nothing; in its place stands the one that it was nested in.
func (l *Limit) borrow(h *hold) bool {
	from := h.parent
	for from != nil && from.over {
		from = from.parent
	}
	if from == nil || from.lends {
		return false
	}
	h.parent, from.lends, h.onLent = from, true, true
	l.begin(h)
	return true
}

func (l *Limit) begin(h *hold) {
	l.mu.running++
	if l.aimd != nil {
		h.full, h.cuts, h.since = l.mu.full, l.mu.cuts, time.Now()
	}
}

func (h *hold) end() {
	h.limit.mu.running--
	h.free()
}

// free gives back the part that h holds, or leaves that to what runs on it.
func (h *hold) free() {
	h.over = true
	switch {
	case h.lends: // what runs on it gives it back
	case h.onLent:
		h.parent.lends = false
		if h.parent.over {
			h.parent.free()
		}
	default:
		h.limit.mu.inUse -= h.weight
	}
}
