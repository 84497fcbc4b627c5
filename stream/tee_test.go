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

// A teeConsumer is what is given to Tee.
type teeConsumer = func(context.Context, stream.Stream[int]) error

// collecting notes all that it sees.
func collecting(into *[]stream.Result[int]) teeConsumer {
	return func(ctx context.Context, in stream.Stream[int]) error {
		*into = in.Collect(ctx)
		return nil
	}
}

// eachTaking takes so long for every element.
func eachTaking(d time.Duration, note func(v int)) teeConsumer {
	return func(ctx context.Context, in stream.Stream[int]) error {
		return in.ForEach(ctx, func(v int) {
			note(v)
			time.Sleep(d)
		})
	}
}

func TestTee(t *testing.T) {
	bubble(t, "L8: every consumer sees every element, in order, errors too", func(t *testing.T) {
		for _, s := range []stream.Stream[int]{sourceOf[int](1, errBoom, 3), sourceOf[int](1, errBoom, 3).Buffered(2), stream.Iter(ints(50))} {
			var a, b, c []stream.Result[int]
			require.NoError(t, s.Tee(t.Context(), collecting(&a), collecting(&b), collecting(&c)))
			want := s.Collect(t.Context())
			assert.Equal(t, want, a)
			assert.Equal(t, want, b)
			assert.Equal(t, want, c)
		}
	})
	bubble(t, "of an empty stream, and for one consumer", func(t *testing.T) {
		var a, b []stream.Result[int]
		require.NoError(t, stream.Empty[int]().Tee(t.Context(), collecting(&a), collecting(&b)))
		require.NoError(t, stream.Stream[int]{}.Tee(t.Context(), collecting(&a)))
		assert.Empty(t, a)
		assert.Empty(t, b)
		require.NoError(t, stream.Of(1, 2).Tee(t.Context(), collecting(&a)))
		assert.Equal(t, elementsOf[int](1, 2), a)
	})
	bubble(t, "without consumers nothing runs", func(t *testing.T) {
		touched := stream.Generate(func(context.Context, func(int) bool) error { panic("started") })
		require.NoError(t, touched.Tee(t.Context()))
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		require.NoError(t, touched.Tee(ctx))
	})
	bubble(t, "L9: the slowest sets the pace, and an element goes to all at once", func(t *testing.T) {
		l := gNewLog()
		src := gGenerate(4, func(i int) { l.add("ask %d", i) })
		err := src.Tee(t.Context(),
			eachTaking(0, func(v int) { l.add("fast %d", v) }),
			eachTaking(time.Second, func(v int) { l.add("slow %d", v) }))
		require.NoError(t, err)
		assert.Equal(t, []string{
			"0s ask 0", "0s ask 1", "0s fast 0", "0s fast 1", "0s slow 0",
			"1s ask 2", "1s fast 2", "1s slow 1", "2s ask 3", "2s fast 3", "2s slow 2", "3s slow 3",
		}, l.lines())
	})
	bubble(t, "holds one element that not all have received, whatever the number of consumers", func(t *testing.T) {
		for consumers := 1; consumers < 5; consumers++ {
			var pulled, slowest atomic.Int64
			all := []teeConsumer{eachTaking(time.Second, func(v int) { slowest.Store(int64(v) + 1) })}
			for range consumers {
				all = append(all, eachTaking(0, func(int) {}))
			}
			require.NoError(t, gGenerate(100, func(i int) {
				pulled.Store(int64(i) + 1)
				synctest.Wait()
				assert.LessOrEqual(t, pulled.Load(), slowest.Load()+1)
			}).Tee(t.Context(), all...))
		}
	})
	bubble(t, "a consumer that has returned no longer counts, and when all have, the stream is stopped", func(t *testing.T) {
		pulled := 0
		var all []stream.Result[int]
		first := func(n int) teeConsumer {
			return func(ctx context.Context, in stream.Stream[int]) error { return in.Take(n).Drain(ctx) }
		}
		require.NoError(t, pullsOf(9, &pulled).Tee(t.Context(), first(2), collecting(&all), first(0)))
		assert.Equal(t, elementsOf[int](0, 1, 2, 3, 4, 5, 6, 7, 8), all)
		pulled = 0
		require.NoError(t, pullsOf(99, &pulled).Tee(t.Context(), first(2), first(5), first(3)))
		assert.GreaterOrEqual(t, pulled, 5)
		assert.LessOrEqual(t, pulled, 6, "one beyond what has been taken")
	})
	bubble(t, "also while the source blocks", func(t *testing.T) {
		start := time.Now()
		one := func(ctx context.Context, in stream.Stream[int]) error {
			_, err := in.First(ctx)
			time.Sleep(time.Second)
			return err
		}
		require.NoError(t, stream.Of(1).Chain(stream.Pending[int]()).Tee(t.Context(), one, one))
		assert.Equal(t, time.Second, time.Since(start))
		none := func(context.Context, stream.Stream[int]) error { return nil }
		require.NoError(t, stream.Pending[int]().Tee(t.Context(), none, none))
	})
	bubble(t, "the stream runs in the caller's goroutine, and every call runs it anew", func(t *testing.T) {
		caller := 0 // the race detector watches it
		s := stream.Iter(ints(3)).Inspect(func(int) { caller++ })
		for range 2 {
			var a []stream.Result[int]
			require.NoError(t, s.Tee(t.Context(), collecting(&a)))
			assert.Equal(t, elementsOf[int](0, 1, 2), a)
		}
		assert.Equal(t, 6, caller)
	})
	bubble(t, "a consumer's stream is read once: runs share the elements", func(t *testing.T) {
		var parts [3]int
		require.NoError(t, stream.Iter(ints(10)).Tee(t.Context(), func(ctx context.Context, in stream.Stream[int]) (err error) {
			_, err = in.Take(3).Count(ctx)
			require.NoError(t, err)
			done := make(chan int)
			go func() {
				n, err := in.Count(ctx)
				assert.NoError(t, err)
				done <- n
			}()
			parts[0], err = in.Count(ctx)
			parts[1] = <-done
			parts[2], _ = in.Count(ctx)
			return err
		}))
		assert.Equal(t, 7, parts[0]+parts[1])
		assert.Zero(t, parts[2])
	})
	bubble(t, "a consumer may buffer its stream, zip it with itself, and leave early", func(t *testing.T) {
		var pairs []stream.Pair[int, int]
		var squares []int
		err := stream.Iter(ints(10)).Tee(t.Context(),
			func(ctx context.Context, in stream.Stream[int]) (err error) {
				pairs, err = in.Zip(in).TryCollect(ctx)
				return err
			},
			func(ctx context.Context, in stream.Stream[int]) (err error) {
				squares, err = in.Map(func(v int) int { time.Sleep(time.Second); return v * v }).Buffered(4).TryCollect(ctx)
				return err
			},
			func(ctx context.Context, in stream.Stream[int]) error { return in.Buffered(4).Take(2).Drain(ctx) })
		require.NoError(t, err)
		assert.Equal(t, []stream.Pair[int, int]{{First: 0, Second: 1}, {First: 2, Second: 3}, {First: 4, Second: 5}, {First: 6, Second: 7}, {First: 8, Second: 9}}, pairs)
		assert.Equal(t, []int{0, 1, 4, 9, 16, 25, 36, 49, 64, 81}, squares)
	})
	t.Run("a nil consumer panics", func(t *testing.T) {
		var a []stream.Result[int]
		assert.PanicsWithValue(t, "stream: Tee: consumer must not be nil", func() { _ = stream.Of(1).Tee(t.Context(), collecting(&a), nil) })
		assert.Empty(t, a)
	})
}

func ExampleStream_Tee() {
	var sum, most int
	err := stream.Of(3, 9, 4).Tee(context.Background(),
		func(ctx context.Context, in stream.Stream[int]) (err error) {
			sum, err = in.Fold(ctx, 0, func(a, v int) int { return a + v })
			return err
		},
		func(ctx context.Context, in stream.Stream[int]) (err error) {
			most, err = in.Fold(ctx, 0, func(a, v int) int { return max(a, v) })
			return err
		})
	fmt.Println(sum, most, err)
	// Output: 16 9 <nil>
}
