package stream_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestUnfold(t *testing.T) {
	bubble(t, "A9: yields values until f says that there is none, and every run starts at the seed", func(t *testing.T) {
		assertYields(t, stream.Unfold(0, func(s int) (int, int, bool) { return 2 * s, s + 1, s <= 2 }), 0, 2, 4)
	})
	bubble(t, "is empty if f has no value for the seed", func(t *testing.T) {
		assertYields(t, stream.Unfold(0, func(s int) (string, int, bool) { return "dropped", s, false }))
	})
	t.Run("f is called when its value is wanted, not earlier, and not beyond", func(t *testing.T) {
		calls := 0
		s := stream.Unfold(1, func(s int) (int, int, bool) { calls++; return s, 2 * s, true })
		assert.Zero(t, calls)
		require.NoError(t, s.Take(3).ForEach(t.Context(), func(v int) { assert.Equal(t, v, 1<<(calls-1)) }))
		assert.Equal(t, 3, calls)
	})
	t.Run("f is called once more to say that there is none, and never again", func(t *testing.T) {
		calls := 0
		n, err := stream.Unfold(0, func(s int) (int, int, bool) { calls++; return s, s + 1, s < 3 }).Count(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 3, n)
		assert.Equal(t, 4, calls)
	})
	t.Run("f is not called after the context has ended", func(t *testing.T) {
		cause := errors.New("shutdown")
		ctx, cancel := context.WithCancelCause(t.Context())
		calls := 0
		err := stream.Unfold(0, func(s int) (int, int, bool) { calls++; return s, s + 1, true }).ForEach(ctx, func(v int) {
			if v == 2 {
				cancel(cause)
			}
		})
		assert.Equal(t, cause, err)
		assert.Equal(t, 3, calls)
	})
	bubble(t, "above a boundary, f is called one at a time, and when there is room for its value", func(t *testing.T) {
		var calls gauge
		s := stream.Unfold(0, func(s int) (int, int, bool) {
			defer calls.enter()()
			time.Sleep(time.Millisecond)
			return s, s + 1, true
		})
		for v, err := range s.Buffered(4).Take(10).All(t.Context()) {
			require.NoError(t, err)
			time.Sleep(time.Second)
			synctest.Wait()
			assert.EqualValues(t, v+1+4, calls.total.Load())
		}
		assert.EqualValues(t, 1, calls.peak.Load())
	})
	t.Run("a nil f panics", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: Unfold: f must not be nil", func() { stream.Unfold[int, int](0, nil) })
	})
}

func TestTryUnfold(t *testing.T) {
	upTo2ThenFail := func(_ context.Context, s int) (int, int, bool, error) {
		if s > 2 {
			return 99, s, true, errBoom
		}
		return s, s + 1, true, nil
	}
	bubble(t, "A10: an error is the last element, without the value beside it, and every run starts at the seed", func(t *testing.T) {
		assertYields(t, stream.TryUnfold(0, upTo2ThenFail), 0, 1, 2, errBoom)
	})
	bubble(t, "an error is yielded whatever the bool beside it says", func(t *testing.T) {
		assertYields(t, stream.TryUnfold(0, func(_ context.Context, s int) (int, int, bool, error) { return 0, 0, false, errBoom }), errBoom)
	})
	bubble(t, "ends without an error when f says that there is no value", func(t *testing.T) {
		assertYields(t, stream.TryUnfold(0, func(_ context.Context, s int) (int, int, bool, error) { return s, s + 1, s < 2, nil }), 0, 1)
	})
	t.Run("A10: f is not called after its error, though the consumer goes on", func(t *testing.T) {
		calls := 0
		s := stream.TryUnfold(0, func(ctx context.Context, s int) (int, int, bool, error) {
			calls++
			return upTo2ThenFail(ctx, s)
		})
		assert.Zero(t, calls)
		assert.Len(t, s.Collect(t.Context()), 4)
		assert.Equal(t, 4, calls)
	})
	bubble(t, "f gets a context that carries the values of the terminal's and ends with it", func(t *testing.T) {
		assertContext(t, func(wait func(context.Context) error) stream.Stream[int] {
			return stream.TryUnfold(0, func(ctx context.Context, s int) (int, int, bool, error) { return s, 1, s == 0, waitFirst(ctx, s, wait) })
		})
	})
	bubble(t, "above a boundary, the context of f ends when the consumer has left", func(t *testing.T) {
		s := stream.TryUnfold(0, func(ctx context.Context, s int) (int, int, bool, error) {
			if s > 0 {
				<-ctx.Done()
			}
			return s, s + 1, true, ctx.Err()
		})
		v, err := s.Buffered(2).First(t.Context())
		require.NoError(t, err)
		assert.Zero(t, v)
	})
	t.Run("a nil f panics", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: TryUnfold: f must not be nil", func() { stream.TryUnfold[int, int](0, nil) })
	})
}

// waitFirst waits in the first state only.
func waitFirst(ctx context.Context, state int, wait func(context.Context) error) error {
	if state > 0 {
		return nil
	}
	return wait(ctx)
}

func ExampleUnfold() {
	type pair struct{ a, b int }
	fibonacci := stream.Unfold(pair{0, 1}, func(s pair) (int, pair, bool) {
		return s.a, pair{s.b, s.a + s.b}, true // never ends by itself
	})
	first, err := fibonacci.Take(10).TryCollect(context.Background())
	fmt.Println(first, err)
	// Output: [0 1 1 2 3 5 8 13 21 34] <nil>
}

func ExampleTryUnfold() {
	next := map[string]string{"start": "tok-1", "tok-1": "tok-2", "tok-2": ""} // page token to page token
	list := func(_ context.Context, token string) (page, following string, ok bool, err error) {
		if token == "" {
			return "", "", false, nil // that was the last page
		}
		return "page " + token, next[token], true, nil // in earnest: a request that may fail
	}
	pages, err := stream.TryUnfold("start", list).TryCollect(context.Background())
	fmt.Printf("%q %v\n", pages, err)
	// Output: ["page start" "page tok-1" "page tok-2"] <nil>
}
