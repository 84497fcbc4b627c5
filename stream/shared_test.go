package stream_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestShared(t *testing.T) {
	second := func(g *gauge) func(context.Context, int) (int, error) {
		return func(ctx context.Context, v int) (int, error) {
			defer g.enter()()
			return v, gWait(ctx, time.Second)
		}
	}
	run := map[string]func(ctx context.Context, s stream.Stream[int], g *gauge, n int, l stream.Option) error{
		"Buffered": func(ctx context.Context, s stream.Stream[int], g *gauge, n int, l stream.Option) error {
			return s.TryMap(second(g)).Buffered(n, l).Drain(ctx)
		},
		"BufferedUnordered": func(ctx context.Context, s stream.Stream[int], g *gauge, n int, l stream.Option) error {
			return s.TryMap(second(g)).BufferedUnordered(n, l).Drain(ctx)
		},
		"BufferedByKey": func(ctx context.Context, s stream.Stream[int], g *gauge, n int, l stream.Option) error {
			return s.BufferedByKey(n, func(v int) int { return v }, second(g), l).Drain(ctx)
		},
		"Expand": func(ctx context.Context, s stream.Stream[int], g *gauge, n int, l stream.Option) error {
			return s.Expand(n, func(ctx context.Context, v int) (int, []int, error) {
				_, err := second(g)(ctx, v)
				return v, nil, err
			}, l).Drain(ctx)
		},
		"FlatMapUnordered": func(ctx context.Context, s stream.Stream[int], g *gauge, n int, l stream.Option) error {
			return s.FlatMapUnordered(n, func(v int) stream.Stream[int] { return stream.Of(v).TryMap(second(g)) }, l).Drain(ctx)
		},
		"TryForEachConcurrent": func(ctx context.Context, s stream.Stream[int], g *gauge, n int, l stream.Option) error {
			return s.TryForEachConcurrent(ctx, n, func(ctx context.Context, v int) error { _, err := second(g)(ctx, v); return err }, l)
		},
	}
	for name, f := range run {
		bubble(t, name+" runs as many tasks as the limit allows", func(t *testing.T) {
			for _, src := range gSources {
				for _, c := range []struct{ n, limit, want int }{{4, 2, 2}, {2, 4, 2}, {9, 3, 3}} {
					l, g, start := stream.NewLimit(c.limit), new(gauge), time.Now()
					s := src.of(12)
					if name == "Expand" { // which asks its input for one element at a time
						s = stream.Once(func(context.Context) (int, error) { return 0, nil })
					}
					require.NoError(t, f(t.Context(), s, g, c.n, stream.Shared(l)))
					if name != "Expand" {
						assert.EqualValues(t, c.want, g.peak.Load(), "%+v", c)
						assert.Equal(t, time.Duration(12/c.want)*time.Second, time.Since(start), "%+v", c)
					}
					assert.Equal(t, stream.LimitStats{Size: c.limit}, l.Stats())
				}
			}
		})
	}
	bubble(t, "Expand shares the limit for what is fed back in", func(t *testing.T) {
		l, g, start := stream.NewLimit(2), new(gauge), time.Now()
		n, err := stream.Of(1).Expand(8, func(ctx context.Context, v int) (int, []int, error) {
			_, err := second(g)(ctx, v)
			if v > 4 {
				return v, nil, err
			}
			return v, []int{2 * v, 2*v + 1}, err
		}, stream.Shared(l)).Count(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 9, n)
		assert.EqualValues(t, 2, g.peak.Load())
		assert.Equal(t, 5*time.Second, time.Since(start))
	})
	bubble(t, "BufferedByKey keeps the order of each key under it", func(t *testing.T) {
		got, err := stream.Iter(ints(30)).BufferedByKey(6, func(v int) int { return v % 3 }, func(ctx context.Context, v int) (int, error) {
			return v, gWait(ctx, time.Duration(30-v)*time.Second)
		}, stream.Shared(stream.NewLimit(5))).TryCollect(t.Context())
		require.NoError(t, err)
		for key := range 3 {
			ofKey := slices.DeleteFunc(slices.Clone(got), func(v int) bool { return v%3 != key })
			assert.True(t, slices.IsSorted(ofKey), "%v", ofKey)
		}
	})
	bubble(t, "two streams share it first come, first served", func(t *testing.T) {
		l, g, start := stream.NewLimit(3), new(gauge), time.Now()
		one := func() stream.Stream[int] { return stream.Iter(ints(9)).TryMap(second(g)).Buffered(5, stream.Shared(l)) }
		n, err := stream.Merge(one(), one()).Count(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 18, n)
		assert.EqualValues(t, 3, g.peak.Load())
		assert.Equal(t, 6*time.Second, time.Since(start))
	})
	bubble(t, "two boundaries of a chain share it", func(t *testing.T) {
		for _, size := range []int{1, 2, 5} {
			l, g := stream.NewLimit(size), new(gauge)
			s := stream.Iter(ints(20)).TryMap(second(g)).Buffered(3, stream.Shared(l)).TryMap(second(g)).BufferedUnordered(3, stream.Shared(l))
			n, err := s.Count(t.Context())
			require.NoError(t, err)
			assert.Equal(t, 20, n)
			assert.LessOrEqual(t, g.peak.Load(), int64(size))
		}
	})
	bubble(t, "errors from above take no part of it", func(t *testing.T) {
		l := stream.NewLimit(1)
		require.NoError(t, l.Do(t.Context(), 1, func(context.Context) error {
			got := sourceOf[int](errBoom, errBoom).Map(double).Buffered(2, stream.Shared(l)).Collect(t.Context())
			assert.Equal(t, elementsOf[int](errBoom, errBoom), got)
			got = sourceOf[int](errBoom).FlatMapUnordered(2, func(v int) stream.Stream[int] { return stream.Of(v) }, stream.Shared(l)).Collect(t.Context())
			assert.Equal(t, elementsOf[int](errBoom), got)
			return nil
		}))
	})
	bubble(t, "who waits for it is cancelled with the run", func(t *testing.T) {
		l := stream.NewLimit(1)
		require.NoError(t, l.Do(t.Context(), 1, func(context.Context) error {
			ctx, cancel := context.WithTimeoutCause(t.Context(), time.Second, errWhy)
			defer cancel()
			assert.Equal(t, elementsOf[int](errWhy), stream.Of(1, 2).Map(double).Buffered(2, stream.Shared(l)).Collect(ctx))
			assert.Equal(t, stream.LimitStats{Size: 1, InUse: 1, Running: 1}, l.Stats())
			return nil
		}))
	})
	bubble(t, "a failure, a panic and a Goexit give it back", func(t *testing.T) {
		l := stream.NewLimit(2)
		for _, end := range []func() error{func() error { return errBoom }, func() error { gPanic(); return nil }, func() error { gGoexit(); return nil }} {
			s := stream.Iter(ints(9)).TryMap(func(ctx context.Context, v int) (int, error) {
				if v == 3 {
					return 0, end()
				}
				return v, gWait(ctx, time.Second)
			}).Buffered(4, stream.Shared(l))
			gCall(func() { _ = s.Drain(t.Context()) })
			assert.Equal(t, stream.LimitStats{Size: 2}, l.Stats())
		}
	})
	t.Run("a nil limit panics", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: Shared: l must not be nil", func() { stream.Shared(nil) })
	})
}

func ExampleShared() {
	database := stream.NewLimit(4) // connections
	load := func(_ context.Context, id int) (string, error) { return fmt.Sprint("user ", id), nil }
	save := func(_ context.Context, user string) (string, error) { return user + " saved", nil }
	users := stream.Of(1, 2, 3).
		TryMap(load).Buffered(4, stream.Shared(database)).
		TryMap(save).Buffered(4, stream.Shared(database))
	fmt.Println(users.TryCollect(context.Background()))
	// Output: [user 1 saved user 2 saved user 3 saved] <nil>
}
