package stream_test

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// sinceStart says when each element came, in seconds.
func sinceStart[T any](s stream.Stream[T]) stream.Stream[float64] {
	return stream.Defer(func(context.Context) (stream.Stream[float64], error) {
		start := time.Now()
		return s.Map(func(T) float64 { return time.Since(start).Seconds() }), nil
	})
}

func TestInterval(t *testing.T) {
	bubble(t, "yields the time every d, the first time after d, on every run", func(t *testing.T) {
		for range 2 {
			time.Sleep(300 * time.Millisecond) // the run sets the beat
			start := time.Now()
			for at, err := range stream.Interval(time.Second).Take(4).All(t.Context()) {
				require.NoError(t, err)
				assert.Equal(t, time.Now(), at)
			}
			assert.Equal(t, 4*time.Second, time.Since(start))
		}
		assert.Equal(t, "1 2 3", toMarbles(t, sinceStart(stream.Interval(time.Second)).Take(3)))
		assert.Equal(t, "1 2 3", toMarbles(t, sinceStart(stream.Interval(time.Second)).Buffered(2).Take(3)))
	})
	bubble(t, "starts when the run reaches it", func(t *testing.T) {
		s := stream.Generate(func(context.Context, func(time.Time) bool) error { time.Sleep(90 * time.Millisecond); return nil })
		assert.Equal(t, "1.09 2.09", toMarbles(t, sinceStart(s.Chain(stream.Interval(time.Second))).Take(2)))
	})
	bubble(t, "of the ticks missed while the consumer is busy one waits, the others are dropped, and the beat is kept", func(t *testing.T) {
		start := time.Now()
		var due, came []float64
		for at := range stream.Interval(time.Second).Take(5).All(t.Context()) {
			due = append(due, at.Sub(start).Seconds())
			came = append(came, time.Since(start).Seconds())
			if len(due) == 2 {
				time.Sleep(3500 * time.Millisecond)
			}
		}
		assert.Equal(t, []float64{1, 2, 3, 6, 7}, due)
		assert.Equal(t, []float64{1, 2, 5.5, 6, 7}, came)
	})
	bubble(t, "above a boundary, ticks are taken while there is room", func(t *testing.T) {
		taken := 0
		s := stream.Interval(time.Second).Inspect(func(time.Time) { taken++ }).Buffered(3)
		for range s.All(t.Context()) {
			time.Sleep(time.Minute)
			synctest.Wait()
			assert.Equal(t, 4, taken)
			break
		}
	})
	bubble(t, "a wait ends with ctx", func(t *testing.T) {
		for _, s := range []stream.Stream[time.Time]{stream.Interval(time.Second), stream.Interval(time.Second).Buffered(2)} {
			start := time.Now()
			ctx, cancel := context.WithTimeoutCause(t.Context(), 2500*time.Millisecond, errWhy)
			n, err := s.Count(ctx)
			assert.Equal(t, errWhy, err)
			assert.Equal(t, 2, n)
			assert.Equal(t, 2500*time.Millisecond, time.Since(start))
			assert.Equal(t, elementsOf[time.Time](errWhy), s.Collect(ctx), "nor does it tick when ctx has ended before")
			assert.Equal(t, 2500*time.Millisecond, time.Since(start))
			cancel()
		}
	})
	t.Run("d must be positive", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: Interval: d must be positive, got 0s", func() { stream.Interval(0) })
		assert.PanicsWithValue(t, "stream: Interval: d must be positive, got -1m0s", func() { stream.Interval(-time.Minute) })
	})
}

func ExampleInterval() {
	poll := func(_ context.Context, _ time.Time) (string, error) { return "status: ok", nil }
	statuses, err := stream.Interval(time.Millisecond).TryMap(poll).Take(3).TryCollect(context.Background())
	fmt.Printf("%q %v\n", statuses, err)
	// Output: ["status: ok" "status: ok" "status: ok"] <nil>
}
