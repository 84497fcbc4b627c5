package stream_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestAnyMatch(t *testing.T) {
	is := func(want int) func(int) bool { return func(v int) bool { return v == want } }
	t.Run("reports whether p is true for a value", func(t *testing.T) {
		for _, s := range []stream.Stream[int]{stream.Of(2, 3, 4), stream.Of(2, 3, 4).Inspect(func(int) {}).Buffered(2), stream.Of(2, 3, 4).BufferedUnordered(5)} {
			for v, want := range map[int]bool{1: false, 2: true, 3: true, 4: true, 5: false} {
				got, err := s.AnyMatch(t.Context(), is(v))
				require.NoError(t, err)
				assert.Equal(t, want, got, v)
			}
		}
	})
	t.Run("J1: of an empty stream it is false", func(t *testing.T) {
		for _, s := range []stream.Stream[int]{{}, stream.Of[int]().Buffered(2), stream.Of(1).Filter(even)} {
			got, err := s.AnyMatch(t.Context(), func(int) bool { return true })
			require.NoError(t, err)
			assert.False(t, got)
		}
	})
	t.Run("J2: stops at the first match: what is behind it is not pulled, nor shown to p", func(t *testing.T) {
		pulled, seen := 0, 0
		got, err := pullsOf(9, &pulled).AnyMatch(t.Context(), func(v int) bool { seen++; return v == 2 })
		require.NoError(t, err)
		assert.True(t, got)
		assert.Equal(t, 3, pulled)
		assert.Equal(t, 3, seen)
	})
	t.Run("I16: stops at an error before a match, which p does not see, and returns it itself with false", func(t *testing.T) {
		for _, vs := range [][]any{{errBoom, 2}, {1, errBoom, 2}, {1, 3, errBoom}} {
			got, err := sourceOf[int](vs...).AnyMatch(t.Context(), is(2))
			assert.Same(t, errBoom, err)
			assert.False(t, got)
		}
		got, err := sourceOf[int](1, 2, errBoom).AnyMatch(t.Context(), is(2))
		require.NoError(t, err, "one behind it is none")
		assert.True(t, got)
	})
	bubble(t, "what a boundary has begun beyond the match is cancelled and joined", func(t *testing.T) {
		beyond(t, func(s stream.Stream[int]) (bool, error) { return s.AnyMatch(t.Context(), is(1)) }, true)
	})
	bubble(t, "returns the cause and false when ctx ends before a match; one beside it stands", func(t *testing.T) {
		for _, n := range []int{0, 1} {
			ctx, cancel := context.WithTimeoutCause(t.Context(), 2500*time.Millisecond, errWhy)
			got, err := slowly(n, stream.Of(1, 2, 3, 4)).AnyMatch(ctx, is(3))
			assert.Equal(t, errWhy, err)
			assert.False(t, got)
			_, err = stream.Empty[int]().AnyMatch(ctx, is(3))
			assert.Equal(t, errWhy, err, "also if it has before the run")
			cancel()
		}
		ctx, cancel := context.WithCancel(t.Context())
		got, err := stream.Of(1).AnyMatch(ctx, func(int) bool { cancel(); return true })
		require.NoError(t, err)
		assert.True(t, got)
	})
	bubble(t, "p runs in the caller's goroutine, of AllMatch too", func(t *testing.T) {
		caller := goroutine()
		here := func() { assert.Equal(t, caller, goroutine()) }
		for _, s := range []stream.Stream[int]{gThree(), unevenly(3, gThree())} {
			_, err := s.AnyMatch(t.Context(), func(int) bool { here(); return false })
			require.NoError(t, err)
			_, err = s.AllMatch(t.Context(), func(int) bool { here(); return true })
			require.NoError(t, err)
		}
	})
}

func TestAllMatch(t *testing.T) {
	isNot := func(v int) func(int) bool { return func(got int) bool { return got != v } }
	t.Run("reports whether p is true for all values", func(t *testing.T) {
		for _, s := range []stream.Stream[int]{stream.Of(2, 3, 4), stream.Of(2, 3, 4).Inspect(func(int) {}).Buffered(2), stream.Of(2, 3, 4).BufferedUnordered(5)} {
			for v, want := range map[int]bool{1: true, 2: false, 3: false, 4: false, 5: true} {
				got, err := s.AllMatch(t.Context(), isNot(v))
				require.NoError(t, err)
				assert.Equal(t, want, got, v)
			}
		}
	})
	t.Run("J1: of an empty stream it is true", func(t *testing.T) {
		for _, s := range []stream.Stream[int]{{}, stream.Of[int]().Buffered(2), stream.Of(1).Filter(even)} {
			got, err := s.AllMatch(t.Context(), func(int) bool { return false })
			require.NoError(t, err)
			assert.True(t, got)
		}
	})
	t.Run("J2: stops at the first mismatch: what is behind it is not pulled, nor shown to p", func(t *testing.T) {
		pulled, seen := 0, 0
		got, err := pullsOf(9, &pulled).AllMatch(t.Context(), func(v int) bool { seen++; return v < 2 })
		require.NoError(t, err)
		assert.False(t, got)
		assert.Equal(t, 3, pulled)
		assert.Equal(t, 3, seen)
	})
	t.Run("I16: stops at an error before a mismatch, which p does not see, and returns it itself with false", func(t *testing.T) {
		for _, vs := range [][]any{{errBoom, 3}, {2, 4, errBoom, 8}, {2, 4, errBoom}} {
			got, err := sourceOf[int](vs...).AllMatch(t.Context(), even)
			assert.Same(t, errBoom, err)
			assert.False(t, got)
		}
		got, err := sourceOf[int](2, 3, errBoom).AllMatch(t.Context(), even)
		require.NoError(t, err, "one behind it is none")
		assert.False(t, got)
	})
	bubble(t, "what a boundary has begun beyond the mismatch is cancelled and joined", func(t *testing.T) {
		beyond(t, func(s stream.Stream[int]) (bool, error) { return s.AllMatch(t.Context(), isNot(1)) }, false)
	})
	bubble(t, "returns the cause and false when ctx ends before a mismatch", func(t *testing.T) {
		for _, n := range []int{0, 1} {
			ctx, cancel := context.WithTimeoutCause(t.Context(), 2500*time.Millisecond, errWhy)
			got, err := slowly(n, stream.Of(1, 2, 3, 4)).AllMatch(ctx, below(9))
			assert.Equal(t, errWhy, err)
			assert.False(t, got)
			got, err = stream.Empty[int]().AllMatch(ctx, below(9))
			assert.Equal(t, errWhy, err, "also if it has before the run")
			assert.False(t, got)
			cancel()
		}
	})
}

// beyond runs a terminal that decides at 1 over tasks of which 2 and 3 wait for their context.
func beyond(t *testing.T, decide func(stream.Stream[int]) (bool, error), want bool) {
	t.Helper()
	for _, b := range gBoundaries {
		l, start := gNewLog(), time.Now()
		got, err := decide(b.below(stream.Iter(ints(9)).TryMap(gTask(l, 0, 1, 90, 90, 90)), 3))
		require.NoError(t, err)
		assert.Equal(t, want, got)
		assert.Equal(t, time.Second, time.Since(start))
		assert.Subset(t, l.lines(), []string{"1s cancel 2", "1s cancel 3"})
	}
}

func ExampleStream_AnyMatch() {
	answers := stream.Of("db-1", "db-2", "db-3").Map(func(host string) bool { return host == "db-2" }).Buffered(3)
	up, err := answers.AnyMatch(context.Background(), func(ok bool) bool { return ok }) // the first yes is enough
	fmt.Println(up, err)
	// Output: true <nil>
}

func ExampleStream_AllMatch() {
	sizes := stream.Of(120, 80, 4096, 77)
	small, err := sizes.AllMatch(context.Background(), func(size int) bool { return size < 1024 })
	fmt.Println(small, err)
	// Output: false <nil>
}
