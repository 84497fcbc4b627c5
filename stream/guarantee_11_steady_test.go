package stream_test

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/cenkalti/backoff/v5"

	"github.com/seed-09178888/leat/stream"
)

// gSteadyCrashes are rows of gCrashes: the functions of retries, limits and hedges.
var gSteadyCrashes = map[string]func(crash func()) stream.Stream[int]{
	"Retry, Backoff": func(crash func()) stream.Stream[int] {
		return gRetried(stream.RetryPolicy{Backoff: func() backoff.BackOff { crash(); return &backoff.ZeroBackOff{} }})
	},
	"Retry, NextBackOff": func(crash func()) stream.Stream[int] {
		return gRetried(stream.RetryPolicy{Backoff: func() backoff.BackOff { return backOffFunc(func() time.Duration { crash(); return 0 }) }})
	},
	"Retry, If": func(crash func()) stream.Stream[int] {
		return gRetried(stream.RetryPolicy{If: func(error) bool { crash(); return false }})
	},
	"Retry, a further attempt": func(crash func()) stream.Stream[int] {
		p := stream.RetryPolicy{Backoff: func() backoff.BackOff { return &backoff.ZeroBackOff{} }}
		return gThree().Map(func(i int) *gCall2 { return &gCall2{i: i} }).Buffered(2).
			TryMap(func(_ context.Context, c *gCall2) (int, error) { return c.again(crash) }).Retry(p)
	},
	"RetryPolicy.Wrap": func(crash func()) stream.Stream[int] {
		return gThree().TryMap(stream.RetryPolicy{}.Wrap(always(func(i int) { gAt(i, crash) })))
	},
	"RateLimit": func(crash func()) stream.Stream[int] {
		return stream.Defer(func(context.Context) (stream.Stream[int], error) {
			var waits atomic.Int64
			return gThree().RateLimit(limiterFunc(func(context.Context) error { gAt(int(waits.Add(1))-1, crash); return nil })), nil
		})
	},
	"HedgePolicy.Wrap, the first attempt": func(crash func()) stream.Stream[int] {
		return gThree().TryMap(stream.HedgePolicy{After: time.Hour}.Wrap(always(func(i int) { gAt(i, crash) })))
	},
	"HedgePolicy.Wrap, the second attempt": func(crash func()) stream.Stream[int] {
		return gThree().Map(func(i int) *gCall2 { return &gCall2{i: i} }).
			TryMap(stream.HedgePolicy{After: time.Millisecond}.Wrap(func(ctx context.Context, c *gCall2) (int, error) { return c.slow(ctx, crash) }))
	},
	"Limit.Do": func(crash func()) stream.Stream[int] {
		l := stream.NewLimit(1)
		return gThree().TryMap(func(ctx context.Context, i int) (int, error) {
			return i, l.Do(ctx, 1, func(context.Context) error { gAt(i, crash); return nil })
		})
	},
	"Limit.Wrap, weight": func(crash func()) stream.Stream[int] {
		return gThree().TryMap(stream.NewLimit(1).Wrap(func(i int) int { gAt(i, crash); return 1 }, always(func(int) {})))
	},
	"Limit.Wrap, f": func(crash func()) stream.Stream[int] {
		return gThree().TryMap(stream.NewLimit(1).Wrap(nil, always(func(i int) { gAt(i, crash) })))
	},
	"NewAdaptiveLimit, Overload": func(crash func()) stream.Stream[int] {
		l := stream.NewAdaptiveLimit(stream.AIMD{Floor: 1, Ceiling: 2, Overload: func(error) bool { crash(); return true }})
		return gThree().TryMap(l.Wrap(nil, func(_ context.Context, i int) (int, error) {
			if i == 1 {
				return 0, errBoom
			}
			return i, nil
		}))
	},
	"Shared": func(crash func()) stream.Stream[int] {
		return gThree().Map(func(i int) int { gAt(i, crash); return i }).Buffered(2, stream.Shared(stream.NewLimit(1)))
	},
}

// gRetried is a stream whose second element fails, and is retried.
func gRetried(p stream.RetryPolicy) stream.Stream[int] {
	return gThree().TryMap(func(_ context.Context, i int) (int, error) {
		if i == 1 {
			return 0, errBoom
		}
		return i, nil
	}).Retry(p)
}

// gCall2 crashes when element 1 is called the second time.
type gCall2 struct {
	i     int
	calls atomic.Int64
}

func (c *gCall2) again(crash func()) (int, error) {
	if call := c.calls.Add(1); c.i == 1 && call == 1 {
		return 0, errBoom
	}
	gAt(c.i, crash)
	return c.i, nil
}

func (c *gCall2) slow(ctx context.Context, crash func()) (int, error) {
	if call := c.calls.Add(1); c.i == 1 && call == 1 {
		return 0, gWait(ctx, time.Hour)
	}
	gAt(c.i, crash)
	return c.i, nil
}
