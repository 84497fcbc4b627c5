package conformance_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/stream"
)

var terminals = []behaviour{
	check("J1", "of an empty stream", func(t *testing.T) {
		ctx, empty := t.Context(), stream.Empty[int]()
		n, err := empty.Count(ctx)
		assert.Zero(t, n)
		assert.NoError(t, err)
		acc, err := empty.Fold(ctx, 7, func(int, int) int { panic("called") })
		assert.Equal(t, 7, acc)
		assert.NoError(t, err)
		vs, err := empty.TryCollect(ctx)
		assert.Empty(t, vs)
		assert.NoError(t, err)
		assert.Empty(t, empty.Collect(ctx))
		_, err = empty.First(ctx)
		assert.Equal(t, stream.ErrEmpty, err)
		yes, err := empty.AllMatch(ctx, even)
		assert.True(t, yes)
		assert.NoError(t, err)
		yes, err = empty.AnyMatch(ctx, even)
		assert.False(t, yes)
		assert.NoError(t, err)
		all, err := empty.Map(func(v int) []int { return []int{v} }).FlatMap(stream.Iter).TryCollect(ctx)
		assert.Empty(t, all)
		assert.NoError(t, err)
	}),
	check("J2", "AllMatch and AnyMatch read no further than they must", func(t *testing.T) {
		pulled := 0
		yes, err := endless(&pulled).Skip(2).AllMatch(t.Context(), even)
		assert.False(t, yes)
		assert.NoError(t, err)
		assert.Equal(t, 4, pulled, "0 1 2 3")
		yes, err = endless(&pulled).Skip(1).AnyMatch(t.Context(), even)
		assert.True(t, yes)
		assert.NoError(t, err)
		assert.Equal(t, 3, pulled, "0 1 2")
	}),
	check("J3", "Fold goes from left to right, one at a time", func(t *testing.T) {
		s, err := words("a b c d").Fold(t.Context(), "", func(acc, v string) string { return acc + v })
		assert.Equal(t, "abcd", s)
		assert.NoError(t, err)
		sum, err := upTo(5).Fold(t.Context(), 0, func(acc, v int) int { return acc + v })
		assert.Equal(t, 15, sum)
		assert.NoError(t, err)
	}),
	check("J4", "TryForEach never overlaps", func(t *testing.T) {
		var g gauge
		assert.NoError(t, upTo(3).Buffered(3).TryForEach(t.Context(), alone(g.task)))
		assert.EqualValues(t, 3, g.total.Load())
		assert.EqualValues(t, 1, g.peak.Load())
	}),
	check("J5", "unzip is a Fold", func(t *testing.T) {
		type both struct{ left, right []int }
		out, err := stream.Of([2]int{1, 2}, [2]int{3, 4}, [2]int{5, 6}).Fold(t.Context(), both{}, func(b both, v [2]int) both {
			return both{append(b.left, v[0]), append(b.right, v[1])}
		})
		assert.Equal(t, both{[]int{1, 3, 5}, []int{2, 4, 6}}, out)
		assert.NoError(t, err)
	}),
	check("J6", "concat is FlatMap(stream.Iter)", func(t *testing.T) {
		vs, err := stream.Of([]int{7, 8, 9}, []int{4, 5, 6}, []int{1, 2, 3}).FlatMap(stream.Iter).TryCollect(t.Context())
		assert.Equal(t, []int{7, 8, 9, 4, 5, 6, 1, 2, 3}, vs)
		assert.NoError(t, err)
	}),
	check("J7", "what a part of the stream does not consume stays", func(t *testing.T) {
		c := upTo(4).Cursor(t.Context())
		defer c.Close()
		for _, want := range []int{3, 7, 0} {
			sum, err := c.Rest().Take(2).Fold(t.Context(), 0, func(acc, v int) int { return acc + v })
			assert.Equal(t, want, sum)
			assert.NoError(t, err)
		}
	}),
	check("J8", "collect into a map is a Fold", func(t *testing.T) {
		m, err := stream.Of([2]int{1, 2}, [2]int{3, 4}).Fold(t.Context(), map[int]int{}, func(m map[int]int, v [2]int) map[int]int {
			m[v[0]] = v[1]
			return m
		})
		assert.Equal(t, map[int]int{1: 2, 3: 4}, m)
		assert.NoError(t, err)
	}),
	check("J9", "a set that is open waits for what the loop body adds", func(t *testing.T) {
		ts, total := stream.NewTaskSet[string](2), 0
		ts.Go(playable("1"))
		for v, err := range ts.Stream().All(t.Context()) {
			assert.NoError(t, err)
			if total += len(v); v == "1" {
				ts.Go(playable("1s 5"))
				ts.Close()
			}
		}
		assert.Equal(t, 2, total)
	}),
}
