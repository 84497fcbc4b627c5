package conformance_test

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/stream"
)

var sinks = []behaviour{
	check("L1", "a sink is given the elements in order, of several streams too", func(t *testing.T) {
		var out list
		n, err := stream.Of(0).Chain(stream.Of(1), stream.Of(2)).Into(t.Context(), out.sink)
		assert.Equal(t, 3, n)
		assert.NoError(t, err)
		for _, vs := range [][]int{{0, 1}, {2, 3}, {4, 5}} {
			_, err := stream.Iter(vs).Into(t.Context(), out.sink)
			assert.NoError(t, err)
		}
		assert.Equal(t, list{0, 1, 2, 0, 1, 2, 3, 4, 5}, out)
	}),
	check("L2", "a full channel holds the stream up", func(t *testing.T) {
		ch, pulled := make(chan int), 0
		go func() {
			_, err := endless(&pulled).Take(2).Into(t.Context(), to(ch))
			assert.NoError(t, err)
		}()
		for v := range 2 {
			synctest.Wait()
			assert.Equal(t, v+1, pulled)
			assert.Equal(t, v, <-ch)
		}
		synctest.Wait()
	}),
	check("L3", "Map before a sink", func(t *testing.T) {
		var out list
		_, err := stream.Of(0, 1, 2).Map(func(v int) int { return 2 * v }).Into(t.Context(), out.sink)
		assert.NoError(t, err)
		assert.Equal(t, list{0, 2, 4}, out)
	}),
	check("L3", "FlatMap before a sink: all of one element before the next is asked for", func(t *testing.T) {
		var out list
		pulled := 0
		_, err := endless(&pulled).Take(4).FlatMap(func(n int) stream.Stream[int] {
			return upTo(n).Map(func(int) int { assert.Equal(t, n+1, pulled); return n })
		}).Into(t.Context(), out.sink)
		assert.NoError(t, err)
		assert.Equal(t, list{1, 2, 2, 3, 3, 3}, out)
	}),
	check("L4", "a Map before a sink hands its back-pressure on", func(t *testing.T) {
		ch, pulled := make(chan int), 0
		go func() {
			_, err := endless(&pulled).Take(2).Map(plus(10)).Into(t.Context(), to(ch))
			assert.NoError(t, err)
		}()
		for v := range 2 {
			synctest.Wait()
			assert.Equal(t, v+1, pulled)
			assert.Equal(t, v+10, <-ch)
		}
		synctest.Wait()
	}),
	check("L6", "Buffered(2) before a sink accepts two more than it has taken", func(t *testing.T) {
		allow, pulled := make(chan struct{}), 0
		var out list
		go func() {
			_, err := endless(&pulled).Take(9).Buffered(2).Into(t.Context(), func(ctx context.Context, s stream.Stream[int]) (int, error) {
				<-allow
				return out.sink(ctx, s.Inspect(func(int) { <-allow }))
			})
			assert.NoError(t, err)
		}()
		synctest.Wait()
		assert.Equal(t, 0, pulled, "a sink that has not begun asks for nothing")
		for k := range 8 {
			allow <- struct{}{}
			synctest.Wait()
			assert.Equal(t, min(k+1+2, 9), pulled)
		}
		close(allow)
		synctest.Wait()
		assert.Equal(t, list{0, 1, 2, 3, 4, 5, 6, 7, 8}, out)
	}),
	check("L7", "Buffered before a sink that is always ready changes nothing", func(t *testing.T) {
		for n := range 3 {
			var out list
			_, err := stream.Of(0, 1).Buffered(n+1).Into(t.Context(), out.sink)
			assert.NoError(t, err)
			assert.Equal(t, list{0, 1}, out)
		}
	}),
	check("L8", "Tee gives all to all", func(t *testing.T) {
		var a, b list
		assert.NoError(t, upTo(9).Tee(t.Context(), a.consume, b.consume))
		assert.Equal(t, list{1, 2, 3, 4, 5, 6, 7, 8, 9}, a)
		assert.Equal(t, a, b)
	}),
	check("L9", "the slowest consumer of Tee sets the pace", func(t *testing.T) {
		pulled := 0
		a, b := make(chan int), make(chan int)
		go func() {
			assert.NoError(t, endless(&pulled).Take(3).Tee(t.Context(), sending(a), sending(b)))
		}()
		for v := range 3 {
			synctest.Wait()
			was := pulled
			assert.Equal(t, v, <-a)
			synctest.Wait()
			assert.Equal(t, was, pulled, "the other has not yet received")
			assert.Equal(t, v, <-b)
		}
		synctest.Wait()
	}),
	check("L10", "the error of a sink comes out of Into, mapped by whoever wraps it", func(t *testing.T) {
		gone := func(context.Context, int) error { return failure("gone") }
		_, err := upTo(3).Into(t.Context(), func(ctx context.Context, s stream.Stream[int]) (int, error) {
			return 0, fmt.Errorf("mapped: %w", s.TryForEach(ctx, gone))
		})
		assert.EqualError(t, err, "mapped: gone")
		assert.ErrorIs(t, err, failure("gone"))
	}),
	check("L11", "TryFold is a sink with a state, one in flight", func(t *testing.T) {
		ch := make(chan int, 1)
		go func() {
			n, err := upTo(4).TryFold(t.Context(), 0, func(_ context.Context, n, v int) (int, error) {
				ch <- v
				return n + 1, nil
			})
			assert.Equal(t, 4, n)
			assert.NoError(t, err)
			close(ch)
		}()
		synctest.Wait()
		assert.Len(t, ch, 1)
		assert.Equal(t, "1 2 3 4", got(t, stream.FromChan(ch)))
	}),
	check("L13", "a sink is over when Into has returned", func(t *testing.T) {
		closed := false
		n, err := upTo(9).Into(t.Context(), func(ctx context.Context, s stream.Stream[int]) (int, error) {
			defer func() { closed = true }()
			return s.Count(ctx)
		})
		assert.Equal(t, 9, n)
		assert.NoError(t, err)
		assert.True(t, closed)
	}),
	check("L14", "a sink sees an error of the stream, and decides on what it has", func(t *testing.T) {
		var flushed []int
		_, err := numbers("1 #e 2").Into(t.Context(), func(ctx context.Context, s stream.Stream[int]) (int, error) {
			vs, err := s.TryCollect(ctx)
			flushed = vs
			return len(vs), err
		})
		assert.Equal(t, failure("e"), err)
		assert.Equal(t, []int{1}, flushed)
	}),
}

// A list is a sink that keeps all.
type list []int

func (l *list) sink(ctx context.Context, s stream.Stream[int]) (n int, err error) {
	err = s.ForEach(ctx, func(v int) { *l = append(*l, v); n++ })
	return n, err
}

func (l *list) consume(ctx context.Context, s stream.Stream[int]) error {
	_, err := l.sink(ctx, s)
	return err
}

// sending is to for a consumer of Tee.
func sending(ch chan<- int) func(context.Context, stream.Stream[int]) error {
	return func(ctx context.Context, s stream.Stream[int]) error {
		_, err := to(ch)(ctx, s)
		return err
	}
}

// to is a sink that sends to ch.
func to(ch chan<- int) func(context.Context, stream.Stream[int]) (struct{}, error) {
	return func(ctx context.Context, s stream.Stream[int]) (struct{}, error) {
		return struct{}{}, s.TryForEach(ctx, func(ctx context.Context, v int) error {
			select {
			case ch <- v:
				return nil
			case <-ctx.Done():
				return ctx.Err()
			}
		})
	}
}
