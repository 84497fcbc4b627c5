package stream_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// tryHalf halves the even ones and fails for 13, beside true and a value.
func tryHalf(_ context.Context, v int) (string, bool, error) {
	if v == 13 {
		return "dropped", true, errBoom
	}
	return strconv.Itoa(v / 2), even(v), nil
}

func TestFilterMap(t *testing.T) {
	bubble(t, "B4: keeps the results for which f returns true, in order", func(t *testing.T) {
		s := stream.Of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10).FilterMap(func(v int) (string, bool) { return strconv.Itoa(v + 1), even(v) })
		assertYields(t, s, "3", "5", "7", "9", "11")
	})
	bubble(t, "an error passes in its place with the zero value, and f does not see it", func(t *testing.T) {
		s := sourceOf[int](1, errBoom, 2).FilterMap(func(v int) (string, bool) { return strconv.Itoa(v), even(v) })
		assertYields(t, s, errBoom, "2")
	})
	bubble(t, "a stream of which nothing is kept is empty, as the empty one is", func(t *testing.T) {
		none := func(v int) (int, bool) { return v, false }
		assertYields(t, stream.Of(1, 2, 3).FilterMap(none))
		assertYields(t, stream.Empty[int]().FilterMap(none))
	})
	t.Run("f is called once per value, and not before a terminal runs the stream; no more is pulled than is wanted", func(t *testing.T) {
		pulls, calls := 0, 0
		s := countedPulls(100, &pulls).FilterMap(func(v int) (int, bool) { calls++; return -v, v%3 == 2 })
		assert.Zero(t, calls)
		got, err := s.Take(2).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []int{-2, -5}, got)
		assert.Equal(t, 6, pulls)
		assert.Equal(t, 6, calls)
	})
	t.Run("a nil f panics where the stage is built", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: FilterMap: f must not be nil", func() { stream.Of(1).FilterMap[int](nil) })
	})
}

func TestTryFilterMap(t *testing.T) {
	bubble(t, "I5: keeps the results for which f returns true; errors pass in their places, and f does not see them", func(t *testing.T) {
		errUp := errors.New("from above")
		assertYields(t, sourceOf[int](1, 6, errUp, 8).TryFilterMap(tryHalf), "3", errUp, "4")
	})
	bubble(t, "an error of f takes the place of the element, and the stream goes on", func(t *testing.T) {
		assertYields(t, stream.Of(2, 13, 4).TryFilterMap(tryHalf), "1", errBoom, "2")
	})
	bubble(t, "an error of f is an element also beside false", func(t *testing.T) {
		assertYields(t, stream.Of(1).TryFilterMap(func(context.Context, int) (int, bool, error) { return 0, false, errBoom }), errBoom)
	})
	bubble(t, "I6: a stream of errors only can be read to its end", func(t *testing.T) {
		s := stream.Of(13, 13, 13).TryFilterMap(tryHalf)
		assertYields(t, s, errBoom, errBoom, errBoom)
		assertYields(t, s.DropErrors(nil))
	})
	bubble(t, "a stream of which nothing is kept is empty, as the empty one is", func(t *testing.T) {
		assertYields(t, stream.Of(1, 3, 5).TryFilterMap(tryHalf))
		assertYields(t, stream.Empty[int]().TryFilterMap(tryHalf))
	})
	bubble(t, "f gets a context that carries the values of the terminal's and ends with it", func(t *testing.T) {
		assertContext(t, func(wait func(context.Context) error) stream.Stream[int] {
			return stream.Of(1).TryFilterMap(func(ctx context.Context, v int) (int, bool, error) { return v, true, wait(ctx) })
		})
	})
	t.Run("f is called once per value, and not before a terminal runs the stream; no more is pulled than is wanted", func(t *testing.T) {
		pulls, calls := 0, 0
		s := countedPulls(100, &pulls).TryFilterMap(func(_ context.Context, v int) (int, bool, error) { calls++; return -v, v%3 == 2, nil })
		assert.Zero(t, calls)
		require.NoError(t, s.Take(2).Drain(t.Context()))
		assert.Equal(t, 6, pulls)
		assert.Equal(t, 6, calls)
	})
	t.Run("a nil f panics where the stage is built", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: TryFilterMap: f must not be nil", func() { stream.Of(1).TryFilterMap[int](nil) })
	})
}

func ExampleStream_FilterMap() {
	refs := stream.Of("refs/heads/main", "refs/tags/v1.0", "refs/tags/v1.1")
	tags, err := refs.FilterMap(func(ref string) (string, bool) {
		return strings.CutPrefix(ref, "refs/tags/")
	}).TryCollect(context.Background())
	fmt.Println(tags, err)
	// Output: [v1.0 v1.1] <nil>
}

func ExampleStream_TryFilterMap() {
	port := func(_ context.Context, line string) (int, bool, error) {
		value, ok := strings.CutPrefix(line, "port=")
		if !ok {
			return 0, false, nil // another setting
		}
		n, err := strconv.Atoi(value)
		return n, true, err
	}
	ports, err := stream.Of("host=db1", "port=5432", "port=x").TryFilterMap(port).TryCollect(context.Background())
	fmt.Println(ports, err)
	// Output: [5432] strconv.Atoi: parsing "x": invalid syntax
}
