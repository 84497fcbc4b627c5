package stream_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// every yields i every d, after the first d.
func every(i int, d time.Duration) stream.Stream[int] {
	return stream.TryUnfold(i, func(ctx context.Context, i int) (int, int, bool, error) {
		return i, i, true, gWait(ctx, d)
	})
}

func TestMerge(t *testing.T) {
	t.Run("H10, H11: of none and of some", func(t *testing.T) {
		assert.Empty(t, toMarbles(t, stream.Merge[int]()))
		assert.Equal(t, "1 2 # 3", toMarbles(t, stream.Merge(fromMarbles("1 2 # 3"))))
		for n := range 8 {
			ss := make([]stream.Stream[int], n)
			for i := range ss {
				ss[i] = stream.Of(i)
			}
			vs, err := stream.Merge(ss...).TryCollect(t.Context())
			require.NoError(t, err)
			assert.ElementsMatch(t, ints(n), vs)
		}
	})
	bubble(t, "H15: elements come when they are ready, and the end when all have ended", func(t *testing.T) {
		l := gNewLog()
		s := stream.Merge(every(3, 3*time.Second).Take(2), every(2, 2*time.Second).Take(2), stream.Empty[int]())
		require.NoError(t, s.ForEach(t.Context(), func(v int) { l.add("%d", v) }))
		l.add("end")
		assert.Equal(t, []string{"2s 2", "3s 3", "4s 2", "6s 3", "6s end"}, l.lines())
	})
	for n := 2; n <= 8; n++ {
		bubble(t, fmt.Sprintf("H5: a ready one of %d endless ones is passed over by one element of each other at most", n), func(t *testing.T) {
			ss := make([]stream.Stream[int], n)
			for i := range ss {
				ss[i] = countingFrom(i, new(int)).Map(func(int) int { return i })
			}
			waits := make([]int, n) // elements received since its last, that included
			received := 0
			for v := range stream.Merge(ss...).All(t.Context()) {
				for i := range waits {
					waits[i]++
				}
				if received > n {
					require.LessOrEqual(t, waits[v], n)
				}
				waits[v] = 0
				if received++; received == 200*n {
					break
				}
				time.Sleep(time.Second) // now all of them are ready
			}
		})
	}
	bubble(t, "an endless one does not starve another, whatever the terminal", func(t *testing.T) {
		for _, term := range gTerminals {
			s := stream.Merge(countingFrom(1, new(int)), fromMarbles("2 2 2 #"))
			_, err := term.run(t.Context(), s.Transform(untilError))
			require.ErrorIs(t, err, errBoom, term.name)
		}
	})
	bubble(t, "the task of a stream runs one element at a time, those of different streams at the same time", func(t *testing.T) {
		var all gauge
		var each [3]gauge
		ss := make([]stream.Stream[int], 3)
		for i := range ss {
			ss[i] = stream.Iter(ints(5)).Inspect(func(int) {
				defer all.enter()()
				defer each[i].enter()()
				time.Sleep(time.Second)
			})
		}
		start := time.Now()
		require.NoError(t, stream.Merge(ss...).Drain(t.Context()))
		assert.Equal(t, 5*time.Second, time.Since(start))
		assert.EqualValues(t, 3, all.peak.Load())
		for i := range each {
			assert.EqualValues(t, 1, each[i].peak.Load())
		}
	})
	bubble(t, "a failure cancels all streams if the terminal stops at errors", func(t *testing.T) {
		var g gauge
		_, err := stream.Merge(openings(&g)(0), every(1, time.Second).Take(2).Chain(stream.Fail[int](errBoom))).TryCollect(t.Context())
		require.ErrorIs(t, err, errBoom)
		assert.Zero(t, g.now.Load())
	})
	bubble(t, "ctx ends streams that wait", func(t *testing.T) {
		ctx, cancel := context.WithTimeoutCause(t.Context(), 5*time.Second, errors.New("over"))
		defer cancel()
		assert.Equal(t, "2 2 over", drawMarbles(t, stream.Merge(stream.Pending[int](), every(2, 2*time.Second)).Collect(ctx)))
	})
	bubble(t, "merges of merges with boundaries lose nothing", func(t *testing.T) {
		leaf := func(i int) stream.Stream[int] {
			return stream.Iter(ints(20)).Map(func(v int) int { return 100*i + v }).
				Inspect(func(v int) { time.Sleep(time.Duration(v*31%7) * time.Millisecond) }).Buffered(3)
		}
		s := stream.Merge(stream.Merge(leaf(0), leaf(1)), stream.Merge(leaf(2), leaf(3), leaf(4)), leaf(5))
		vs, err := s.TryCollect(t.Context())
		require.NoError(t, err)
		assert.Len(t, vs, 120)
		for i := range 6 {
			of := slices.DeleteFunc(slices.Clone(vs), func(v int) bool { return v/100 != i })
			assert.Len(t, of, 20)
			assert.True(t, slices.IsSorted(of))
		}
	})
}

// untilError ends a stream behind its first error.
func untilError(_ context.Context, in iter.Seq2[int, error], yield func(int, error) bool) {
	for v, err := range in {
		if !yield(v, err) || err != nil {
			return
		}
	}
}

func ExampleMerge() {
	left := stream.Of("a", "b")
	right := stream.Of("1", "2")

	merged, err := stream.Merge(left, right).TryCollect(context.Background())
	fmt.Println(slices.Index(merged, "a") < slices.Index(merged, "b"), len(merged), err)
	// Output: true 4 <nil>
}
