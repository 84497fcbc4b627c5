package conformance_test

import (
	"context"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

var ordered = []behaviour{
	yields("D1", "output in input order, though the second is done first", "2s a b", func() stream.Stream[string] {
		return tasks("2s a", "1s b").Buffered(10)
	}),
	yields("D2", "what waits for the head comes with it, not later", "1s a 1s b c 1s d", func() stream.Stream[string] {
		return tasks("1s a", "2s b", "1s c", "3s d").Buffered(4)
	}),
	yields("D3", "a head that never ends holds all up", "never", func() stream.Stream[string] {
		return tasks("never", "1", "2", "3", "4").Buffered(3)
	}),
	check("D3", "and no more than n are pulled meanwhile", func(t *testing.T) {
		pulled := 0
		assert.Equal(t, "never", got(t, endless(&pulled).TryMap(func(ctx context.Context, v int) (string, error) {
			return play(ctx, []script{"never", "1"}[min(v, 1)])
		}).Buffered(3)))
		assert.Equal(t, 3, pulled)
	}),
	check("D4", "n start at once, and one more for each that is received, not for each that is asked for", func(t *testing.T) {
		var g gauge
		for v, err := range upTo(10).TryMap(g.task).Buffered(4).All(t.Context()) {
			require.NoError(t, err)
			synctest.Wait()
			time.Sleep(time.Minute) // in the loop body all that may run does
			assert.EqualValues(t, min(v+4, 10), g.total.Load())
		}
	}),
	check("D5", "never more than n run, nor wait", func(t *testing.T) {
		var g gauge
		pulled, received, random := 0, 0, rand.New(rand.NewPCG(1, 2))
		times := make([]time.Duration, 1000)
		for i := range times {
			times[i] = time.Duration(random.IntN(1000))
		}
		for v, err := range endless(&pulled).Take(1000).TryMap(func(ctx context.Context, v int) (int, error) {
			defer g.enter()()
			return v, wait(ctx, times[v])
		}).Buffered(8).All(t.Context()) {
			require.NoError(t, err)
			require.Equal(t, received, v)
			received++
			synctest.Wait()
			require.Equal(t, min(received+8, 1000), pulled)
		}
		assert.EqualValues(t, 8, g.peak.Load())
	}),
	yields("D6", "Buffered(1) is one after another", "1s a 1s b 1s c", func() stream.Stream[string] {
		return tasks("1s a", "1s b", "1s c").Buffered(1)
	}),
	check("D7", "Buffered(0) is refused", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: Buffered: n must be at least 1, got 0", func() { upTo(4).Buffered(0) })
	}),
	check("D8", "Buffered(0) is refused of an empty stream, too", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: Buffered: n must be at least 1, got 0", func() { stream.Empty[int]().Buffered(0) })
	}),
	yields("D8", "Buffered of an empty stream ends", "", func() stream.Stream[int] { return stream.Empty[int]().Buffered(3) }),
	yields("D9", "a window that is not full does not wait for the source", "1 never", func() stream.Stream[string] {
		return words("1 never").Buffered(10)
	}),
	yields("D10", "the end comes after all that is in flight", "3s a b c", func() stream.Stream[string] {
		return tasks("3s a", "2s b", "1s c").Buffered(10)
	}),
	yields("D11", "an error keeps its place, and the stream goes on", "1s 1 #e 2", func() stream.Stream[string] {
		return tasks("1s 1", "#e", "2").Buffered(10)
	}),
	yields("D12", "an error of the source keeps its place", "1s 1 #base 2", func() stream.Stream[string] {
		return words("1s_1 #base 2").TryMap(spaced).Buffered(10)
	}),
	yields("D13", "the same with n = 1", "1s 1 #task #base 2", func() stream.Stream[string] {
		return words("1s_1 _#task #base 2").TryMap(spaced).Buffered(1)
	}),
	check("D14", "a failure waits for the slow head, and cancels what is behind it at once", func(t *testing.T) {
		start, cancelled := time.Now(), time.Duration(0)
		vs, err := tasks("3s a", "1s #e", "c").Chain(stream.Once(func(ctx context.Context) (string, error) {
			<-ctx.Done()
			cancelled = time.Since(start)
			return "", ctx.Err()
		})).Buffered(10).TryCollect(t.Context())
		assert.Equal(t, []string{"a"}, vs)
		assert.Equal(t, failure("e"), err)
		assert.Equal(t, time.Second, cancelled)
		assert.Equal(t, 3*time.Second, time.Since(start))
	}),
	check("D14", "with FailFast it does not wait", func(t *testing.T) {
		start := time.Now()
		vs, err := tasks("3s a", "1s #e", "never").Buffered(10, stream.FailFast()).TryCollect(t.Context())
		assert.Empty(t, vs)
		assert.Equal(t, failure("e"), err)
		assert.Equal(t, time.Second, time.Since(start))
	}),
	yields("D19", "Tasks that are known come in their order", "2s 1 2 3", func() stream.Stream[string] {
		return stream.Tasks(playable("2s 1"), playable("2"), playable("1s 3")).Buffered(3)
	}),
	check("D20", "Buffered(8).Take(3) has looked ahead by its window, and joins it", func(t *testing.T) {
		var g gauge
		assert.Equal(t, "1s 1 2 3", got(t, upTo(100).TryMap(g.task).Buffered(8).Take(3)))
		assert.Zero(t, g.now.Load())
		assert.LessOrEqual(t, g.total.Load(), int64(3+8))
	}),
}

// spaced is play for a script within a script: "1s_a".
func spaced(ctx context.Context, s string) (string, error) {
	return play(ctx, strings.ReplaceAll(s, "_", " "))
}
