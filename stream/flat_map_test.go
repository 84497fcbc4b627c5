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

func TestTryFlatMap(t *testing.T) {
	// fails for 2, with a stream that must not be read.
	f := func(_ context.Context, v int) (stream.Stream[int], error) {
		if v == 2 {
			return stream.Once(func(context.Context) (int, error) { panic("read") }), errBoom
		}
		return copies(v), nil
	}
	bubble(t, "an error of f takes the place of its element, and the stream goes on", func(t *testing.T) {
		for in, want := range map[string]string{"2 1 3": "# 1 3 3 3", "1 2 3": "1 # 3 3 3", "1 3 2": "1 3 3 3 #", "2 2": "# #", "0 0": ""} {
			assert.Equal(t, want, toMarbles(t, fromMarbles(in).TryFlatMap(f)))
		}
		assertYields(t, stream.Of(3, 2, 1).TryFlatMap(f), 3, 3, 3, errBoom, 1)
	})
	bubble(t, "G10: an inner stream goes on after its own error, the outer one after its own", func(t *testing.T) {
		inner := map[int]stream.Stream[int]{1: fromMarbles("1 # 2"), 3: fromMarbles("3")}
		get := func(_ context.Context, v int) (stream.Stream[int], error) { return inner[v], nil }
		assert.Equal(t, "1 # 2 # 3", toMarbles(t, fromMarbles("1 # 3").TryFlatMap(get)))
	})
	t.Run("f is called when the inner stream before has ended, and not beyond an error that stops the terminal", func(t *testing.T) {
		pulled := 0
		vs, err := pullsOf(9, &pulled).TryFlatMap(f).TryCollect(t.Context())
		require.ErrorIs(t, err, errBoom)
		assert.Equal(t, []int{1}, vs)
		assert.Equal(t, 3, pulled)
		assert.Equal(t, "1", toMarbles(t, pullsOf(9, &pulled).TryFlatMap(f).Take(1)))
		assert.Equal(t, 3+2, pulled)
	})
	bubble(t, "a failure within an inner stream cancels what is above, at once, but not what is before it", func(t *testing.T) {
		start, cancelled := time.Now(), time.Duration(-1)
		outer := stream.Of(0, 1).TryMap(func(ctx context.Context, v int) (int, error) {
			if v == 1 {
				<-ctx.Done()
				cancelled = time.Since(start)
			}
			return v, nil
		}).Buffered(2)
		vs, err := outer.TryFlatMap(func(context.Context, int) (stream.Stream[int], error) {
			return gThree().TryMap(gTask(gNewLog(), 3, -1)).Buffered(2), nil
		}).TryCollect(t.Context())
		require.ErrorIs(t, err, errBoom)
		assert.Equal(t, []int{0}, vs)
		assert.Equal(t, time.Second, cancelled)
		assert.Equal(t, 3*time.Second, time.Since(start))
	})
	bubble(t, "f gets a context that carries the values of the terminal's and ends with it", func(t *testing.T) {
		assertContext(t, func(wait func(context.Context) error) stream.Stream[int] {
			return stream.Of(1).TryFlatMap(func(ctx context.Context, v int) (stream.Stream[int], error) { return stream.Of(v), wait(ctx) })
		})
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

func ExampleStream_TryFlatMap() {
	// All lines of all files. One cannot be opened.
	open := func(_ context.Context, file string) (stream.Stream[string], error) {
		if file == "b" {
			return stream.Empty[string](), errors.New("b: no such file")
		}
		return stream.Of(file+" 1", file+" 2"), nil
	}
	for line, err := range stream.Of("b", "a").TryFlatMap(open).All(context.Background()) {
		fmt.Printf("%q %v\n", line, err)
	}
	// Output:
	// "" b: no such file
	// "a 1" <nil>
	// "a 2" <nil>
}
