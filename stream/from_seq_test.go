package stream_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// countedPulls yields 0 .. n-1 and counts how many it was asked for.
func countedPulls(n int, pulls *int) stream.Stream[int] {
	return stream.FromSeq(func(yield func(int) bool) {
		for v := range n {
			if *pulls++; !yield(v) {
				return
			}
		}
	})
}

// goroutine names the goroutine that calls it.
func goroutine() string {
	name, _, _ := strings.Cut(string(debug.Stack()), " [")
	return name
}

func TestFromSeq(t *testing.T) {
	bubble(t, "yields what the iterator yields, in its order, on every run", func(t *testing.T) {
		assertYields(t, stream.FromSeq(slices.Values([]string{"a", "b", "c"})), "a", "b", "c")
	})
	bubble(t, "an iterator without elements makes an empty stream", func(t *testing.T) {
		assertYields(t, stream.FromSeq(func(func(int) bool) {}))
	})
	t.Run("the iterator is not started before a terminal runs the stream", func(t *testing.T) {
		pulls := 0
		s := countedPulls(3, &pulls)
		assert.Zero(t, pulls)
		require.NoError(t, s.Drain(t.Context()))
		assert.Equal(t, 3, pulls)
		require.NoError(t, s.Drain(t.Context()))
		assert.Equal(t, 6, pulls, "every run starts it anew")
	})
	t.Run("yield returns false already on the last element that is wanted", func(t *testing.T) {
		var answers []bool
		s := stream.FromSeq(func(yield func(int) bool) {
			for i, more := 0, true; more; i++ {
				more = yield(i)
				answers = append(answers, more)
			}
		})
		got, err := s.Take(3).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []int{0, 1, 2}, got)
		assert.Equal(t, []bool{true, true, false}, answers)
	})
	t.Run("M7: what the iterator deferred is done when the terminal returns", func(t *testing.T) {
		closed := false
		v, err := stream.FromSeq(func(yield func(int) bool) {
			defer func() { closed = true }()
			_ = yield(1) && yield(2)
		}).First(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 1, v)
		assert.True(t, closed)
	})
	t.Run("the iterator learns that the context has ended when it yields", func(t *testing.T) {
		cause := errors.New("shutdown")
		ctx, cancel := context.WithCancelCause(t.Context())
		pulls := 0
		got := countedPulls(100, &pulls).Inspect(func(v int) {
			if v == 3 {
				cancel(cause)
			}
		}).Collect(ctx)
		assert.Equal(t, 4, pulls)
		assert.Equal(t, cause, got[len(got)-1].Err)
	})
	t.Run("without a boundary, the iterator runs in the goroutine of the terminal", func(t *testing.T) {
		caller := goroutine()
		require.NoError(t, stream.FromSeq(func(yield func(string) bool) { yield(goroutine()) }).Map(func(v string) string {
			assert.Equal(t, caller, v)
			return goroutine()
		}).ForEach(t.Context(), func(v string) { assert.Equal(t, caller, v) }))
	})
	bubble(t, "above a boundary, yield returns when there is room for the next element", func(t *testing.T) {
		pulls := 0
		for v, err := range countedPulls(100, &pulls).Buffered(4).All(t.Context()) {
			require.NoError(t, err)
			synctest.Wait()
			assert.Equal(t, v+1+4, pulls)
			if v == 9 {
				break
			}
		}
	})
	t.Run("a nil iterator panics", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: FromSeq: seq must not be nil", func() { stream.FromSeq[int](nil) })
	})
}

func TestFromSeq2(t *testing.T) {
	bubble(t, "yields values and errors in their places, on every run, and drops the value beside an error", func(t *testing.T) {
		s := stream.FromSeq2(func(yield func(string, error) bool) {
			_ = yield("a", nil) && yield("dropped", errBoom) && yield("c", nil)
		})
		assertYields(t, s, "a", errBoom, "c")
	})
	bubble(t, "an iterator without elements makes an empty stream", func(t *testing.T) {
		assertYields(t, stream.FromSeq2(func(func(int, error) bool) {}))
	})
	t.Run("no more is pulled than is wanted", func(t *testing.T) {
		pulls := 0
		s := stream.FromSeq2(func(yield func(int, error) bool) {
			for more := true; more; {
				pulls++
				more = yield(pulls, nil)
			}
		})
		assert.Zero(t, pulls)
		require.NoError(t, s.Take(4).Drain(t.Context()))
		assert.Equal(t, 4, pulls)
	})
	t.Run("a nil iterator panics", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: FromSeq2: seq must not be nil", func() { stream.FromSeq2[int](nil) })
	})
}

func ExampleFromSeq() {
	text := "to be or not to be"
	words := stream.FromSeq(strings.FieldsSeq(text)) // nothing is split yet
	first, err := words.Take(3).TryCollect(context.Background())
	fmt.Println(first, err)
	// Output: [to be or] <nil>
}

func ExampleFromSeq2() {
	var readings iter.Seq2[int, error] = func(yield func(int, error) bool) {
		_ = yield(20, nil) && yield(0, errors.New("sensor off")) && yield(21, nil)
	}
	for v, err := range stream.FromSeq2(readings).All(context.Background()) {
		fmt.Println(v, err)
	}
	// Output:
	// 20 <nil>
	// 0 sensor off
	// 21 <nil>
}
