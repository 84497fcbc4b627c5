package main

import (
	"context"
	"errors"
	"math"
	"sync/atomic"
	"time"

	"github.com/cenkalti/backoff/v5"

	"github.com/seed-09178888/leat/stream"
)

// atOnce is how long Retry pauses.
func atOnce() backoff.BackOff { return &backoff.ZeroBackOff{} }

// policyRows are the stages that say how a task is run.
var policyRows = []row{
	{text: "Map(v).Retry(Tries: $n)", leat: func(_ *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		return s.Map(func(v int) int { return v }).Retry(stream.RetryPolicy{Tries: l.n, Backoff: atOnce}).MapErr(root)
	}, naive: same},
	{text: "Map(v).Timeout(1h)", leat: func(_ *world, _ *link, s stream.Stream[int]) stream.Stream[int] {
		return s.Map(func(v int) int { return v }).Timeout(time.Hour)
	}, naive: same},
	{text: "Scan(trial).TryMap(fails v%4 times).Retry(Tries: $n)", kind: head, leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		return s.Scan(0, newTrial).TryMap(l.failing(w)).Retry(stream.RetryPolicy{Tries: l.n, Backoff: atOnce, If: l.worth(w)}).
			Map(func(t *trial) int {
				if n := t.again(); n != rest(t.v, 4)+1 {
					w.violated("%s: %d has succeeded in attempt %d", l, t.v, n)
				}
				return t.v + 1
			}).MapErr(l.gaveUp(w))
	}, naive: func(l *link, in []item) []item {
		return each(in, func(v int) []item {
			if l.attempts(v) < rest(v, 4)+1 {
				return []item{{Err: mishap(v)}}
			}
			return values(v + 1)
		})
	}},
	{text: "Take(all).TryMap(v % ($a+2) == $b waits for its end).Timeout($n*10µs)", kind: head, leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		return s.Take(math.MaxInt).TryMap(l.waiting(w)).Timeout(time.Duration(l.n) * 10 * time.Microsecond).MapErr(func(err error) error {
			t, ok := errors.AsType[failure](err)
			if ok && !errors.Is(err, context.DeadlineExceeded) {
				w.violated("%s: %d has failed with %v, not because it was late", l, t.v, err)
			}
			return root(err)
		})
	}, naive: triedEach},
	{text: "Scan(trial).TryMap(twice, v % ($a+2) == $b fails).Hedge(($b*10 + 1)µs)", kind: head, leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		return s.Scan(0, newTrial).TryMap(l.racing(w)).Hedge(stream.HedgePolicy{
			After:      time.Duration(10*l.b+1) * time.Microsecond,
			Percentile: float64(l.a % 2 * 50),
		}).Map(func(t *trial) int {
			l.raced(w, t)
			return t.v + 1
		}).MapErr(func(err error) error {
			if f, ok := errors.AsType[failure](err); ok {
				l.raced(w, f.trial)
			}
			return root(err)
		})
	}, naive: triedEach},
	{text: "Map(v + $a).RateLimit(any)", leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		var runs atomic.Int64
		limiter := &limiter{w: w, l: l}
		return s.Map(func(v int) int {
			if runs.Add(1) > limiter.waits.Load() {
				w.violated("%s: a task has not waited", l)
			}
			return v + l.a
		}).RateLimit(limiter)
	}, naive: func(l *link, in []item) []item {
		return each(in, func(v int) []item { return values(v + l.a) })
	}},
}

// A limiter makes some tasks wait a little.
type limiter struct {
	w     *world
	l     *link
	waits atomic.Int64
}

func (r *limiter) Wait(ctx context.Context) error {
	n := int(r.waits.Add(1))
	defer r.w.enter(ctx, r.l.task, r.l.id, n)()
	return r.w.waits(ctx, r.l.id, n)
}
