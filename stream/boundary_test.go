package stream_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/sourcegraph/conc/panics"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// A boundaryTask is what the elements of a boundary under test go through.
type boundaryTask func(context.Context, int) (int, error)

// boundaries are the ways to run a task for up to n elements at a time.
var boundaries = map[string]func(s stream.Stream[int], n int, task boundaryTask, opts ...stream.Option) stream.Stream[int]{
	"Buffered": func(s stream.Stream[int], n int, task boundaryTask, opts ...stream.Option) stream.Stream[int] {
		return s.TryMap(task).Buffered(n, opts...)
	},
	"BufferedUnordered": func(s stream.Stream[int], n int, task boundaryTask, opts ...stream.Option) stream.Stream[int] {
		return s.TryMap(task).BufferedUnordered(n, opts...)
	},
	"BufferedByKey": func(s stream.Stream[int], n int, task boundaryTask, opts ...stream.Option) stream.Stream[int] {
		return s.BufferedByKey(n, strconv.Itoa, task, append([]stream.Option{stream.Window(n)}, opts...)...)
	},
	"FlatMapUnordered": func(s stream.Stream[int], n int, task boundaryTask, opts ...stream.Option) stream.Stream[int] {
		return s.FlatMapUnordered(n, func(v int) stream.Stream[int] { return stream.Of(v).TryMap(task) }, opts...)
	},
	"FlatMapUnordered of the task above": func(s stream.Stream[int], n int, task boundaryTask, opts ...stream.Option) stream.Stream[int] {
		return s.TryMap(task).FlatMapUnordered(n, func(v int) stream.Stream[int] { return stream.Of(v) }, opts...)
	},
	"Expand": func(s stream.Stream[int], n int, task boundaryTask, opts ...stream.Option) stream.Stream[int] {
		return s.Expand(n, func(ctx context.Context, v int) (int, []int, error) {
			v, err := task(ctx, v)
			return v, nil, err
		}, opts...)
	},
}

// A boundaryKind is one of the ways in which a boundary works.
type boundaryKind struct {
	name      string
	unordered bool
	n         int
	fed       bool // the source is pushed; if not, it is a slice that workers read themselves
	consumer  bool // the terminal calls user code; if not, whoever lacks work delivers
}

const boundaryLen = 6

// eachBoundary runs one test body over all kinds, in bubbles.
func eachBoundary(t *testing.T, f func(t *testing.T, k boundaryKind)) {
	for name := range boundaries {
		for _, n := range []int{1, 2, boundaryLen, boundaryLen + 3} {
			for _, fed := range []bool{false, true} {
				for _, consumer := range []bool{false, true} {
					k := boundaryKind{name, name != "Buffered", n, fed, consumer}
					bubble(t, fmt.Sprintf("%+v", k), func(t *testing.T) { f(t, k) })
				}
			}
		}
	}
}

// source yields 0 .. 5, and counts what is pulled if somebody pulls.
func (k boundaryKind) source(pulled *atomic.Int64) stream.Stream[int] {
	if !k.fed {
		return stream.Iter(ints(boundaryLen))
	}
	return stream.FromSeq(func(yield func(int) bool) {
		for i := range boundaryLen {
			if pulled.Add(1); !yield(i) {
				return
			}
		}
	})
}

// below puts the boundary, with a task, below s.
func (k boundaryKind) below(s stream.Stream[int], task boundaryTask, opts ...stream.Option) stream.Stream[int] {
	return boundaries[k.name](s, k.n, task, opts...)
}

// always is a task that does not fail.
func always(f func(int)) boundaryTask {
	return func(_ context.Context, v int) (int, error) {
		f(v)
		return v, nil
	}
}

// collect runs s to its first error; receive is called for every value if there is a consumer.
func (k boundaryKind) collect(ctx context.Context, s stream.Stream[int], receive func(int)) ([]int, error) {
	if !k.consumer {
		return s.TryCollect(ctx)
	}
	vs := []int{}
	err := s.ForEach(ctx, func(v int) {
		receive(v)
		vs = append(vs, v)
	})
	return vs, err
}

// finished sorts the elements by the time at which their tasks have finished, if it is not later than limit.
func finished(at *[boundaryLen]time.Duration, limit time.Duration) []int {
	vs := slices.DeleteFunc(ints(boundaryLen), func(v int) bool { return at[v] == 0 || at[v] > limit })
	slices.SortFunc(vs, func(a, b int) int { return int(at[a] - at[b]) })
	return vs
}

func TestBoundaryOrder(t *testing.T) {
	eachBoundary(t, func(t *testing.T, k boundaryKind) {
		var pulled atomic.Int64
		var finishedAt, receivedAt [boundaryLen]time.Duration
		start := time.Now()
		task := always(func(v int) {
			time.Sleep(time.Millisecond << (boundaryLen - v)) // the first is the slowest; no two finish together
			finishedAt[v] = time.Since(start)
		})
		vs, err := k.collect(t.Context(), k.below(k.source(&pulled), task), func(v int) { receivedAt[v] = time.Since(start) })
		require.NoError(t, err)
		if k.unordered {
			assert.Equal(t, finished(&finishedAt, time.Hour), vs)
		} else {
			assert.Equal(t, ints(boundaryLen), vs)
		}
		if !k.consumer {
			return
		}
		for v := range boundaryLen {
			due := finishedAt[v]
			if !k.unordered {
				due = slices.Max(finishedAt[:v+1])
			}
			assert.Equal(t, due, receivedAt[v], "%d is received when it is ready and its turn has come", v)
		}
	})
}

func TestBoundaryBound(t *testing.T) {
	eachBoundary(t, func(t *testing.T, k boundaryKind) {
		var g gauge
		var pulled atomic.Int64
		block, done := make(chan struct{}), make(chan struct{})
		s := k.below(k.source(&pulled), always(func(int) { defer g.enter()(); <-block }))
		go func() {
			defer close(done)
			vs, err := k.collect(t.Context(), s, func(int) {})
			assert.NoError(t, err)
			assert.ElementsMatch(t, ints(boundaryLen), vs)
		}()
		synctest.Wait()
		most := int64(min(k.n, boundaryLen))
		assert.Equal(t, most, g.now.Load(), "as many run as may run")
		if k.fed {
			assert.Equal(t, most, pulled.Load(), "no more is pulled than fits into the window")
		}
		close(block)
		<-done
		assert.Equal(t, most, g.peak.Load())
		assert.EqualValues(t, boundaryLen, g.total.Load())
	})
}

func TestBoundaryErrorInPlace(t *testing.T) {
	eachBoundary(t, func(t *testing.T, k boundaryKind) {
		var finishedAt [boundaryLen]time.Duration
		var pulled atomic.Int64
		start := time.Now()
		s := k.below(k.source(&pulled), func(_ context.Context, v int) (int, error) {
			if v == 2 { // does not take any time
				finishedAt[v] = time.Since(start) + 1
				return 99, errBoom
			}
			time.Sleep(time.Millisecond << (boundaryLen - v))
			finishedAt[v] = time.Since(start)
			return v, nil
		})

		rs := s.Collect(t.Context())
		if !k.unordered {
			assert.Equal(t, "0 1 # 3 4 5", drawMarbles(t, rs))
		} else {
			vs, errs := stream.Partition(rs)
			order := finished(&finishedAt, time.Hour)
			require.Len(t, rs, boundaryLen)
			require.ErrorIs(t, rs[slices.Index(order, 2)].Err, errBoom)
			assert.Equal(t, slices.DeleteFunc(order, func(v int) bool { return v == 2 }), vs)
			assert.Len(t, errs, 1)
		}

		start, finishedAt = time.Now(), [boundaryLen]time.Duration{}
		vs, err := k.collect(t.Context(), s, func(int) {})
		require.ErrorIs(t, err, errBoom)
		if k.unordered {
			assert.Equal(t, finished(&finishedAt, finishedAt[2]-1), vs)
		} else {
			assert.Equal(t, []int{0, 1}, vs)
		}
	})
}

func TestBoundaryUpstreamError(t *testing.T) {
	eachBoundary(t, func(t *testing.T, k boundaryKind) {
		var g gauge
		upstream := stream.FromSeq2(func(yield func(int, error) bool) {
			for v := range boundaryLen {
				if v == 2 && !yield(99, errBoom) || v != 2 && !yield(v, nil) {
					return
				}
			}
		})
		if !k.fed { // as close to a slice as an error can come from
			upstream = stream.Iter(ints(boundaryLen)).TryMap(func(_ context.Context, v int) (int, error) {
				if v == 2 {
					return 99, errBoom
				}
				return v, nil
			}).Buffered(3)
		}
		s := k.below(upstream, always(func(v int) {
			defer g.enter()()
			time.Sleep(time.Millisecond << (boundaryLen - v))
		}))

		out := drawMarbles(t, s.Collect(t.Context()))
		assert.EqualValues(t, boundaryLen-1, g.total.Load(), "no task runs for the error")
		switch {
		case !k.unordered || k.n == 1:
			assert.Equal(t, "0 1 # 3 4 5", out)
		case k.n == 2:
			assert.Equal(t, "1 # 3 4 5 0", out, "pulled when 1 has left, and finished with that")
		default:
			assert.Equal(t, "# 5 4 3 1 0", out)
		}

		vs, err := k.collect(t.Context(), s, func(int) {})
		require.ErrorIs(t, err, errBoom)
		switch {
		case !k.unordered || k.n == 1:
			assert.Equal(t, []int{0, 1}, vs)
		case k.n == 2:
			assert.Equal(t, []int{1}, vs)
		default:
			assert.Empty(t, vs)
		}
	})
}

func TestBoundaryEarlyStop(t *testing.T) {
	eachBoundary(t, func(t *testing.T, k boundaryKind) {
		var g gauge
		var pulled atomic.Int64
		sourceEnded := !k.fed
		s := k.source(&pulled)
		if k.fed {
			s = stream.FromSeq(func(yield func(int) bool) {
				defer func() { sourceEnded = true }()
				for v := 0; yield(v); v++ {
				}
			})
		}
		s = k.below(s, func(ctx context.Context, v int) (int, error) {
			defer g.enter()()
			if v == 0 {
				if !k.consumer { // an error is how a terminal without user code ends early
					return 0, errBoom
				}
				return v, nil
			}
			<-ctx.Done()
			time.Sleep(time.Second) // still cleaning up
			return 0, ctx.Err()
		})
		if k.consumer {
			for v, err := range s.All(t.Context()) {
				require.NoError(t, err)
				assert.Zero(t, v)
				break
			}
		} else {
			vs, err := s.TryCollect(t.Context())
			require.ErrorIs(t, err, errBoom)
			assert.Empty(t, vs)
		}
		assert.Zero(t, g.now.Load(), "all tasks have ended")
		assert.True(t, sourceEnded)
		assert.LessOrEqual(t, g.total.Load(), int64(k.n+1))
	})
}

func TestBoundaryContext(t *testing.T) {
	eachBoundary(t, func(t *testing.T, k boundaryKind) {
		var g gauge
		var pulled atomic.Int64
		over := errors.New("over")
		ctx, cancel := context.WithTimeoutCause(t.Context(), time.Minute, over)
		defer cancel()
		s := k.below(k.source(&pulled), func(ctx context.Context, v int) (int, error) {
			if v == 0 {
				return v, nil
			}
			defer g.enter()()
			<-ctx.Done()
			time.Sleep(time.Second)
			return 0, ctx.Err()
		})
		start := time.Now()
		vs, err := k.collect(ctx, s, func(int) {})
		assert.Equal(t, over, err)
		assert.Equal(t, []int{0}, vs)
		assert.Equal(t, time.Minute+time.Second, time.Since(start))
		assert.Zero(t, g.now.Load(), "all tasks have ended")
		assert.EqualValues(t, min(k.n, boundaryLen-1), g.total.Load())

		vs, err = k.collect(ctx, s, func(int) {})
		assert.Equal(t, over, err, "a run that begins too late")
		assert.Empty(t, vs)
		assert.EqualValues(t, min(k.n, boundaryLen-1), g.total.Load(), "starts nothing")
	})
}

func TestBoundaryPanic(t *testing.T) {
	eachBoundary(t, func(t *testing.T, k boundaryKind) {
		var g gauge
		var pulled atomic.Int64
		s := k.below(k.source(&pulled), func(ctx context.Context, v int) (int, error) {
			defer g.enter()()
			switch {
			case v == 2:
				panic(errBoom)
			case v > 2:
				<-ctx.Done()
				time.Sleep(time.Second)
			}
			return v, nil
		})
		defer func() {
			p, ok := recover().(*panics.Recovered)
			require.True(t, ok)
			assert.Equal(t, errBoom, p.Value)
			assert.Contains(t, string(p.Stack), "TestBoundaryPanic", "the stack is that of the panic")
			assert.Zero(t, g.now.Load(), "all tasks have ended")
		}()
		_, _ = k.collect(t.Context(), s, func(int) {})
	})
}

// All tasks of a round end at the same moment, so that finishing, delivering,
// claiming and going to sleep meet in every order that there is. If one of
// them is lost, workers idle until the next round.
func TestBoundaryWorksOn(t *testing.T) {
	const n, rounds = 4, 5
	runs := 600
	if raceEnabled {
		runs = 100
	}
	for name := range boundaries {
		for _, fed := range []bool{false, true} {
			for _, consumer := range []bool{false, true} {
				k := boundaryKind{name, name != "Buffered", n, fed, consumer}
				t.Run(fmt.Sprintf("%+v", k), func(t *testing.T) {
					for range runs {
						synctest.Test(t, func(t *testing.T) {
							source := stream.Iter(ints(n * rounds))
							if fed {
								source = pullsOf(n*rounds, new(int))
							}
							start := time.Now()
							vs, err := k.collect(t.Context(), k.below(source, always(func(int) { time.Sleep(time.Second) })), func(int) {})
							require.NoError(t, err)
							assert.Len(t, vs, n*rounds)
							assert.Equal(t, rounds*time.Second, time.Since(start))
						})
					}
				})
			}
		}
	}
}
