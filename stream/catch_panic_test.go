package stream_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"testing"

	"github.com/sourcegraph/conc/panics"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// panicAt2 is the task of most cases.
func panicAt2(v int) int {
	if v == 2 {
		panic("two")
	}
	return 10 * v
}

// recoveredIn runs f and returns the Recovered that it panics with.
func recoveredIn(t *testing.T, f func()) *panics.Recovered {
	t.Helper()
	var caught panics.Catcher
	caught.Try(f)
	require.NotNil(t, caught.Recovered(), "no panic")
	p, ok := caught.Recovered().Value.(*panics.Recovered)
	require.True(t, ok, "panicked with %v", caught.Recovered().Value)
	return p
}

func TestCatchPanic(t *testing.T) {
	bubble(t, "I19: a panic of the task becomes an error in its place, and the stream goes on", func(t *testing.T) {
		s := stream.Of(1, 2, 3).Map(panicAt2).CatchPanic()
		for _, s := range []stream.Stream[int]{s, s.Buffered(1), s.Buffered(3), s.BufferedUnordered(1), s.Take(9)} {
			got := s.Collect(t.Context())
			require.Len(t, got, 3)
			assert.Equal(t, 10, got[0].Value)
			assert.Equal(t, 30, got[2].Value)
			var caught *panics.ErrRecovered
			require.ErrorAs(t, got[1].Err, &caught)
			assert.Zero(t, got[1].Value)
			assert.Equal(t, "two", caught.Value)
			assert.Contains(t, string(caught.Stack), "panicAt2")
		}
	})
	t.Run("what the task panicked with is found in the error, if it is one", func(t *testing.T) {
		s := stream.Of(1).Map(func(int) int { panic(fmt.Errorf("wrapped: %w", errBoom)) }).CatchPanic()
		require.ErrorIs(t, s.Drain(t.Context()), errBoom)
	})
	bubble(t, "values and other errors pass untouched", func(t *testing.T) {
		assertYields(t, sourceOf[int](1, errBoom, 3).Map(panicAt2).CatchPanic(), 10, errBoom, 30)
		assertYields(t, stream.Empty[int]().Map(panicAt2).CatchPanic())
	})
	t.Run("catches for all stages of the task above it, and for none below", func(t *testing.T) {
		above := stream.Of(1, 2).Filter(func(v int) bool { return panicAt2(v) > 0 }).InspectErr(func(error) {}).CatchPanic()
		require.Error(t, above.Drain(t.Context()))
		below := stream.Of(1, 2).Map(func(v int) int { return v }).CatchPanic().Map(panicAt2)
		assert.Equal(t, "two", recoveredIn(t, func() { _ = below.Drain(t.Context()) }).Value)
	})
	t.Run("does not catch a panic of the source or of the terminal's function", func(t *testing.T) {
		source := stream.FromSeq(func(func(int) bool) { panic("source") }).Map(panicAt2).CatchPanic()
		assert.Equal(t, "source", recoveredIn(t, func() { _ = source.Drain(t.Context()) }).Value)
		s := stream.Of(1).Map(panicAt2).CatchPanic()
		assert.Equal(t, "body", recoveredIn(t, func() { _ = s.ForEach(t.Context(), func(int) { panic("body") }) }).Value)
	})
	bubble(t, "does not catch runtime.Goexit", func(t *testing.T) {
		s := stream.Of(1).Map(func(int) int { runtime.Goexit(); return 0 }).CatchPanic()
		for _, s := range []stream.Stream[int]{s, s.Buffered(2)} {
			returned, ended := false, make(chan struct{})
			go func() {
				defer close(ended)
				s.Collect(t.Context())
				returned = true
			}()
			<-ended
			assert.False(t, returned)
		}
	})
	t.Run("a panic after the context has ended is not an element", func(t *testing.T) {
		cause := errors.New("shutdown")
		ctx, cancel := context.WithCancelCause(t.Context())
		s := stream.Of(1).Map(func(int) int { cancel(cause); panic("late") }).CatchPanic()
		assert.Equal(t, elementsOf[int](cause), s.Collect(ctx))
	})
	t.Run("panics where the stage is built if there is no task above it", func(t *testing.T) {
		const want = "stream: CatchPanic: no task above it"
		assert.PanicsWithValue(t, want, func() { stream.Of(1).CatchPanic() })
		assert.PanicsWithValue(t, want, func() { stream.Of(1).Map(panicAt2).Buffered(2).CatchPanic() })
		assert.PanicsWithValue(t, want, func() { stream.Of(1).Map(panicAt2).Take(2).CatchPanic() })
	})
}

func ExampleStream_CatchPanic() {
	perHead := func(heads int) int { return 100 / heads }
	for v, err := range stream.Of(4, 0, 5).Map(perHead).CatchPanic().All(context.Background()) {
		if caught, ok := errors.AsType[*panics.ErrRecovered](err); ok { // of github.com/sourcegraph/conc
			fmt.Println("caught:", caught.Value) // caught.Stack says where
			continue
		}
		fmt.Println(v)
	}
	// Output:
	// 25
	// caught: runtime error: integer divide by zero
	// 20
}
