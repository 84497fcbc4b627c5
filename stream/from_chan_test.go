package stream_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// filled returns a channel that holds 0 .. n-1.
func filled(n int) chan int {
	ch := make(chan int, n)
	for v := range n {
		ch <- v
	}
	return ch
}

func TestFromChan(t *testing.T) {
	t.Run("A13: what lies in the channel comes after it was closed, then the end", func(t *testing.T) {
		ch := filled(3)
		close(ch)
		got, err := stream.FromChan(ch).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []int{0, 1, 2}, got)
		assert.Empty(t, stream.FromChan(ch).Collect(t.Context()), "an element is received once")
	})
	bubble(t, "A14: waits for an open channel, and yields each element when it comes", func(t *testing.T) {
		for _, n := range []int{0, 1, 3} {
			ch := make(chan time.Duration)
			start := time.Now()
			go func() {
				defer close(ch)
				for range 3 {
					time.Sleep(time.Second)
					ch <- time.Since(start)
				}
			}()
			s := stream.FromChan(ch)
			if n > 0 {
				s = s.Buffered(n)
			}
			count, err := s.Inspect(func(sent time.Duration) { assert.Equal(t, sent, time.Since(start)) }).Count(t.Context())
			require.NoError(t, err)
			assert.Equal(t, 3, count)
		}
	})
	t.Run("receives nothing before a terminal runs the stream, and no more than is wanted", func(t *testing.T) {
		ch := filled(5)
		s := stream.FromChan(ch)
		assert.Len(t, ch, 5)
		got, err := s.Take(2).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []int{0, 1}, got)
		assert.Len(t, ch, 3)
		v, err := s.First(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 2, v, "another run has what is left")
	})
	bubble(t, "above a boundary, receives only when there is room for the element", func(t *testing.T) {
		ch := filled(20)
		for v, err := range stream.FromChan(ch).Buffered(4).All(t.Context()) {
			require.NoError(t, err)
			synctest.Wait()
			assert.Len(t, ch, 20-(v+1)-4)
			if v == 5 {
				break
			}
		}
	})
	bubble(t, "two runs share the elements", func(t *testing.T) {
		ch := make(chan int)
		counts := make(chan int)
		for range 2 {
			go func() {
				n, err := stream.FromChan(ch).Count(t.Context())
				assert.NoError(t, err)
				counts <- n
			}()
		}
		for v := range 10 {
			ch <- v
		}
		close(ch)
		assert.Equal(t, 10, <-counts+<-counts)
	})
	bubble(t, "a wait for the channel ends with the context", func(t *testing.T) {
		cause := errors.New("shutdown")
		for name, s := range map[string]stream.Stream[int]{
			"open": stream.FromChan(make(chan int)), "nil": stream.FromChan[int](nil), "Buffered(2)": stream.FromChan(make(chan int)).Buffered(2),
		} {
			start := time.Now()
			ctx, cancel := context.WithTimeoutCause(t.Context(), time.Second, cause)
			assert.Equal(t, elementsOf[int](cause), s.Collect(ctx), name)
			assert.Equal(t, time.Second, time.Since(start), name)
			cancel()
		}
	})
	bubble(t, "what lies in the channel when the context ends stays there", func(t *testing.T) {
		ch := filled(10)
		ctx, cancel := context.WithCancel(t.Context())
		err := stream.FromChan(ch).ForEach(ctx, func(v int) {
			if v == 3 {
				cancel()
			}
		})
		require.ErrorIs(t, err, context.Canceled)
		assert.Equal(t, 4, <-ch)
	})
}

func ExampleFromChan() {
	jobs := make(chan string, 2) // another part of the program sends and closes
	jobs <- "resize cat.png"
	jobs <- "resize dog.png"
	close(jobs)

	err := stream.FromChan(jobs).ForEach(context.Background(), func(job string) { fmt.Println(job) })
	fmt.Println("done:", err)
	// Output:
	// resize cat.png
	// resize dog.png
	// done: <nil>
}
