package sink_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/sink"
	"github.com/seed-09178888/leat/stream"
)

// taking is Func that takes so long for a value, and fails at one.
func taking(d time.Duration, at int, failure error) sink.Sink[int, int] {
	return sink.Func(func(ctx context.Context, v int) error {
		select {
		case <-time.After(d):
		case <-ctx.Done():
			return ctx.Err()
		}
		if v == at {
			return failure
		}
		return nil
	})
}

func TestFanout(t *testing.T) {
	const never = -1
	bubble(t, "every sink gets every element, at the pace of the slowest", func(t *testing.T) {
		start, runs := time.Now(), 0
		k := sink.Fanout(taking(time.Second, never, nil), taking(3*time.Second, never, nil))
		n, err := ints(4).Inspect(func(int) { runs++ }).Into(t.Context(), k)
		require.NoError(t, err)
		assert.Equal(t, []int{4, 4}, n)
		assert.Equal(t, 4, runs)
		assert.Equal(t, 12*time.Second, time.Since(start))
	})
	bubble(t, "an error of the stream lets each sink finish what was before it", func(t *testing.T) {
		for range 20 {
			n, err := ints(9).TryMap(failAt(4)).Into(t.Context(), sink.Fanout(taking(0, never, nil), taking(time.Second, never, nil)))
			assert.Equal(t, errBoom, err)
			assert.Equal(t, []int{4, 4}, n)
		}
	})
	bubble(t, "a sink that fails cancels the others, and is named", func(t *testing.T) {
		n, err := ints(9).Into(t.Context(), sink.Fanout(taking(time.Hour, never, nil), taking(time.Second, 0, errFull)))
		assert.EqualError(t, err, "sink: Fanout: sink 1: disk full")
		assert.ErrorIs(t, err, errFull)
		assert.Equal(t, []int{0, 0}, n)
	})
	bubble(t, "errors with different reasons are joined", func(t *testing.T) {
		stubborn := sink.Func(func(ctx context.Context, _ int) error {
			<-ctx.Done()
			return errBoom
		})
		_, err := ints(9).Into(t.Context(), sink.Fanout(stubborn, taking(time.Second, 0, errFull), stubborn))
		assert.EqualError(t, err, "sink: Fanout: sink 1: disk full\nsink: Fanout: sink 0: boom\nsink: Fanout: sink 2: boom")
	})
	t.Run("what fails besides an error of the stream is told", func(t *testing.T) {
		two := sink.Fanout(sink.Lines(&disk{room: 3}), sink.Lines(&disk{room: 100}))
		w, err := ints(9).TryMap(failAt(4)).Map(digit).Into(t.Context(), two)
		assert.EqualError(t, err, "sink: Fanout: sink 0: boom\nsink: Lines: element 1: disk full")
		assert.ErrorIs(t, err, errBoom)
		assert.ErrorIs(t, err, errFull)
		assert.Equal(t, []sink.Written{{Elements: 1, Bytes: 3}, {Elements: 4, Bytes: 8}}, w)
	})
	bubble(t, "and does not cancel the others either", func(t *testing.T) {
		n, err := ints(9).TryMap(failAt(4)).Into(t.Context(), sink.Fanout(
			sink.Lines(&disk{room: 3}).With(digit).MapResult(func(w sink.Written) int { return w.Elements }),
			taking(time.Second, never, nil)))
		assert.ErrorIs(t, err, errFull)
		assert.Equal(t, []int{1, 4}, n)
	})
	bubble(t, "a sink that has returned does not hold up the others", func(t *testing.T) {
		first := sink.Sink[int, int](func(ctx context.Context, s stream.Stream[int]) (int, error) { return s.First(ctx) })
		n, err := ints(5).Into(t.Context(), sink.Fanout(first, taking(time.Second, never, nil)))
		require.NoError(t, err)
		assert.Equal(t, []int{0, 5}, n)
	})
	bubble(t, "the end of ctx is its cause, and no more", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(2500*time.Millisecond, func() { cancel(errBoom) })
		n, err := ints(9).Into(ctx, sink.Fanout(taking(time.Second, never, nil), taking(0, never, nil)))
		assert.Equal(t, errBoom, err)
		assert.Equal(t, []int{2, 4}, n, "the fast one has taken one more")
	})
	bubble(t, "a panic of a sink ends the others", func(t *testing.T) {
		assert.Panics(t, func() {
			_, _ = ints(9).Into(t.Context(), sink.Fanout(taking(time.Hour, never, nil),
				sink.Func(func(context.Context, int) error { panic(errBoom) })))
		})
	})
	t.Run("the sinks are those that were given", func(t *testing.T) {
		sinks := []sink.Sink[int, int]{sink.Sum[int], sink.Discard[int]}
		k := sink.Fanout(sinks...)
		sinks[0] = nil
		got, err := ints(4).Into(t.Context(), k)
		require.NoError(t, err)
		assert.Equal(t, []int{6, 4}, got)
	})
}

func ExampleFanout() {
	var total sink.Sink[int, int] = sink.Sum[int]
	var log strings.Builder
	lines := sink.Lines(&log).With(func(v int) string { return fmt.Sprint(v) })
	elements := func(w sink.Written) int { return w.Elements }

	fmt.Println(stream.Of(1, 2, 3).Into(context.Background(), sink.Fanout(total, lines.MapResult(elements))))
	fmt.Printf("%q\n", log.String())
	// Output:
	// [6 3] <nil>
	// "1\n2\n3\n"
}
