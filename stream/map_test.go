package stream_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// elementsOf makes elements: an error is one, all else is a value of type T.
func elementsOf[T any](vs ...any) []stream.Result[T] {
	out := []stream.Result[T]{}
	for _, v := range vs {
		if err, ok := v.(error); ok {
			out = append(out, stream.Result[T]{Err: err})
		} else {
			out = append(out, stream.Result[T]{Value: v.(T)})
		}
	}
	return out
}

// sourceOf yields such elements.
func sourceOf[T any](vs ...any) stream.Stream[T] {
	return stream.FromSeq2(func(yield func(T, error) bool) {
		for _, r := range elementsOf[T](vs...) {
			if !yield(r.Get()) {
				return
			}
		}
	})
}

// assertYields checks the elements of a stream on two runs, and with a
// boundary or a sequence stage below it, which must make no difference. Errors must be the very same.
func assertYields[T any](t *testing.T, s stream.Stream[T], want ...any) {
	t.Helper()
	for name, s := range map[string]stream.Stream[T]{
		"no boundary": s, "no boundary, again": s, "a task below": s.Map(func(v T) T { return v }),
		"Buffered(1)": s.Buffered(1), "Buffered(3)": s.Buffered(3), "BufferedUnordered(1)": s.BufferedUnordered(1),
		"Take": s.Take(1000), "Chain": s.Chain(stream.Empty[T]()).Buffered(2),
	} {
		got, want := s.Collect(t.Context()), elementsOf[T](want...)
		assert.Equal(t, want, got, name)
		for i := range min(len(got), len(want)) {
			if want[i].Err != nil {
				assert.Same(t, want[i].Err, got[i].Err, name)
			}
		}
	}
}

// assertOnce checks the elements of one run, of a stream whose functions count.
func assertOnce[T any](t *testing.T, s stream.Stream[T], want ...any) {
	t.Helper()
	assert.Equal(t, elementsOf[T](want...), s.Collect(t.Context()))
}

type contextKey struct{}

// assertContext checks the context that an operator gives to user code, once
// with a boundary and once without. with(wait) is a stream whose user code calls wait, once.
func assertContext[T any](t *testing.T, with func(wait func(context.Context) error) stream.Stream[T]) {
	t.Helper()
	for name, below := range map[string]func(stream.Stream[T]) stream.Stream[T]{
		"no boundary": func(s stream.Stream[T]) stream.Stream[T] { return s },
		"Buffered(2)": func(s stream.Stream[T]) stream.Stream[T] { return s.Buffered(2) },
	} {
		var given context.Context
		s := below(with(func(ctx context.Context) error {
			given = ctx //nolint:fatcontext // looked at after the run
			assert.Equal(t, "carried", ctx.Value(contextKey{}), name)
			return ctx.Err()
		}))
		require.NoError(t, s.Drain(context.WithValue(t.Context(), contextKey{}, "carried")), name)
		require.Error(t, given.Err(), "%s: the context ends with the run", name)

		for _, answer := range []error{nil, context.Canceled, errBoom} {
			cause, start := errors.New("shutdown"), time.Now()
			ctx, cancel := context.WithCancelCause(t.Context())
			time.AfterFunc(time.Second, func() { cancel(cause) })
			s := below(with(func(ctx context.Context) error {
				<-ctx.Done()
				return answer
			}))
			assert.Equal(t, elementsOf[T](cause), s.Collect(ctx), "%s: the cause, and nothing of what the interrupted code returned", name)
			assert.Equal(t, time.Second, time.Since(start), name)
		}
	}
}

func TestMap(t *testing.T) {
	bubble(t, "B1: applies f to every value, in order", func(t *testing.T) {
		assertYields(t, stream.Of(1, 2, 3).Map(func(v int) int { return v + 3 }), 4, 5, 6)
	})
	bubble(t, "I1: an error passes in its place with the zero value, and f does not see it", func(t *testing.T) {
		assertYields(t, sourceOf[int](1, errBoom, 3).Map(strconv.Itoa), "1", errBoom, "3")
	})
	bubble(t, "an empty stream stays empty", func(t *testing.T) {
		assertYields(t, stream.Empty[int]().Map(strconv.Itoa))
	})
	t.Run("f is called once per element, and not before a terminal runs the stream", func(t *testing.T) {
		var calls []int
		s := stream.Of(7, 8, 9).Map(func(v int) int { calls = append(calls, v); return v })
		assert.Empty(t, calls)
		require.NoError(t, s.Drain(t.Context()))
		assert.Equal(t, []int{7, 8, 9}, calls)
	})
	t.Run("pulls no element before the one above it has left, and none that is not wanted", func(t *testing.T) {
		var log []string
		s := stream.Of("a", "b", "c").Inspect(func(v string) { log = append(log, "pull "+v) })
		s = s.Map(func(v string) string { log = append(log, "map "+v); return v })
		require.NoError(t, s.Take(2).ForEach(t.Context(), func(v string) { log = append(log, "got "+v) }))
		assert.Equal(t, []string{"pull a", "map a", "got a", "pull b", "map b", "got b"}, log)
	})
	t.Run("a nil f panics where the stage is built", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: Map: f must not be nil", func() { stream.Of(1).Map[int](nil) })
	})
}

func TestTryMap(t *testing.T) {
	bubble(t, "I2: an error of f takes the place of the element, without the value beside it, and the stream goes on", func(t *testing.T) {
		errUp := errors.New("from above")
		s := sourceOf[int](1, errUp, 2, 3).TryMap(func(_ context.Context, v int) (int, error) {
			if v == 2 {
				return 99, errBoom
			}
			return 10 * v, nil
		})
		assertYields(t, s, 10, errUp, errBoom, 30)
	})
	bubble(t, "an empty stream stays empty", func(t *testing.T) {
		assertYields(t, stream.Empty[string]().TryMap(stream.Fallible(strconv.Atoi)))
	})
	bubble(t, "B5: without a boundary, an element is pulled only after the task of the one before it is done", func(t *testing.T) {
		var tasks gauge
		pulls := 0
		err := countedPulls(5, &pulls).TryMap(func(_ context.Context, v int) (int, error) {
			defer tasks.enter()()
			time.Sleep(time.Second)
			assert.Equal(t, v+1, pulls)
			return v, nil
		}).Drain(t.Context())
		require.NoError(t, err)
		assert.EqualValues(t, 1, tasks.peak.Load())
		assert.EqualValues(t, 5, tasks.total.Load())
	})
	bubble(t, "f gets a context that carries the values of the terminal's and ends with it", func(t *testing.T) {
		assertContext(t, func(wait func(context.Context) error) stream.Stream[int] {
			return stream.Of(1).TryMap(func(ctx context.Context, v int) (int, error) { return v, wait(ctx) })
		})
	})
	bubble(t, "what f returns after the context has ended is no element, error or not", func(t *testing.T) {
		cause := errors.New("shutdown")
		ctx, cancel := context.WithCancelCause(t.Context())
		s := stream.Of(1, 2, 3).TryMap(func(_ context.Context, v int) (int, error) {
			if v == 2 {
				cancel(cause)
			}
			return v, nil
		})
		assert.Equal(t, elementsOf[int](1, cause), s.Collect(ctx))
	})
	bubble(t, "the contexts of tasks that nobody wants any more end", func(t *testing.T) {
		interrupted := make(chan int, 9)
		v, err := stream.Iter(ints(9)).TryMap(func(ctx context.Context, v int) (int, error) {
			if v == 0 {
				time.Sleep(time.Second)
				return v, nil
			}
			<-ctx.Done()
			interrupted <- v
			return v, ctx.Err()
		}).Buffered(3).First(t.Context())
		require.NoError(t, err)
		assert.Zero(t, v)
		assert.GreaterOrEqual(t, len(interrupted), 2)
	})
	t.Run("f is not called before a terminal runs the stream", func(t *testing.T) {
		calls := 0
		s := stream.Of("1", "x").TryMap(func(_ context.Context, v string) (int, error) { calls++; return strconv.Atoi(v) })
		assert.Zero(t, calls)
		require.ErrorIs(t, s.Drain(t.Context()), strconv.ErrSyntax)
		assert.Equal(t, 2, calls)
	})
	t.Run("a nil f panics where the stage is built", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: TryMap: f must not be nil", func() { stream.Of(1).TryMap[int](nil) })
	})
}

func ExampleStream_Map() {
	celsius := stream.Of(-40.0, 0, 21.5)
	lines, _ := celsius.Map(func(c float64) string {
		return fmt.Sprintf("%.1f °C = %.1f °F", c, c*9/5+32)
	}).TryCollect(context.Background())
	for _, line := range lines {
		fmt.Println(line)
	}
	// Output:
	// -40.0 °C = -40.0 °F
	// 0.0 °C = 32.0 °F
	// 21.5 °C = 70.7 °F
}

func ExampleStream_TryMap() {
	fetch := func(ctx context.Context, url string) (string, error) {
		return "contents of " + url, ctx.Err() // in earnest: an HTTP request with ctx
	}
	pages, err := stream.Of("/index", "/about", "/news").
		TryMap(fetch).
		Buffered(2). // two requests at a time, pages in the order of the URLs
		TryCollect(context.Background())
	fmt.Printf("%q %v\n", pages, err)
	// Output: ["contents of /index" "contents of /about" "contents of /news"] <nil>
}
