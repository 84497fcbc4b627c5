package stream_test

import (
	"context"
	"fmt"
	"net/netip"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestFallible(t *testing.T) {
	t.Run("calls the function with the value and returns what it returns", func(t *testing.T) {
		f := stream.Fallible(func(v string) (int, error) { return len(v), errBoom })
		n, err := f(t.Context(), "four")
		assert.Equal(t, 4, n)
		assert.Same(t, errBoom, err)
	})
	bubble(t, "fits TryMap, with the types inferred", func(t *testing.T) {
		s := stream.Of("1", "2").TryMap(stream.Fallible(strconv.Atoi))
		assertYields(t, s, 1, 2)
	})
	t.Run("the function runs though the context is done: it has none", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		n, err := stream.Fallible(strconv.Atoi)(ctx, "7")
		require.NoError(t, err)
		assert.Equal(t, 7, n)
	})
	t.Run("a nil function panics", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: Fallible: f must not be nil", func() { stream.Fallible[int, int](nil) })
	})
}

func ExampleFallible() {
	addrs, err := stream.Of("127.0.0.1", "::1").
		TryMap(stream.Fallible(netip.ParseAddr)).
		TryCollect(context.Background())
	fmt.Println(addrs, err)
	// Output: [127.0.0.1 ::1] <nil>
}
