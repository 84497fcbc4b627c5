package stream_test

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// closed returns a channel that is closed.
func closed() chan struct{} {
	stop := make(chan struct{})
	close(stop)
	return stop
}

// closedIn returns a channel that is closed after d.
func closedIn(d time.Duration) chan struct{} {
	stop := make(chan struct{})
	time.AfterFunc(d, func() { close(stop) })
	return stop
}

func TestTakeUntil(t *testing.T) {
	bubble(t, "B17: stop is looked at before every element", func(t *testing.T) {
		for n := range 6 {
			stop, pulled := make(chan struct{}), 0
			if n == 0 {
				close(stop)
			}
			s := pullsOf(10, &pulled).TakeUntil(stop)
			var got []int
			require.NoError(t, s.ForEach(t.Context(), func(v int) {
				if got = append(got, v); len(got) == n {
					close(stop)
				}
			}))
			assert.Equal(t, ints(n), append([]int{}, got...))
			assert.Equal(t, n, pulled, "the source is not asked once stop is closed")
			assert.Empty(t, s.Collect(t.Context()), "nor on another run")
			assert.Equal(t, n, pulled)
		}
	})
	bubble(t, "B18, M1: the source is never touched if stop is closed already", func(t *testing.T) {
		untouched := stream.Generate(func(context.Context, func(int) bool) error { panic("touched") })
		for _, below := range gEnds(t) {
			assert.Empty(t, toMarbles(t, below(untouched.TakeUntil(closed()))))
			assert.Empty(t, toMarbles(t, below(stream.Iter(ints(9)).Inspect(func(int) { panic("touched") }).Buffered(3).TakeUntil(closed()))))
		}
	})
	bubble(t, "B19, M3: without a stop it yields everything, errors in place, on every run", func(t *testing.T) {
		for _, stop := range []chan struct{}{nil, make(chan struct{})} {
			assertYields(t, sourceOf[int](1, errBoom, 3).TakeUntil(stop), 1, errBoom, 3)
			assertYields(t, sourceOf[int](errBoom).TakeUntil(stop), errBoom)
			assertYields(t, stream.Empty[int]().TakeUntil(stop))
		}
	})
	bubble(t, "an element that stop overtakes while the source makes it is not yielded, nor is an error", func(t *testing.T) {
		for _, err := range []error{nil, errBoom} {
			stop := make(chan struct{})
			s := stream.TryGenerate(func(_ context.Context, yield func(int, error) bool) error {
				yield(1, nil)
				close(stop)
				assert.False(t, yield(2, err))
				return err
			})
			assert.Equal(t, "1", toMarbles(t, s.TakeUntil(stop)))
		}
	})
	bubble(t, "M2: ends a blocked pull at once, whatever blocks and whatever stands below", func(t *testing.T) {
		tell := func(ctx context.Context, _ int) (int, error) { return 1, gWait(ctx, time.Hour) }
		for name, above := range map[string]stream.Stream[int]{
			"Pending":   stream.Pending[int](),
			"Chain":     stream.Of[int]().Chain(stream.Pending[int]()),
			"FromChan":  stream.FromChan(make(chan int)),
			"a source":  stream.TryGenerate(func(ctx context.Context, _ func(int, error) bool) error { return gWait(ctx, time.Hour) }),
			"a task":    stream.Of(1).TryMap(tell),
			"Buffered":  stream.Iter(ints(9)).TryMap(tell).Buffered(3),
			"unordered": stream.Iter(ints(9)).TryMap(tell).BufferedUnordered(3, stream.Window(5)),
			"FailFast":  stream.Iter(ints(9)).TryMap(tell).Buffered(3, stream.FailFast()),
			"fed":       stream.Pending[int]().Map(double).Buffered(3),
			"FlatMap":   stream.Of(1).FlatMap(func(int) stream.Stream[int] { return stream.Iter(ints(9)).TryMap(tell).Buffered(2) }),
			"Throttle":  stream.Of(1, 2).Throttle(time.Hour).Skip(1),
			"itself":    stream.Pending[int]().TakeUntil(make(chan struct{})),
		} {
			for _, below := range gEnds(t) {
				start := time.Now()
				watched := gWatched(above, func(stage string, err error) { assert.Fail(t, stage, "%s: sees %v", name, err) })
				assert.Empty(t, below(watched.TakeUntil(closedIn(time.Second))).Collect(t.Context()), name)
				assert.Equal(t, time.Second, time.Since(start), name)
			}
		}
	})
	bubble(t, "what a boundary above has not finished is cancelled and joined; what it has finished is not yielded", func(t *testing.T) {
		for _, b := range gBoundaries {
			var g gauge
			l, start := gNewLog(), time.Now()
			task := func(ctx context.Context, i int) (int, error) {
				defer g.enter()()
				defer time.Sleep(time.Second) // still cleaning up
				return gTask(l, 1, 90, 90, 90)(ctx, i)
			}
			vs, err := b.below(stream.Iter(ints(9)).TryMap(task), 2).TakeUntil(closedIn(5 * time.Second)).TryCollect(t.Context())
			require.NoError(t, err)
			assert.Equal(t, []int{0}, vs)
			assert.Equal(t, 6*time.Second, time.Since(start))
			assert.Zero(t, g.now.Load())
			assert.Subset(t, l.lines(), []string{"5s cancel 1", "5s cancel 2"})
		}
	})
	bubble(t, "what stands below goes on: tasks of a boundary finish, stages flush, a Chain continues", func(t *testing.T) {
		for _, b := range gBoundaries {
			l := gNewLog()
			s := stream.Iter(ints(2)).Chain(stream.Pending[int]()).TakeUntil(closedIn(time.Second))
			vs, err := b.below(s.TryMap(gTask(l, 5, 5)), 3).Chain(stream.Of(7)).TryCollect(t.Context())
			require.NoError(t, err)
			slices.Sort(vs)
			assert.Equal(t, []int{0, 1, 7}, vs)
			assert.Subset(t, l.lines(), []string{"5s end 0", "5s end 1"})
			assert.Equal(t, "[0 1]", toMarbles(t, stream.Iter(ints(2)).Chain(stream.Pending[int]()).TakeUntil(closedIn(time.Second)).Chunks(5)))
		}
	})
	bubble(t, "a value sent to stop ends one run, whoever receives it, and is not lost", func(t *testing.T) {
		start := time.Now()
		stop := make(chan struct{})
		time.AfterFunc(time.Second, func() { stop <- struct{}{} })
		assert.Equal(t, "0 1", toMarbles(t, stream.Iter(ints(2)).Chain(stream.Pending[int]()).TakeUntil(stop)))
		assert.Equal(t, time.Second, time.Since(start), "while the pull is blocked")

		for at := range 3 {
			buffered, pulled, n := make(chan struct{}, 1), 0, 0
			require.NoError(t, pullsOf(9, &pulled).TakeUntil(buffered).ForEach(t.Context(), func(int) {
				if n++; n == at+1 {
					buffered <- struct{}{}
					synctest.Wait() // for whoever receives it: in the same moment an element may still come
				}
			}))
			assert.Equal(t, at+1, n, "while the consumer is busy")
			assert.Equal(t, at+1, pulled)
			assert.Equal(t, "0 1", toMarbles(t, stream.Iter(ints(2)).TakeUntil(buffered)), "the next run goes on")
		}
		buffered := make(chan struct{}, 1)
		buffered <- struct{}{}
		assert.Empty(t, toMarbles(t, stream.Iter(ints(2)).TakeUntil(buffered)), "before the run")
	})
	bubble(t, "two runs at once end together", func(t *testing.T) {
		s := stream.Iter(ints(2)).Chain(stream.Pending[int]()).TakeUntil(closedIn(time.Second))
		runs := make(chan string)
		for range 3 {
			go func() { runs <- toMarbles(t, s) }()
		}
		for range 3 {
			assert.Equal(t, "0 1", <-runs)
		}
	})
	bubble(t, "TryCollect keeps no room for what did not come", func(t *testing.T) {
		stop := make(chan struct{})
		vs, err := stream.Iter(ints(1000)).Inspect(func(v int) {
			if v == 3 {
				close(stop)
			}
		}).TakeUntil(stop).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, ints(3), vs)
		assert.Less(t, cap(vs), 10)
	})
	bubble(t, "a nil stop has no goroutine, any other one", func(t *testing.T) {
		for want, stop := range []chan struct{}{nil, make(chan struct{})} {
			for range stream.Of(1).TakeUntil(stop).All(t.Context()) {
				synctest.Wait()
				assert.Equal(t, want, watchers())
			}
			assert.Zero(t, watchers())
		}
	})
}

// watchers counts the goroutines of this test that wait for a stop.
func watchers() (n int) {
	stacks := make([]byte, 1<<20)
	for g := range strings.SplitSeq(string(stacks[:runtime.Stack(stacks, true)]), "\n\n") {
		if strings.Contains(g, "take_until.go") && strings.Contains(g, "created by github.com/sourcegraph/conc") {
			n++
		}
	}
	return n
}

func TestTakeUntilEnds(t *testing.T) {
	never := func() chan struct{} { return make(chan struct{}) }
	bubble(t, "with ctx, whose cause the terminal returns", func(t *testing.T) {
		for _, below := range gEnds(t) {
			for _, stop := range []chan struct{}{nil, never()} {
				start := time.Now()
				ctx, cancel := context.WithTimeoutCause(t.Context(), time.Second, errWhy)
				defer cancel()
				assert.Equal(t, elementsOf[int](errWhy), below(stream.Pending[int]().TakeUntil(stop)).Collect(ctx))
				assert.Equal(t, time.Second, time.Since(start))
				assert.Equal(t, elementsOf[int](errWhy), below(stream.Of(1).TakeUntil(stop)).Collect(ctx), "also before the run")
			}
		}
	})
	bubble(t, "with the cause also if stop was closed a little before ctx ended, or after", func(t *testing.T) {
		for _, after := range []time.Duration{time.Second, 3 * time.Second} {
			for _, below := range gEnds(t) {
				slowly := stream.Generate(func(ctx context.Context, _ func(int) bool) error {
					<-ctx.Done()
					time.Sleep(2 * time.Second) // to leave
					return errBoom
				})
				ctx, cancel := context.WithTimeoutCause(t.Context(), 2*time.Second, errWhy)
				defer cancel()
				assert.Equal(t, elementsOf[int](errWhy), below(slowly.TakeUntil(closedIn(after))).Collect(ctx))
			}
		}
	})
	bubble(t, "with a failure, a break or a Take, and the watcher is joined before the terminal returns", func(t *testing.T) {
		for _, run := range []func(stream.Stream[int]){
			func(s stream.Stream[int]) { _ = s.Drain(t.Context()) },
			func(s stream.Stream[int]) { _, _ = s.First(t.Context()) },
			func(s stream.Stream[int]) { _ = s.Take(1).Drain(t.Context()) },
			func(s stream.Stream[int]) { _ = s.Buffered(2).Drain(t.Context()) },
			func(s stream.Stream[int]) {
				for range s.All(t.Context()) {
					break
				}
			},
		} {
			run(sourceOf[int](1, errBoom, 3).TakeUntil(never()))
			assert.Zero(t, watchers())
		}
	})
	for name, crash := range map[string]func(){"a panic": gPanic, "Goexit": gGoexit} {
		bubble(t, "with "+name+" above or below, which passes, and all is joined", func(t *testing.T) {
			crashing := func(i int) int { gAt(i, crash); return i }
			for place, s := range map[string]stream.Stream[int]{
				"a task above":     stream.Iter(ints(5)).Map(crashing).TakeUntil(never()),
				"a boundary above": stream.Iter(ints(5)).Map(crashing).Buffered(3).TakeUntil(never()),
				"a source":         gGenerate(5, func(i int) { gAt(i, crash) }).TakeUntil(never()),
				"below":            stream.Iter(ints(5)).TakeUntil(never()).Map(crashing),
				"a boundary below": stream.Iter(ints(5)).TakeUntil(never()).Map(crashing).Buffered(3),
				"both":             stream.Iter(ints(5)).Map(double).Buffered(3).TakeUntil(never()).Map(crashing).Map(func(i int) int { crash(); return i }),
				"once stopped": stream.Of(1).TryMap(func(ctx context.Context, _ int) (int, error) {
					<-ctx.Done()
					crash()
					return 0, nil
				}).Buffered(2).TakeUntil(closedIn(time.Second)),
			} {
				gCall(func() { _ = s.Drain(t.Context()) }).crashed(t, name == "Goexit")
				assert.Zero(t, watchers(), place)
			}
			got := gCall(func() {
				for range stream.Iter(ints(5)).TakeUntil(never()).All(t.Context()) {
					crash()
				}
			})
			assert.True(t, got.goexit || got.value == any(errWhy), "the body's own passes as it is")
			assert.Zero(t, watchers(), "the body")
		})
	}
}

func ExampleStream_TakeUntil() {
	shutdown, jobs := make(chan struct{}), make(chan string, 1)
	jobs <- "resize cat.png" // and the channel stays open
	handle := func(_ context.Context, job string) (string, error) {
		close(shutdown) // in earnest: a signal, while the job runs
		return job + ": done", nil
	}
	// No new jobs after the shutdown; what has begun is finished.
	done, err := stream.FromChan(jobs).TakeUntil(shutdown).TryMap(handle).Buffered(8).TryCollect(context.Background())
	fmt.Println(done, err)
	// Output: [resize cat.png: done] <nil>
}
