package stream_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// deferred is a Defer over s.
func deferred(s stream.Stream[int]) stream.Stream[int] {
	return stream.Defer(func(context.Context) (stream.Stream[int], error) { return s, nil })
}

func TestDefer(t *testing.T) {
	bubble(t, "yields the elements of the stream that f makes, on every run", func(t *testing.T) {
		assertYields(t, deferred(sourceOf[int](1, errBoom, 3)), 1, errBoom, 3)
		assertYields(t, deferred(stream.Of(1, 2)).Chain(deferred(stream.Of(3))), 1, 2, 3)
		assertYields(t, deferred(stream.Empty[int]()))
	})
	bubble(t, "an error of f is the only element, whatever stream stands beside it", func(t *testing.T) {
		assertYields(t, stream.Defer(func(context.Context) (stream.Stream[int], error) { return stream.Of(1), errBoom }), errBoom)
	})
	bubble(t, "f runs once per run, when the run reaches it: not before, and not if nothing of it is wanted", func(t *testing.T) {
		calls := 0
		s := stream.Defer(func(context.Context) (stream.Stream[int], error) { calls++; return stream.Of(7, 8), nil })
		require.NoError(t, s.Take(0).Drain(t.Context()))
		require.NoError(t, stream.Of(1).Chain(s).Take(1).Drain(t.Context()))
		assert.Zero(t, calls)
		for range stream.Of(1).Chain(s).All(t.Context()) {
			assert.Zero(t, calls, "while what stands before it runs")
			break
		}
		for run := 1; run <= 3; run++ {
			assert.Equal(t, "7 8", toMarbles(t, s))
			assert.Equal(t, run, calls)
		}
		require.NoError(t, s.Buffered(2).Drain(t.Context()))
		assert.Equal(t, 4, calls)
	})
	t.Run("every run has a stream of its own", func(t *testing.T) {
		n := 0
		s := stream.Defer(func(context.Context) (stream.Stream[int], error) { n++; return stream.Of(n), nil })
		assert.Equal(t, "1", toMarbles(t, s))
		assert.Equal(t, "2", toMarbles(t, s))
	})
	t.Run("pulls what is wanted, and no more", func(t *testing.T) {
		pulled := 0
		assert.Equal(t, "0 1 2", toMarbles(t, deferred(pullsOf(9, &pulled)).Take(3)))
		assert.Equal(t, 3, pulled)
	})
	bubble(t, "f gets a context that carries the values of the terminal's and ends with it", func(t *testing.T) {
		assertContext(t, func(wait func(context.Context) error) stream.Stream[int] {
			return stream.Defer(func(ctx context.Context) (stream.Stream[int], error) { return stream.Of(1), wait(ctx) })
		})
	})
	bubble(t, "the stream of an f that was interrupted is not started, nor is f when ctx has ended", func(t *testing.T) {
		never := stream.Generate(func(context.Context, func(int) bool) error { assert.Fail(t, "started"); return nil })
		ctx, cancel := context.WithCancelCause(t.Context())
		s := stream.Defer(func(context.Context) (stream.Stream[int], error) { cancel(errWhy); return never, nil })
		assert.Equal(t, errWhy, s.Chain(deferred(never)).Drain(ctx))
		uncalled := stream.Defer(func(context.Context) (stream.Stream[int], error) { assert.Fail(t, "called"); return never, nil })
		assert.Equal(t, errWhy, uncalled.Drain(ctx))
		ctx, cancel = context.WithCancelCause(t.Context())
		s = stream.Of(1).FlatMap(func(int) stream.Stream[int] { cancel(errWhy); return uncalled })
		assert.Equal(t, errWhy, s.Drain(ctx))
	})
	bubble(t, "K8: with a wait in f, the first element comes no earlier, and the source is not touched before", func(t *testing.T) {
		start := time.Now()
		s := stream.Defer(func(ctx context.Context) (stream.Stream[int], error) {
			return stream.Once(func(context.Context) (int, error) {
				assert.Equal(t, 100*time.Millisecond, time.Since(start))
				return 7, nil
			}), gWait(ctx, 100*time.Millisecond)
		})
		v, err := s.First(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 7, v)
		assert.Equal(t, 100*time.Millisecond, time.Since(start))
	})
	bubble(t, "runs the task above in its stream one element at a time; a boundary belongs inside", func(t *testing.T) {
		var g gauge
		task := stream.Iter(ints(6)).Inspect(func(int) { defer g.enter()(); time.Sleep(time.Second) })
		require.NoError(t, deferred(task).Buffered(3).Drain(t.Context()))
		assert.EqualValues(t, 1, g.peak.Load())
		require.NoError(t, deferred(task.Buffered(3)).Drain(t.Context()))
		assert.EqualValues(t, 3, g.peak.Load())
	})
	bubble(t, "a failure in its stream cancels what is behind it, unless errors are made use of below", func(t *testing.T) {
		l := gNewLog()
		_, err := deferred(stream.Iter(ints(3)).TryMap(gTask(l, 3, -1, 9)).Buffered(3)).TryCollect(t.Context())
		require.ErrorIs(t, err, errBoom)
		assert.Subset(t, l.lines(), []string{"1s cancel 2", "3s end 0"})
		l = gNewLog()
		require.NoError(t, deferred(stream.Iter(ints(3)).TryMap(gTask(l, 3, -1, 9)).Buffered(3)).DropErrors(nil).Drain(t.Context()))
		assert.Contains(t, l.lines(), "9s end 2")
	})
	t.Run("a nil f panics", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: Defer: f must not be nil", func() { stream.Defer[int](nil) })
	})
}

func ExampleDefer() {
	shards := func(context.Context) ([]string, error) {
		return []string{"eu", "us"}, nil // in earnest: a request, made when the stream runs
	}
	all := stream.Defer(func(ctx context.Context) (stream.Stream[string], error) {
		names, err := shards(ctx)
		return stream.Iter(names), err
	})
	names, err := all.TryCollect(context.Background())
	fmt.Println(names, err)
	// Output: [eu us] <nil>
}

func ExampleDefer_wait() {
	// Nothing is asked of the source before the service is up.
	s := stream.Defer(func(ctx context.Context) (stream.Stream[string], error) {
		select {
		case <-time.After(time.Millisecond):
			return stream.Of("meow"), nil
		case <-ctx.Done():
			return stream.Empty[string](), ctx.Err()
		}
	})
	fmt.Println(s.First(context.Background()))
	// Output: meow <nil>
}
