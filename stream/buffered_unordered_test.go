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

// The cases that both boundaries have in common are in boundary_test.go, large n in buffered_test.go.

func TestBufferedUnordered(t *testing.T) {
	bubble(t, "E2: a head that never ends costs one slot and holds nobody up", func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		pulled := 0
		s := pullsOf(100, &pulled).TryMap(func(ctx context.Context, v int) (int, error) {
			if v == 0 {
				<-ctx.Done()
				return 0, ctx.Err()
			}
			return v, nil
		}).BufferedUnordered(3)
		var got []int
		require.ErrorIs(t, s.ForEach(ctx, func(v int) {
			synctest.Wait()
			got = append(got, v)
			assert.Equal(t, min(len(got)+3, 100), pulled)
		}), context.DeadlineExceeded)
		assert.ElementsMatch(t, ints(100)[1:], got)
	})
	bubble(t, "E3: the trace of a window of 4", func(t *testing.T) {
		const n, window = 9, 4
		var started atomic.Int64
		var finish [n + 1]chan struct{}
		for i := range finish {
			finish[i] = make(chan struct{})
		}
		ch, received := make(chan int, 1), make(chan int, 1)
		go func() {
			defer close(ch)
			for v := range n {
				ch <- v + 1
			}
		}()
		go func() {
			defer close(received)
			task := func(v int) { started.Add(1); <-finish[v] }
			assert.NoError(t, stream.FromChan(ch).Inspect(task).BufferedUnordered(window).
				ForEach(t.Context(), func(v int) { received <- v }))
		}()
		for i, v := range []int{1, 3, 2, 4, 5, 8, 9, 7, 6} {
			synctest.Wait()
			assert.EqualValues(t, min(window+i, n), started.Load())
			assert.Empty(t, received, "with all running nothing comes out")
			close(finish[v])
			assert.Equal(t, v, <-received)
		}
		_, more := <-received
		assert.False(t, more)
	})
	bubble(t, "E6: errors are yielded in completion order, and the stream goes on", func(t *testing.T) {
		s := stream.Of(-3, 2, -1, 4).TryMap(func(_ context.Context, v int) (int, error) {
			time.Sleep(time.Duration(max(v, -v)) * time.Second)
			if v < 0 {
				return v, fmt.Errorf("e%d", -v)
			}
			return v, nil
		})
		assert.Equal(t, "e1 2 e3 4", toMarbles(t, s.BufferedUnordered(4)))
	})
	bubble(t, "a failure cancels all that is unfinished when the terminal stops at it", func(t *testing.T) {
		var cancelled atomic.Int64
		start := time.Now()
		vs, err := stream.Iter(ints(5)).TryMap(func(ctx context.Context, v int) (int, error) {
			switch v {
			case 0, 2:
				<-ctx.Done()
				cancelled.Add(1)
				return 0, ctx.Err()
			case 3:
				time.Sleep(time.Second)
				return 0, errBoom
			}
			return v, nil
		}).BufferedUnordered(3).TryCollect(t.Context())
		require.ErrorIs(t, err, errBoom)
		assert.Equal(t, []int{1}, vs)
		assert.Equal(t, time.Second, time.Since(start))
		assert.EqualValues(t, 2, cancelled.Load())
	})
	bubble(t, "a filtered-out element leaves at once", func(t *testing.T) {
		pulled := 0
		block := make(chan struct{})
		keep := func(v int) bool {
			if v == 0 {
				<-block
			}
			return v == 0
		}
		done := make(chan struct{})
		go func() {
			defer close(done)
			assert.Equal(t, "0", toMarbles(t, pullsOf(1000, &pulled).Filter(keep).BufferedUnordered(2)))
		}()
		synctest.Wait()
		assert.Equal(t, 1000, pulled)
		close(block)
		<-done
	})
	bubble(t, "a finished element keeps its place in the window until it is received", func(t *testing.T) {
		var started atomic.Int64
		s := stream.Iter(ints(20)).Inspect(func(int) { started.Add(1) }).BufferedUnordered(3)
		received := int64(0)
		require.NoError(t, s.ForEach(t.Context(), func(int) {
			received++
			synctest.Wait()
			assert.Equal(t, min(received+3, 20), started.Load())
		}))
	})
	t.Run("BufferedUnordered(1) is the sequential loop", func(t *testing.T) {
		assert.Equal(t, "1 # 3 # 5", toMarbles(t, fromMarbles("1 # 3 # 5").Map(func(v int) int { return v }).BufferedUnordered(1)))
	})
	bubble(t, "lanes travel: nothing is lost or doubled when elements overtake each other by far", func(t *testing.T) {
		const n = 3000
		for _, w := range []int{4, 5, 64} {
			s := pullsOf(n, new(int)).Map(func(v int) int {
				if v%100 == 0 { // while the others go round the ring many times
					time.Sleep(time.Duration(1+v%7) * time.Second)
				}
				return v
			}).BufferedUnordered(4, stream.Window(w))
			vs, err := s.TryCollect(t.Context())
			require.NoError(t, err)
			require.Len(t, vs, n)
			seen := make([]bool, n)
			for _, v := range vs {
				require.False(t, seen[v], "twice: %d", v)
				seen[v] = true
			}
		}
	})
}

func ExampleStream_BufferedUnordered() {
	// The slow mirror is asked first, and answers when the last of the others has been read.
	read := make(chan struct{})
	ask := func(_ context.Context, mirror string) (string, error) {
		if mirror == "slow" {
			<-read
		}
		return mirror, nil
	}
	for mirror, err := range stream.Of("slow", "b", "c").TryMap(ask).BufferedUnordered(2).All(context.Background()) {
		if fmt.Print(mirror, " ", err, "; "); mirror == "c" {
			close(read)
		}
	}
	// Output: b <nil>; c <nil>; slow <nil>;
}
