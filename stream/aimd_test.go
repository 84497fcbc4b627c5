package stream_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestNewAdaptiveLimit(t *testing.T) {
	// sizes keeps n tasks of a second each under the limit, and returns its size after each second.
	sizes := func(t *testing.T, l *stream.Limit, n, seconds int, task func(ctx context.Context, second int) error) (out []int) {
		t.Helper()
		start := time.Now()
		ctx, cancel := context.WithCancel(t.Context())
		limited := l.Wrap(nil, func(ctx context.Context, _ int) (int, error) {
			second := int(time.Since(start).Seconds())
			if err := gWait(ctx, time.Second); err != nil {
				return 0, err
			}
			return 0, task(ctx, second)
		})
		done := make(chan error)
		go func() { done <- stream.Repeat(0).TryMap(limited).DropErrors(nil).BufferedUnordered(n).Drain(ctx) }()
		time.Sleep(500 * time.Millisecond)
		for range seconds {
			time.Sleep(time.Second)
			out = append(out, l.Stats().Size)
		}
		cancel()
		require.ErrorIs(t, <-done, context.Canceled)
		return out
	}
	fine := func(context.Context, int) error { return nil }
	bubble(t, "grows by one for each whole limit that has succeeded, up to the ceiling", func(t *testing.T) {
		l := stream.NewAdaptiveLimit(stream.AIMD{Floor: 1, Ceiling: 5})
		assert.Equal(t, []int{2, 3, 4, 5, 5, 5}, sizes(t, l, 20, 6, fine))
	})
	bubble(t, "one that is not used up stays as it is", func(t *testing.T) {
		l := stream.NewAdaptiveLimit(stream.AIMD{Floor: 1, Ceiling: 50, Start: 4})
		assert.Equal(t, []int{4, 4, 4}, sizes(t, l, 3, 3, fine))
		l = stream.NewAdaptiveLimit(stream.AIMD{Floor: 1, Ceiling: 50, Start: 4, Increase: 10})
		assert.Equal(t, []int{14, 14, 14, 14, 14, 14}, sizes(t, l, 4, 6, fine), "used up before it has grown, and not since")
	})
	bubble(t, "it is used up when what waits does not fit, whatever the weights", func(t *testing.T) {
		for _, c := range []struct {
			want    int
			weights []int
		}{{10, []int{4, 4}}, {11, []int{4, 4, 4, 4}}, {11, []int{6, 6, 6}}, {11, []int{10, 10}}, {12, []int{6, 99, 99}}, {12, []int{6, math.MaxInt, math.MaxInt}}} {
			l := stream.NewAdaptiveLimit(stream.AIMD{Floor: 10, Ceiling: 50})
			heavy := l.Wrap(func(weight int) int { return weight }, func(ctx context.Context, _ int) (int, error) { return 0, gWait(ctx, time.Second) })
			require.NoError(t, stream.Iter(c.weights).TryForEachConcurrent(t.Context(), 4, func(ctx context.Context, w int) error { _, err := heavy(ctx, w); return err }))
			assert.Equal(t, c.want, l.Stats().Size, "%v", c.weights)
		}
	})
	bubble(t, "halves when tasks fail, once for those that ran together, down to the floor", func(t *testing.T) {
		l := stream.NewAdaptiveLimit(stream.AIMD{Floor: 3, Ceiling: 100, Start: 40})
		assert.Equal(t, []int{20, 10, 5, 3, 3}, sizes(t, l, 100, 5, func(context.Context, int) error { return errBoom }))
		l = stream.NewAdaptiveLimit(stream.AIMD{Floor: 3, Ceiling: 100, Start: 40, Decrease: 0.9})
		assert.Equal(t, []int{36, 32, 28}, sizes(t, l, 100, 3, func(context.Context, int) error { return errBoom }))
	})
	bubble(t, "recovers after a time of failures", func(t *testing.T) {
		l := stream.NewAdaptiveLimit(stream.AIMD{Floor: 1, Ceiling: 20, Start: 8})
		got := sizes(t, l, 50, 5, func(_ context.Context, second int) error {
			if second < 2 {
				return errBoom
			}
			return nil
		})
		assert.Equal(t, []int{4, 2, 3, 4, 5}, got)
	})
	bubble(t, "errors that do not say overload count as successes", func(t *testing.T) {
		p := stream.AIMD{Floor: 1, Ceiling: 9, Start: 4, Overload: func(err error) bool { return errors.Is(err, errBoom) }}
		assert.Equal(t, []int{5, 6}, sizes(t, stream.NewAdaptiveLimit(p), 50, 2, func(context.Context, int) error { return errWhy }))
		assert.Equal(t, []int{2, 1}, sizes(t, stream.NewAdaptiveLimit(p), 50, 2, func(context.Context, int) error { return errBoom }))
	})
	bubble(t, "a task that takes longer than Latency counts as pushed back; waiting for the limit does not", func(t *testing.T) {
		l := stream.NewAdaptiveLimit(stream.AIMD{Floor: 1, Ceiling: 9, Start: 4, Latency: time.Second})
		assert.Equal(t, []int{5, 6}, sizes(t, l, 50, 2, fine))
		l = stream.NewAdaptiveLimit(stream.AIMD{Floor: 1, Ceiling: 9, Start: 4, Latency: time.Second - 1})
		assert.Equal(t, []int{2, 1}, sizes(t, l, 50, 2, fine))
	})
	bubble(t, "a task that was cancelled says nothing, one that ran into a deadline does", func(t *testing.T) {
		wait := func(ctx context.Context) error { return gWait(ctx, time.Hour) }
		l := stream.NewAdaptiveLimit(stream.AIMD{Floor: 1, Ceiling: 9, Start: 4})
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(time.Second, cancel)
		require.ErrorIs(t, l.Do(ctx, 1, wait), context.Canceled)
		assert.Equal(t, 4, l.Stats().Size)
		ctx, cancel = context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		require.ErrorIs(t, l.Do(ctx, 1, wait), context.DeadlineExceeded)
		assert.Equal(t, 2, l.Stats().Size)
	})
	bubble(t, "Shared adapts to whole tasks; a value that was filtered out is no failure", func(t *testing.T) {
		l := stream.NewAdaptiveLimit(stream.AIMD{Floor: 1, Ceiling: 9, Start: 4})
		run := func(f func(context.Context, int) (bool, error)) {
			_ = stream.Iter(ints(8)).TryFilter(f).DropErrors(nil).Buffered(8, stream.Shared(l)).Drain(t.Context())
		}
		run(func(context.Context, int) (bool, error) { time.Sleep(time.Second); return false, nil })
		assert.Equal(t, 5, l.Stats().Size)
		require.Error(t, stream.Of(1).TryMap(func(context.Context, int) (int, error) { return 0, errBoom }).Buffered(8, stream.Shared(l)).Drain(t.Context()))
		assert.Equal(t, 2, l.Stats().Size)
	})
	bubble(t, "a cut and a Resize begin the count of successes anew", func(t *testing.T) {
		fine, fails := func(context.Context) error { return nil }, func(context.Context) error { return errBoom }
		for _, shrink := range []func(l *stream.Limit){
			func(l *stream.Limit) { _ = l.Do(t.Context(), 1, fails) },
			func(l *stream.Limit) { l.Resize(2) },
		} {
			l := stream.NewAdaptiveLimit(stream.AIMD{Floor: 1, Ceiling: 9, Start: 4})
			succeed := func(weight int) { // beside one of weight 1 that says nothing
				ctx, cancel := context.WithCancel(t.Context())
				require.Same(t, errBoom, l.Do(ctx, 1, func(context.Context) error {
					require.NoError(t, l.Do(t.Context(), weight, fine))
					cancel()
					return errBoom
				}))
			}
			succeed(3)
			shrink(l)
			succeed(1)
			assert.Equal(t, 2, l.Stats().Size)
			succeed(1)
			assert.Equal(t, 3, l.Stats().Size)
			ctx, cancel := context.WithCancel(t.Context())
			require.NoError(t, l.Do(ctx, 3, func(context.Context) error { cancel(); return nil }))
			assert.Equal(t, 4, l.Stats().Size, "a success counts though its context has ended")
		}
	})
	bubble(t, "Resize stays within floor and ceiling", func(t *testing.T) {
		l := stream.NewAdaptiveLimit(stream.AIMD{Floor: 3, Ceiling: 9})
		assert.Equal(t, 3, l.Stats().Size)
		for give, want := range map[int]int{1: 3, 5: 5, 99: 9} {
			l.Resize(give)
			assert.Equal(t, want, l.Stats().Size)
		}
	})
}

func ExampleNewAdaptiveLimit() {
	l := stream.NewAdaptiveLimit(stream.AIMD{Floor: 2, Ceiling: 64, Start: 16})
	busy := func(context.Context, int) (string, error) { return "", errors.New("503") }
	_ = stream.Of(1, 2, 3).TryMap(busy).Buffered(1, stream.Shared(l)).DropErrors(nil).Drain(context.Background())
	fmt.Println(l.Stats().Size)
	// Output: 2
}

func ExampleAIMD() {
	l := stream.NewAdaptiveLimit(stream.AIMD{
		Floor: 1, Ceiling: 64, Start: 16,
		Latency:  2 * time.Second,
		Overload: func(err error) bool { return err.Error() == "429" },
	})
	fetch := l.Wrap(nil, func(_ context.Context, id int) (string, error) { return "", errors.New("429") })
	_, err := fetch(context.Background(), 1)
	fmt.Println(err, l.Stats().Size)
	// Output: 429 8
}
