package stream

import (
	"container/list"
	"context"
	"sync"
)

// A Limit bounds what runs at the same time in several stages, streams and
// runs together: it has a size, and whatever runs under it holds a part of that, its weight.
//
//	l := stream.NewLimit(20)                                   // at most 20 requests at a time to this service
//	a.TryMap(fetch).Buffered(16, stream.Shared(l))             // of which 16 here
//	b.TryMap(fetch).ConcurrencyLimit(l).Retry(p).Buffered(16)  // 16 here; nothing is held in a pause
//
// It is fair: those who wait are served first come, first served, whatever they
// weigh. Nobody overtakes a heavy one, so none starves; one that is heavier than the whole limit runs alone.
//
// Something that runs under a limit and in it runs a stream that uses the same limit
// would wait for itself. So it lends its part: one of those that it has started at a
// time runs on that, whatever it weighs, and the others wait like everybody else. They are recognized by
// their context. With two limits, nest them in the same order everywhere: that is a deadlock that no limit sees.
//
// A Limit is made by [NewLimit] or [NewAdaptiveLimit], and safe for concurrent use. It has no goroutine, and nothing to close. To
// enter and to leave it takes a mutex and no more, but while somebody waits who is nested, each that leaves looks at all who wait.
type Limit struct {
	aimd *AIMD // nil: the size changes only by Resize

	mu struct {
		sync.Mutex
		size, inUse int       // by weight
		running     int       // how many
		waiting     list.List // of *hold
		nested      int       // how many of those have a parent
		credit      int       // adaptive: the weight that has succeeded since the size changed
		full        int       // adaptive: how often it was used up
		cuts        int       // adaptive: how often the size was cut
	}
}

// NewLimit returns a limit of a size.
//
// Misuse: panics if size < 1.
func NewLimit(size int) *Limit {
	atLeast("NewLimit", "size", 1, size)
	l := new(Limit)
	l.mu.size = size
	return l
}

// Resize changes the size while the limit is in use. What runs goes on; if the size
// becomes smaller, nothing new starts until enough of that has ended. An
// adaptive limit stays within its floor and ceiling, and goes on adapting.
//
// Misuse: panics if size < 1.
func (l *Limit) Resize(size int) {
	atLeast("Limit.Resize", "size", 1, size)
	if l.aimd != nil {
		size = min(max(size, l.aimd.Floor), l.aimd.Ceiling)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.mu.size, l.mu.credit = size, 0
	l.serve()
}

// LimitStats say what a limit is doing.
type LimitStats struct {
	Size    int // in units of weight
	InUse   int // the weight of what runs; more than Size after it was made smaller, and while something heavier runs alone
	Running int // how many hold a part of it
	Waiting int // how many wait for one
}

// Stats returns what the limit is doing at this moment. What runs on a lent part counts as Running.
func (l *Limit) Stats() LimitStats {
	l.mu.Lock()
	defer l.mu.Unlock()
	return LimitStats{l.mu.size, l.mu.inUse, l.mu.running, l.mu.waiting.Len()}
}

// Do waits until weight is free, calls f, and gives it back when f has returned,
// panicked or called Goexit. It returns the error of f, or context.Cause(ctx) if ctx
// has ended first. A weight of 0 waits for those before it and then takes nothing.
//
// f must be given the context it is called with on to what it runs: that is how a nested use of the limit is recognized.
//
// Misuse: panics if f is nil or weight is negative.
func (l *Limit) Do(ctx context.Context, weight int, f func(context.Context) error) error {
	notNil("Limit.Do", "f", f == nil)
	atLeast("Limit.Do", "weight", 0, weight)
	h, err := l.acquire(ctx, weight)
	if err != nil {
		return err
	}
	defer h.release()
	err = f(h.within(ctx))
	l.adapt(ctx, h, err)
	return err
}

// Wrap returns f under the limit. weight says what a value weighs, bytes for example; nil: 1 each.
//
//	buffers := stream.NewLimit(256 << 20) // at most 256 MiB in flight
//	files.TryMap(buffers.Wrap(File.Size, decode)).Buffered(64)
//
// Where all weigh the same, [Stream.ConcurrencyLimit] and [Shared] do it for the whole task.
func (l *Limit) Wrap[T, U any](weight func(T) int, f func(context.Context, T) (U, error)) func(context.Context, T) (U, error) {
	notNil("Limit.Wrap", "f", f == nil)
	return func(ctx context.Context, v T) (u U, err error) {
		w := 1
		if weight != nil {
			w = weight(v)
		}
		err = l.Do(ctx, w, func(ctx context.Context) error {
			u, err = f(ctx, v)
			return err
		})
		return valueOrError(u, err)
	}
}
