package stream_test

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestStream(t *testing.T) {
	t.Run("the zero Stream is empty under every terminal", func(t *testing.T) {
		var zero stream.Stream[int]
		ctx := t.Context()
		vs, err := zero.TryCollect(ctx)
		require.NoError(t, err)
		assert.Equal(t, []int{}, vs)
		assert.Equal(t, []stream.Result[int]{}, zero.Collect(ctx))
		for range zero.All(ctx) {
			t.Error("an element")
		}
		fail := func(int) { t.Error("an element") }
		tryFail := func(context.Context, int) error { t.Error("an element"); return nil }
		require.NoError(t, zero.ForEach(ctx, fail))
		require.NoError(t, zero.TryForEach(ctx, tryFail))
		require.NoError(t, zero.TryForEachConcurrent(ctx, 2, tryFail))
		require.NoError(t, zero.Drain(ctx))
		n, err := zero.Count(ctx)
		require.NoError(t, err)
		assert.Zero(t, n)
		sum, err := zero.Fold(ctx, 7, func(a, v int) int { return a + v })
		require.NoError(t, err)
		assert.Equal(t, 7, sum)
		_, err = zero.First(ctx)
		require.ErrorIs(t, err, stream.ErrEmpty)
	})
	t.Run("and so is what is built on it", func(t *testing.T) {
		for name, build := range map[string]func(stream.Stream[int]) stream.Stream[int]{
			"task":     func(s stream.Stream[int]) stream.Stream[int] { return s.Map(double).Filter(even).CatchPanic() },
			"boundary": func(s stream.Stream[int]) stream.Stream[int] { return s.Map(double).Buffered(3).BufferedUnordered(2) },
			"sequence": func(s stream.Stream[int]) stream.Stream[int] { return s.Take(3).FlatMap(copies).Skip(1) },
			"chain":    func(s stream.Stream[int]) stream.Stream[int] { return s.Chain(s, s.Map(double)).Chain() },
		} {
			assert.Empty(t, toMarbles(t, build(stream.Stream[int]{})), name)
			assert.Empty(t, toMarbles(t, build(stream.Stream[int]{}).Buffered(2)), name)
		}
	})
	bubble(t, "building starts nothing, reads nothing, calls nothing", func(t *testing.T) {
		s := wholeChain(stream.FromSeq(func(func(int) bool) { t.Error("read") }), func() { t.Error("called") })
		s = s.Chain(wholeChain(stream.Once(func(context.Context) (int, error) { t.Error("called"); return 0, nil }), func() { t.Error("called") }))
		_ = s.All(t.Context())
		// A goroutine that was started would wait for ever, and fail the bubble.
	})
	bubble(t, "runs again, also concurrently, with the same result", func(t *testing.T) {
		s := wholeChain(stream.Iter(ints(50)), func() { time.Sleep(time.Millisecond) })
		want := toMarbles(t, s)
		assert.Len(t, strings.Fields(want), 17)
		runs := make(chan string)
		for range 5 {
			go func() { runs <- toMarbles(t, s) }()
		}
		for range 5 {
			assert.Equal(t, want, <-runs)
		}
	})
	t.Run("is a value: what is built on a copy leaves the original alone", func(t *testing.T) {
		base := stream.Of(1, 2, 3).Map(double)
		copied := base
		plus, tail := copied.Map(func(v int) int { return v + 1 }), base.Skip(1)
		assert.Equal(t, "3 5 7", toMarbles(t, plus))
		assert.Equal(t, "4 6", toMarbles(t, tail))
		assert.Equal(t, "2 4 6", toMarbles(t, base))
		assert.Equal(t, "2 4 6 3 5 7 2 4 6", toMarbles(t, base.Chain(plus, copied)))
	})
	t.Run("a run that ended early does not show in the next", func(t *testing.T) {
		s := wholeChain(stream.Iter(ints(50)), func() {})
		want := toMarbles(t, s)
		for range s.All(t.Context()) {
			break
		}
		_, err := s.First(t.Context())
		require.NoError(t, err)
		assert.Equal(t, want, toMarbles(t, s))
	})
	t.Run("a run within a run of the same stream", func(t *testing.T) {
		s := stream.Iter(ints(3)).Map(double).Buffered(2)
		var sums []int
		require.NoError(t, s.ForEach(t.Context(), func(v int) {
			n, err := s.Count(t.Context())
			require.NoError(t, err)
			sums = append(sums, v+n)
		}))
		assert.Equal(t, []int{3, 5, 7}, sums)
	})
}

func double(v int) int { return 2 * v }

// wholeChain has stages of every kind, with state; each calls touch.
func wholeChain(s stream.Stream[int], touch func()) stream.Stream[int] {
	touched := func(v int) int { touch(); return v }
	return s.Map(touched).Buffered(3).
		Filter(func(v int) bool { touch(); return even(v) }).BufferedUnordered(1).
		SkipWhile(func(v int) bool { touch(); return v < 4 }).
		Scan(0, func(n, v int) (int, int) { touch(); return n + 1, n + v }).
		Enumerate().Map(func(e stream.Indexed[int]) int { touch(); return e.Index + e.Value }).
		FlatMap(func(v int) stream.Stream[int] { touch(); return stream.Of(v, v) }).
		Transform(func(_ context.Context, in iter.Seq2[int, error], yield func(int, error) bool) {
			touch()
			in(yield)
		}).
		TakeWhile(func(v int) bool { touch(); return v < 1000 }).
		Chunks(2).Map(func(c []int) int { touch(); return c[0] + c[1] }).
		Skip(1).Take(17)
}

func ExampleStream() {
	// A stream is a value: it can be passed around, extended and run more than once.
	words := stream.Of("lazy", "ordered", "bounded")
	upper := words.Map(strings.ToUpper).Buffered(2)

	ctx := context.Background()
	fmt.Println(upper.TryCollect(ctx))
	fmt.Println(upper.Take(1).TryCollect(ctx))
	fmt.Println(words.Count(ctx))
	// Output:
	// [LAZY ORDERED BOUNDED] <nil>
	// [LAZY] <nil>
	// 3 <nil>
}
