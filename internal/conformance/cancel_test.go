package conformance_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/stream"
)

var cancelling = []behaviour{
	check("M1", "aborted before it is read", func(t *testing.T) {
		assert.Empty(t, got(t, stream.FromChan(make(chan int)).TakeUntil(closed())))
	}),
	yields("M2", "a read that is blocked when it is aborted ends at once", "1s", func() stream.Stream[int] {
		return stream.FromChan(make(chan int)).TakeUntil(after(time.Second))
	}, once),
	check("M2", "a read that is blocked when ctx ends returns at once, and once", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(time.Second, func() { cancel(errOver) })
		assert.Equal(t, "1s #over", record(ctx, stream.FromChan(make(chan int)), 0, nil))
	}),
	check("M2", "when ctx is done before the run, the source is not touched", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		cancel(errOver)
		pulled := 0
		assert.Equal(t, "#over", record(ctx, endless(&pulled).Map(plus(1)), 0, nil))
		assert.Zero(t, pulled)
	}),
	yields("M3", "not aborted", "v", func() stream.Stream[string] { return words("v").TakeUntil(after(time.Second)) }),
	check("M4", "when a terminal has returned an error, all tasks have been cancelled and joined", func(t *testing.T) {
		var g gauge
		start := time.Now()
		_, err := upTo(4).TryMap(func(ctx context.Context, v int) (int, error) {
			if v == 1 {
				return 0, errors.Join(wait(ctx, time.Second), failure("e"))
			}
			return g.endless(ctx, v)
		}).BufferedUnordered(4).TryCollect(t.Context())
		assert.ErrorIs(t, err, failure("e"))
		assert.Equal(t, time.Second, time.Since(start))
		assert.Zero(t, g.now.Load())
		assert.EqualValues(t, 3, g.total.Load())
	}),
	check("M5", "the same of TryForEachConcurrent", func(t *testing.T) {
		var g gauge
		err := upTo(4).TryForEachConcurrent(t.Context(), 4, func(ctx context.Context, v int) error {
			defer g.enter()()
			if v == 1 {
				_ = wait(ctx, time.Second)
				return failure("e")
			}
			<-ctx.Done()
			_ = wait(context.WithoutCancel(ctx), time.Second) // cleaning up
			return ctx.Err()
		})
		assert.Equal(t, failure("e"), err)
		assert.Zero(t, g.now.Load())
		assert.EqualValues(t, 4, g.total.Load())
	}),
	check("M6", "a source is let go before what follows it in a chain starts", func(t *testing.T) {
		var log []string
		s := guarded(&log).Chain(stream.Of(7).Inspect(func(int) { log = append(log, "next") }))
		assert.Equal(t, "1 2 3 7", got(t, s))
		assert.Equal(t, []string{"open", "close", "next"}, log)
	}),
	check("M7", "an early end lets the source go at once", func(t *testing.T) {
		var log []string
		s := guarded(&log).Take(1).Chain(stream.Of(7).Inspect(func(int) { log = append(log, "next") }))
		assert.Equal(t, "1 7", got(t, s))
		assert.Equal(t, []string{"open", "close", "next"}, log)
	}),
	check("M8", "each task has its own element", func(t *testing.T) {
		done := make([]int, 3)
		assert.NoError(t, stream.Iter([]int{0, 1, 2}).TryMap(func(ctx context.Context, v int) (int, error) {
			defer func() { done[v]++ }()
			return v, wait(ctx, time.Second)
		}).BufferedUnordered(3).Drain(t.Context()))
		assert.Equal(t, []int{1, 1, 1}, done)
	}),
	check("M9", "one that fails at once beside one that would not", func(t *testing.T) {
		for _, boundary := range []func(stream.Stream[string]) stream.Stream[string]{
			func(s stream.Stream[string]) stream.Stream[string] { return s.Buffered(2) },
			func(s stream.Stream[string]) stream.Stream[string] { return s.BufferedUnordered(2) },
		} {
			start := time.Now()
			vs, err := tasks("#e", "100ms v").Through(boundary).TryCollect(t.Context())
			assert.Empty(t, vs)
			assert.Equal(t, failure("e"), err)
			assert.Zero(t, time.Since(start))
		}
	}),
}

// guarded is 1 2 3 from a source that opens something.
func guarded(log *[]string) stream.Stream[int] {
	return stream.FromSeq(func(yield func(int) bool) {
		*log = append(*log, "open")
		defer func() { *log = append(*log, "close") }()
		slices.Values([]int{1, 2, 3})(yield)
	})
}
