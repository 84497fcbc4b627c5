package stream_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestIter(t *testing.T) {
	bubble(t, "A1: yields the elements of the slice in their order, on every run", func(t *testing.T) {
		assertYields(t, stream.Iter([]string{"a", "b", "c"}), "a", "b", "c")
	})
	bubble(t, "an empty slice and a nil one make an empty stream", func(t *testing.T) {
		assertYields(t, stream.Iter([]int{}))
		assertYields(t, stream.Iter[int](nil))
	})
	t.Run("a slice of errors is a stream of values", func(t *testing.T) {
		got, err := stream.Iter([]error{errBoom, nil}).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []error{errBoom, nil}, got)
	})
	t.Run("the slice is read when the stream runs, and not copied", func(t *testing.T) {
		xs := []int{1, 2, 3}
		s := stream.Iter(xs)
		xs[0] = 10
		got, err := s.TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []int{10, 2, 3}, got)
	})
	bubble(t, "A2: no element is read after the context has ended", func(t *testing.T) {
		for name, below := range map[string]func(stream.Stream[int]) stream.Stream[int]{
			"no boundary": func(s stream.Stream[int]) stream.Stream[int] { return s },
			"a task":      func(s stream.Stream[int]) stream.Stream[int] { return s.Map(func(v int) int { return v }) },
			"Buffered(1)": func(s stream.Stream[int]) stream.Stream[int] { return s.Buffered(1) },
		} {
			cause := errors.New("shutdown")
			ctx, cancel := context.WithCancelCause(t.Context())
			seen := 0
			err := below(stream.Iter(ints(1000))).ForEach(ctx, func(v int) {
				if seen++; v == 3 {
					cancel(cause)
				}
			})
			assert.Equal(t, cause, err, name)
			assert.Equal(t, 4, seen, name)
		}
	})
	bubble(t, "can be run by many goroutines at a time", func(t *testing.T) {
		s := stream.Iter(ints(100)).Map(func(v int) int { return 2 * v }).Buffered(4)
		var wg sync.WaitGroup
		for range 5 {
			wg.Go(func() {
				got, err := s.TryCollect(t.Context())
				assert.NoError(t, err)
				assert.Len(t, got, 100)
				assert.Equal(t, 198, got[99])
			})
		}
		wg.Wait()
	})
}

func TestOf(t *testing.T) {
	bubble(t, "yields its arguments in their order", func(t *testing.T) {
		assertYields(t, stream.Of(3, 1, 2), 3, 1, 2)
	})
	bubble(t, "is empty without arguments", func(t *testing.T) {
		assertYields(t, stream.Of[int]())
	})
}

func ExampleIter() {
	files := []string{"main.go", "README.md", "go.mod"}
	lengths, err := stream.Iter(files).
		Map(func(name string) int { return len(name) }).
		TryCollect(context.Background())
	fmt.Println(lengths, err)
	// Output: [7 9 6] <nil>
}

func ExampleOf() {
	replicas := stream.Of("eu-1", "us-1", "eu-2")
	inEurope := replicas.Filter(func(name string) bool { return strings.HasPrefix(name, "eu-") })
	names, err := inEurope.TryCollect(context.Background())
	fmt.Println(names, err)
	// Output: [eu-1 eu-2] <nil>
}
