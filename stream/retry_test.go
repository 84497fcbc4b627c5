package stream_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/cenkalti/backoff/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// everySecond pauses a second before each further attempt.
func everySecond() backoff.BackOff { return backoff.NewConstantBackOff(time.Second) }

// A flaky task fails as often as it is told to for each value, and counts the attempts.
type flaky struct {
	fails map[int]int // of a value
	err   error       // errBoom if nil

	mu sync.Mutex
	at map[int][]time.Duration // when each attempt at a value began
	t0 time.Time
}

func newFlaky(fails map[int]int) *flaky {
	return &flaky{fails: fails, err: errBoom, at: map[int][]time.Duration{}, t0: time.Now()}
}

func (f *flaky) task(_ context.Context, v int) (int, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.at[v] = append(f.at[v], time.Since(f.t0))
	if len(f.at[v]) <= f.fails[v] {
		return -1, f.err
	}
	return 10 * v, nil
}

// seconds are the times of the attempts at v.
func (f *flaky) seconds(v int) (out []float64) {
	for _, d := range f.at[v] {
		out = append(out, d.Seconds())
	}
	return out
}

func TestRetry(t *testing.T) {
	p := stream.RetryPolicy{Backoff: everySecond}
	bubble(t, "runs a failed task again after a pause, three times in all", func(t *testing.T) {
		f := newFlaky(map[int]int{2: 2, 3: 3})
		assertOnce(t, stream.Of(1, 2, 3, 4).TryMap(f.task).Retry(p), 10, 20, &stream.RetryError{Attempts: 3, Err: errBoom}, 40)
		assert.Equal(t, []float64{0}, f.seconds(1))
		assert.Equal(t, []float64{0, 1, 2}, f.seconds(2))
		assert.Equal(t, []float64{2, 3, 4}, f.seconds(3))
	})
	bubble(t, "Tries says how many attempts there are, the first included", func(t *testing.T) {
		for tries := 1; tries <= 5; tries++ {
			f := newFlaky(map[int]int{1: 99})
			err := stream.Of(1).TryMap(f.task).Retry(stream.RetryPolicy{Tries: tries, Backoff: everySecond}).Drain(t.Context())
			require.Equal(t, &stream.RetryError{Attempts: tries, Err: errBoom}, err)
			assert.Len(t, f.at[1], tries)
		}
	})
	bubble(t, "an element keeps its place and its slot while it is retried", func(t *testing.T) {
		f, running := newFlaky(map[int]int{0: 2, 3: 1}), new(gauge)
		s := stream.Iter(ints(6)).TryMap(func(ctx context.Context, v int) (int, error) {
			defer running.enter()()
			return f.task(ctx, v)
		}).Retry(p)
		assertOnce(t, s.Buffered(2, stream.Window(6)), 0, 10, 20, 30, 40, 50)
		assert.Equal(t, []float64{0, 1, 2}, f.seconds(0))
		assert.Equal(t, []float64{0, 1}, f.seconds(3), "the other slot went on")
		assert.Equal(t, []float64{1}, f.seconds(5), "both slots were taken by pauses")
		assert.LessOrEqual(t, running.peak.Load(), int64(2))
	})
	bubble(t, "runs the whole task above it again, and nothing else", func(t *testing.T) {
		var calls []string
		note := func(name string, then func(int) error) func(context.Context, int) (int, error) {
			return func(_ context.Context, v int) (int, error) { calls = append(calls, name); return v, then(v) }
		}
		failOnce := func(int) error {
			if len(calls) < 4 {
				return errBoom
			}
			return nil
		}
		fine := func(int) error { return nil }
		s := stream.Of(1).TryMap(note("above", fine)).Take(1).TryMap(note("charge", fine)).TryMap(note("notify", failOnce)).Retry(p).TryMap(note("below", fine))
		assertOnce(t, s, 1)
		assert.Equal(t, "above charge notify charge notify below", strings.Join(calls, " "))
	})
	bubble(t, "errors from above pass untouched, those of a task that mends them excepted", func(t *testing.T) {
		attempts := 0
		count := func(_ context.Context, v int) (int, error) { attempts++; return v, nil }
		for _, s := range []stream.Stream[int]{sourceOf[int](1, errBoom, 3), sourceOf[int](1, errBoom, 3).Buffered(2), sourceOf[int](1, errBoom).Chain(stream.Of(3))} {
			start := time.Now()
			assertOnce(t, s.TryMap(count).MapErr(func(err error) error { return err }).Retry(p), 1, errBoom, 3)
			assert.Zero(t, time.Since(start))
		}
		failing := 0
		mend := func(_ context.Context, err error) (int, error) {
			if failing--; failing >= 0 {
				return 0, err
			}
			return 2, nil
		}
		mended := sourceOf[int](1, errBoom, 3).OrElse(mend)
		for _, s := range []stream.Stream[int]{mended, mended.Map(func(v int) int { return v }), mended.Chain(stream.Empty[int]()), stream.Empty[int]().Chain(mended)} {
			failing = 2
			assertOnce(t, s.Retry(p), 1, 2, 3)
		}
		start := time.Now()
		for _, s := range []stream.Stream[int]{mended.Chain(sourceOf[int](errBoom)), mended.Chain(sourceOf[int](errBoom).TryMap(count))} {
			assertOnce(t, s.Retry(p), 1, 2, 3, errBoom)
			got := s.Retry(p).Buffered(2).Collect(t.Context())
			assert.Same(t, errBoom, got[3].Err, "the OrElse of another stream of the chain is none of its task")
		}
		assert.Zero(t, time.Since(start))
	})
	bubble(t, "a value that was filtered out has not failed", func(t *testing.T) {
		f := newFlaky(map[int]int{2: 1})
		assertOnce(t, stream.Of(1, 2, 3).TryMap(f.task).Filter(func(v int) bool { return v > 10 }).Retry(p), 20, 30)
		assert.Len(t, f.at[1], 1)
		assert.Len(t, f.at[2], 2)
	})
}

func TestRetryPolicy(t *testing.T) {
	attempts := func(t *testing.T, p stream.RetryPolicy, err error) int {
		t.Helper()
		f := newFlaky(map[int]int{1: 99})
		f.err = err
		got := stream.Of(1).TryMap(f.task).Retry(p).Drain(t.Context())
		require.Equal(t, &stream.RetryError{Attempts: len(f.at[1]), Err: err}, got)
		require.ErrorIs(t, got, err)
		return len(f.at[1])
	}
	bubble(t, "an error that If does not want, or a permanent one, is not retried", func(t *testing.T) {
		p := stream.RetryPolicy{Backoff: everySecond, If: func(err error) bool { return errors.Is(err, errBoom) }}
		assert.Equal(t, 3, attempts(t, p, errBoom))
		assert.Equal(t, 1, attempts(t, p, errWhy))
		assert.Equal(t, 1, attempts(t, p, backoff.Permanent(errBoom)))
		assert.Equal(t, 1, attempts(t, stream.RetryPolicy{}, fmt.Errorf("wrapped: %w", backoff.Permanent(errWhy))))
	})
	bubble(t, "a permanent error is permanent for another Retry, too", func(t *testing.T) {
		f := newFlaky(map[int]int{1: 99})
		f.err = backoff.Permanent(errBoom)
		p := stream.RetryPolicy{Backoff: everySecond}
		require.ErrorIs(t, stream.Of(1).TryMap(f.task).Retry(p).Retry(p).Drain(t.Context()), errBoom)
		assert.Len(t, f.at[1], 1)
		f = newFlaky(map[int]int{1: 99})
		require.ErrorIs(t, stream.Of(1).TryMap(f.task).Retry(p).Retry(p).Drain(t.Context()), errBoom)
		assert.Len(t, f.at[1], 9)
	})
	bubble(t, "RetryAfter says how long the pause is", func(t *testing.T) {
		f := newFlaky(map[int]int{1: 2})
		f.err = errors.Join(errBoom, backoff.RetryAfter(7))
		require.NoError(t, stream.Of(1).TryMap(f.task).Retry(stream.RetryPolicy{Backoff: everySecond}).Drain(t.Context()))
		assert.Equal(t, []float64{0, 7, 14}, f.seconds(1))
	})
	bubble(t, "a back-off that stops ends the attempts; each element that fails has one of its own", func(t *testing.T) {
		made := 0
		p := stream.RetryPolicy{Tries: 9, Backoff: func() backoff.BackOff { made++; return &stopping{left: 2} }}
		f := newFlaky(map[int]int{1: 99, 2: 0, 3: 99})
		got := stream.Of(1, 2, 3).TryMap(f.task).Retry(p).Collect(t.Context())
		assert.Equal(t, &stream.RetryError{Attempts: 3, Err: errBoom}, got[0].Err)
		assert.Equal(t, &stream.RetryError{Attempts: 3, Err: errBoom}, got[2].Err)
		assert.Equal(t, 2, made, "none for the one that succeeded")
	})
	bubble(t, "without a back-off pauses grow from half a second, and there is no limit on the time in all", func(t *testing.T) {
		f := newFlaky(map[int]int{1: 99})
		require.ErrorIs(t, stream.Of(1).TryMap(f.task).Retry(stream.RetryPolicy{Tries: 60}).Drain(t.Context()), errBoom)
		at := f.seconds(1)
		assert.InDelta(t, 0.5, at[1], 0.25)
		assert.InDelta(t, 60, at[59]-at[58], 30)
		assert.Greater(t, at[59], 15*60.0, "the library's own limit")
	})
	bubble(t, "a pause ends with the context, and nobody is asked about what has failed after that", func(t *testing.T) {
		f := newFlaky(map[int]int{1: 99})
		asked := 0
		p := stream.RetryPolicy{Tries: 9, Backoff: func() backoff.BackOff { return backoff.NewConstantBackOff(time.Minute) }, If: func(error) bool { asked++; return true }}
		ctx, cancel := context.WithTimeoutCause(t.Context(), 90*time.Second, errWhy)
		defer cancel()
		require.Equal(t, errWhy, stream.Of(1).TryMap(f.task).Retry(p).Drain(ctx))
		assert.Equal(t, 90*time.Second, time.Since(f.t0))
		assert.Equal(t, []float64{0, 60}, f.seconds(1))
		assert.Equal(t, 2, asked)

		ended, stop := context.WithCancel(t.Context())
		asked = 0
		p.Backoff = func() backoff.BackOff { asked++; return &backoff.ZeroBackOff{} }
		task := func(context.Context, int) (int, error) { stop(); return 0, errBoom }
		require.ErrorIs(t, stream.Of(1).TryMap(task).Retry(p).Drain(ended), context.Canceled)
		assert.Zero(t, asked)
	})
	bubble(t, "nobody is asked either if the context ends in a later attempt", func(t *testing.T) {
		ctx, stop := context.WithCancel(t.Context())
		f, asked := newFlaky(map[int]int{1: 99}), 0
		p := stream.RetryPolicy{Backoff: everySecond, If: func(error) bool { asked++; return true }}
		_, err := p.Wrap(func(ctx context.Context, v int) (int, error) {
			if len(f.at[v]) == 1 {
				stop()
			}
			return f.task(ctx, v)
		})(ctx, 1)
		assert.Equal(t, &stream.RetryError{Attempts: 2, Err: errBoom}, err)
		assert.Equal(t, 1, asked)
	})
	bubble(t, "there is no attempt after the context has ended, not even in the moment in which the pause ends", func(t *testing.T) {
		for range 50 { // the end of either may be seen first
			f := newFlaky(map[int]int{1: 99})
			ctx, stop := context.WithCancel(t.Context())
			p := stream.RetryPolicy{Backoff: func() backoff.BackOff { return backOffFunc(func() time.Duration { stop(); return 0 }) }}
			_, err := p.Wrap(f.task)(ctx, 1)
			assert.Equal(t, &stream.RetryError{Attempts: 1, Err: errBoom}, err)
		}
	})
	t.Run("a back-off that is nil panics at the first failure", func(t *testing.T) {
		s := stream.Of(1).TryMap(newFlaky(map[int]int{1: 9}).task).Retry(stream.RetryPolicy{Backoff: func() backoff.BackOff { return nil }})
		assert.Equal(t, "stream: Retry: what Backoff returns must not be nil", recoveredIn(t, func() { _ = s.Drain(t.Context()) }).Value)
	})
}

// stopping allows a few more attempts, at once.
type stopping struct{ left, given int }

func (b *stopping) Reset() { b.given = 0 }

func (b *stopping) NextBackOff() time.Duration {
	if b.given++; b.given > b.left {
		return backoff.Stop
	}
	return 0
}

// backOffFunc is a back-off without state.
type backOffFunc func() time.Duration

func (f backOffFunc) NextBackOff() time.Duration { return f() }
func (backOffFunc) Reset()                       {}

func TestRetryPolicyWrap(t *testing.T) {
	bubble(t, "retries one function of a task", func(t *testing.T) {
		f, charged := newFlaky(map[int]int{1: 2, 2: 3}), 0
		charge := func(v int) int { charged++; return v }
		s := stream.Of(1, 2).Map(charge).TryMap(stream.RetryPolicy{Backoff: everySecond}.Wrap(f.task))
		assertOnce(t, s, 10, &stream.RetryError{Attempts: 3, Err: errBoom})
		assert.Equal(t, 2, charged)
	})
	bubble(t, "is a plain function", func(t *testing.T) {
		f := newFlaky(map[int]int{1: 2})
		v, err := stream.RetryPolicy{Backoff: everySecond}.Wrap(f.task)(t.Context(), 1)
		require.NoError(t, err)
		assert.Equal(t, 10, v)
		v, err = stream.RetryPolicy{Tries: 2, Backoff: everySecond}.Wrap(newFlaky(map[int]int{1: 2}).task)(t.Context(), 1)
		assert.Zero(t, v, "not the -1 that came with the error")
		require.Error(t, err)
		v, err = stream.RetryPolicy{Tries: 1}.Wrap(newFlaky(map[int]int{1: 2}).task)(t.Context(), 1)
		assert.Zero(t, v)
		assert.EqualError(t, err, "gave up after 1 attempt: boom")
	})
}

func ExampleStream_Retry() {
	left := 2
	charge := func(_ context.Context, order string) (string, error) {
		if left--; left >= 0 {
			return "", errors.New("service unavailable")
		}
		return order + " charged", nil
	}
	p := stream.RetryPolicy{Tries: 5, Backoff: func() backoff.BackOff { return backoff.NewConstantBackOff(time.Millisecond) }}
	fmt.Println(stream.Of("order 7").TryMap(charge).Timeout(time.Second).Retry(p).Buffered(4).TryCollect(context.Background()))
	// Output: [order 7 charged] <nil>
}

func ExampleRetryPolicy() {
	p := stream.RetryPolicy{
		Tries:   10,
		Backoff: func() backoff.BackOff { return &backoff.ZeroBackOff{} },
		If:      func(err error) bool { return !errors.Is(err, context.Canceled) },
	}
	find := func(context.Context, string) (int, error) {
		return 0, backoff.Permanent(errors.New("no such user"))
	}
	fmt.Println(stream.Of("ada").TryMap(find).Retry(p).First(context.Background()))
	// Output: 0 gave up after 1 attempt: no such user
}

func ExampleRetryPolicy_Wrap() {
	charge := func(order string) string { fmt.Println("charged once"); return order }
	tries := 0
	notify := func(_ context.Context, order string) (string, error) {
		if tries++; tries < 3 {
			return "", errors.New("mail server is busy")
		}
		return order + " done", nil
	}
	p := stream.RetryPolicy{Backoff: func() backoff.BackOff { return &backoff.ZeroBackOff{} }}
	fmt.Println(stream.Of("order 7").Map(charge).TryMap(p.Wrap(notify)).TryCollect(context.Background()))
	// Output:
	// charged once
	// [order 7 done] <nil>
}

func ExampleRetryError() {
	down := func(context.Context, int) (int, error) { return 0, errors.New("connection refused") }
	p := stream.RetryPolicy{Tries: 2, Backoff: func() backoff.BackOff { return &backoff.ZeroBackOff{} }}
	_, err := stream.Of(1).TryMap(down).Retry(p).First(context.Background())
	if gaveUp, ok := errors.AsType[*stream.RetryError](err); ok {
		fmt.Println(gaveUp.Attempts, gaveUp.Err)
	}
	// Output: 2 connection refused
}
