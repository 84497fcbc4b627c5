package stream_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/stream"
)

func TestCollect(t *testing.T) {
	t.Run("I14: returns all elements in order, errors in their places", func(t *testing.T) {
		got := sourceOf[int](1, errBoom, 2, errBoom).Collect(t.Context())
		assert.Equal(t, []stream.Result[int]{{Value: 1}, {Err: errBoom}, {Value: 2}, {Err: errBoom}}, got)
	})
	t.Run("an empty stream gives an empty slice that is not nil", func(t *testing.T) {
		assert.Equal(t, []stream.Result[int]{}, stream.Empty[int]().Collect(t.Context()))
	})
	t.Run("allocates the slice once if the size is known", func(t *testing.T) {
		assert.Equal(t, 1000, cap(stream.Iter(ints(1000)).Collect(t.Context())))
		assert.LessOrEqual(t, cap(stream.Iter(ints(1000)).Filter(func(v int) bool { return v < 10 }).Collect(t.Context())), 20)
	})
	bubble(t, "the cause is the last element when the context ends, once, behind what there was", func(t *testing.T) {
		cause := errors.New("too late")
		for _, n := range []int{0, 1} {
			ctx, cancel := context.WithTimeoutCause(t.Context(), 2500*time.Millisecond, cause)
			got := slowly(n, stream.Iter(ints(9))).Collect(ctx)
			assert.Equal(t, elementsOf[int](0, 1, cause), got)
			cancel()
		}
	})
	t.Run("a context that is done before the run is the only element, also of an empty stream", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		cancel(errBoom)
		pulls := 0
		assert.Equal(t, elementsOf[int](errBoom), countedPulls(9, &pulls).Collect(ctx))
		assert.Zero(t, pulls)
		assert.Equal(t, elementsOf[int](errBoom), stream.Empty[int]().Collect(ctx))
	})
}

func ExampleStream_Collect() {
	ping := func(_ context.Context, host string) (string, error) {
		if host == "b" {
			return "", errors.New("no answer")
		}
		return host + " is up", nil
	}
	for _, r := range stream.Of("a", "b", "c").TryMap(ping).Buffered(2).Collect(context.Background()) {
		fmt.Printf("%q %v\n", r.Value, r.Err)
	}
	// Output:
	// "a is up" <nil>
	// "" no answer
	// "c is up" <nil>
}
