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

// zipRights are a right side that is read in place, and others that need a coroutine.
var zipRights = map[string]func(n int, pulled *int) stream.Stream[int]{
	"Iter": func(n int, pulled *int) stream.Stream[int] {
		return stream.Iter(ints(n)).Inspect(func(int) { *pulled++ })
	},
	"FromSeq": func(n int, pulled *int) stream.Stream[int] { return pullsOf(n, pulled) },
	"FromSeq, Map": func(n int, pulled *int) stream.Stream[int] {
		return pullsOf(n, pulled).Map(func(v int) int { return v })
	},
	"Chain": func(n int, pulled *int) stream.Stream[int] { return stream.Of[int]().Chain(pullsOf(n, pulled)) },
}

func TestZip(t *testing.T) {
	t.Run("H20: pairs by position and ends with the shorter", func(t *testing.T) {
		assert.Equal(t, "{1 5} {2 6} {3 7}", toMarbles(t, fromMarbles("1 2 3").Zip(fromMarbles("5 6 7 8 9 10"))))
		assert.Equal(t, "{1 5} {2 6} {3 7}", toMarbles(t, stream.Of(1, 2, 3, 4).Zip(stream.Of(5, 6, 7))))
		assert.Empty(t, toMarbles(t, stream.Of(1).Zip(stream.Stream[string]{})))
		assert.Empty(t, toMarbles(t, stream.Stream[int]{}.Zip(stream.Of("a"))))
	})
	t.Run("H22: of three streams", func(t *testing.T) {
		s := fromMarbles("1 2 3")
		assert.Equal(t, "{{1 1} 1} {{2 2} 2} {{3 3} 3}", toMarbles(t, s.Zip(s).Zip(s)))
	})
	for name, right := range zipRights {
		for left := range 5 {
			for other := range 5 {
				t.Run(fmt.Sprintf("H21: %d with %d of %s: left first, right only if left had one", left, other, name), func(t *testing.T) {
					pulledLeft, pulledRight := 0, 0
					n, err := pullsOf(left, &pulledLeft).Zip(right(other, &pulledRight)).Count(t.Context())
					require.NoError(t, err)
					assert.Equal(t, min(left, other), n)
					assert.Equal(t, min(left, other+1), pulledLeft, "one is lost if the right side is shorter")
					assert.Equal(t, n, pulledRight)
				})
			}
		}
		t.Run(name+": no more is pulled than is wanted", func(t *testing.T) {
			pulledLeft, pulledRight := 0, 0
			s := pullsOf(9, &pulledLeft).Zip(right(9, &pulledRight)).Take(2)
			require.NoError(t, s.Drain(t.Context()))
			assert.Equal(t, 2, pulledLeft)
			assert.Equal(t, 2, pulledRight)
		})
	}
	t.Run("an error on either side stands for its pair, and two are joined", func(t *testing.T) {
		one, two := errors.New("one"), errors.New("two")
		for _, right := range []stream.Stream[int]{
			sourceOf[int](5, errBoom, two, 8),
			stream.Of(5, 6, 7, 8).TryMap(func(_ context.Context, v int) (int, error) { return v, map[int]error{6: errBoom, 7: two}[v] }),
		} {
			got := sourceOf[int](errBoom, 2, one, 4).Zip(right).Collect(t.Context())
			require.Len(t, got, 4)
			assert.Equal(t, errBoom, got[0].Err, "as the stage produced it")
			assert.Equal(t, errBoom, got[1].Err)
			assert.EqualError(t, got[2].Err, "one\ntwo")
			require.ErrorIs(t, got[2].Err, one)
			require.ErrorIs(t, got[2].Err, two)
			for _, r := range got[:3] {
				assert.Zero(t, r.Value, "beside an error")
			}
			assert.Equal(t, stream.Pair[int, int]{First: 4, Second: 8}, got[3].Value)
		}
	})
	t.Run("elements that are filtered out have no partner", func(t *testing.T) {
		assert.Equal(t, "{0 0} {1 2} {2 4}", toMarbles(t, stream.Iter(ints(3)).Zip(stream.Iter(ints(9)).Filter(even))))
		assert.Equal(t, "{0 0} {2 2} {4 4}", toMarbles(t, stream.Iter(ints(5)).Filter(even).Zip(fromMarbles("0 1 2 3 4 5").Filter(even))))
		assert.Empty(t, toMarbles(t, stream.Of(1).Zip(stream.Of(1, 3).Filter(even))))
	})
	t.Run("knows its size if both sides do", func(t *testing.T) {
		for want, s := range map[int]stream.Stream[stream.Pair[int, int]]{
			3: stream.Iter(ints(9)).Zip(stream.Iter(ints(3))),
			2: stream.Iter(ints(2)).Zip(stream.Iter(ints(4))),
		} {
			vs, err := s.TryCollect(t.Context())
			require.NoError(t, err)
			assert.Equal(t, want, cap(vs))
		}
		vs, err := stream.Iter(ints(9_000)).Zip(stream.Iter(ints(9_000)).Filter(func(v int) bool { return v < 3 })).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Less(t, cap(vs), 100, "what did not come is given back")
	})
	t.Run("asks no more of a right side that drops its elements when ctx has ended", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		asked := 0
		right := stream.Iter(ints(9)).Filter(func(v int) bool {
			if asked++; v == 1 {
				cancel(errBoom)
			}
			return false
		})
		require.ErrorIs(t, stream.Of(1).Zip(right).Drain(ctx), errBoom)
		assert.Equal(t, 2, asked)
	})
	bubble(t, "runs the tasks of both sides one at a time, boundaries work ahead", func(t *testing.T) {
		var g gauge
		task := func(int) { defer g.enter()(); time.Sleep(time.Second) }
		start, s := time.Now(), stream.Iter(ints(4)).Inspect(task)
		require.NoError(t, s.Zip(s).Buffered(8).Drain(t.Context()))
		assert.EqualValues(t, 1, g.peak.Load())
		assert.Equal(t, 8*time.Second, time.Since(start))

		start = time.Now()
		require.NoError(t, s.Buffered(4).Zip(s.Buffered(4)).Drain(t.Context()))
		assert.Equal(t, 2*time.Second, time.Since(start), "the right side starts with the first left element")
	})
	t.Run("the right side does not start before left has an element", func(t *testing.T) {
		touched := stream.Generate(func(context.Context, func(int) bool) error { panic("started") })
		assert.Empty(t, toMarbles(t, stream.Empty[int]().Zip(touched)))
		assert.Empty(t, toMarbles(t, stream.Of(1).Filter(even).Zip(touched)))
	})
}

func ExampleStream_Zip() {
	names := stream.Of("ada", "bob", "cyd")
	prizes := stream.Of(100, 50)
	pairs, err := names.Zip(prizes).TryCollect(context.Background())
	for _, p := range pairs {
		fmt.Println(p.First, p.Second)
	}
	fmt.Println(err)
	// Output:
	// ada 100
	// bob 50
	// <nil>
}
