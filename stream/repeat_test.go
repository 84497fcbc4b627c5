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

func TestRepeat(t *testing.T) {
	bubble(t, "yields the value as often as it is wanted, on every run", func(t *testing.T) {
		assertYields(t, stream.Repeat("x").Take(3), "x", "x", "x")
		assertYields(t, stream.Repeat(1).Take(0))
	})
	t.Run("A2: ends with ctx, though it never waits", func(t *testing.T) {
		for _, s := range []stream.Stream[int]{stream.Repeat(1), stream.Repeat(1).Buffered(2), stream.Repeat(1).Filter(even)} {
			ctx, cancel := context.WithCancelCause(t.Context())
			n := 0
			s = s.InspectErr(func(error) { assert.Fail(t, "an error") })
			err := stream.Of(1).Chain(s).ForEach(ctx, func(int) {
				if n++; n == 1 {
					go cancel(errWhy)
				}
			})
			assert.Equal(t, errWhy, err)
		}
	})
	bubble(t, "a boundary below pulls its window and waits", func(t *testing.T) {
		var g gauge
		received := 0
		for range stream.Repeat(1).Inspect(func(int) { g.enter() }).Buffered(4).Take(5).All(t.Context()) {
			received++
			synctest.Wait()
			assert.EqualValues(t, received+4, g.total.Load())
		}
	})
}

func TestRepeatWith(t *testing.T) {
	t.Run("A7: f is called exactly as often as elements are wanted, and not before the run", func(t *testing.T) {
		calls := 0
		s := stream.RepeatWith(func() int { calls++; return calls })
		assert.Zero(t, calls)
		require.NoError(t, s.Take(0).Drain(t.Context()))
		assert.Zero(t, calls)
		assert.Equal(t, "1 2 3 4 5", toMarbles(t, s.Take(5)))
		assert.Equal(t, 5, calls)
		assert.Equal(t, "6", toMarbles(t, s.Take(1)), "what f keeps is its own affair")
	})
	t.Run("A8: with TakeWhile, once for every element and once for the one that ends it", func(t *testing.T) {
		curr, calls := 1, 0
		s := stream.RepeatWith(func() int { calls++; v := curr; curr *= 2; return v })
		assert.Equal(t, "1 2 4 8", toMarbles(t, s.TakeWhile(below(10))))
		assert.Equal(t, 5, calls)
	})
	bubble(t, "above a boundary f is called one at a time, when there is room for its value", func(t *testing.T) {
		var g gauge
		received := 0
		s := stream.RepeatWith(func() int {
			defer g.enter()()
			time.Sleep(time.Millisecond)
			return 1
		})
		for range s.Buffered(4).Take(10).All(t.Context()) {
			received++
			time.Sleep(time.Second)
			synctest.Wait()
			assert.EqualValues(t, received+4, g.total.Load())
		}
		assert.EqualValues(t, 1, g.peak.Load())
	})
	t.Run("f is not called after ctx has ended", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		calls := 0
		s := stream.RepeatWith(func() int { calls++; return calls })
		err := s.ForEach(ctx, func(v int) {
			if v == 2 {
				cancel(errWhy)
			}
		})
		assert.Equal(t, errWhy, err)
		assert.Equal(t, 2, calls)
		assert.Equal(t, elementsOf[int](errWhy), s.Collect(ctx))

		ctx, cancel = context.WithCancelCause(t.Context())
		late := stream.Of(1).FlatMap(func(int) stream.Stream[int] { cancel(errWhy); return s })
		assert.Equal(t, errWhy, late.Drain(ctx))
		assert.Equal(t, 2, calls)
	})
	t.Run("a nil f panics", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: RepeatWith: f must not be nil", func() { stream.RepeatWith[int](nil) })
	})
}

func ExampleRepeat() {
	ping := func(_ context.Context, host string) (string, error) { return host + ": pong", nil }
	answers, err := stream.Repeat("db-1").Take(3).TryMap(ping).Buffered(3).TryCollect(context.Background())
	fmt.Println(answers, err)
	// Output: [db-1: pong db-1: pong db-1: pong] <nil>
}

func ExampleRepeatWith() {
	jobs := []string{"a", "b"}
	pop := func() string {
		if len(jobs) == 0 {
			return ""
		}
		job := jobs[0]
		jobs = jobs[1:]
		return job
	}
	err := stream.RepeatWith(pop).TakeWhile(func(job string) bool { return job != "" }).ForEach(context.Background(), func(job string) { fmt.Println(job) })
	fmt.Println("done:", err)
	// Output:
	// a
	// b
	// done: <nil>
}
