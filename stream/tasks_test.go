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

type intTask = func(context.Context) (int, error)

// yields is a task with a given outcome.
func yields(v int, err error) intTask {
	return func(context.Context) (int, error) { return v, err }
}

func TestTasks(t *testing.T) {
	bubble(t, "yields the results in the order of the arguments, on every run", func(t *testing.T) {
		assertYields(t, stream.Tasks(yields(1, nil), yields(2, nil), yields(3, nil)), 1, 2, 3)
	})
	bubble(t, "a failure is the element, wherever it stands, without the value beside it", func(t *testing.T) {
		bad := yields(7, errBoom)
		assertYields(t, stream.Tasks(bad, yields(2, nil), bad, yields(4, nil), bad), errBoom, 2, errBoom, 4, errBoom)
	})
	bubble(t, "without arguments it is empty", func(t *testing.T) {
		assertYields(t, stream.Tasks[int]())
	})
	t.Run("a task runs once per run, if its element is wanted, and not before", func(t *testing.T) {
		var calls [3]int
		call := func(i int) intTask { return func(context.Context) (int, error) { calls[i]++; return i, nil } }
		s := stream.Tasks(call(0), call(1), call(2))
		require.NoError(t, s.Take(0).Drain(t.Context()))
		assert.Equal(t, [3]int{}, calls)
		require.NoError(t, s.Take(2).Drain(t.Context()))
		assert.Equal(t, [3]int{1, 1, 0}, calls)
		require.NoError(t, s.Drain(t.Context()))
		assert.Equal(t, [3]int{2, 2, 1}, calls)
	})
	bubble(t, "a task gets a context that carries the values of the terminal's and ends with it", func(t *testing.T) {
		assertContext(t, func(wait func(context.Context) error) stream.Stream[int] {
			return stream.Tasks(func(ctx context.Context) (int, error) { return 1, wait(ctx) })
		})
	})
	bubble(t, "D1: Buffered runs n of them at once and yields in the order of the arguments; unordered as they finish", func(t *testing.T) {
		for n := 1; n <= 4; n++ {
			var g gauge
			nap := func(v int) intTask {
				return func(context.Context) (int, error) {
					defer g.enter()()
					time.Sleep(time.Duration(4-v) * time.Second)
					return v, nil
				}
			}
			s := stream.Tasks(nap(1), nap(2), nap(3))
			vs, err := s.Buffered(n).TryCollect(t.Context())
			require.NoError(t, err)
			assert.Equal(t, []int{1, 2, 3}, vs)
			assert.EqualValues(t, min(n, 3), g.peak.Load())
			if n >= 3 {
				assert.Equal(t, "3 2 1", toMarbles(t, s.BufferedUnordered(n)))
			}
		}
	})
	bubble(t, "Buffered has no goroutine that feeds it", func(t *testing.T) {
		caller := goroutine()
		_, err := stream.Tasks(func(context.Context) (int, error) {
			assert.Equal(t, caller, goroutine(), "one worker is the caller")
			return 1, nil
		}).Buffered(3).TryCollect(t.Context())
		require.NoError(t, err)
	})
	bubble(t, "a failure cancels the tasks behind it, those before it finish", func(t *testing.T) {
		start := time.Now()
		wait := func(d time.Duration, err error) intTask {
			return func(ctx context.Context) (int, error) { return 1, errors.Join(gWait(ctx, d), err) }
		}
		vs, err := stream.Tasks(wait(3*time.Second, nil), wait(time.Second, errBoom), wait(time.Hour, nil)).Buffered(3).TryCollect(t.Context())
		require.ErrorIs(t, err, errBoom)
		assert.Equal(t, []int{1}, vs)
		assert.Equal(t, 3*time.Second, time.Since(start))
	})
	bubble(t, "no task starts after ctx has ended, and the cause comes back", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		last := func(context.Context) (int, error) { assert.Fail(t, "started"); return 0, nil }
		s := stream.Tasks(func(context.Context) (int, error) { cancel(errWhy); return 1, nil }, last)
		for range 2 { // the second time it has ended before
			assert.Equal(t, errWhy, s.Drain(ctx))
		}
	})
	t.Run("is itself the task that CatchPanic needs above it", func(t *testing.T) {
		s := stream.Tasks(yields(1, nil), func(context.Context) (int, error) { panic(errBoom) }, yields(3, nil)).CatchPanic()
		rs := s.Collect(t.Context())
		require.Len(t, rs, 3)
		require.ErrorIs(t, rs[1].Err, errBoom)
		assert.Equal(t, 3, rs[2].Value)
	})
	t.Run("tells TryCollect how many there are", func(t *testing.T) {
		vs, err := stream.Tasks(yields(1, nil), yields(2, nil), yields(3, nil)).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 3, cap(vs))
	})
	t.Run("a nil task panics where the stream is built", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: Tasks: task must not be nil", func() { stream.Tasks(yields(1, nil), nil) })
	})
}

func ExampleTasks() {
	profile := func(context.Context) (string, error) { return "ada", nil }
	orders := func(context.Context) (string, error) { return "2 orders", nil }
	unread := func(context.Context) (string, error) { return "5 unread", nil }

	page, err := stream.Tasks(profile, orders, unread).Buffered(3).TryCollect(context.Background()) // all three at once
	fmt.Printf("%q %v\n", page, err)
	// Output: ["ada" "2 orders" "5 unread"] <nil>
}
