package conformance_test

import (
	"strings"
	"testing"
	"time"

	"github.com/sourcegraph/conc/panics"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stage"
	"github.com/seed-09178888/leat/stream"
)

var flattening = []behaviour{
	yields("G1", "what is ready, each inner stream in its order", "a0 a1 a2 a3 b6 b7 b8 c10 c11 c12", func() stream.Stream[string] {
		return stream.Of("a0 a1 a2 a3", "b6 b7 b8", "c10 c11 c12").FlatMapUnordered(3, words)
	}, orderly),
	yields("G1", "FlattenUnordered, too", "a0 a1 a2 b6 b7 b8", func() stream.Stream[string] {
		return stream.Of(words("a0 a1 a2"), words("b6 b7 b8")).Through(stage.FlattenUnordered[string](3))
	}, orderly),
	yields("G2", "one at a time is FlatMap", "0 1 2 10 11 12 20 21 22", func() stream.Stream[string] {
		return stream.Of("0 1 2", "10 11 12", "20 21 22").FlatMapUnordered(1, words)
	}),
	yields("G3", "the third is opened when one of two has ended", "1s a0 b10 1s a1 b11 1s a2 b12 1s c20 1s c21 1s c22", func() stream.Stream[string] {
		return stream.Of("1s a0 1s a1 1s a2", "1s b10 1s b11 1s b12", "1s c20 1s c21 1s c22").FlatMapUnordered(2, words)
	}, orderly),
	check("G4", "no more than n are pulled while none ends", func(t *testing.T) {
		pulled := 0
		assert.Equal(t, never, got(t, endless(&pulled).FlatMapUnordered(3, func(int) stream.Stream[int] { return stream.Pending[int]() })))
		assert.Equal(t, 3, pulled)
	}),
	check("G5", "slow inner streams: nothing is lost", func(t *testing.T) {
		s := upTo(10).FlatMapUnordered(10, func(i int) stream.Stream[int] {
			return upTo(6).TryMap(new(gauge).task).Map(func(v int) int { return (i-1)*6 + v - 1 })
		})
		seen := make([]int, 60)
		require.NoError(t, s.ForEach(t.Context(), func(v int) { seen[v]++ }))
		assert.NotContains(t, seen, 0)
	}),
	check("G6", "nested, with waits at both levels", func(t *testing.T) {
		inner := func(string) stream.Stream[string] { return words("50ms v 100ms") }
		s := stream.Iter(strings.Fields(strings.Repeat("v ", 10))).FlatMapUnordered(10, func(v string) stream.Stream[string] {
			return stream.Of(v).FlatMapUnordered(10, inner)
		}).FlatMapUnordered(10, inner)
		start := time.Now()
		n, err := s.Count(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 10, n)
		assert.Equal(t, 200*ms, time.Since(start))
	}),
	check("G7", "a panic of an inner stream comes out of the terminal", func(t *testing.T) {
		defer func() {
			p, ok := recover().(*panics.Recovered)
			require.True(t, ok)
			assert.Equal(t, "inner", p.Value)
		}()
		_ = upTo(3).FlatMapUnordered(3, func(int) stream.Stream[int] {
			return upTo(3).Inspect(func(int) { panic("inner") })
		}).Drain(t.Context())
	}),
	yields("G7", "with CatchPanic in it the others go on", "#caught 1s 20 21 22 30 31 32", func() stream.Stream[string] {
		return stream.Of("panic", "1s 20 21 22", "1s 30 31 32").FlatMapUnordered(3, func(s script) stream.Stream[string] {
			return words(s).Inspect(func(v string) {
				if v == "panic" {
					panic(v)
				}
			}).CatchPanic().MapErr(func(err error) error { return failure("caught") })
		})
	}, mixed),
	yields("G8", "errors of the source and of inner streams stop nothing", "2 4 8 4 #16 #64 6 36 216 #1 #3 #5", func() stream.Stream[string] {
		powers := map[int]script{2: "2 4 8", 4: "4 #16 #64", 6: "6 36 216"}
		return numbers("#1 2 #3 4 #5 6").FlatMapUnordered(6, func(v int) stream.Stream[string] { return words(powers[v]) })
	}, mixed),
	check("G9", "behind an error of the source a consumer that stops there asks it for nothing", func(t *testing.T) {
		pulled := 0
		s := endless(&pulled).TryMap(failAt(3)).Take(1000).FlatMapUnordered(10, func(v int) stream.Stream[int] { return stream.Of(v) })
		_, err := s.TryCollect(t.Context())
		assert.Equal(t, failure("f"), err)
		assert.Equal(t, 4, pulled)
	}),
	yields("G10", "an inner stream goes on after its own error", "1 #i 2 #o 3", func() stream.Stream[int] {
		return numbers("0 #o 1").FlatMap(func(i int) stream.Stream[int] { return numbers([]script{"1 #i 2", "3"}[i]) })
	}),
}
