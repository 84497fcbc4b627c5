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

func TestFlatMap(t *testing.T) {
	t.Run("B29: inner streams one after another", func(t *testing.T) {
		assert.Equal(t, "1 2 2 3 3 3", toMarbles(t, stream.Of(1, 2, 3).FlatMap(copies)))
	})
	t.Run("B28: an inner stream has stages of its own", func(t *testing.T) {
		evenBelow := func(n int) stream.Stream[int] { return stream.Iter(ints(n)).Filter(even) }
		assert.Equal(t, "0 2 0 2 4 0", toMarbles(t, stream.Of(4, 5, 2).FlatMap(evenBelow)))
	})
	t.Run("an empty inner stream yields nothing, the zero Stream too", func(t *testing.T) {
		f := func(v int) (s stream.Stream[int]) {
			if v == 2 {
				s = stream.Of(7)
			}
			return s
		}
		assert.Equal(t, "7", toMarbles(t, stream.Of(1, 2, 3).FlatMap(f)))
	})
	t.Run("errors from above and of inner streams stay in place and end neither", func(t *testing.T) {
		f := func(v int) stream.Stream[string] {
			return stream.Of(fmt.Sprint(v)).Chain(stream.Fail[string](errBoom), stream.Of("x"))
		}
		assert.Equal(t, "# 1 # x # 2 # x", toMarbles(t, fromMarbles("# 1 # 2").FlatMap(f)))
	})
	t.Run("the next value is pulled when the inner stream has ended", func(t *testing.T) {
		pulled := 0
		var at []int
		require.NoError(t, pullsOf(4, &pulled).FlatMap(copies).ForEach(t.Context(), func(int) { at = append(at, pulled) }))
		assert.Equal(t, []int{2, 3, 3, 4, 4, 4}, at)
	})
	t.Run("a consumer that leaves ends the inner stream and the outer one", func(t *testing.T) {
		outer, inner := 0, 0
		s := pullsOf(9, &outer).FlatMap(func(int) stream.Stream[int] { return pullsOf(9, &inner) })
		assert.Equal(t, "0 1 2 3 4 5 6 7 8 0 1", toMarbles(t, s.Take(11)))
		assert.Equal(t, 2, outer)
		assert.Equal(t, 11, inner)
	})
	bubble(t, "boundaries within work as always", func(t *testing.T) {
		var g gauge
		slow := func(int) { defer g.enter()(); time.Sleep(time.Second) }
		f := func(n int) stream.Stream[int] { return stream.Iter(ints(n)).Inspect(slow).Buffered(3) }
		start := time.Now()
		assert.Equal(t, "0 1 2 3 0 1", toMarbles(t, stream.Of(4, 2).FlatMap(f)))
		assert.EqualValues(t, 3, g.peak.Load())
		assert.Equal(t, 3*time.Second, time.Since(start), "4 at 3 at a time, then 2")
	})
	bubble(t, "a failure within an inner stream cancels what is behind it there", func(t *testing.T) {
		s := stream.Of(1).FlatMap(func(int) stream.Stream[int] {
			return stream.Iter(ints(9)).TryMap(func(ctx context.Context, v int) (int, error) {
				if v == 1 {
					return 0, errBoom
				} else if v > 1 {
					<-ctx.Done() // for ever, if it were not cancelled
				} else {
					time.Sleep(time.Second)
				}
				return v, nil
			}).Buffered(3)
		})
		start := time.Now()
		vs, err := s.TryCollect(t.Context())
		require.ErrorIs(t, err, errBoom)
		assert.Equal(t, []int{0}, vs)
		assert.Equal(t, time.Second, time.Since(start))
	})
	bubble(t, "and what is above, at once", func(t *testing.T) {
		start, cancelled := time.Now(), time.Duration(-1)
		outer := stream.Of(1, 2).TryMap(func(ctx context.Context, v int) (int, error) {
			if v == 2 {
				<-ctx.Done()
				cancelled = time.Since(start)
			}
			return v, nil
		}).Buffered(2)
		_, err := outer.FlatMap(func(int) stream.Stream[int] {
			return stream.Of(3, 1).TryMap(func(_ context.Context, v int) (int, error) {
				time.Sleep(time.Duration(v) * time.Second)
				if v == 1 {
					return 0, errBoom
				}
				return v, nil
			}).Buffered(2)
		}).TryCollect(t.Context())
		require.ErrorIs(t, err, errBoom)
		assert.Equal(t, time.Second, cancelled)
		assert.Equal(t, 3*time.Second, time.Since(start), "what is before the failure has finished")
	})
	bubble(t, "ctx ends an inner stream that waits", func(t *testing.T) {
		ctx, cancel := context.WithTimeoutCause(t.Context(), time.Second, errors.New("over"))
		defer cancel()
		f := func(int) stream.Stream[int] { return stream.Of(1).Chain(stream.Pending[int]()) }
		assert.Equal(t, "1 over", drawMarbles(t, stream.Of(1, 2).FlatMap(f).Collect(ctx)))
	})
}

func ExampleStream_FlatMap() {
	// All words of all pages; the words of a page are cleaned four at a time.
	pages := stream.Of([]string{"Ordered", "Bounded"}, nil, []string{"Concurrency"})
	words := func(page []string) stream.Stream[string] {
		return stream.Iter(page).Map(func(w string) string { return w + "!" }).Buffered(4)
	}

	fmt.Println(pages.FlatMap(words).TryCollect(context.Background()))
	// Output: [Ordered! Bounded! Concurrency!] <nil>
}
