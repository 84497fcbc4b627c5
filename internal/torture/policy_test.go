package main

import (
	"context"
	"errors"
	"testing"

	"github.com/cenkalti/backoff/v5"

	"github.com/seed-09178888/leat/stream"
)

// broken is a table with a row that is one of these but for its stream, below others.
func broken(r row, leat func(w *world, l *link, s stream.Stream[int]) stream.Stream[int]) tables {
	r.leat = leat
	from := only(r)
	from.rows = append(from.rows, boundaryRows)
	return from
}

// tries is a task that is tried so often as the policy of its row says, whatever happens.
func tries(l *link, f func(context.Context, *trial) (*trial, error)) func(context.Context, *trial) (*trial, error) {
	return func(ctx context.Context, t *trial) (u *trial, err error) {
		for range l.n {
			u, err = f(ctx, t)
			if _, permanent := errors.AsType[*backoff.PermanentError](err); err == nil || permanent {
				break
			}
		}
		return u, err
	}
}

func TestPoliciesThatAreWrong(t *testing.T) {
	retry := named(t, policyRows, "Scan(trial).TryMap(fails v%4 times).Retry(Tries: $n)")
	hedge := named(t, policyRows, "Scan(trial).TryMap(twice, v % ($a+2) == $b fails).Hedge(($b*10 + 1)µs)")
	for words, from := range map[string]tables{
		"has failed after 1 attempts, of": broken(retry, func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
			return s.Scan(0, newTrial).TryMap(l.failing(w)).Map(l.succeeded(w)).MapErr(l.gaveUp(w))
		}),
		"has succeeded in attempt": broken(retry, func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
			f := l.failing(w)
			return s.Scan(0, newTrial).TryMap(func(ctx context.Context, t *trial) (*trial, error) {
				_, _ = f(ctx, t)
				return tries(l, f)(ctx, t)
			}).Map(l.succeeded(w)).MapErr(root)
		}),
		"has begun after the end of the context": broken(retry, func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
			return s.Scan(0, newTrial).TryMap(tries(l, l.failing(w))).Map(l.succeeded(w)).MapErr(root)
		}),
		"worth another attempt, after the end": broken(retry, func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
			f, worth := l.failing(w), l.worth(w)
			return s.Scan(0, newTrial).TryMap(tries(l, func(ctx context.Context, t *trial) (*trial, error) {
				u, err := f(ctx, t)
				if err != nil {
					worth(err)
				}
				t.ended = false
				return u, err
			})).Map(l.succeeded(w)).MapErr(root)
		}),
		"not because it was late": broken(named(t, policyRows, "Take(all).TryMap(v % ($a+2) == $b waits for its end).Timeout($n*10µs)"), func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
			return s.Take(1000).TryMap(func(_ context.Context, v int) (int, error) { return v, failure{&trial{v: v}} }).MapErr(l.late(w))
		}),
		"attempts at 0 still run": broken(hedge, func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
			return s.Scan(0, newTrial).Map(func(t *trial) *trial { t.running.Add(2); return t }).Map(l.won(w))
		}),
		"3 attempts at 0 have begun": broken(hedge, func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
			return s.Scan(0, newTrial).TryMap(func(_ context.Context, t *trial) (*trial, error) { t.begun.Add(3); return nil, failure{t} }).Map(l.won(w)).MapErr(l.lost(w))
		}),
		"a task has not waited": broken(named(t, policyRows, "Map(v + $a).RateLimit(any)"), func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
			return s.Map((&limiter{w: w, l: l}).task)
		}),
		"starts behind a failure": broken(cutRows[0], func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
			return s.TryMap(func(ctx context.Context, v int) (int, error) {
				c := newCut(ctx, w, l, w.gauge(1<<20, "any"), 0)
				_, _ = stream.Iter(ints(9)).TryMap(c.task).Buffered(c.n + 1).TryCollect(ctx)
				return v + l.a, ctx.Err()
			})
		}),
	} {
		t.Run(words, func(t *testing.T) { finds(t, from, words) })
	}
}

func TestLimitsThatAreWrong(t *testing.T) {
	for words, from := range map[string]tables{
		"what runs under a limit of": broken(limitedRow("Buffered($n)", false, nil), func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
			return s.TryMap(w.quota.under(w, l, l.try(w, l.task))).Buffered(l.n)
		}),
		"is in use, ": broken(named(t, limitRows, "TryMap(own.Wrap(v % 4, v % ($a+2) == $b fails))"), func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
			return s.TryMap(stream.NewLimit(l.n+2).Wrap(weigh, w.scales(l, l.try(w, l.task))))
		}),
		"after the end the limit says": with(collects(func(w *world, ctx context.Context, s stream.Stream[int], out *outcome) {
			_ = w.quota.Do(t.Context(), 1, func(context.Context) error {
				w.idle()
				return nil
			})
			tryCollect(ctx, s, out)
		})),
	} {
		t.Run(words, func(t *testing.T) { finds(t, from, words) })
	}
}
