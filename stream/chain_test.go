package stream_test

import (
	"context"
	"fmt"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestChain(t *testing.T) {
	t.Run("H16, H19: one after another", func(t *testing.T) {
		assert.Equal(t, "1 2 3", toMarbles(t, stream.Of(1).Chain(stream.Of(2), stream.Of(3))))
		assert.Equal(t, "1 2 3 4 5 6", toMarbles(t, fromMarbles("1 2 3").Chain(fromMarbles("4 5 6"))))
		assert.Equal(t, "1 2 3 4", toMarbles(t, stream.Of(1).Chain(stream.Of(2).Chain(stream.Of(3)), stream.Of(4))))
	})
	t.Run("with none, or with empty ones, it is the stream itself", func(t *testing.T) {
		var zero stream.Stream[int]
		assert.Equal(t, "1", toMarbles(t, stream.Of(1).Chain()))
		assert.Equal(t, "1 2", toMarbles(t, zero.Chain(stream.Of(1), zero, stream.Of[int](), stream.Of(2), zero)))
	})
	t.Run("H17: an error does not end it", func(t *testing.T) {
		assert.Equal(t, "10 # # 20", toMarbles(t, fromMarbles("10 #").Chain(fromMarbles("# 20"))))
	})
	bubble(t, "H18: a stream does not start before those before it have ended", func(t *testing.T) {
		first, second := make(chan int), make(chan int, 1)
		second <- 2
		var got []int
		done := make(chan struct{})
		go func() {
			defer close(done)
			assert.NoError(t, stream.FromChan(first).Chain(stream.FromChan(second)).Buffered(5).
				ForEach(t.Context(), func(v int) { got = append(got, v) }))
		}()
		synctest.Wait()
		assert.Len(t, second, 1, "not received yet")
		first <- 1
		synctest.Wait()
		assert.Len(t, second, 1)
		close(first)
		synctest.Wait()
		assert.Empty(t, second)
		close(second)
		<-done
		assert.Equal(t, []int{1, 2}, got)
	})
	t.Run("a stream that is not reached is not read", func(t *testing.T) {
		pulled := 0
		assert.Equal(t, "1 2", toMarbles(t, fromMarbles("1 2").Chain(pullsOf(3, &pulled)).Take(2)))
		assert.Zero(t, pulled)
		assert.Equal(t, "1 2 0", toMarbles(t, fromMarbles("1 2").Chain(pullsOf(3, &pulled)).Take(3)))
		assert.Equal(t, 1, pulled)
	})
	t.Run("a stream is not started when ctx has ended in the one before it", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		started := false
		first := stream.Generate(func(context.Context, func(int) bool) error { cancel(); return nil })
		second := stream.Generate(func(context.Context, func(int) bool) error { started = true; return nil })
		require.ErrorIs(t, first.Chain(second).Drain(ctx), context.Canceled)
		assert.False(t, started)
	})
	t.Run("the others can be changed after the call", func(t *testing.T) {
		others := []stream.Stream[int]{stream.Of(2)}
		s := stream.Of(1).Chain(others...)
		others[0] = stream.Of(3)
		assert.Equal(t, "1 2", toMarbles(t, s))
	})
	bubble(t, "hands tasks on: a boundary below runs them concurrently, also across the seam", func(t *testing.T) {
		for _, unordered := range []bool{false, true} {
			var g gauge
			slow := func(v int) int { defer g.enter()(); time.Sleep(time.Second); return v }
			faster := func(v int) int { defer g.enter()(); time.Sleep(time.Second / 2); return 10 * v }
			s := stream.Of(1, 2).Map(slow).Chain(fromMarbles("3 # 4").Map(faster), stream.Of(5).Map(slow))
			start := time.Now()
			if unordered {
				out := strings.Fields(toMarbles(t, s.BufferedUnordered(10)))
				require.Len(t, out, 6)
				assert.Equal(t, "#", out[0])
				assert.ElementsMatch(t, []string{"30", "40"}, out[1:3])
				assert.ElementsMatch(t, []string{"1", "2", "5"}, out[3:])
			} else {
				assert.Equal(t, "1 2 30 # 40 5", toMarbles(t, s.Buffered(10)))
			}
			assert.Equal(t, time.Second, time.Since(start))
			assert.EqualValues(t, 5, g.peak.Load())
		}
	})
	bubble(t, "a failure in one stream cancels what runs of the next", func(t *testing.T) {
		start, cancelled := time.Now(), time.Duration(-1)
		first := stream.Of(1, 2).Map(func(v int) int { time.Sleep(time.Duration(3-v) * time.Second); return v })
		waits := func(ctx context.Context, _ int) (int, error) {
			<-ctx.Done()
			cancelled = time.Since(start)
			return 0, ctx.Err()
		}
		failing := first.Chain(stream.Once(func(context.Context) (int, error) {
			time.Sleep(time.Millisecond)
			return 0, errBoom
		}), stream.Of(3).TryMap(waits))
		vs, err := failing.Buffered(4).TryCollect(t.Context())
		require.ErrorIs(t, err, errBoom)
		assert.Equal(t, []int{1, 2}, vs, "what is before it finishes")
		assert.Equal(t, time.Millisecond, cancelled)
	})
	t.Run("a task that makes something of errors does so in its own stream only", func(t *testing.T) {
		seven := func(context.Context, error) (int, error) { return 7, nil }
		s := fromMarbles("1 #").Chain(fromMarbles("# 2").OrElse(seven), fromMarbles("# 3"))
		assert.Equal(t, "1 # 7 2 # 3", toMarbles(t, s))
		assert.Equal(t, "1 # 7 2 # 3", toMarbles(t, s.Buffered(3)))
		assert.ElementsMatch(t, strings.Fields("1 # 7 2 # 3"), strings.Fields(toMarbles(t, s.BufferedUnordered(3))))

		vs, err := fromMarbles("1").Chain(fromMarbles("# 2").OrElse(seven)).Buffered(3).TryCollect(t.Context())
		require.NoError(t, err, "the failure is not the end")
		assert.Equal(t, []int{1, 7, 2}, vs)
	})
	bubble(t, "each element meets the task of its own stream, in rings that wrap around", func(t *testing.T) {
		var want []int
		var parts []stream.Stream[int]
		for k := range 5 {
			for v := range 40 {
				want = append(want, 1000*k+v)
			}
			part := stream.Iter(ints(40))
			if k%2 == 1 {
				part = stream.FromSeq(func(yield func(int) bool) {
					for v := range 40 {
						if !yield(v) {
							return
						}
					}
				})
			}
			parts = append(parts, part.Map(func(v int) int { time.Sleep(time.Duration(v%3) * time.Second); return 1000*k + v }))
		}
		s := parts[0].Chain(parts[1].Chain(parts[2]), parts[3], parts[4])
		ordered, err := s.Buffered(3, stream.Window(7)).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, want, ordered)
		unordered, err := s.BufferedUnordered(3, stream.Window(7)).TryCollect(t.Context())
		require.NoError(t, err)
		assert.ElementsMatch(t, want, unordered)
	})
	bubble(t, "a boundary within keeps its own bound", func(t *testing.T) {
		var inner, outer atomic.Int64
		work := func(now *atomic.Int64, limit int64) func(int) {
			return func(int) {
				assert.LessOrEqual(t, now.Add(1), limit)
				time.Sleep(time.Second)
				now.Add(-1)
			}
		}
		s := stream.Iter(ints(9)).Inspect(work(&inner, 2)).Buffered(2).Chain(stream.Iter(ints(9)).Inspect(work(&outer, 4)))
		n, err := s.Buffered(4).Count(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 18, n)
	})
}

func ExampleStream_Chain() {
	// What the cache holds first, then what has to be fetched; one boundary for both.
	read := func(_ context.Context, id int) (string, error) { return fmt.Sprint("cached ", id), nil }
	fetch := func(_ context.Context, id int) (string, error) { return fmt.Sprint("fetched ", id), nil }
	cached, missing := stream.Of(1, 4).TryMap(read), stream.Of(2, 3).TryMap(fetch)

	users, err := cached.Chain(missing).Buffered(4).TryCollect(context.Background())
	fmt.Printf("%q %v\n", users, err)
	// Output: ["cached 1" "cached 4" "fetched 2" "fetched 3"] <nil>
}
