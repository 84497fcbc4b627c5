package stream_test

import (
	"context"
	"fmt"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestEnumerate(t *testing.T) {
	t.Run("B2: counts from 0", func(t *testing.T) {
		vs, err := stream.Of("a", "b", "c").Enumerate().TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []stream.Indexed[string]{{0, "a"}, {1, "b"}, {2, "c"}}, vs)
	})
	t.Run("errors have a number and do not show it", func(t *testing.T) {
		assert.Equal(t, "# {1 7} # {3 8}", toMarbles(t, fromMarbles("# 7 # 8").Enumerate()))
	})
	t.Run("counts what was not filtered out above", func(t *testing.T) {
		assert.Equal(t, "{0 0} {1 2} {2 4}", toMarbles(t, stream.Iter(ints(5)).Filter(even).Enumerate()))
	})
	t.Run("below Buffered the index is that of the input", func(t *testing.T) {
		require.NoError(t, stream.Iter(ints(100)).Map(func(v int) int { return v }).Buffered(4).Enumerate().
			ForEach(t.Context(), func(e stream.Indexed[int]) { assert.Equal(t, e.Index, e.Value) }))
	})
}

func ExampleStream_Enumerate() {
	lines := stream.Of("12", "7", "n/a")
	parse := func(_ context.Context, line stream.Indexed[string]) (int, error) {
		v, err := strconv.Atoi(line.Value)
		if err != nil {
			return 0, fmt.Errorf("line %d: %w", line.Index+1, err)
		}
		return v, nil
	}

	fmt.Println(lines.Enumerate().TryMap(parse).Buffered(4).TryCollect(context.Background()))
	// Output: [12 7] line 3: strconv.Atoi: parsing "n/a": invalid syntax
}

func ExampleIndexed() {
	// The number travels with the value, so the order of completion does no harm.
	squares := make([]int, 4)
	err := stream.Of(1, 2, 3, 4).Enumerate().
		Map(func(e stream.Indexed[int]) stream.Indexed[int] { e.Value *= e.Value; return e }).
		BufferedUnordered(4).
		ForEach(context.Background(), func(e stream.Indexed[int]) { squares[e.Index] = e.Value })

	fmt.Println(squares, err)
	// Output: [1 4 9 16] <nil>
}
