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

// A lUser holds a weight of a limit for a while, from a moment on, in seconds.
type lUser struct{ at, weight, lasts int }

// lRun lets all of them use the limit and returns when they began and ended.
func lRun(t *testing.T, l *stream.Limit, users ...lUser) *gLog {
	t.Helper()
	log := gNewLog()
	for i, u := range users {
		time.Sleep(time.Duration(u.at)*time.Second - time.Since(log.start))
		go func() {
			err := l.Do(t.Context(), u.weight, func(context.Context) error {
				log.add("start %d", i)
				time.Sleep(time.Duration(u.lasts) * time.Second)
				log.add("end %d", i)
				return nil
			})
			assert.NoError(t, err)
		}()
		synctest.Wait() // those of the same moment queue up in their order
	}
	return log
}

func TestLimit(t *testing.T) {
	for _, c := range []struct {
		name  string
		size  int
		users []lUser
		want  []string
	}{
		{"at most size at a time, first come, first served", 2, []lUser{{0, 1, 5}, {0, 1, 2}, {0, 1, 2}, {0, 1, 1}},
			[]string{"0s start 0", "0s start 1", "2s end 1", "2s start 2", "4s end 2", "4s start 3", "5s end 0", "5s end 3"}},
		{"weights add up", 10, []lUser{{0, 6, 2}, {0, 4, 3}, {1, 7, 1}},
			[]string{"0s start 0", "0s start 1", "2s end 0", "3s end 1", "3s start 2", "4s end 2"}},
		{"a heavy one is not overtaken", 3, []lUser{{0, 2, 5}, {1, 3, 1}, {2, 1, 1}},
			[]string{"0s start 0", "5s end 0", "5s start 1", "6s end 1", "6s start 2", "7s end 2"}},
		{"one that is heavier than the limit runs alone", 3, []lUser{{0, 1, 2}, {1, 9, 2}, {1, 1, 1}},
			[]string{"0s start 0", "2s end 0", "2s start 1", "4s end 1", "4s start 2", "5s end 2"}},
		{"a weight of 0 takes nothing, but waits for those before it", 1, []lUser{{0, 1, 2}, {1, 0, 9}, {1, 1, 1}, {1, 0, 1}},
			[]string{"0s start 0", "1s start 1", "10s end 1", "2s end 0", "2s start 2", "2s start 3", "3s end 2", "3s end 3"}},
	} {
		bubble(t, c.name, func(t *testing.T) {
			log := lRun(t, stream.NewLimit(c.size), c.users...)
			time.Sleep(time.Minute)
			assert.ElementsMatch(t, c.want, log.lines())
		})
	}
	bubble(t, "who stops waiting makes room for those behind", func(t *testing.T) {
		l := stream.NewLimit(3)
		log := lRun(t, l, lUser{0, 2, 10})
		ctx, cancel := context.WithTimeoutCause(t.Context(), 4*time.Second, errWhy)
		defer cancel()
		go func() {
			assert.Equal(t, errWhy, l.Do(ctx, 3, func(context.Context) error { return nil }))
			log.add("gave up")
		}()
		synctest.Wait()
		log2 := lRun(t, l, lUser{0, 1, 1})
		time.Sleep(time.Minute)
		assert.ElementsMatch(t, []string{"0s start 0", "10s end 0", "4s gave up"}, log.lines())
		assert.Equal(t, []string{"4s start 0", "5s end 0"}, log2.lines())
		assert.Equal(t, stream.LimitStats{Size: 3}, l.Stats())
	})
	bubble(t, "who is served in the moment in which it gives up makes room for those behind", func(t *testing.T) {
		for range 300 { // it depends on who is faster
			l, ran := stream.NewLimit(1), false
			ctx, cancel := context.WithCancelCause(t.Context())
			require.NoError(t, l.Do(t.Context(), 1, func(context.Context) error {
				go func() { assert.Equal(t, errWhy, l.Do(ctx, 1, func(context.Context) error { return nil })) }()
				synctest.Wait()
				go func() { _ = l.Do(t.Context(), 1, func(context.Context) error { ran = true; return nil }) }()
				synctest.Wait()
				cancel(errWhy)
				l.Resize(2)
				synctest.Wait()
				assert.Equal(t, stream.LimitStats{Size: 2, InUse: 1, Running: 1}, l.Stats())
				return nil
			}))
			require.True(t, ran)
		}
	})
	bubble(t, "nothing runs once the context has ended", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		cancel(errWhy)
		l := stream.NewLimit(3)
		assert.Equal(t, errWhy, l.Do(ctx, 1, func(context.Context) error { t.Error("runs"); return nil }))
		assert.Equal(t, stream.LimitStats{Size: 3}, l.Stats())
	})
	bubble(t, "the weight comes back after an error, a panic and a Goexit", func(t *testing.T) {
		l := stream.NewLimit(1)
		assert.Same(t, errBoom, l.Do(t.Context(), 1, func(context.Context) error { return errBoom }))
		for _, crash := range []func(){gPanic, gGoexit} {
			gCall(func() { _ = l.Do(t.Context(), 1, func(context.Context) error { crash(); return nil }) })
		}
		assert.Equal(t, stream.LimitStats{Size: 1}, l.Stats())
	})
	bubble(t, "a negative weight panics", func(t *testing.T) {
		l := stream.NewLimit(1)
		assert.PanicsWithValue(t, "stream: Limit.Do: weight must be at least 0, got -1", func() { _ = l.Do(t.Context(), -1, func(context.Context) error { return nil }) })
		assert.Equal(t, stream.LimitStats{Size: 1}, l.Stats())
	})
}

func TestLimitResize(t *testing.T) {
	bubble(t, "growing lets those who wait start at once", func(t *testing.T) {
		l := stream.NewLimit(1)
		log := lRun(t, l, lUser{0, 1, 9}, lUser{0, 1, 9}, lUser{0, 1, 9}, lUser{0, 1, 9})
		time.Sleep(2 * time.Second)
		l.Resize(3)
		time.Sleep(time.Minute)
		assert.ElementsMatch(t, []string{"0s start 0", "11s end 1", "11s end 2", "18s end 3", "2s start 1", "2s start 2", "9s end 0", "9s start 3"}, log.lines())
	})
	bubble(t, "shrinking lets what runs go on, and starts nothing until enough has ended", func(t *testing.T) {
		l := stream.NewLimit(3)
		log := lRun(t, l, lUser{0, 1, 3}, lUser{0, 1, 5}, lUser{0, 1, 7}, lUser{1, 1, 1})
		l.Resize(1)
		time.Sleep(time.Second)
		assert.Equal(t, stream.LimitStats{Size: 1, InUse: 3, Running: 3, Waiting: 1}, l.Stats())
		time.Sleep(time.Minute)
		assert.Contains(t, log.lines(), "7s start 3")
	})
}

func TestLimitStats(t *testing.T) {
	bubble(t, "say what runs and what waits", func(t *testing.T) {
		l := stream.NewLimit(10)
		lRun(t, l, lUser{0, 6, 9}, lUser{0, 3, 9}, lUser{0, 2, 9}, lUser{0, 1, 9})
		assert.Equal(t, stream.LimitStats{Size: 10, InUse: 9, Running: 2, Waiting: 2}, l.Stats())
		time.Sleep(10 * time.Second)
		assert.Equal(t, stream.LimitStats{Size: 10, InUse: 3, Running: 2}, l.Stats())
		time.Sleep(10 * time.Second)
		assert.Equal(t, stream.LimitStats{Size: 10}, l.Stats())
	})
}

func TestLimitWrap(t *testing.T) {
	bubble(t, "a value holds its weight while the function runs", func(t *testing.T) {
		l := stream.NewLimit(5)
		var now, peak atomic.Int64
		s := stream.Of(1, 2, 3, 4, 5, 1).TryMap(l.Wrap(func(v int) int { return v }, func(_ context.Context, v int) (int, error) {
			peak.Store(max(peak.Load(), now.Add(int64(v))))
			time.Sleep(time.Second)
			now.Add(int64(-v))
			return v, nil
		})).Buffered(6)
		assertOnce(t, s, 1, 2, 3, 4, 5, 1)
		assert.EqualValues(t, 5, peak.Load())
	})
	bubble(t, "without a weight function each weighs 1; an error comes without a value", func(t *testing.T) {
		l := stream.NewLimit(2)
		start := time.Now()
		s := stream.Of(2, 2, 2, 2).TryMap(l.Wrap(nil, lastingSeconds)).Buffered(4)
		assertOnce(t, s, 2, 2, 2, 2)
		assert.Equal(t, 4*time.Second, time.Since(start), "two at a time")
		v, err := l.Wrap(nil, func(context.Context, int) (int, error) { return 7, errBoom })(t.Context(), 1)
		assert.Zero(t, v)
		assert.Same(t, errBoom, err)
	})
	bubble(t, "above Retry nothing is held in a pause", func(t *testing.T) {
		l := stream.NewLimit(1)
		p := stream.RetryPolicy{Backoff: everySecond}
		f := newFlaky(map[int]int{1: 1})
		require.NoError(t, stream.Of(1, 2).TryMap(l.Wrap(nil, f.task)).Retry(p).Buffered(2).Drain(t.Context()))
		assert.Equal(t, []float64{0}, f.seconds(2))
		f = newFlaky(map[int]int{1: 1})
		require.NoError(t, stream.Of(1, 2).TryMap(f.task).Retry(p).Buffered(2, stream.Shared(l)).Drain(t.Context()))
		require.Len(t, f.at[2], 1)
	})
}

func ExampleLimit() {
	service := stream.NewLimit(20) // at most 20 requests at a time, whoever makes them
	fetch := func(_ context.Context, id int) (string, error) { return fmt.Sprint("user ", id), nil }
	fmt.Println(stream.Of(1, 2).TryMap(fetch).Buffered(16, stream.Shared(service)).TryCollect(context.Background()))
	fmt.Println(stream.Of(3, 4).TryMap(service.Wrap(nil, fetch)).Buffered(16).TryCollect(context.Background()))
	// Output:
	// [user 1 user 2] <nil>
	// [user 3 user 4] <nil>
}

func ExampleNewLimit() {
	l := stream.NewLimit(2)
	fmt.Println(l.Stats().Size)
	// Output: 2
}

func ExampleLimit_Do() {
	buffers := stream.NewLimit(1 << 20) // bytes
	err := buffers.Do(context.Background(), 64<<10, func(context.Context) error {
		fmt.Println(buffers.Stats().InUse)
		return nil
	})
	fmt.Println(err, buffers.Stats().InUse)
	// Output:
	// 65536
	// <nil> 0
}

func ExampleLimit_Wrap() {
	memory := stream.NewLimit(1000) // bytes in flight
	size := func(file string) int { return len(file) }
	read := func(_ context.Context, file string) (string, error) { return file + " read", nil }
	fmt.Println(stream.Of("a", "b").TryMap(memory.Wrap(size, read)).Buffered(64).TryCollect(context.Background()))
	// Output: [a read b read] <nil>
}

func ExampleLimit_Resize() {
	l := stream.NewLimit(8)
	l.Resize(2) // at night
	fmt.Println(l.Stats().Size)
	// Output: 2
}

func ExampleLimit_Stats() {
	l := stream.NewLimit(2)
	_ = l.Do(context.Background(), 1, func(context.Context) error {
		fmt.Printf("%+v\n", l.Stats())
		return nil
	})
	// Output: {Size:2 InUse:1 Running:1 Waiting:0}
}

func ExampleLimitStats() {
	s := stream.NewLimit(4).Stats()
	fmt.Printf("%d of %d in use, %d waiting\n", s.InUse, s.Size, s.Waiting)
	// Output: 0 of 4 in use, 0 waiting
}
