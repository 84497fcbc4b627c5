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

// elementsIn collects what a range over All yields.
func elementsIn[T any](ctx context.Context, s stream.Stream[T]) []stream.Result[T] {
	out := []stream.Result[T]{}
	for v, err := range s.All(ctx) {
		out = append(out, stream.Result[T]{Value: v, Err: err})
	}
	return out
}

func TestAll(t *testing.T) {
	bubble(t, "yields all elements in order, and does not stop at errors", func(t *testing.T) {
		s := sourceOf[int](1, errBoom, 3)
		for _, s := range []stream.Stream[int]{s, s.Buffered(2), s.BufferedUnordered(1)} {
			assert.Equal(t, elementsOf[int](1, errBoom, 3), elementsIn(t.Context(), s))
		}
	})
	t.Run("an empty stream has no loop body", func(t *testing.T) {
		assert.Empty(t, elementsIn(t.Context(), stream.Empty[int]()))
	})
	t.Run("every range over it runs the stream anew, and nothing runs before", func(t *testing.T) {
		pulls := 0
		all := countedPulls(3, &pulls).All(t.Context())
		assert.Zero(t, pulls)
		for run := 1; run <= 2; run++ {
			seen := 0
			for v, err := range all {
				require.NoError(t, err)
				assert.Equal(t, seen, v)
				seen++
			}
			assert.Equal(t, 3*run, pulls)
		}
	})
	t.Run("break stops the stream, and nothing more is pulled", func(t *testing.T) {
		pulls := 0
		for v, err := range countedPulls(9, &pulls).All(t.Context()) {
			require.NoError(t, err)
			if v == 2 {
				break
			}
		}
		assert.Equal(t, 3, pulls)
	})
	bubble(t, "the body runs in the caller's goroutine, and tasks go on meanwhile", func(t *testing.T) {
		start := time.Now()
		for v, err := range slowly(1, stream.Iter(ints(3))).All(t.Context()) {
			require.NoError(t, err)
			assert.Equal(t, time.Duration(v+1)*time.Second, time.Since(start).Truncate(time.Second))
			time.Sleep(900 * time.Millisecond)
		}
		assert.Equal(t, 3900*time.Millisecond, time.Since(start))
	})
	bubble(t, "the cause is the last element when the context ends, once", func(t *testing.T) {
		cause := errors.New("too late")
		for _, n := range []int{0, 1} {
			ctx, cancel := context.WithTimeoutCause(t.Context(), 2500*time.Millisecond, cause)
			assert.Equal(t, elementsOf[int](0, 1, cause), elementsIn(ctx, slowly(n, stream.Iter(ints(9)))))
			cancel()
		}
	})
	t.Run("a context that is done before the run is the only element, also of an empty stream", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		cancel(errBoom)
		assert.Equal(t, elementsOf[int](errBoom), elementsIn(ctx, stream.Of(1, 2)))
		assert.Equal(t, elementsOf[int](errBoom), elementsIn(ctx, stream.Empty[int]()))
	})
	t.Run("the end of the context is not yielded to a body that has left", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		for _, err := range stream.Of(1, 2).All(ctx) {
			require.NoError(t, err)
			cancel()
			break
		}
	})
	bubble(t, "a panic of the body passes as it is, one of the stream's functions as *panics.Recovered", func(t *testing.T) {
		for _, s := range []stream.Stream[int]{stream.Of(1, 2), stream.Of(1, 2).Buffered(2)} {
			assert.PanicsWithValue(t, "body", func() {
				for _, err := range s.All(t.Context()) {
					assert.NoError(t, err)
					panic("body")
				}
			})
		}
		for _, s := range []stream.Stream[int]{stream.Of(1, 2).Map(panicAt2), stream.Of(1, 2).Map(panicAt2).Buffered(2)} {
			p := recoveredIn(t, func() {
				for _, err := range s.All(t.Context()) {
					assert.NoError(t, err)
				}
			})
			assert.Equal(t, "two", p.Value)
		}
	})
}

func ExampleStream_All() {
	orders := stream.Of(120, 80, 990, 15)
	left := 1000
	for amount, err := range orders.All(context.Background()) {
		if err != nil || amount > left {
			fmt.Println("stopped at", amount, err)
			break // ends the stream; nothing of it runs any more below the loop
		}
		left -= amount
	}
	fmt.Println(left, "left")
	// Output:
	// stopped at 990 <nil>
	// 800 left
}
