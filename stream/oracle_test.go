package stream_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/seed-09178888/leat/stream"
)

// oracleBuffered is Buffered(n) as it is written by hand, with channels: a
// feeder, n workers, and results put in order by their number. It is simple
// enough to be right, returns what TryCollect returns, and is what benchmarks compare with.
// Only its window is not bounded: what has finished behind a slow head is kept, however much it is.
func oracleBuffered[T, U any](ctx context.Context, xs []T, n int, task func(context.Context, T) (U, error)) ([]U, error) {
	type job struct {
		seq int
		v   T
	}
	type result struct {
		seq int
		v   U
		err error
	}
	inner, cancel := context.WithCancel(ctx)
	jobs, results := make(chan job, n), make(chan result, n)
	var workers sync.WaitGroup

	go func() {
		defer close(jobs)
		for i, v := range xs {
			select {
			case jobs <- job{i, v}:
			case <-inner.Done():
				return
			}
		}
	}()
	for range n {
		workers.Go(func() {
			for j := range jobs {
				v, err := task(inner, j.v)
				select {
				case results <- result{j.seq, v, err}:
				case <-inner.Done():
					return
				}
			}
		})
	}
	go func() {
		workers.Wait()
		close(results)
	}()
	defer func() { // join
		cancel()
		for range results {
		}
	}()

	out := make([]U, 0, len(xs))
	waiting := map[int]result{}
	for next := 0; next < len(xs); {
		r, ok := waiting[next]
		if !ok {
			select {
			case r = <-results:
				waiting[r.seq] = r
			case <-ctx.Done():
				return out, context.Cause(ctx)
			}
			continue
		}
		delete(waiting, next)
		if r.err != nil {
			return out, r.err
		}
		out = append(out, r.v)
		next++
	}
	return out, nil
}

// An oracleCase is a random pipeline: over ints, with filters, failures, and tasks that take time.
type oracleCase struct {
	xs     []int
	n, w   int
	fed    bool
	fail   int // values divisible by it fail
	drop   int // values divisible by it are filtered out
	jitter int // tasks take up to so many ms
}

func drawOracleCase(t *rapid.T) oracleCase {
	n := rapid.IntRange(1, 12).Draw(t, "n")
	return oracleCase{
		xs:     rapid.SliceOfN(rapid.IntRange(1, 1000), 0, 80).Draw(t, "xs"),
		n:      n,
		w:      n + rapid.IntRange(0, 20).Draw(t, "w - n"),
		fed:    rapid.Bool().Draw(t, "fed"),
		fail:   rapid.SampledFrom([]int{1, 3, 29, 1001}).Draw(t, "fail"),
		drop:   rapid.SampledFrom([]int{1, 2, 7, 1001}).Draw(t, "drop"),
		jitter: rapid.IntRange(0, 9).Draw(t, "jitter"),
	}
}

func (c oracleCase) stream() stream.Stream[int] {
	if c.fed {
		return stream.FromSeq(slices.Values(c.xs))
	}
	return stream.Iter(c.xs)
}

func (c oracleCase) task(_ context.Context, v int) (string, error) {
	if c.jitter > 0 {
		time.Sleep(time.Duration(v*7919%c.jitter) * time.Millisecond)
	}
	if v%c.fail == 0 {
		return "", fmt.Errorf("failed: %d", v)
	}
	return fmt.Sprint(v), nil
}

func (c oracleCase) keep(v int) bool { return v%c.drop != 0 }

// pipeline is what is compared with the oracle: filter, task and boundary.
func (c oracleCase) pipeline(unordered bool) stream.Stream[string] {
	s := c.stream().Filter(c.keep).TryMap(c.task)
	if unordered {
		return s.BufferedUnordered(c.n, stream.Window(c.w))
	}
	return s.Buffered(c.n, stream.Window(c.w))
}

// sequential is the loop that the pipeline stands for: every element, errors included.
func (c oracleCase) sequential() []string {
	out := []string{}
	for _, v := range c.xs {
		if !c.keep(v) {
			continue
		}
		s, err := c.task(context.Background(), v)
		if err != nil {
			s = err.Error()
		}
		out = append(out, s)
	}
	return out
}

func oracleDrawn(rs []stream.Result[string]) []string {
	out := []string{}
	for _, r := range rs {
		if r.Err != nil {
			r.Value = r.Err.Error()
		}
		out = append(out, r.Value)
	}
	return out
}

func TestOracle(t *testing.T) {
	// f must not use require, which ends a goroutine: the property is not checked in that of rapid.
	check := func(name string, f func(t *rapid.T, ctx context.Context, c oracleCase)) {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				c := drawOracleCase(rt)
				synctest.Test(t, func(t *testing.T) { f(rt, t.Context(), c) })
			})
		})
	}
	check("Buffered().TryCollect() returns what the channels return", func(t *rapid.T, ctx context.Context, c oracleCase) {
		kept := slices.DeleteFunc(slices.Clone(c.xs), func(v int) bool { return !c.keep(v) })
		want, wantErr := oracleBuffered(ctx, kept, c.n, c.task)
		got, err := c.pipeline(false).TryCollect(ctx)
		assert.Equal(t, want, got)
		assert.Equal(t, wantErr, err)

		got = []string{}
		err = c.pipeline(false).ForEach(ctx, func(v string) { got = append(got, v) })
		assert.Equal(t, want, got)
		assert.Equal(t, wantErr, err)
	})
	check("Buffered().Collect() is the sequential loop", func(t *rapid.T, ctx context.Context, c oracleCase) {
		want := c.sequential()
		assert.Equal(t, want, oracleDrawn(c.pipeline(false).Collect(ctx)))
		assert.Equal(t, want, oracleDrawn(c.pipeline(false).Map(func(v string) string { return v }).Collect(ctx)))
	})
	check("BufferedUnordered().Collect() is it in another order", func(t *rapid.T, ctx context.Context, c oracleCase) {
		got := oracleDrawn(c.pipeline(true).Collect(ctx))
		if c.n == 1 {
			assert.Equal(t, c.sequential(), got)
		}
		assert.Equal(t, slices.Sorted(slices.Values(c.sequential())), slices.Sorted(slices.Values(got)))
	})
	check("BufferedUnordered().TryCollect() returns a failure if there is one, and values of its elements", func(t *rapid.T, ctx context.Context, c oracleCase) {
		got, err := c.pipeline(true).TryCollect(ctx)
		left := c.sequential()
		failed := slices.ContainsFunc(left, func(s string) bool { return len(s) > 8 })
		assert.Equal(t, failed, err != nil)
		if err != nil {
			assert.Contains(t, left, err.Error())
		} else {
			assert.Len(t, got, len(left))
		}
		for _, v := range got {
			if i := slices.Index(left, v); assert.GreaterOrEqual(t, i, 0, "%s was not there, or not so often", v) {
				left = slices.Delete(left, i, i+1)
			}
		}
	})
}

func TestOracleBuffered(t *testing.T) {
	bubble(t, "runs n at a time and keeps the order", func(t *testing.T) {
		var g gauge
		start := time.Now()
		vs, err := oracleBuffered(t.Context(), ints(20), 4, func(_ context.Context, v int) (int, error) {
			defer g.enter()()
			time.Sleep(time.Second)
			return 2 * v, nil
		})
		require.NoError(t, err)
		assert.Equal(t, 5*time.Second, time.Since(start))
		assert.EqualValues(t, 4, g.peak.Load())
		assert.True(t, slices.IsSortedFunc(vs, cmp.Compare[int]))
		assert.Len(t, vs, 20)
	})
	bubble(t, "joins when it fails", func(t *testing.T) {
		var g gauge
		vs, err := oracleBuffered(t.Context(), ints(20), 4, func(ctx context.Context, v int) (int, error) {
			defer g.enter()()
			if v == 1 {
				return 0, errBoom
			} else if v > 1 {
				<-ctx.Done()
				time.Sleep(time.Second)
			}
			return v, nil
		})
		require.ErrorIs(t, err, errBoom)
		assert.Equal(t, []int{0}, vs)
		assert.Zero(t, g.now.Load())
	})
}
