package stream_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestFail(t *testing.T) {
	bubble(t, "yields the error itself as its only element, on every run", func(t *testing.T) {
		assertYields(t, stream.Fail[int](errBoom), errBoom)
	})
	t.Run("the error is one element among others", func(t *testing.T) {
		s := stream.Of(1).Chain(stream.Fail[int](errBoom), stream.Of(2))
		assert.Equal(t, elementsOf[int](1, errBoom, 2), s.Collect(t.Context()))
	})
	t.Run("yields nothing once the context has ended", func(t *testing.T) {
		cause := errors.New("shutdown")
		ctx, cancel := context.WithCancelCause(t.Context())
		s := stream.Of(1).Inspect(func(int) { cancel(cause) }).Chain(stream.Fail[int](errBoom))
		require.ErrorIs(t, s.Drain(ctx), cause)
	})
	t.Run("a nil error panics", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: Fail: err must not be nil", func() { stream.Fail[int](nil) })
	})
}

func ExampleFail() {
	forbidden := errors.New("not a shard of ours")
	rows := func(shard string) stream.Stream[string] {
		if shard == "z" {
			return stream.Fail[string](forbidden) // where a stream is asked for
		}
		return stream.Of(shard+"1", shard+"2")
	}
	got := stream.Of("a", "z", "b").FlatMap(rows).Collect(context.Background())
	fmt.Println(got)
	// Output: [{a1 <nil>} {a2 <nil>} { not a shard of ours} {b1 <nil>} {b2 <nil>}]
}
