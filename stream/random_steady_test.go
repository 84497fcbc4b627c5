package stream_test

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"github.com/cenkalti/backoff/v5"

	"github.com/seed-09178888/leat/stream"
)

// rSteady are the stages that act on the task above them. None changes what comes
// of it, but for the RetryError around it.
var rSteady = []rStage{
	{"TryMap, Retry", true, false, func(s stream.Stream[int], a, b int) stream.Stream[int] {
		p := stream.RetryPolicy{Tries: b, Backoff: func() backoff.BackOff { return backoff.NewConstantBackOff(time.Duration(a) * time.Second) }}
		return s.TryMap(rTry(a+1, b)).Retry(p).MapErr(rUnwrap)
	}, rTriedAll},
	{"flaky TryMap, Retry", true, false, func(s stream.Stream[int], a, _ int) stream.Stream[int] {
		p := stream.RetryPolicy{Tries: a + 1, Backoff: func() backoff.BackOff { return &backoff.ZeroBackOff{} }}
		return s.Map(func(v int) *rFlaky { return &rFlaky{v: v, fails: a} }).Buffered(1). // so that it is not made anew
													TryMap(func(_ context.Context, f *rFlaky) (int, error) { return f.try() }).Retry(p).MapErr(rUnwrap)
	}, rSame},
	{"TryMap, Timeout, Hedge", true, false, func(s stream.Stream[int], a, b int) stream.Stream[int] {
		return s.TryMap(rTry(a+1, b)).Timeout(time.Hour).Hedge(stream.HedgePolicy{After: time.Hour})
	}, rTriedAll},
	{"slow TryMap, Hedge", true, false, func(s stream.Stream[int], a, b int) stream.Stream[int] {
		return s.TryMap(func(ctx context.Context, v int) (int, error) {
			if err := gWait(ctx, time.Duration(b)*time.Millisecond); err != nil {
				return 0, err
			}
			return rTry(a+1, b)(ctx, v)
		}).Hedge(stream.HedgePolicy{After: 2500 * time.Microsecond})
	}, rTriedAll},
	{"TryMap, RateLimit", true, false, func(s stream.Stream[int], a, b int) stream.Stream[int] {
		return s.TryMap(rTry(a+1, b)).RateLimit(limiterFunc(func(context.Context) error { return nil }))
	}, rTriedAll},
	{"TryMap, Limit.Wrap", true, false, func(s stream.Stream[int], a, b int) stream.Stream[int] {
		return s.TryMap(stream.NewLimit(b).Wrap(func(v int) int { return rest(v, a+3) }, rTry(a+1, b)))
	}, rTriedAll},
	{"TryMap, Buffered under a limit", true, false, func(s stream.Stream[int], a, b int) stream.Stream[int] {
		return s.TryMap(rTry(a+1, b)).Buffered(a, stream.Shared(stream.NewLimit(b)))
	}, rTriedAll},
}

func rTriedAll(in []rElement, a, b int) []rElement { return rValues(in, rTried(a+1, b)) }

// rUnwrap is the error within a RetryError, or err.
func rUnwrap(err error) error {
	if gaveUp, ok := errors.AsType[*stream.RetryError](err); ok {
		return gaveUp.Err
	}
	return err
}

// An rFlaky fails a few times before it succeeds.
type rFlaky struct {
	v, fails int
	tries    atomic.Int64
}

func (f *rFlaky) try() (int, error) {
	if int(f.tries.Add(1)) <= f.fails {
		return 0, rError(f.v)
	}
	return f.v, nil
}
