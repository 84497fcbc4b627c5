package stream_test

import (
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// attempts is a task whose k-th call, from 0 on, takes so many seconds and fails if
// the number is negative. It notes what happens.
func attempts(l *gLog, plan ...int) func(context.Context, int) (int, error) {
	var calls atomic.Int64
	run := gTask(l, plan...)
	return func(ctx context.Context, _ int) (int, error) { return run(ctx, int(calls.Add(1))-1) }
}

func TestHedge(t *testing.T) {
	p := stream.HedgePolicy{After: 3 * time.Second}
	for _, c := range []struct {
		name string
		plan []int
		want any
		log  []string
	}{
		{"a task that is quick runs once", []int{2}, 0, []string{"0s start 0", "2s end 0"}},
		{"one that takes long is started again, and the first success cancels the other", []int{60, 1}, 1,
			[]string{"0s start 0", "3s start 1", "4s cancel 0", "4s end 1"}},
		{"the first attempt may still win", []int{5, 60}, 0,
			[]string{"0s start 0", "3s start 1", "5s cancel 1", "5s end 0"}},
		{"an attempt that fails early is the element's failure", []int{-2}, errBoom, []string{"0s start 0", "2s fail 0"}},
		{"one that fails late leaves the other to go on", []int{-4, 9}, 1,
			[]string{"0s start 0", "12s end 1", "3s start 1", "4s fail 0"}},
		{"a second one that fails leaves the first to go on", []int{9, -1}, 0,
			[]string{"0s start 0", "3s start 1", "4s fail 1", "9s end 0"}},
		{"if both fail, so does the element", []int{-9, -1}, errBoom,
			[]string{"0s start 0", "3s start 1", "4s fail 1", "9s fail 0"}},
	} {
		bubble(t, c.name, func(t *testing.T) {
			for _, n := range []int{0, 1, 2} {
				l := gNewLog()
				s := stream.Of(-1).TryMap(attempts(l, c.plan...)).Hedge(p)
				if n > 0 {
					s = s.Buffered(n)
				}
				assertOnce(t, s, c.want)
				assert.ElementsMatch(t, c.log, l.lines())
			}
		})
	}
	bubble(t, "the error is that of the first attempt if both fail", func(t *testing.T) {
		var calls atomic.Int64
		task := func(context.Context, int) (int, error) {
			if calls.Add(1) == 1 {
				time.Sleep(time.Minute)
				return 0, errWhy
			}
			return 0, errBoom
		}
		assertOnce(t, stream.Of(1).TryMap(task).Hedge(p), errWhy)
	})
	bubble(t, "the loser is joined, also one that ignores its context", func(t *testing.T) {
		var calls atomic.Int64
		task := func(context.Context, int) (int, error) {
			call := calls.Add(1)
			time.Sleep(time.Duration(60/call/call) * time.Second)
			return int(call), nil
		}
		start := time.Now()
		assertOnce(t, stream.Of(1).TryMap(task).Hedge(p), 2)
		assert.Equal(t, time.Minute, time.Since(start))
	})
	bubble(t, "what an attempt makes of being cancelled is not taken for the first success", func(t *testing.T) {
		for _, plan := range [][]time.Duration{{60, 1}, {5, 60}} {
			var calls atomic.Int64
			task := func(ctx context.Context, _ int) (int, error) {
				if gWait(ctx, plan[calls.Add(1)-1]*time.Second) != nil {
					return -1, nil // what it has so far
				}
				return 7, nil
			}
			assertOnce(t, stream.Of(1).TryMap(task).Hedge(p), 7)
		}
	})
	bubble(t, "a value that was filtered out has succeeded", func(t *testing.T) {
		var calls atomic.Int64
		out := func(ctx context.Context, _ int) (bool, error) {
			if calls.Add(1) == 1 {
				return true, gWait(ctx, time.Minute)
			}
			return false, nil
		}
		start := time.Now()
		assertOnce(t, stream.Of(1).TryFilter(out).Hedge(p))
		assert.Equal(t, 3*time.Second, time.Since(start))
	})
	bubble(t, "errors from above pass, and are not hedged", func(t *testing.T) {
		assertOnce(t, sourceOf[int](errBoom).TryMap(attempts(gNewLog(), 9)).Hedge(p), errBoom)
	})
	bubble(t, "the delay ends with the context", func(t *testing.T) {
		ctx, cancel := context.WithTimeoutCause(t.Context(), 2*time.Second, errWhy)
		defer cancel()
		l := gNewLog()
		require.Equal(t, errWhy, stream.Of(1).TryMap(attempts(l, 60, 60)).Hedge(p).Buffered(2).Drain(ctx))
		assert.ElementsMatch(t, []string{"0s start 0", "2s cancel 0"}, l.lines())
		assert.Equal(t, 2*time.Second, time.Since(l.start))
	})
	bubble(t, "a panic of the second attempt cancels the first, and comes out with its stack", func(t *testing.T) {
		var calls atomic.Int64
		task := func(ctx context.Context, _ int) (int, error) {
			if calls.Add(1) == 2 {
				gPanic()
			}
			return 0, gWait(ctx, time.Hour)
		}
		s := stream.Of(1).TryMap(task).Hedge(p)
		for _, s := range []stream.Stream[int]{s, s.Buffered(2)} {
			calls.Store(0)
			out := gCall(func() { _ = s.Drain(t.Context()) })
			out.recovered(t, errWhy, "gPanic")
			assert.Equal(t, 3*time.Second, out.after)
		}
		calls.Store(0)
		require.ErrorIs(t, s.CatchPanic().Drain(t.Context()), errWhy)
	})
	bubble(t, "a panic or Goexit of the first attempt joins the second", func(t *testing.T) {
		for _, crash := range []func(){gPanic, gGoexit} {
			var calls, left atomic.Int64
			task := func(ctx context.Context, _ int) (int, error) {
				if calls.Add(1) == 1 {
					time.Sleep(5 * time.Second)
					crash()
				}
				defer left.Add(1)
				return 0, gWait(ctx, time.Hour)
			}
			out := gCall(func() { _ = stream.Of(1).TryMap(task).Hedge(p).Drain(t.Context()) })
			assert.True(t, out.goexit || out.value != nil)
			assert.Equal(t, 5*time.Second, out.after)
			assert.EqualValues(t, 1, left.Load())
		}
	})
}

func TestHedgePolicy(t *testing.T) {
	// Every tenth task takes a minute the first time; all others a second.
	slowTenth := func(second *atomic.Int64) func(context.Context, int) (int, error) {
		seen := make([]atomic.Bool, 1000)
		return func(ctx context.Context, v int) (int, error) {
			switch {
			case seen[v].Swap(true):
				second.Add(1)
				return v, gWait(ctx, time.Second)
			case v%10 == 9:
				return v, gWait(ctx, time.Minute)
			}
			return v, gWait(ctx, time.Second)
		}
	}
	bubble(t, "a percentile hedges the share above it, once there are enough", func(t *testing.T) {
		for _, p := range []stream.HedgePolicy{{Percentile: 85}, {Percentile: 85, After: 500 * time.Millisecond}} {
			var second atomic.Int64
			start := time.Now()
			_, err := stream.Iter(ints(1000)).TryMap(slowTenth(&second)).Hedge(p).Count(t.Context())
			require.NoError(t, err)
			if p.After == 0 {
				assert.InDelta(t, 99, second.Load(), 1)
				assert.Less(t, time.Since(start), 1200*time.Second, "without: 6900 s")
			} else {
				assert.InDelta(t, 99+16, second.Load(), 2, "the first 16 are hedged after half a second")
			}
		}
	})
	bubble(t, "After is the least delay beside a percentile", func(t *testing.T) {
		var second atomic.Int64
		_, err := stream.Iter(ints(100)).TryMap(slowTenth(&second)).Hedge(stream.HedgePolicy{After: time.Hour, Percentile: 50}).Count(t.Context())
		require.NoError(t, err)
		assert.Zero(t, second.Load())
	})
	bubble(t, "only successes are measured", func(t *testing.T) {
		l := gNewLog()
		plan := append(slices.Repeat([]int{-1}, 20), 5, 5) // 20 that fail after a second, two that take five
		require.NoError(t, stream.Iter(ints(22)).TryMap(gTask(l, plan...)).Hedge(stream.HedgePolicy{Percentile: 50}).DropErrors(nil).Drain(t.Context()))
		assert.Len(t, l.lines(), 2*22)
	})
	bubble(t, "each run measures anew", func(t *testing.T) {
		var calls atomic.Int64
		s := stream.Iter(ints(20)).TryMap(func(ctx context.Context, v int) (int, error) {
			calls.Add(1)
			seconds := 1 + 7*v%16 // the first 16 take 1 to 16 seconds, in any order
			if v >= 16 {
				seconds = []int{7, 8, 9, 20}[v-16]
			}
			return v, gWait(ctx, time.Duration(seconds)*time.Second)
		}).Hedge(stream.HedgePolicy{Percentile: 50})
		for run := 1; run <= 2; run++ {
			require.NoError(t, s.Drain(t.Context()))
			assert.EqualValues(t, run*22, calls.Load(), "two are slower than the median of the first 16, which is 8")
		}
	})
}

func TestHedgePolicyWrap(t *testing.T) {
	bubble(t, "hedges one function of a task", func(t *testing.T) {
		l := gNewLog()
		f := stream.HedgePolicy{After: 3 * time.Second}.Wrap(attempts(l, 60, 1))
		v, err := f(t.Context(), 7)
		require.NoError(t, err)
		assert.Equal(t, 1, v)
		assert.Equal(t, 4*time.Second, time.Since(l.start))
		v, err = stream.HedgePolicy{After: time.Hour}.Wrap(func(context.Context, int) (int, error) { return 7, errBoom })(t.Context(), 7)
		assert.Zero(t, v, "not what came with the error")
		assert.Same(t, errBoom, err)
		charged := 0
		assertOnce(t, stream.Of(1).Map(func(v int) int { charged++; return v }).TryMap(stream.HedgePolicy{After: time.Second}.Wrap(attempts(l, 60, 1))), 1)
		assert.Equal(t, 1, charged)
	})
}

func ExampleStream_Hedge() {
	var calls atomic.Int64
	read := func(ctx context.Context, key string) (string, error) {
		if calls.Add(1) == 1 { // this replica hangs
			<-ctx.Done()
			return "", ctx.Err()
		}
		return key + " from the second replica", nil
	}
	p := stream.HedgePolicy{After: time.Millisecond}
	fmt.Println(stream.Of("a").TryMap(read).Hedge(p).Buffered(8).TryCollect(context.Background()))
	// Output: [a from the second replica] <nil>
}

func ExampleHedgePolicy() {
	// After 20 ms, or as long as 95 % of the recent ones took, whichever is longer.
	p := stream.HedgePolicy{After: 20 * time.Millisecond, Percentile: 95}
	read := func(_ context.Context, key string) (string, error) { return key + "!", nil }
	fmt.Println(stream.Of("a", "b").TryMap(read).Hedge(p).Buffered(8).TryCollect(context.Background()))
	// Output: [a! b!] <nil>
}

func ExampleHedgePolicy_Wrap() {
	read := stream.HedgePolicy{After: 20 * time.Millisecond}.
		Wrap(func(_ context.Context, key string) (int, error) { return len(key), nil })
	fmt.Println(read(context.Background(), "abc"))
	// Output: 3 <nil>
}
