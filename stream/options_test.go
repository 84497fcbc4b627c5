package stream_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime/pprof"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// A boundarySchedule says when each element starts and when it is received, if
// n tasks run at a time, w elements are pulled and not received, and nobody idles without need.
type boundarySchedule struct{ started, received []time.Duration }

func scheduleOf(tasks []time.Duration, n, w int, unordered bool) (s boundarySchedule) {
	free := make([]time.Duration, n) // when each worker is free
	var room []time.Duration         // when each place in the window was given back, sorted
	for i, d := range tasks {
		worker := slices.Index(free, slices.Min(free))
		start := free[worker]
		if i >= w {
			start = max(start, room[i-w])
		}
		free[worker] = start + d
		received := start + d
		if !unordered && i > 0 {
			received = max(received, s.received[i-1])
		}
		s.started, s.received = append(s.started, start), append(s.received, received)
		room = append(room, received)
		slices.Sort(room)
	}
	return s
}

func (s boundarySchedule) end() time.Duration { return slices.Max(s.received) }

// variedTasks take 10 to 30 ms, with no two sums alike.
func variedTasks(n int) []time.Duration {
	r := rand.New(rand.NewPCG(1, 2))
	tasks := make([]time.Duration, n)
	for i := range tasks {
		tasks[i] = 10*time.Millisecond + time.Duration(r.Int64N(int64(20*time.Millisecond)))
	}
	return tasks
}

func TestWindow(t *testing.T) {
	tasks := variedTasks(60)
	eachBoundary(t, func(t *testing.T, k boundaryKind) {
		for _, w := range []int{k.n, k.n + 1, 4 * k.n, 1000} {
			source := stream.Iter(ints(len(tasks)))
			if k.fed {
				source = pullsOf(len(tasks), new(int))
			}
			got := boundarySchedule{make([]time.Duration, len(tasks)), make([]time.Duration, len(tasks))}
			begin := time.Now()
			s := k.below(source, always(func(v int) {
				got.started[v] = time.Since(begin)
				time.Sleep(tasks[v])
			}), stream.Window(w))
			vs, err := k.collect(t.Context(), s, func(v int) { got.received[v] = time.Since(begin) })
			require.NoError(t, err)
			assert.Len(t, vs, len(tasks))
			want := scheduleOf(tasks, k.n, w, k.unordered)
			assert.Equal(t, want.started, got.started, "Window(%d)", w)
			if k.consumer {
				assert.Equal(t, want.received, got.received, "Window(%d)", w)
			}
			assert.Equal(t, want.end(), time.Since(begin))
		}
	})
	bubble(t, "workers stay busy behind a slow head", func(t *testing.T) {
		run := func(opts ...stream.Option) time.Duration {
			start := time.Now()
			task := func(v int) {
				if v == 0 {
					time.Sleep(100 * time.Millisecond)
				} else {
					time.Sleep(10 * time.Millisecond)
				}
			}
			require.NoError(t, stream.Iter(ints(12)).Inspect(task).Buffered(2, opts...).Drain(t.Context()))
			return time.Since(start)
		}
		assert.Equal(t, 150*time.Millisecond, run(), "1 beside the head, 10 after it")
		assert.Equal(t, 120*time.Millisecond, run(stream.Window(8)), "7 beside the head, 4 after it")
		assert.Equal(t, 110*time.Millisecond, run(stream.Window(12)), "10 beside the head, 1 after it")
	})
	bubble(t, "strict, a quarter of 10 workers idles when tasks take 1 or 3; with 4n hardly anybody", func(t *testing.T) {
		busy := func(opts ...stream.Option) float64 {
			start, work := time.Now(), time.Duration(0)
			r := rand.New(rand.NewPCG(3, 4))
			s := stream.FromSeq(func(yield func(time.Duration) bool) {
				for range 1000 {
					d := time.Duration(1+2*r.IntN(2)) * time.Second
					if work += d; !yield(d) {
						return
					}
				}
			})
			require.NoError(t, s.Inspect(time.Sleep).Buffered(10, opts...).Drain(t.Context()))
			return float64(work) / float64(10*time.Since(start))
		}
		assert.InDelta(t, 0.74, busy(), 0.04)
		assert.Greater(t, busy(stream.Window(40)), 0.97)
	})
	bubble(t, "unordered: lets tasks go on while the consumer is busy", func(t *testing.T) {
		var g gauge
		s := stream.Iter(ints(20)).Inspect(func(int) { defer g.enter()() }).BufferedUnordered(2, stream.Window(7))
		received := 0
		require.NoError(t, s.ForEach(t.Context(), func(int) {
			received++
			synctest.Wait()
			assert.EqualValues(t, min(received+7, 20), g.total.Load())
		}))
		assert.LessOrEqual(t, g.peak.Load(), int64(2))
	})
	t.Run("the last of two counts", func(t *testing.T) {
		assert.Equal(t, "1 2", toMarbles(t, stream.Of(1, 2).Buffered(3, stream.Window(1), stream.Window(3))))
	})
}

func TestFailFast(t *testing.T) {
	eachBoundary(t, func(t *testing.T, k boundaryKind) {
		source := stream.Iter(ints(20))
		if k.fed {
			source = pullsOf(20, new(int))
		}
		s := k.below(source, func(ctx context.Context, v int) (int, error) {
			switch {
			case k.n == 1 && v == 0 || v > 3:
				return v, nil
			case v == 1:
				time.Sleep(time.Second)
				return 0, errBoom
			}
			<-ctx.Done() // the head waits for ever, if the failure behind it does not cancel it
			time.Sleep(time.Second)
			return 0, errors.New("too late to be the first")
		}, stream.FailFast())
		for range 2 {
			start := time.Now()
			out := drawMarbles(t, s.Collect(t.Context()))
			took := 2 * time.Second
			if k.n == 1 {
				took = time.Second
			}
			assert.Equal(t, took, time.Since(start), "joined what it has cancelled")
			assert.Equal(t, 1, strings.Count(out, "#"))
			assert.True(t, strings.HasSuffix(out, "#"), "the last element though Collect does not stop: %s", out)
			if !k.unordered && k.n > 1 {
				assert.Equal(t, "#", out)
			}
		}
		_, err := k.collect(t.Context(), s, func(int) {})
		require.ErrorIs(t, err, errBoom)
	})
	bubble(t, "an error from above counts", func(t *testing.T) {
		forever := func(ctx context.Context, v int) (int, error) { <-ctx.Done(); return 0, ctx.Err() }
		assert.Equal(t, "#", toMarbles(t, fromMarbles("1 # 2").TryMap(forever).Buffered(3, stream.FailFast())))
		assert.Equal(t, "#", toMarbles(t, fromMarbles("1 # 2").TryMap(forever).BufferedUnordered(3, stream.FailFast())))
	})
	bubble(t, "what is above may take a failure for the end, whatever stands below", func(t *testing.T) {
		start, cancelled := time.Now(), time.Duration(-1)
		s := stream.Iter(ints(3)).TryMap(func(ctx context.Context, v int) (int, error) {
			switch v {
			case 0:
				time.Sleep(time.Second)
			case 1:
				time.Sleep(time.Millisecond)
				return 0, errBoom
			case 2:
				<-ctx.Done()
				cancelled = time.Since(start)
			}
			return v, nil
		}).Buffered(3).Buffered(1, stream.FailFast())
		assert.Equal(t, "0 #", toMarbles(t, s))
		assert.Equal(t, time.Millisecond, cancelled)
	})
	bubble(t, "one that was handled above it does not", func(t *testing.T) {
		handled := fromMarbles("1 # 2").OrElse(func(context.Context, error) (int, error) { return 7, nil })
		assert.Equal(t, "1 7 2", toMarbles(t, handled.Buffered(3, stream.FailFast())))
		assert.Equal(t, "1 2", toMarbles(t, fromMarbles("1 # 2").DropErrors(nil).Buffered(3, stream.FailFast())))
	})
}

func TestFailFastBeforeTheEnd(t *testing.T) {
	bubble(t, "a failure stands though ctx ends before the consumer gets to it", func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		s := stream.Iter(ints(3)).TryMap(func(_ context.Context, v int) (int, error) {
			time.Sleep(time.Duration(v) * time.Second)
			if v == 1 {
				return 0, errBoom
			}
			return v, nil
		}).Buffered(2, stream.FailFast())
		assert.Equal(t, errBoom, s.ForEach(ctx, func(int) { time.Sleep(3 * time.Second) }))
	})
}

// nameless blocks its goroutine, v and others up to n; the last writes a profile of them.
func nameless(v, n int, profile *string) {
	switch {
	case v < n-1:
		time.Sleep(time.Second)
	case v == n-1:
		synctest.Wait()
		var out strings.Builder
		_ = pprof.Lookup("goroutine").WriteTo(&out, 1)
		*profile = out.String()
	}
}

func TestName(t *testing.T) {
	eachBoundary(t, func(t *testing.T, k boundaryKind) {
		profile := ""
		task := func(ctx context.Context, v int) (int, error) {
			name, ok := pprof.Label(ctx, "leat")
			assert.True(t, ok)
			assert.Equal(t, "fetch "+t.Name(), name)
			if v == boundaryLen-1 {
				synctest.Wait() // the others sleep
				var out strings.Builder
				assert.NoError(t, pprof.Lookup("goroutine").WriteTo(&out, 1))
				profile = out.String()
			} else {
				time.Sleep(time.Second)
			}
			return v, nil
		}
		s := stream.Iter(ints(boundaryLen))
		if k.fed {
			s = pullsOf(boundaryLen, new(int))
		}
		_, err := k.collect(t.Context(), k.below(s, task, stream.Name("fetch "+t.Name())), func(int) {})
		require.NoError(t, err)
		if k.n > 1 || k.fed || k.consumer { // else the caller does it all, and its labels are its own
			assert.Contains(t, profile, fmt.Sprintf("%q:%q", "leat", "fetch "+t.Name()))
		}
		_, ok := pprof.Label(t.Context(), "leat")
		assert.False(t, ok)
	})
	bubble(t, "it does not reach what stands above", func(t *testing.T) {
		named := make(map[string]string)
		look := func(where string) func(context.Context, int) (int, error) {
			return func(ctx context.Context, v int) (int, error) {
				named[where], _ = pprof.Label(ctx, "leat")
				return v, nil
			}
		}
		source := stream.TryGenerate(func(ctx context.Context, yield func(int, error) bool) error {
			yield(look("source")(ctx, 1))
			return nil
		})
		require.NoError(t, source.TryMap(look("upper")).Buffered(2).TryMap(look("lower")).Buffered(2, stream.Name("below")).Drain(t.Context()))
		assert.Equal(t, map[string]string{"source": "", "upper": "", "lower": "below"}, named)
	})
	for _, named := range []string{"upper", "lower"} {
		bubble(t, "nor the workers of what stands right beside, "+named, func(t *testing.T) {
			const n = 4
			opts := func(ring string) (opts []stream.Option) {
				if ring == named {
					opts = append(opts, stream.Name("named"))
				}
				return opts
			}
			profile := ""
			task := func(ring string) func(v int) int {
				return func(v int) int {
					if ring != named {
						nameless(v, n, &profile)
					}
					return v
				}
			}
			s := stream.Iter(ints(4*n)).Map(task("upper")).Buffered(n, opts("upper")...).Map(task("lower")).Buffered(n, opts("lower")...)
			require.NoError(t, s.ForEach(t.Context(), func(int) {}))
			assert.Contains(t, profile, "nameless")
			for g := range strings.SplitSeq(profile, "\n\n") {
				assert.False(t, strings.Contains(g, "nameless") && strings.Contains(g, "leat\""), g)
			}
		})
	}
	t.Run("without it there is no label", func(t *testing.T) {
		_, err := stream.Of(1).TryMap(func(ctx context.Context, _ int) (int, error) {
			_, ok := pprof.Label(ctx, "leat")
			assert.False(t, ok)
			return 0, nil
		}).Buffered(2).TryCollect(t.Context())
		require.NoError(t, err)
	})
}

func ExampleWindow() {
	// The head waits until the third task is done. In a strict window of 2 that could not start.
	third := make(chan struct{})
	fetch := func(_ context.Context, page int) (int, error) {
		switch page {
		case 1:
			<-third
		case 3:
			close(third)
		}
		return page, nil
	}

	pages := stream.Of(1, 2, 3, 4).TryMap(fetch).Buffered(2, stream.Window(8))
	fmt.Println(pages.TryCollect(context.Background()))
	// Output: [1 2 3 4] <nil>
}

func ExampleFailFast() {
	// The first task would take for ever. Without FailFast its place before the failure would be waited for.
	check := func(ctx context.Context, host string) (string, error) {
		if host == "down" {
			return "", errors.New("connection refused")
		}
		<-ctx.Done()
		return "", ctx.Err()
	}

	hosts := stream.Of("hangs", "down").TryMap(check).Buffered(2, stream.FailFast())
	fmt.Println(hosts.TryCollect(context.Background()))
	// Output: [] connection refused
}

func ExampleName() {
	// The name shows in profiles; a task can read it for its logs.
	fetch := func(ctx context.Context, id int) (string, error) {
		name, _ := pprof.Label(ctx, "leat")
		return fmt.Sprintf("%s %d", name, id), nil
	}

	fmt.Println(stream.Of(1, 2).TryMap(fetch).Buffered(2, stream.Name("fetch")).TryCollect(context.Background()))
	// Output: [fetch 1 fetch 2] <nil>
}

func ExampleOption() {
	// Options that belong together can be kept together.
	bulk := []stream.Option{stream.Window(64), stream.FailFast(), stream.Name("bulk")}
	double := func(v int) int { return 2 * v }

	fmt.Println(stream.Of(1, 2, 3).Map(double).Buffered(16, bulk...).TryCollect(context.Background()))
	// Output: [2 4 6] <nil>
}
