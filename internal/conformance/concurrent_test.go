package conformance_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/stream"
)

var concurrent = []behaviour{
	check("F1", "returns when all have ended", func(t *testing.T) {
		start := time.Now()
		assert.NoError(t, stream.Of("1s a", "3s b", "1s c").TryForEachConcurrent(t.Context(), 2, playing))
		assert.Equal(t, 3*time.Second, time.Since(start))
	}),
	check("F2", "exactly n are pulled while none ends", func(t *testing.T) {
		var g gauge
		pulled := 0
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		err := endless(&pulled).TryForEachConcurrent(ctx, 5, alone(g.endless))
		assert.ErrorIs(t, err, context.DeadlineExceeded)
		assert.Equal(t, 5, pulled)
	}),
	check("F3", "the first failure cancels the others, which are joined", func(t *testing.T) {
		start := time.Now()
		err := stream.Of("1s a", "2s #b", "never", "d").TryForEachConcurrent(t.Context(), 2, playing)
		assert.Equal(t, failure("b"), err)
		assert.Equal(t, 2*time.Second, time.Since(start))
	}),
	check("F4", "one at a time", func(t *testing.T) {
		var g gauge
		assert.NoError(t, upTo(2).TryForEachConcurrent(t.Context(), 1, alone(g.task)))
		assert.EqualValues(t, 2, g.total.Load())
		assert.EqualValues(t, 1, g.peak.Load())
	}),
	check("F5", "three at a time", func(t *testing.T) {
		var g gauge
		assert.NoError(t, upTo(10).TryForEachConcurrent(t.Context(), 3, alone(g.task)))
		assert.EqualValues(t, 10, g.total.Load())
		assert.EqualValues(t, 3, g.peak.Load())
	}),
	check("F6", "the second does not run when the first has failed", func(t *testing.T) {
		var g gauge
		err := upTo(2).TryForEachConcurrent(t.Context(), 1, func(context.Context, int) error {
			defer g.enter()()
			return failure("e")
		})
		assert.Equal(t, failure("e"), err)
		assert.EqualValues(t, 1, g.total.Load())
	}),
	check("F7", "Take above it ends an endless source", func(t *testing.T) {
		pulled, sum := 0, 0
		assert.NoError(t, endless(&pulled).Take(5).Map(func(v int) int { return v }).BufferedUnordered(3).
			ForEach(t.Context(), func(v int) { sum += v }))
		assert.Equal(t, 5, pulled)
		assert.Equal(t, 0+1+2+3+4, sum)
	}),
	check("F8", "the index is that of the source", func(t *testing.T) {
		n, err := upTo(5).Enumerate().TryMap(func(ctx context.Context, in stream.Indexed[int]) (bool, error) {
			return in.Index == in.Value-1, wait(ctx, time.Duration(9-in.Value))
		}).BufferedUnordered(5).Filter(func(ok bool) bool { return ok }).Count(t.Context())
		assert.NoError(t, err)
		assert.Equal(t, 5, n)
	}),
	check("F9", "collects no values of failures alone", func(t *testing.T) {
		vs, err := upTo(9).Take(5).TryMap(func(context.Context, int) (int, error) { return 0, failure("e") }).
			BufferedUnordered(3).TryCollect(t.Context())
		assert.Equal(t, failure("e"), err)
		assert.Empty(t, vs)
	}),
	check("F10", "tasks go on while the loop body runs", func(t *testing.T) {
		start := time.Now()
		assert.NoError(t, upTo(6).TryMap(func(ctx context.Context, v int) (int, error) {
			ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
			defer cancel()
			return v, wait(ctx, 5*time.Second)
		}).Buffered(5).TryForEach(t.Context(), func(ctx context.Context, _ int) error {
			return wait(ctx, 20*time.Second)
		}))
		assert.Equal(t, (5+6*20)*time.Second, time.Since(start))
	}),
	check("F11", "a loop body may take the lock of a task", func(t *testing.T) {
		lock := make(chan struct{}, 1)
		foo := func(ctx context.Context) error {
			lock <- struct{}{}
			defer func() { <-lock }()
			return wait(ctx, 10*time.Millisecond)
		}
		start := time.Now()
		err := upTo(2).TryMap(func(ctx context.Context, v int) (int, error) { return v, foo(ctx) }).Buffered(2).
			TryForEach(t.Context(), func(ctx context.Context, _ int) error { return foo(ctx) })
		assert.NoError(t, err)
		assert.Equal(t, 40*time.Millisecond, time.Since(start))
	}),
}

// playing is play for those who do not want the result.
func playing(ctx context.Context, s script) error {
	_, err := play(ctx, s)
	return err
}
