package sink_test

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/sink"
	"github.com/seed-09178888/leat/stream"
)

func TestSink(t *testing.T) {
	var sum sink.Sink[int, int] = sink.Sum[int]
	bubble(t, "With makes of each value what the sink takes", func(t *testing.T) {
		calls := 0
		got, err := stream.Of("a", "bcd").Into(t.Context(), sum.With(func(v string) int { calls++; return len(v) }))
		require.NoError(t, err)
		assert.Equal(t, 4, got)
		assert.Equal(t, 2, calls)
	})
	t.Run("With leaves errors of the stream alone", func(t *testing.T) {
		got, err := ints(5).TryMap(failAt(3)).Into(t.Context(), sum.With(func(v int) int { return 10 * v }))
		assert.Equal(t, errBoom, err)
		assert.Equal(t, 30, got)
	})
	t.Run("TryWith: an error takes the place of the value", func(t *testing.T) {
		got, err := stream.Of("1", "2", "x", "4").Into(t.Context(), sum.TryWith(stream.Fallible(strconv.Atoi)))
		assert.ErrorIs(t, err, strconv.ErrSyntax)
		assert.Equal(t, 3, got)
	})
	bubble(t, "TryWith: the context ends with ctx", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(time.Second, func() { cancel(errBoom) })
		got, err := ints(3).Into(ctx, sum.TryWith(func(ctx context.Context, v int) (int, error) {
			if v == 2 {
				<-ctx.Done()
			}
			return v, ctx.Err()
		}))
		assert.Equal(t, errBoom, err)
		assert.Equal(t, 1, got)
		synctest.Wait()
	})
	t.Run("MapResult sees the result beside an error", func(t *testing.T) {
		k := sum.MapResult(func(n int) string { return fmt.Sprint("sum ", n) })
		got, err := ints(4).Into(t.Context(), k)
		require.NoError(t, err)
		assert.Equal(t, "sum 6", got)
		got, err = ints(5).TryMap(failAt(3)).Into(t.Context(), k)
		assert.Equal(t, errBoom, err)
		assert.Equal(t, "sum 3", got)
	})
}

type user struct {
	Name string
	Age  int
}

func ExampleSink() {
	// A sink of one's own is a function that runs the stream.
	var last sink.Sink[int, int] = func(ctx context.Context, s stream.Stream[int]) (int, error) { return s.Last(ctx) }

	fmt.Println(stream.Of(1, 2, 3).Into(context.Background(), last))
	// Output: 3 <nil>
}

func ExampleSink_With() {
	names := sink.Lines(os.Stdout).With(func(u user) string { return u.Name })

	written, err := stream.Of(user{"Ann", 30}, user{"Bob", 41}).Into(context.Background(), names)
	fmt.Println(written, err)
	// Output:
	// Ann
	// Bob
	// {2 8} <nil>
}

func ExampleSink_TryWith() {
	numbers := sink.Sink[int, int](sink.Sum[int]).TryWith(stream.Fallible(strconv.Atoi))

	fmt.Println(stream.Of("1", "2", "three").Into(context.Background(), numbers))
	// Output: 3 strconv.Atoi: parsing "three": invalid syntax
}

func ExampleSink_MapResult() {
	lines := sink.Lines(os.Stdout).MapResult(func(w sink.Written) int { return w.Elements })

	fmt.Println(stream.Of("a", "b").Into(context.Background(), lines))
	// Output:
	// a
	// b
	// 2 <nil>
}
