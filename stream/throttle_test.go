package stream_test

import (
	"context"
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// at yields an element at each of the seconds given: a source with a clock of its own.
func at(seconds ...float64) stream.Stream[float64] {
	return stream.Defer(func(context.Context) (stream.Stream[float64], error) {
		ch := make(chan float64, len(seconds))
		for _, s := range seconds {
			time.AfterFunc(time.Duration(s*float64(time.Second)), func() { ch <- s })
		}
		return stream.FromChan(ch).Take(len(seconds)), nil
	})
}

func TestThrottle(t *testing.T) {
	d := 100 * time.Millisecond
	bubble(t, "K1: the first element comes at once, and the others d after the one before", func(t *testing.T) {
		for _, s := range []stream.Stream[int]{stream.Repeat(1), stream.Iter(ints(9)), stream.Iter(ints(9)).Map(double).Buffered(4)} {
			assert.Equal(t, "0 0.1 0.2 0.3", toMarbles(t, sinceStart(s.Throttle(d)).Take(4)))
		}
		assertYields(t, stream.Of(1, 2, 3).Throttle(d), 1, 2, 3)
		assertYields(t, stream.Empty[int]().Throttle(d))
	})
	bubble(t, "K1: nothing is there before d is over", func(t *testing.T) {
		var got atomic.Int32
		ctx, cancel := context.WithCancel(t.Context())
		done := make(chan error)
		go func() { done <- stream.Repeat(1).Throttle(d).ForEach(ctx, func(int) { got.Add(1) }) }()
		for _, step := range []struct{ wait, want int }{{0, 1}, {90, 1}, {9, 1}, {1, 2}, {91, 2}, {9, 3}} {
			time.Sleep(time.Duration(step.wait) * time.Millisecond)
			synctest.Wait()
			assert.EqualValues(t, step.want, got.Load())
		}
		cancel()
		assert.ErrorIs(t, <-done, context.Canceled)
	})
	bubble(t, "K2: a source with a clock of its own that is slower is not delayed", func(t *testing.T) {
		assert.Equal(t, "0.25 0.5 0.75", toMarbles(t, sinceStart(stream.Interval(250*time.Millisecond).Throttle(d)).Take(3)))
		assert.Equal(t, "0.25 0.5 0.75", toMarbles(t, sinceStart(at(.25, .5, .75).Throttle(d))))
	})
	bubble(t, "spacing is measured from yield to yield: a gap earns nothing, and a burst after it is spread", func(t *testing.T) {
		assert.Equal(t, "0 0.1 1 1.1 1.2", toMarbles(t, sinceStart(at(0, .01, 1, 1.01, 1.02).Throttle(d))))
	})
	bubble(t, "what the consumer takes counts towards d", func(t *testing.T) {
		start := time.Now()
		var came []float64
		for range stream.Repeat(1).Throttle(d).Take(4).All(t.Context()) {
			came = append(came, time.Since(start).Seconds())
			time.Sleep([]time.Duration{30, 100, 170, 0}[len(came)-1] * time.Millisecond)
		}
		assert.Equal(t, []float64{0, .1, .2, .37}, came)
	})
	bubble(t, "errors count as elements and keep their places", func(t *testing.T) {
		got := ""
		start := time.Now()
		for v, err := range sourceOf[int](errBoom, 1, errBoom, errBoom, 2).Throttle(d).All(t.Context()) {
			got += fmt.Sprint(v, " ", err, " ", time.Since(start).Seconds(), "; ")
		}
		assert.Equal(t, "0 boom 0; 1 <nil> 0.1; 0 boom 0.2; 0 boom 0.3; 2 <nil> 0.4; ", got)
	})
	bubble(t, "waits before it asks: nothing is read ahead, and the work above comes after the wait", func(t *testing.T) {
		l := gNewLog()
		s := gGenerate(3, func(i int) { l.add("ask %d", i); time.Sleep(2 * time.Second) }).Throttle(time.Second)
		require.NoError(t, s.ForEach(t.Context(), func(i int) { l.add("got %d", i) }))
		assert.Equal(t, []string{"0s ask 0", "2s got 0", "3s ask 1", "5s got 1", "6s ask 2", "8s got 2"}, l.lines())
	})
	bubble(t, "the end comes d after the last element, unless no more is wanted", func(t *testing.T) {
		for _, c := range []struct {
			s    stream.Stream[int]
			want time.Duration
		}{{stream.Of(1, 2).Throttle(d), 2 * d}, {stream.Of(1, 2, 3).Throttle(d).Take(2), d}, {stream.Empty[int]().Throttle(d), 0}} {
			start := time.Now()
			require.NoError(t, c.s.Drain(t.Context()))
			assert.Equal(t, c.want, time.Since(start))
		}
	})
	bubble(t, "runs the task above one element at a time; a boundary below has room for elements, not time", func(t *testing.T) {
		var g gauge
		task := stream.Iter(ints(5)).Inspect(func(int) { defer g.enter()(); time.Sleep(time.Second) })
		start := time.Now()
		require.NoError(t, task.Throttle(d).Buffered(4).Drain(t.Context()))
		assert.EqualValues(t, 1, g.peak.Load())
		assert.Equal(t, 5*(time.Second+d), time.Since(start))
	})
	bubble(t, "a wait ends with ctx, and the source is not asked any more", func(t *testing.T) {
		for _, below := range gEnds(t) {
			pulled := 0
			start := time.Now()
			ctx, cancel := context.WithTimeoutCause(t.Context(), 250*time.Millisecond, errWhy)
			assert.Equal(t, errWhy, below(pullsOf(9, &pulled).Throttle(d)).Drain(ctx))
			assert.Equal(t, 250*time.Millisecond, time.Since(start))
			assert.Equal(t, 3, pulled)
			cancel()
		}
	})
	bubble(t, "and when a failure behind it below ends the stream", func(t *testing.T) {
		start := time.Now()
		fail := func(context.Context, int) (int, error) { return 0, errBoom }
		require.ErrorIs(t, stream.Iter(ints(9)).Throttle(time.Hour).TryMap(fail).Buffered(3).Drain(t.Context()), errBoom)
		assert.Zero(t, time.Since(start))
	})
	t.Run("d must be positive", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: Throttle: d must be positive, got 0s", func() { stream.Of(1).Throttle(0) })
	})
}

func ExampleStream_Throttle() {
	start := time.Now()
	posts := stream.Of("one", "two", "three").Throttle(10 * time.Millisecond)
	err := posts.ForEach(context.Background(), func(post string) { fmt.Println(post) })
	fmt.Println(time.Since(start) >= 20*time.Millisecond, err)
	// Output:
	// one
	// two
	// three
	// true <nil>
}
