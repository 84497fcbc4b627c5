package stream_test

import (
	"context"
	"fmt"
	"math"
	"runtime/metrics"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// The cases that both boundaries have in common are in boundary_test.go.

func TestBuffered(t *testing.T) {
	bubble(t, "D1: the first is waited for, and then all that is ready comes", func(t *testing.T) {
		start := time.Now()
		var at []time.Duration
		task := func(v int) int { time.Sleep(time.Duration(v) * time.Second); return v }
		for v, err := range stream.Of(3, 1, 2, 5).Map(task).Buffered(10).All(t.Context()) {
			require.NoError(t, err)
			assert.Equal(t, []int{3, 1, 2, 5}[len(at)], v)
			at = append(at, time.Since(start))
		}
		assert.Equal(t, []time.Duration{3 * time.Second, 3 * time.Second, 3 * time.Second, 5 * time.Second}, at)
	})
	bubble(t, "D3: behind a head that never ends exactly n are pulled and none is yielded", func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		pulled := 0
		n, err := pullsOf(9, &pulled).TryMap(func(ctx context.Context, v int) (int, error) {
			if v == 0 {
				<-ctx.Done()
				return 0, ctx.Err()
			}
			return v, nil
		}).Buffered(3).Count(ctx)
		require.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Zero(t, n)
		assert.Equal(t, 3, pulled)
	})
	bubble(t, "D4: n run at once, and a slot is free when the consumer has received", func(t *testing.T) {
		var g gauge
		pulled := 0
		s := pullsOf(10, &pulled).Inspect(func(int) { defer g.enter()() }).Buffered(4)
		for v, err := range s.All(t.Context()) {
			require.NoError(t, err)
			synctest.Wait()
			assert.EqualValues(t, min(v+1+4, 10), g.total.Load(), "they do not wait for the loop body")
			assert.Equal(t, min(v+1+4, 10), pulled)
		}
	})
	t.Run("D8, D10: an empty source, and one shorter than n", func(t *testing.T) {
		assert.Empty(t, toMarbles(t, stream.Of[int]().Buffered(10)))
		assert.Empty(t, toMarbles(t, stream.Empty[int]().Buffered(10)))
		assert.Equal(t, "1 2", toMarbles(t, fromMarbles("1 2").Buffered(10)))
		assert.Equal(t, "1 2", toMarbles(t, stream.Of(1, 2).Buffered(math.MaxInt)))
		assert.Equal(t, "1 2", toMarbles(t, fromMarbles("1 2").Buffered(2, stream.Window(math.MaxInt))))
	})
	bubble(t, "D9: what is ready is yielded though the source is blocked and the window not full", func(t *testing.T) {
		ch := make(chan int)
		received := make(chan int)
		go func() {
			defer close(received)
			assert.NoError(t, stream.FromChan(ch).Map(func(v int) int { return v }).Buffered(10).
				ForEach(t.Context(), func(v int) { received <- v }))
		}()
		for v := range 3 {
			ch <- v
			assert.Equal(t, v, <-received)
		}
		close(ch)
		<-received
	})
	bubble(t, "D12: an error from above keeps its place behind a slow task", func(t *testing.T) {
		slow := func(int) { time.Sleep(time.Second) }
		assert.Equal(t, "1 # 2", toMarbles(t, fromMarbles("1 # 2").Inspect(slow).Buffered(10)))
		assert.Equal(t, "1 # 2", toMarbles(t, fromMarbles("1 # 2").Inspect(slow).Buffered(1)))
	})
	bubble(t, "with no task above it, it reads n ahead", func(t *testing.T) {
		slow := stream.FromSeq(func(yield func(int) bool) {
			for v := range 3 {
				if time.Sleep(time.Second); !yield(v) {
					return
				}
			}
		})
		start := time.Now()
		require.NoError(t, slow.Buffered(2).ForEach(t.Context(), func(int) { time.Sleep(time.Second) }))
		assert.Equal(t, 4*time.Second, time.Since(start), "without it 6")
	})
	bubble(t, "a filtered-out element leaves at its turn", func(t *testing.T) {
		pulled := 0
		block, done := make(chan struct{}), make(chan struct{})
		keep := func(v int) bool {
			if v == 0 {
				<-block
			}
			return false
		}
		go func() {
			defer close(done)
			assert.Empty(t, toMarbles(t, pullsOf(9, &pulled).Filter(keep).Buffered(3)))
		}()
		synctest.Wait()
		assert.Equal(t, 3, pulled)
		close(block)
		<-done
		assert.Equal(t, 9, pulled)
	})
}

func TestBufferedChained(t *testing.T) {
	for depth := 2; depth <= 5; depth++ {
		bubble(t, fmt.Sprintf("%d boundaries work at the same time", depth), func(t *testing.T) {
			gauges := make([]gauge, depth)
			s := stream.Iter(ints(20))
			for d := range depth {
				s = s.Map(func(v int) int {
					defer gauges[d].enter()()
					time.Sleep(time.Second)
					return v + 1
				}).Buffered(4)
			}
			start := time.Now()
			vs, err := s.TryCollect(t.Context())
			require.NoError(t, err)
			for i, v := range vs {
				assert.Equal(t, i+depth, v)
			}
			assert.Len(t, vs, 20)
			assert.Equal(t, time.Duration(20/4+depth-1)*time.Second, time.Since(start))
			for d := range depth {
				assert.EqualValues(t, 4, gauges[d].peak.Load())
				assert.EqualValues(t, 20, gauges[d].total.Load())
			}
		})
	}
}

func TestBufferedManyWorkers(t *testing.T) {
	n := 10_000
	if raceEnabled {
		n = 5_000
	}
	for name := range boundaries {
		for _, fed := range []bool{false, true} {
			k := boundaryKind{name: name, n: n}
			source := func(n int) stream.Stream[int] {
				if fed {
					return pullsOf(n, new(int))
				}
				return stream.Iter(ints(n))
			}
			bubble(t, fmt.Sprintf("%d blocking tasks all run, %s, fed %t", n, name, fed), func(t *testing.T) {
				var g gauge
				block, done := make(chan struct{}), make(chan struct{})
				go func() {
					defer close(done)
					count, err := k.below(source(n+100), always(func(int) { defer g.enter()(); <-block })).Count(t.Context())
					assert.NoError(t, err)
					assert.Equal(t, n+100, count)
				}()
				synctest.Wait()
				assert.EqualValues(t, n, g.now.Load())
				close(block)
				<-done
				assert.EqualValues(t, n, g.peak.Load())
			})
			if !strings.HasPrefix(name, "Buffered") || name == "BufferedByKey" {
				continue // a worker there may wait for a lock, or until its element is received
			}
			bubble(t, fmt.Sprintf("cheap tasks start few goroutines, %s, fed %t", name, fed), func(t *testing.T) {
				least := uint64(math.MaxUint64)
				for range 5 { // more start while a busy machine lets the others wait
					before := goroutinesCreated()
					count, err := k.below(source(2*n), always(func(int) {})).Count(t.Context())
					require.NoError(t, err)
					assert.Equal(t, 2*n, count)
					least = min(least, goroutinesCreated()-before)
				}
				assert.Less(t, least, uint64(n/10))
			})
		}
	}
}

// goroutinesCreated counts them from the start of the program on. (Those that
// live, runtime.NumGoroutine counts wrong by thousands while garbage is collected.)
func goroutinesCreated() uint64 {
	created := []metrics.Sample{{Name: "/sched/goroutines-created:goroutines"}}
	metrics.Read(created)
	return created[0].Value.Uint64()
}

func ExampleStream_Buffered() {
	// The first task waits for the last one: all three run at once. The results are in order all the same.
	ready := make(chan struct{})
	fetch := func(_ context.Context, page int) (string, error) {
		switch page {
		case 1:
			<-ready
		case 3:
			close(ready)
		}
		return fmt.Sprintf("page %d", page), nil
	}

	pages, err := stream.Of(1, 2, 3).TryMap(fetch).Buffered(3).TryCollect(context.Background())
	fmt.Println(pages, err)
	// Output: [page 1 page 2 page 3] <nil>
}
