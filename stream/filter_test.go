package stream_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func even(v int) bool { return v%2 == 0 }

// tryEven fails for 13, and says true beside the error.
func tryEven(_ context.Context, v int) (bool, error) {
	if v == 13 {
		return true, errBoom
	}
	return even(v), nil
}

func TestFilter(t *testing.T) {
	bubble(t, "B3: keeps the values for which p is true, in order", func(t *testing.T) {
		assertYields(t, stream.Of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10).Filter(even), 2, 4, 6, 8, 10)
	})
	bubble(t, "errors pass in their places, and p does not see them", func(t *testing.T) {
		errUp := errors.New("from above")
		assertYields(t, sourceOf[int](errUp, 1, errBoom, 2).Filter(even), errUp, errBoom, 2)
	})
	bubble(t, "a stream of which nothing is kept is empty, as the empty one is", func(t *testing.T) {
		assertYields(t, stream.Of(1, 3, 5).Filter(even))
		assertYields(t, stream.Empty[int]().Filter(even))
	})
	bubble(t, "what was dropped is seen by no stage below it", func(t *testing.T) {
		s := stream.Of(1, 2, 3).Filter(even).
			Map(func(v int) int { assert.Equal(t, 2, v); return v }).
			Filter(func(v int) bool { assert.Equal(t, 2, v); return true }).
			InspectErr(func(err error) { assert.Fail(t, "an error", "%v", err) }).
			CatchPanic()
		assertYields(t, s, 2)
	})
	t.Run("p is called once per value, and not before a terminal runs the stream; no more is pulled than is wanted", func(t *testing.T) {
		pulls, calls := 0, 0
		s := countedPulls(100, &pulls).Filter(func(v int) bool { calls++; return v%3 == 2 })
		assert.Zero(t, calls)
		got, err := s.Take(2).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []int{2, 5}, got)
		assert.Equal(t, 6, pulls)
		assert.Equal(t, 6, calls)
	})
	t.Run("a nil p panics where the stage is built", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: Filter: p must not be nil", func() { stream.Of(1).Filter(nil) })
	})
}

func TestTryFilter(t *testing.T) {
	bubble(t, "I4: keeps the values for which p is true; errors pass in their places, and p does not see them", func(t *testing.T) {
		errUp := errors.New("from above")
		assertYields(t, sourceOf[int](1, 2, 3, errUp, 4).TryFilter(tryEven), 2, errUp, 4)
	})
	bubble(t, "an error of p takes the place of the element, and the stream goes on", func(t *testing.T) {
		assertYields(t, stream.Of(2, 13, 4).TryFilter(tryEven), 2, errBoom, 4)
	})
	bubble(t, "a stream of which nothing is kept is empty, as the empty one is", func(t *testing.T) {
		assertYields(t, stream.Of(1, 3, 5).TryFilter(tryEven))
		assertYields(t, stream.Empty[int]().TryFilter(tryEven))
	})
	bubble(t, "p gets a context that carries the values of the terminal's and ends with it", func(t *testing.T) {
		assertContext(t, func(wait func(context.Context) error) stream.Stream[int] {
			return stream.Of(1).TryFilter(func(ctx context.Context, _ int) (bool, error) { return true, wait(ctx) })
		})
	})
	t.Run("p is called once per value, and not before a terminal runs the stream; no more is pulled than is wanted", func(t *testing.T) {
		pulls, calls := 0, 0
		s := countedPulls(100, &pulls).TryFilter(func(_ context.Context, v int) (bool, error) { calls++; return v%3 == 2, nil })
		assert.Zero(t, calls)
		require.NoError(t, s.Take(2).Drain(t.Context()))
		assert.Equal(t, 6, pulls)
		assert.Equal(t, 6, calls)
	})
	t.Run("a nil p panics where the stage is built", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: TryFilter: p must not be nil", func() { stream.Of(1).TryFilter(nil) })
	})
}

func ExampleStream_Filter() {
	lines := stream.Of("# hosts", "db1", "", "db2")
	hosts, err := lines.Filter(func(line string) bool {
		return line != "" && !strings.HasPrefix(line, "#")
	}).TryCollect(context.Background())
	fmt.Println(hosts, err)
	// Output: [db1 db2] <nil>
}

func ExampleStream_TryFilter() {
	allowed := func(_ context.Context, user string) (bool, error) {
		if user == "" {
			return false, errors.New("no user")
		}
		return user != "mallory", nil // in earnest: ask a server, with ctx
	}
	got := stream.Of("alice", "mallory", "", "bob").TryFilter(allowed).Buffered(4).Collect(context.Background())
	fmt.Println(got)
	// Output: [{alice <nil>} { no user} {bob <nil>}]
}
