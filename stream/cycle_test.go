package stream_test

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestCycle(t *testing.T) {
	bubble(t, "A11: yields the elements again and again, from the beginning, on every run", func(t *testing.T) {
		assertYields(t, stream.Of(1, 2, 3).Cycle().Take(7), 1, 2, 3, 1, 2, 3, 1)
		assertYields(t, stream.Of(1, 2).Map(double).Buffered(2).Cycle().Take(3), 2, 4, 2)
	})
	bubble(t, "errors end neither the pass nor the cycle, though there is nothing else", func(t *testing.T) {
		assertYields(t, sourceOf[int](1, errBoom).Cycle().Take(5), 1, errBoom, 1, errBoom, 1)
		assertYields(t, sourceOf[int](errBoom, 1).Cycle().Take(3), errBoom, 1, errBoom)
		assertYields(t, stream.Fail[int](errBoom).Cycle().Take(3), errBoom, errBoom, errBoom)
	})
	t.Run("A12: ends after a pass without any element", func(t *testing.T) {
		for _, s := range []stream.Stream[int]{{}, stream.Of[int](), stream.Of(1, 3).Filter(even), stream.Fail[int](errBoom).DropErrors(nil), stream.Of(1).Take(0).Buffered(2)} {
			assert.Empty(t, toMarbles(t, s.Cycle()))
		}
		passes := 0
		s := stream.Defer(func(context.Context) (stream.Stream[int], error) { passes++; return stream.Iter(ints(3 - passes)), nil })
		assert.Equal(t, "0 1 0", toMarbles(t, s.Cycle()), "be it the first or a later one")
		assert.Equal(t, 3, passes)
	})
	t.Run("so does a source that cannot be read again", func(t *testing.T) {
		ch := filled(3)
		close(ch)
		assert.Equal(t, "0 1 2", toMarbles(t, stream.FromChan(ch).Cycle()))
	})
	t.Run("pulls what is wanted: a pass begins when its first element is", func(t *testing.T) {
		for n, want := range []int{0, 1, 2, 3, 4, 5} {
			pulled, passes := 0, 0
			s := stream.Defer(func(context.Context) (stream.Stream[int], error) { passes++; return pullsOf(3, &pulled), nil })
			require.NoError(t, s.Cycle().Take(n).Drain(t.Context()))
			assert.Equal(t, want, pulled)
			assert.Equal(t, (n+2)/3, passes)
		}
	})
	t.Run("stages above start fresh on every pass, those below do not", func(t *testing.T) {
		sum := func(s stream.Stream[int]) stream.Stream[int] { return s.Scan(0, runningSum) }
		assert.Equal(t, "1 3 1 3 1", toMarbles(t, sum(stream.Of(1, 2)).Cycle().Take(5)))
		assert.Equal(t, "1 3 4 6 7", toMarbles(t, sum(stream.Of(1, 2).Cycle()).Take(5)))
		assert.Equal(t, "1 1 1", toMarbles(t, stream.Of(1, 2).Take(1).Cycle().Take(3)))
		assert.Equal(t, "[1 2] [3] [1 2]", toMarbles(t, stream.Of(1, 2, 3).Chunks(2).Cycle().Take(3)))
	})
	bubble(t, "runs the tasks above anew on every pass, one element at a time; a boundary there runs them concurrently", func(t *testing.T) {
		var g gauge
		task := stream.Iter(ints(3)).Inspect(func(int) { defer g.enter()(); time.Sleep(time.Second) })
		require.NoError(t, task.Cycle().Take(7).Buffered(5).Drain(t.Context()))
		assert.EqualValues(t, 7, g.total.Load())
		assert.EqualValues(t, 1, g.peak.Load())
		require.NoError(t, task.Buffered(3).Cycle().Take(7).Drain(t.Context()))
		assert.EqualValues(t, 3, g.peak.Load())
		assert.Zero(t, g.now.Load(), "all joined")
	})
	bubble(t, "above a boundary it fills the window, and no more", func(t *testing.T) {
		pulled, received := 0, 0
		for range pullsOf(3, &pulled).Cycle().Buffered(5).Take(4).All(t.Context()) {
			received++
			synctest.Wait()
			assert.Equal(t, received+5, pulled)
		}
	})
	t.Run("ends with ctx, within a pass and between two, and begins none after that", func(t *testing.T) {
		for at := range 3 {
			ctx, cancel := context.WithCancelCause(t.Context())
			passes := 0
			s := stream.Generate(func(_ context.Context, yield func(int) bool) error {
				passes++
				for v := range 2 {
					if passes == 2 && at == v {
						cancel(errWhy)
					}
					if !yield(v) {
						return nil
					}
				}
				if passes == 2 {
					cancel(errWhy)
				}
				return nil
			})
			vs, err := s.Cycle().TryCollect(ctx)
			assert.Equal(t, errWhy, err)
			assert.Equal(t, []int{0, 1, 0, 1}[:2+at], vs)
			assert.Equal(t, 2, passes)
		}
	})
	bubble(t, "ends with ctx in a pass that blocks", func(t *testing.T) {
		ctx, cancel := context.WithTimeoutCause(t.Context(), time.Second, errWhy)
		defer cancel()
		vs, err := stream.Of(1).Chain(stream.Pending[int]()).Cycle().TryCollect(ctx)
		assert.Equal(t, errWhy, err)
		assert.Equal(t, []int{1}, vs)
	})
}

func ExampleStream_Cycle() {
	hosts := stream.Of("eu", "us", "asia").Cycle() // round robin, for ever
	assign := func(job stream.Indexed[string]) string { return fmt.Sprintf("job %d: %s", job.Index, job.Value) }

	plan, err := hosts.Take(5).Enumerate().Map(assign).TryCollect(context.Background())
	fmt.Printf("%q %v\n", plan, err)
	// Output: ["job 0: eu" "job 1: us" "job 2: asia" "job 3: eu" "job 4: us"] <nil>
}
