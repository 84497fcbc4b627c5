package stream_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// lastingSeconds is a task that takes v seconds, or as long as its context allows.
func lastingSeconds(ctx context.Context, v int) (int, error) {
	return v, gWait(ctx, time.Duration(v)*time.Second)
}

func TestTimeout(t *testing.T) {
	const d = 2500 * time.Millisecond
	bubble(t, "the context of a task ends after d, and its error keeps its place", func(t *testing.T) {
		for _, s := range []stream.Stream[int]{stream.Of(1, 9, 2), stream.Of(1, 9, 2).Skip(0), sourceOf[int](1, 9, 2)} {
			start := time.Now()
			assertOnce(t, s.TryMap(lastingSeconds).Timeout(d), 1, context.DeadlineExceeded, 2)
			assert.Equal(t, 3*time.Second+d, time.Since(start))
			start = time.Now()
			assertOnce(t, s.TryMap(lastingSeconds).Timeout(d).Buffered(3), 1, context.DeadlineExceeded, 2)
			assert.Equal(t, d, time.Since(start))
		}
	})
	bubble(t, "it is the time of the whole task, and waiting for a slot is not part of it", func(t *testing.T) {
		s := stream.Of(2, 2, 2).TryMap(lastingSeconds)
		assertOnce(t, s.Timeout(d).Buffered(1), 2, 2, 2)
		assertOnce(t, s.TryMap(lastingSeconds).Timeout(d), context.DeadlineExceeded, context.DeadlineExceeded, context.DeadlineExceeded)
		assertOnce(t, s.Timeout(d).TryMap(lastingSeconds), 2, 2, 2)
	})
	bubble(t, "another error that comes after the deadline matches it too, and is still found", func(t *testing.T) {
		late := func(ctx context.Context, _ int) (int, error) { <-ctx.Done(); return 0, errBoom }
		_, err := stream.Of(1).TryMap(late).Timeout(d).First(t.Context())
		require.ErrorIs(t, err, errBoom)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.EqualError(t, err, "boom (after the timeout of 2.5s)")
		for _, s := range []stream.Stream[int]{
			stream.Of(1).TryMap(late).Timeout(time.Hour).Timeout(d),
			stream.Of(1).TryMap(late).Timeout(d).Timeout(time.Hour),
		} {
			_, err = s.First(t.Context())
			require.ErrorIs(t, err, context.DeadlineExceeded)
			require.EqualError(t, err, "boom (after the timeout of 2.5s)", "of the one whose time is over")
		}
	})
	bubble(t, "an error that comes before the deadline stays as it is", func(t *testing.T) {
		_, err := stream.Of(1).TryMap(func(context.Context, int) (int, error) { return 0, errBoom }).Timeout(d).First(t.Context())
		assert.Same(t, errBoom, err)
	})
	bubble(t, "a task that ignores its context is not abandoned; if it succeeds, it has", func(t *testing.T) {
		stubborn := func(context.Context, int) (int, error) { time.Sleep(time.Minute); return 7, nil }
		start := time.Now()
		assertOnce(t, stream.Of(1).TryMap(stubborn).Timeout(d).Buffered(2), 7)
		assert.Equal(t, time.Minute, time.Since(start))
		dropping := stream.Of(1).TryFilter(func(context.Context, int) (bool, error) { time.Sleep(time.Minute); return false, nil })
		assertOnce(t, dropping.Timeout(d))
	})
	bubble(t, "above Retry it is the time of an attempt, below it that of all", func(t *testing.T) {
		p := stream.RetryPolicy{Tries: 4, Backoff: everySecond}
		start := time.Now()
		s := stream.Of(60).TryMap(lastingSeconds)
		err := s.Timeout(d).Retry(p).Drain(t.Context())
		assert.Equal(t, &stream.RetryError{Attempts: 4, Err: context.DeadlineExceeded}, err)
		assert.Equal(t, 4*d+3*time.Second, time.Since(start))

		start = time.Now()
		err = s.Timeout(d).Retry(p).Timeout(5 * time.Second).Drain(t.Context())
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Equal(t, 5*time.Second, time.Since(start))
		gaveUp, ok := errors.AsType[*stream.RetryError](err)
		require.True(t, ok, "%v", err)
		assert.Equal(t, 2, gaveUp.Attempts)

		start = time.Now() // in the middle of a pause
		err = stream.Of(1).TryMap(newFlaky(map[int]int{1: 9}).task).Retry(p).Timeout(1500 * time.Millisecond).Drain(t.Context())
		require.ErrorIs(t, err, context.DeadlineExceeded)
		require.ErrorIs(t, err, errBoom)
		assert.EqualError(t, err, "gave up after 2 attempts: boom (after the timeout of 1.5s)")
		assert.Equal(t, 1500*time.Millisecond, time.Since(start))
	})
	bubble(t, "the end of the run is no timeout", func(t *testing.T) {
		ctx, cancel := context.WithTimeoutCause(t.Context(), time.Second, errWhy)
		defer cancel()
		assert.Equal(t, elementsOf[int](errWhy), stream.Of(60).TryMap(lastingSeconds).Timeout(d).Buffered(1).Collect(ctx))
	})
	bubble(t, "an error matches it also if the run has ended since", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		var seen error
		stubborn := func(ctx context.Context, _ int) (int, error) { <-ctx.Done(); cancel(); return 0, errBoom }
		_ = stream.Of(1).TryMap(stubborn).Timeout(d).InspectErr(func(err error) { seen = err }).Drain(ctx)
		require.ErrorIs(t, seen, context.DeadlineExceeded)
		require.ErrorIs(t, seen, errBoom)
	})
	bubble(t, "the cause of the task's context says whose time is over", func(t *testing.T) {
		_, err := stream.Of(1).TryMap(func(ctx context.Context, _ int) (int, error) { <-ctx.Done(); return 0, context.Cause(ctx) }).Timeout(d).First(t.Context())
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.EqualError(t, err, "the timeout of 2.5s is over: context deadline exceeded")
	})
	bubble(t, "OrElse below it sees the timeout, above it does not", func(t *testing.T) {
		mend := func(context.Context, error) (int, error) { return -1, nil }
		assertOnce(t, stream.Of(60).TryMap(lastingSeconds).Timeout(d).OrElse(mend), -1)
		assertOnce(t, stream.Of(60).TryMap(lastingSeconds).OrElse(mend).Timeout(d), context.DeadlineExceeded)
	})
	bubble(t, "errors from above pass", func(t *testing.T) {
		assertOnce(t, sourceOf[int](errBoom, 1).TryMap(lastingSeconds).Timeout(d), errBoom, 1)
	})
}

func ExampleStream_Timeout() {
	ask := func(ctx context.Context, host string) (string, error) {
		if host == "slow" {
			<-ctx.Done() // a real one would be reading from the network
			return "", ctx.Err()
		}
		return host + " is up", nil
	}
	for v, err := range stream.Of("a", "slow", "b").TryMap(ask).Timeout(10 * time.Millisecond).Buffered(3).All(context.Background()) {
		fmt.Println(v, err)
	}
	// Output:
	// a is up <nil>
	//  context deadline exceeded
	// b is up <nil>
}
