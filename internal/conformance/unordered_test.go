package conformance_test

import (
	"context"
	"math/rand/v2"
	"runtime"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/sourcegraph/conc/panics"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

var unordered = []behaviour{
	yields("E1", "completion order", "1s b 1s a", func() stream.Stream[string] {
		return tasks("2s a", "1s b").BufferedUnordered(10)
	}),
	yields("E2", "a task that never ends costs its slot and no more", "1s 1 2 1s 3 4 never", func() stream.Stream[string] {
		return tasks("never", "1s 1", "1s 2", "1s 3", "1s 4").BufferedUnordered(3)
	}, mixed),
	check("E2", "and pulls stay within the window", func(t *testing.T) {
		pulled, received := 0, 0
		for range endless(&pulled).TryMap(func(ctx context.Context, v int) (string, error) {
			return play(ctx, []script{"never", "1s v"}[min(v, 1)])
		}).BufferedUnordered(3).Take(9).All(t.Context()) {
			received++
			synctest.Wait()
			assert.LessOrEqual(t, pulled, received+3)
		}
	}),
	yields("E3", "the window, exactly: the 5th starts when one of four is done", "1s 1 1s 3 1s 2 1s 4 1s 5 1s 8 1s 9 1s 7 1s 6",
		func() stream.Stream[string] {
			return tasks("1s 1", "3s 2", "2s 3", "4s 4", "4s 5", "7s 6", "5s 7", "2s 8", "2s 9").BufferedUnordered(4)
		}),
	yields("E4", "all that is ready comes, in any order", "0 1 2 3 4 5", func() stream.Stream[string] {
		return tasks("0", "1", "2", "3", "4", "5").BufferedUnordered(3)
	}, mixed),
	check("E5", "n run, never one more", func(t *testing.T) {
		var g gauge
		random := rand.New(rand.NewPCG(3, 4))
		times := make([]time.Duration, 1000)
		for i := range times {
			times[i] = time.Duration(1 + random.IntN(1000))
		}
		n, err := stream.Iter(times).TryMap(func(ctx context.Context, d time.Duration) (int, error) {
			defer g.enter()()
			return 0, wait(ctx, d)
		}).BufferedUnordered(8).Count(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 1000, n)
		assert.EqualValues(t, 8, g.peak.Load())
	}),
	yields("E6", "errors come in completion order, and the stream goes on", "2 1s #3 1s #1", func() stream.Stream[string] {
		return tasks("2s #1", "2", "1s #3").BufferedUnordered(10)
	}),
	yields("E7", "an error of the source comes at once", "#base 1s 2 2s 1", func() stream.Stream[string] {
		return words("3s_1 #base 1s_2").TryMap(spaced).BufferedUnordered(10)
	}),
	yields("E7", "and its slot is free when it has been received", "#a #b #c never", func() stream.Stream[string] {
		return words("never_1 #a #b #c").TryMap(spaced).BufferedUnordered(2)
	}),
	yields("E8", "an error at the end", "7 #s", func() stream.Stream[string] {
		return words("7 #s").TryMap(spaced).BufferedUnordered(10)
	}, mixed),
	yields("E12", "one that has ended does not end the others", "1s 2 never", func() stream.Stream[string] {
		return tasks("never", "1s 2").BufferedUnordered(2)
	}),
	check("E15", "while all tasks block, nothing runs", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		var g gauge
		go func() {
			synctest.Wait() // returns only when everything else sleeps
			assert.EqualValues(t, 33, g.now.Load())
			cancel(errOver)
		}()
		assert.Equal(t, "#over", record(ctx, upTo(100).TryMap(g.endless).BufferedUnordered(33), 0, nil))
		assert.EqualValues(t, 33, g.total.Load())
	}),
	check("E17", "leaving while tasks finish: no deadlock, nothing left", func(t *testing.T) {
		for i := range 500 {
			for range upTo(24).TryMap(func(ctx context.Context, v int) (int, error) {
				return v, wait(ctx, time.Duration(v%3))
			}).BufferedUnordered(1 + i%24).Take(1 + i%7).All(t.Context()) {
				runtime.Gosched()
			}
		}
	}),
	check("E18", "left midway: what was pulled is joined", func(t *testing.T) {
		var g gauge
		assert.Len(t, elements(record(t.Context(), upTo(4).TryMap(g.task).BufferedUnordered(2), 2, nil)), 2)
		assert.Zero(t, g.now.Load())
	}),
	check("E19", "left after the first: the others are cancelled at once, those in the queue never start", func(t *testing.T) {
		var g gauge
		start := time.Now()
		v, err := tasks("1s a").Chain(upTo(9).TryMap(g.endless).Map(func(int) string { return "" })).BufferedUnordered(3).First(t.Context())
		assert.Equal(t, "a", v)
		assert.NoError(t, err)
		assert.Equal(t, time.Second, time.Since(start))
		assert.LessOrEqual(t, g.total.Load(), int64(3))
		assert.Zero(t, g.now.Load())
	}),
	check("E22", "a panic of a task comes out of the terminal, when the others have been joined", func(t *testing.T) {
		var g gauge
		defer func() {
			p, ok := recover().(*panics.Recovered)
			require.True(t, ok)
			assert.Equal(t, "1 of 3", p.Value)
			assert.Zero(t, g.now.Load())
		}()
		_ = upTo(3).TryMap(func(ctx context.Context, v int) (int, error) {
			if v == 1 {
				_ = wait(ctx, time.Second)
				panic("1 of 3")
			}
			return g.endless(ctx, v)
		}).BufferedUnordered(3).Drain(t.Context())
	}),
	check("E24", "a hundred thousand tasks, a hundred goroutines", func(t *testing.T) {
		var most int
		var mu sync.Mutex
		before := runtime.NumGoroutine()
		n, err := upTo(100_000).TryMap(func(ctx context.Context, v int) (int, error) {
			if v%100 == 0 {
				mu.Lock()
				most = max(most, runtime.NumGoroutine())
				mu.Unlock()
				return v, wait(ctx, time.Millisecond)
			}
			return v, nil
		}).BufferedUnordered(100).Count(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 100_000, n)
		assert.LessOrEqual(t, most, before+100+3)
	}),
}
