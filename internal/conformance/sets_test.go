package conformance_test

import (
	"context"
	"testing"
	"time"

	"github.com/sourcegraph/conc/panics"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// sets are the cases of group E that are about sets of tasks.
var sets = []behaviour{
	check("E9", "a set that is open waits, one that is closed ends for good", func(t *testing.T) {
		ts := stream.NewTaskSet[string](2)
		c := ts.Stream().Cursor(t.Context())
		defer c.Close()
		ts.Go(playable("1s a"))
		assert.Equal(t, "a", next(c.Next()))
		time.AfterFunc(time.Minute, func() { ts.Go(playable("b")) })
		assert.Equal(t, "b", next(c.Next()))
		ts.Go(playable("1m c"))
		ts.Close()
		assert.Panics(t, func() { ts.Go(playable("d")) })
		assert.Equal(t, "c", next(c.Next()))
		assert.Equal(t, end, next(c.Next()))
		ts.Go(playable("e")) // too late
		assert.Equal(t, end, next(c.Next()))
	}),
	yields("E10", "in order of completion", "1s b 1s a c", func() stream.Stream[string] { return set("2s a", "1s b", "2s c") }, once, mixed),
	yields("E11", "a task that waits for two things", "1s 9 1s 30", func() stream.Stream[string] { return set("1s 9", "1s 1s 30") }, once),
	check("E13", "a task whose own context ends gives exactly one element", func(t *testing.T) {
		ts := stream.NewTaskSet[string](3)
		own, cancel := context.WithCancel(t.Context())
		for range 3 {
			ts.Go(func(context.Context) (string, error) { return play(own, never) })
		}
		ts.Close()
		time.AfterFunc(time.Second, cancel)
		assert.Equal(t, "1s #context_canceled #context_canceled #context_canceled", got(t, ts.Stream()))
	}),
	check("E16", "the end of ctx cancels all tasks, and what waits never runs", func(t *testing.T) {
		var g gauge
		ts := stream.NewTaskSet[int](2)
		for v := range 9 {
			ts.Go(func(ctx context.Context) (int, error) {
				if v == 0 {
					return g.task(ctx, v)
				}
				return g.endless(ctx, v)
			})
		}
		ctx, cancel := context.WithCancelCause(t.Context())
		assert.Equal(t, "1s 0 #over", record(ctx, ts.Stream(), 1, func() { cancel(errOver) }))
		assert.Zero(t, g.now.Load())
		assert.LessOrEqual(t, g.total.Load(), int64(3))
		ts.Go(func(context.Context) (int, error) { panic("after the run") })
	}),
	yields("E20", "all results of a set, in any order", "0 1", func() stream.Stream[string] { return set("0", "1") }, once, mixed),
	check("E21", "a panic of a task is the caller's", func(t *testing.T) {
		ts := stream.NewTaskSet[int](2)
		ts.Go(func(context.Context) (int, error) { panic("of a task") })
		defer func() {
			p, ok := recover().(*panics.Recovered)
			require.True(t, ok)
			assert.Equal(t, "of a task", p.Value)
		}()
		_ = ts.Stream().Drain(t.Context())
	}),
	yields("E21", "unless the task catches it: an error then, and the set goes on", "#caught 1s 1", func() stream.Stream[string] {
		ts := stream.NewTaskSet[string](2)
		ts.Go(func(ctx context.Context) (v string, err error) {
			v, err = stream.Once(func(context.Context) (string, error) { panic("of a task") }).CatchPanic().First(ctx)
			if caught(err) == "of a task" {
				err = failure("caught")
			}
			return v, err
		})
		ts.Go(playable("1s 1"))
		ts.Close()
		return ts.Stream()
	}, once),
}

// set is a TaskSet of tasks that play scripts.
func set(ss ...script) stream.Stream[string] {
	ts := stream.NewTaskSet[string](len(ss))
	for _, s := range ss {
		ts.Go(playable(s))
	}
	ts.Close()
	return ts.Stream()
}
