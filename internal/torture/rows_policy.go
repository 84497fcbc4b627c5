package main

import (
	"context"
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
			Map(l.succeeded(w)).MapErr(l.gaveUp(w))
	}, naive: func(l *link, in []item) []item {
		return each(in, func(v int) []item {
			if l.attempts(v) < rest(v, 4)+1 {
				return []item{{Err: mishap(v)}}
			}
			return values(v + 1)
		})
	}},
	{text: "Take(all).TryMap(v % ($a+2) == $b waits for its end).Timeout($n*10µs)", kind: head, leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		return s.Take(math.MaxInt).TryMap(l.waiting(w)).Timeout(time.Duration(l.n) * 10 * time.Microsecond).MapErr(l.late(w))
	}, naive: triedEach},
	{text: "Scan(trial).TryMap(twice, v % ($a+2) == $b fails).Hedge(($b*10 + 1)µs)", kind: head, leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		return s.Scan(0, newTrial).TryMap(l.racing(w)).Hedge(stream.HedgePolicy{
			After:      time.Duration(10*l.b+1) * time.Microsecond,
			Percentile: float64(l.a % 2 * 50),
		}).Map(l.won(w)).MapErr(l.lost(w))
	}, naive: triedEach},
	{text: "Map(v + $a).RateLimit(any)", leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		limiter := &limiter{w: w, l: l}
		return s.Map(limiter.task).RateLimit(limiter)
	}, naive: func(l *link, in []item) []item {
		return each(in, func(v int) []item { return values(v + l.a) })
	}},
}

// A limiter makes some tasks wait a little.
type limiter struct {
	w     *world
	l     *link
	waits atomic.Int64
	runs  atomic.Int64
}

// task sees to it that no more tasks have begun than have waited.
func (r *limiter) task(v int) int {
	if r.runs.Add(1) > r.waits.Load() {
		r.w.violated("%s: a task has not waited", r.l)
	}
	return v + r.l.a
}

func (r *limiter) Wait(ctx context.Context) error {
	n := int(r.waits.Add(1))
	defer r.w.enter(ctx, r.l.task, r.l.id, n)()
	return r.w.waits(ctx, r.l.id, n)
}
