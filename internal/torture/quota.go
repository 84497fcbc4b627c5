package main

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/seed-09178888/leat/stream"
)

// A limit says what stream.Limit the rows of a plan share.
type limit struct {
	size     int // at first
	most     int // it ever is
	adaptive bool
	resizes  []resize
}

// A resize is one by somebody beside the run.
type resize struct {
	after time.Duration
	size  int
}

func drawLimit(r *rand.Rand) limit {
	l := limit{size: 1 + r.IntN(4), adaptive: r.IntN(3) == 0}
	l.most = l.size
	if l.adaptive {
		l.most += r.IntN(3)
	}
	for range r.IntN(2) * r.IntN(6) {
		size := 1 + r.IntN(4)
		l.resizes = append(l.resizes, resize{time.Duration(r.IntN(400)) * time.Microsecond, size})
		if !l.adaptive { // one that is keeps to its ceiling
			l.most = max(l.most, size)
		}
	}
	return l
}

func (l limit) String() string {
	how := ""
	if l.adaptive {
		how = fmt.Sprintf(", adaptive from 1 to %d", l.most)
	}
	for _, r := range l.resizes {
		how += fmt.Sprintf(", %d after %v", r.size, r.after)
	}
	return fmt.Sprintf("a limit of %d%s", l.size, how)
}

// A quota is a limit, and a count of the functions that run under it. Who has started a stream
// that runs under it too, and waits for that, runs none.
type quota struct {
	*stream.Limit
	leaves *gauge
}

func (w *world) newQuota(l limit) *quota {
	q := &quota{leaves: w.gauge(l.most, "what runs under "+l.String())}
	if l.adaptive {
		q.Limit = stream.NewAdaptiveLimit(stream.AIMD{Floor: 1, Ceiling: l.most, Start: l.size, Latency: 40 * time.Microsecond})
	} else {
		q.Limit = stream.NewLimit(l.size)
	}
	for _, r := range l.resizes {
		w.timers.after(r.after, func() { q.Resize(r.size) })
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.mu.quotas = append(w.mu.quotas, q)
	return q
}

// under is f, called where a part of the quota is held.
func (q *quota) under(w *world, l *link, f func(context.Context, int) (int, error)) func(context.Context, int) (int, error) {
	return func(ctx context.Context, v int) (int, error) {
		defer w.enter(ctx, q.leaves, l.id, v)()
		return f(ctx, v)
	}
}

// impatient is f under the limit, or without if there has been none for so long.
func (q *quota) impatient(d time.Duration, f, without func(context.Context, int) (int, error)) func(context.Context, int) (int, error) {
	return func(ctx context.Context, v int) (u int, err error) {
		brief, cancel := context.WithTimeout(ctx, d)
		defer cancel()
		begun := false
		err = q.Do(brief, 1+rest(v, 3), func(within context.Context) error {
			begun = true
			u, err = f(context.WithoutCancel(within), v)
			return err
		})
		if !begun && ctx.Err() == nil {
			return without(ctx, v)
		}
		return u, err
	}
}

// idle: nothing is left of what limits gave away, and nobody waits.
func (w *world) idle() {
	w.mu.Lock()
	quotas := w.mu.quotas
	w.mu.Unlock()
	for _, q := range quotas {
		if s := q.Stats(); s.InUse != 0 || s.Running != 0 || s.Waiting != 0 {
			w.violated("after the end the limit says %+v", s)
		}
	}
}
