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

func TestInspect(t *testing.T) {
	bubble(t, "B22: passes every element on, errors in their places", func(t *testing.T) {
		assertYields(t, sourceOf[int](1, errBoom, 3).Inspect(func(int) {}), 1, errBoom, 3)
		assertYields(t, stream.Empty[int]().Inspect(func(int) {}))
	})
	t.Run("B22: f sees every value once, in order and before the stages below; not errors, and nothing before the run", func(t *testing.T) {
		var seen []string
		s := sourceOf[int](1, errBoom, 3).
			Inspect(func(v int) { seen = append(seen, fmt.Sprint("f ", v)) }).
			Map(func(v int) int { seen = append(seen, fmt.Sprint("below ", v)); return v })
		assert.Empty(t, seen)
		assert.Len(t, s.Collect(t.Context()), 3)
		assert.Equal(t, []string{"f 1", "below 1", "f 3", "below 3"}, seen)
	})
	t.Run("f sees no more than is wanted", func(t *testing.T) {
		seen := 0
		require.NoError(t, stream.Iter(ints(10)).Inspect(func(int) { seen++ }).Take(4).Drain(t.Context()))
		assert.Equal(t, 4, seen)
	})
	t.Run("a nil f panics where the stage is built", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: Inspect: f must not be nil", func() { stream.Of(1).Inspect(nil) })
	})
}

func TestInspectErr(t *testing.T) {
	bubble(t, "passes every element on, the errors untouched", func(t *testing.T) {
		assertYields(t, sourceOf[int](1, errBoom, 3).InspectErr(func(error) {}), 1, errBoom, 3)
		assertYields(t, stream.Empty[int]().InspectErr(func(error) {}))
	})
	t.Run("f sees every error once, from whatever stage above; not values, and nothing before the run", func(t *testing.T) {
		var seen []error
		errUp := errors.New("from above")
		s := sourceOf[int](errUp, 13, 2, 3).TryFilter(tryEven).InspectErr(func(err error) { seen = append(seen, err) })
		assert.Empty(t, seen)
		assert.Len(t, s.Collect(t.Context()), 3)
		assert.Equal(t, []error{errUp, errBoom}, seen)
	})
	bubble(t, "f sees an error from the source also above a boundary, at which the terminal stops", func(t *testing.T) {
		for n := 1; n <= 3; n++ {
			seen := 0
			s := stream.Fail[int](errBoom).InspectErr(func(error) { seen++ })
			require.ErrorIs(t, s.Buffered(n).Drain(t.Context()), errBoom)
			require.ErrorIs(t, s.BufferedUnordered(n).Drain(t.Context()), errBoom)
			assert.Equal(t, 2, seen)
		}
	})
	bubble(t, "f does not see errors that only mirror the run's own end", func(t *testing.T) {
		assertBlindToTheEnd(t, func(s stream.Stream[int], unwanted func(error)) stream.Stream[int] { return s.InspectErr(unwanted) })
	})
	t.Run("a nil f panics where the stage is built", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: InspectErr: f must not be nil", func() { stream.Of(1).InspectErr(nil) })
	})
}

// assertBlindToTheEnd checks that a stage for errors does not see what tasks
// return because the run is over: ctx has ended, the consumer has left, or an
// element before them has failed.
func assertBlindToTheEnd(t *testing.T, stage func(s stream.Stream[int], unwanted func(error)) stream.Stream[int]) {
	t.Helper()
	cause := errors.New("too late")
	interrupted := func(ctx context.Context, v int) (int, error) {
		if v == 0 {
			return v, nil
		}
		<-ctx.Done()
		if even(v) {
			return 0, context.Cause(ctx)
		}
		return 0, fmt.Errorf("query: %w", ctx.Err())
	}
	s := stage(stream.Iter(ints(9)).TryMap(interrupted), func(err error) { assert.Fail(t, "saw an error", "%v", err) })
	for name, s := range map[string]stream.Stream[int]{"no boundary": s, "Buffered(3)": s.Buffered(3), "BufferedUnordered(3)": s.BufferedUnordered(3)} {
		ctx, cancel := context.WithTimeoutCause(t.Context(), time.Second, cause)
		got, err := s.TryCollect(ctx)
		assert.Equal(t, cause, err, name)
		assert.Equal(t, []int{0}, got, name)
		_, err = s.First(t.Context())
		require.NoError(t, err, name)
		cancel()
	}
}

func ExampleStream_Inspect() {
	done := 0
	err := stream.Of("a.jpg", "b.jpg").
		Inspect(func(file string) { fmt.Println("start", file) }).
		TryMap(func(_ context.Context, file string) (string, error) { return "thumb-" + file, nil }).
		Inspect(func(string) { done++ }).
		Drain(context.Background())
	fmt.Println(done, "done", err)
	// Output:
	// start a.jpg
	// start b.jpg
	// 2 done <nil>
}

func ExampleStream_InspectErr() {
	probe := func(_ context.Context, host string) (string, error) {
		if host == "db2" {
			return "", errors.New("db2: connection refused")
		}
		return host, nil
	}
	err := stream.Of("db1", "db2", "db3").TryMap(probe).
		InspectErr(func(err error) { fmt.Println("log:", err) }).
		Drain(context.Background())
	fmt.Println("returned:", err)
	// Output:
	// log: db2: connection refused
	// returned: db2: connection refused
}
