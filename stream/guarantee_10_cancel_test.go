package stream_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestGuarantee10Cancel(t *testing.T) {
	t.Run("a ctx that is done before the run yields that alone", gDoneBefore)
	t.Run("tasks see the end, all is joined, the cause comes back", gMoments)
	t.Run("Collect and All yield one last element, exactly once", gLastElement)
	t.Run("the end wins only if it comes first", gEndRaces)
}

// gShapes are pipelines without a boundary, with one, and with several.
var gShapes = []struct {
	name  string
	shape func(s stream.Stream[int], task func(context.Context, int) (int, error)) stream.Stream[int]
}{
	{"no boundary", func(s stream.Stream[int], task func(context.Context, int) (int, error)) stream.Stream[int] {
		return s.TryMap(task)
	}},
	{"Buffered", func(s stream.Stream[int], task func(context.Context, int) (int, error)) stream.Stream[int] {
		return s.TryMap(task).Buffered(2)
	}},
	{"BufferedUnordered", func(s stream.Stream[int], task func(context.Context, int) (int, error)) stream.Stream[int] {
		return s.TryMap(task).BufferedUnordered(2)
	}},
	{"FailFast", func(s stream.Stream[int], task func(context.Context, int) (int, error)) stream.Stream[int] {
		return s.TryMap(task).Buffered(2, stream.FailFast())
	}},
	{"a sequence stage below", func(s stream.Stream[int], task func(context.Context, int) (int, error)) stream.Stream[int] {
		return s.TryMap(task).Buffered(2).Take(1 << 30)
	}},
	{"two boundaries", func(s stream.Stream[int], task func(context.Context, int) (int, error)) stream.Stream[int] {
		return s.Map(func(i int) int { return i }).Buffered(3).TryMap(task).Buffered(2)
	}},
	{"two boundaries, the task in the upper", func(s stream.Stream[int], task func(context.Context, int) (int, error)) stream.Stream[int] {
		return s.TryMap(task).Buffered(3).Map(func(i int) int { return i }).BufferedUnordered(2)
	}},
	{"an inner boundary", func(s stream.Stream[int], task func(context.Context, int) (int, error)) stream.Stream[int] {
		return s.FlatMap(func(i int) stream.Stream[int] { return stream.Of(i).TryMap(task).Buffered(2) })
	}},
	{"TakeUntil below", func(s stream.Stream[int], task func(context.Context, int) (int, error)) stream.Stream[int] {
		return s.TryMap(task).Buffered(2).TakeUntil(make(chan struct{}))
	}},
	{"Throttle and Defer around", func(s stream.Stream[int], task func(context.Context, int) (int, error)) stream.Stream[int] {
		return deferred(s.TryMap(task).Buffered(2)).Throttle(time.Nanosecond)
	}},
	{"Zip, on the right", func(s stream.Stream[int], task func(context.Context, int) (int, error)) stream.Stream[int] {
		endless := stream.Unfold(0, func(i int) (int, int, bool) { return i, i + 1, true })
		return endless.Zip(s.TryMap(task).Buffered(2)).Map(gSecond)
	}},
	{"OrElse and Results below", func(s stream.Stream[int], task func(context.Context, int) (int, error)) stream.Stream[int] {
		return s.TryMap(task).Buffered(2).OrElse(func(_ context.Context, err error) (int, error) { return 0, err }).
			Results().Map(func(r stream.Result[int]) int { return r.Value })
	}},
}

func gEachShape(t *testing.T, body func(t *testing.T, shape func(stream.Stream[int], func(context.Context, int) (int, error)) stream.Stream[int], term gTerminal)) {
	t.Helper()
	for _, sh := range gShapes {
		for _, term := range gTerminals {
			bubble(t, sh.name+", "+term.name, func(t *testing.T) { body(t, sh.shape, term) })
		}
	}
}

func gDoneBefore(t *testing.T) {
	gEachShape(t, func(t *testing.T, shape func(stream.Stream[int], func(context.Context, int) (int, error)) stream.Stream[int], term gTerminal) {
		ctx, cancel := context.WithCancelCause(t.Context())
		cancel(errWhy)
		touched := false
		src := gGenerate(3, func(int) { touched = true })
		for _, s := range []stream.Stream[int]{src, stream.Empty[int](), stream.Iter(ints(3)), {}} {
			vs, err := term.run(ctx, shape(s, func(context.Context, int) (int, error) {
				touched = true
				return 0, nil
			}))
			assert.Equal(t, errWhy, err)
			assert.Empty(t, vs)
		}
		assert.False(t, touched)
		assert.Equal(t, []stream.Result[int]{{Err: errWhy}}, shape(stream.Empty[int](), gTask(gNewLog())).Collect(ctx))
		_, err := shape(stream.Iter(ints(3)), gTask(gNewLog())).First(ctx)
		assert.Equal(t, errWhy, err)
		assert.Equal(t, errWhy, stream.Iter(ints(3)).TryForEachConcurrent(ctx, 2, func(context.Context, int) error { return errBoom }))
	})
}

// gMoments: ctx ends at 5 s, and everybody stands somewhere else.
func gMoments(t *testing.T) {
	gEachShape(t, func(t *testing.T, shape func(stream.Stream[int], func(context.Context, int) (int, error)) stream.Stream[int], term gTerminal) {
		run := func(s stream.Stream[int]) (vs []int, took time.Duration) {
			ctx, cancel := context.WithCancelCause(t.Context())
			stop := time.AfterFunc(5*time.Second, func() { cancel(errWhy) })
			defer stop.Stop()
			start := time.Now()
			vs, err := term.run(ctx, s)
			assert.Equal(t, errWhy, err, "the cause, unwrapped")
			return vs, time.Since(start)
		}
		_, took := run(shape(stream.Pending[int](), gTask(gNewLog())))
		assert.Equal(t, 5*time.Second, took, "a source that never yields")

		_, took = run(shape(stream.FromChan(make(chan int)), gTask(gNewLog())))
		assert.Equal(t, 5*time.Second, took, "an empty channel")

		l := gNewLog()
		_, took = run(shape(stream.Generate(func(ctx context.Context, yield func(int) bool) error {
			yield(0)
			err := gWait(ctx, time.Hour)
			l.add("source %v because of %v", err, context.Cause(ctx))
			assert.False(t, yield(1))
			return errBoom // comes too late
		}), gTask(gNewLog())))
		assert.Equal(t, 5*time.Second, took, "a blocked generator")
		assert.Equal(t, []string{"5s source context canceled because of why"}, l.lines())

		l = gNewLog()
		_, took = run(shape(stream.Iter(ints(9)), gTask(l, 0, 60, 60, 60)))
		assert.Equal(t, 5*time.Second, took, "blocked tasks")
		assert.Contains(t, strings.Join(l.lines(), "\n"), "5s cancel")

		vs, took := run(shape(stream.Iter(ints(9)), func(context.Context, int) (int, error) {
			time.Sleep(time.Minute)
			return 0, nil
		}))
		assert.Empty(t, vs, "what finishes after the end is no result")
		assert.Equal(t, time.Minute, took, "a task that ignores its context is waited for, and nothing new starts")

		_, took = run(shape(stream.Iter(ints(9)), func(ctx context.Context, i int) (int, error) {
			if i > 0 {
				<-ctx.Done()
				return 0, fmt.Errorf("fetch: %w", context.Cause(ctx))
			}
			return 0, nil
		}))
		assert.Equal(t, 5*time.Second, took, "an error that mirrors the end")
	})
	for _, sh := range gShapes {
		bubble(t, sh.name+": in the loop body, and in the last one", func(t *testing.T) {
			for _, at := range []int{0, 3, 8} {
				ctx, cancel := context.WithCancelCause(t.Context())
				l, n := gNewLog(), 0
				err := sh.shape(stream.Iter(ints(9)), gTask(l)).ForEach(ctx, func(int) {
					if n == at {
						time.Sleep(time.Second)
						cancel(errWhy)
						l.add("cancelled")
						time.Sleep(time.Second)
					}
					n++
				})
				assert.Equal(t, errWhy, err)
				assert.Equal(t, at+1, n, "no body after the end")
				for _, line := range l.lines() {
					assert.NotRegexp(t, "^2s", line, "nothing starts after the end")
				}
			}
		})
		bubble(t, sh.name+": a deadline", func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			err := sh.shape(stream.Iter(ints(9)), gTask(gNewLog(), 0, 9)).Drain(ctx)
			assert.Equal(t, context.DeadlineExceeded, err)
		})
	}
	bubble(t, "what stands behind in a Chain is not started after the end", func(t *testing.T) {
		for _, below := range gEnds(t) {
			ctx, cancel := context.WithTimeoutCause(t.Context(), time.Second, errWhy)
			defer cancel()
			never := stream.Generate(func(context.Context, func(int) bool) error {
				assert.Fail(t, "started")
				return nil
			})
			assert.Equal(t, errWhy, below(stream.Pending[int]().Chain(never)).Drain(ctx))
		}
	})
	t.Run("an endless source without waits", func(t *testing.T) {
		for _, sh := range gShapes {
			ctx, cancel := context.WithTimeoutCause(t.Context(), time.Millisecond, errWhy)
			s := stream.Unfold(0, func(i int) (int, int, bool) { return i, i + 1, true })
			assert.Equal(t, errWhy, sh.shape(s, func(_ context.Context, i int) (int, error) { return i, nil }).Drain(ctx))
			cancel()
		}
	})
	t.Run("what lies in a channel stays there", func(t *testing.T) {
		ch := make(chan int, 5)
		for i := range 5 {
			ch <- i
		}
		ctx, cancel := context.WithCancel(t.Context())
		assert.ErrorIs(t, stream.FromChan(ch).ForEach(ctx, func(int) { cancel() }), context.Canceled)
		assert.Len(t, ch, 4)
	})
}

func gLastElement(t *testing.T) {
	for _, sh := range gShapes {
		bubble(t, sh.name, func(t *testing.T) {
			for _, at := range []int{0, 3, 8, 9} {
				ctx, cancel := context.WithCancelCause(t.Context())
				defer cancel(nil)
				if at == 9 {
					time.AfterFunc(time.Second, func() { cancel(errWhy) })
				}
				var got []stream.Result[int]
				plan := append(make([]int, 8), 0)
				if at == 9 {
					plan[8] = 20 // the last one is running
				}
				for v, err := range sh.shape(stream.Iter(ints(9)), gTask(gNewLog(), plan...)).All(ctx) {
					got = append(got, stream.Result[int]{Value: v, Err: err})
					if len(got) == at+1 {
						cancel(errWhy)
					}
				}
				require.NotEmpty(t, got)
				last := got[len(got)-1]
				assert.Equal(t, stream.Result[int]{Err: errWhy}, last)
				for _, r := range got[:len(got)-1] {
					assert.NoError(t, r.Err, "exactly once")
				}
				if at < 9 {
					assert.Len(t, got, at+2)
				}
			}
		})
		bubble(t, sh.name+": what a sequence stage has not finished is dropped", func(t *testing.T) {
			ctx, cancel := context.WithTimeoutCause(t.Context(), 2*time.Second, errWhy)
			defer cancel()
			got := sh.shape(stream.Iter(ints(9)), gTask(gNewLog(), 0, 1, 90, 90)).Chunks(5).Collect(ctx)
			assert.Equal(t, []stream.Result[[]int]{{Err: errWhy}}, got)
		})
		bubble(t, sh.name+": not after a break", func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			n := 0
			for range sh.shape(stream.Iter(ints(9)), gTask(gNewLog())).All(ctx) {
				n++
				cancel()
				break
			}
			assert.Equal(t, 1, n)
		})
		bubble(t, sh.name+": Collect keeps what came before", func(t *testing.T) {
			ctx, cancel := context.WithTimeoutCause(t.Context(), 2*time.Second, errWhy)
			defer cancel()
			got := sh.shape(stream.Iter(ints(9)), gTask(gNewLog(), 1, 1, 90, 90)).Collect(ctx)
			assert.Equal(t, stream.Result[int]{Err: errWhy}, got[len(got)-1])
			vs, errs := stream.Partition(got)
			assert.Len(t, errs, 1)
			assert.Subset(t, ints(2), vs)
			ctx, cancel = context.WithTimeoutCause(t.Context(), 3*time.Second, errWhy)
			defer cancel()
			vs, err := sh.shape(stream.Iter(ints(9)), gTask(gNewLog(), 1, 1, 90, 90)).TryCollect(ctx)
			assert.Equal(t, errWhy, err)
			slices.Sort(vs)
			assert.Equal(t, []int{0, 1}, vs, "the values so far come with it")
		})
	}
}

// A gFlipped context ends when it is asked for the n-th time: at every moment of a run, one after another.
type gFlipped struct {
	context.Context
	left chan struct{}
	done chan struct{}
}

func gFlip(parent context.Context, n int) *gFlipped {
	f := &gFlipped{Context: parent, left: make(chan struct{}, n), done: make(chan struct{})}
	for range n {
		f.left <- struct{}{}
	}
	return f
}

func (f *gFlipped) Value(any) any         { return nil }
func (f *gFlipped) Done() <-chan struct{} { return f.done }
func (f *gFlipped) Err() error {
	select {
	case <-f.left:
		return nil
	case <-f.done:
	default:
		close(f.done)
	}
	return context.Canceled
}

func gEndRaces(t *testing.T) {
	for _, sh := range gShapes[:1] { // without a boundary ctx is asked by one goroutine
		for _, term := range gTerminals {
			bubble(t, "whenever ctx ends, a failure is reported: "+term.name, func(t *testing.T) {
				for n := range 40 {
					s := sh.shape(stream.Iter(ints(3)), func(_ context.Context, i int) (int, error) {
						if i == 1 {
							return 0, context.Canceled // its own, not that of ctx
						}
						return i, nil
					})
					_, err := term.run(gFlip(t.Context(), n), s)
					assert.ErrorIs(t, err, context.Canceled, "ctx ends at its look %d", n)
				}
			})
		}
	}
	bubble(t, "a failure before the end is returned, one after it is not", func(t *testing.T) {
		for _, sh := range gShapes[:10] {
			for _, term := range gTerminals {
				ctx, cancel := context.WithTimeoutCause(t.Context(), 2*time.Second, errWhy)
				defer cancel()
				fail := func(at time.Duration) func(context.Context, int) (int, error) {
					return func(context.Context, int) (int, error) {
						time.Sleep(at)
						return 0, errBoom
					}
				}
				_, err := term.run(ctx, sh.shape(stream.Of(0), fail(time.Second)))
				assert.Equal(t, errBoom, err, "%s %s", sh.name, term.name)
				_, err = term.run(ctx, sh.shape(stream.Of(0), fail(time.Minute)))
				assert.Equal(t, errWhy, err, "%s %s", sh.name, term.name)
			}
		}
	})
	bubble(t, "a Canceled that has nothing to do with ctx is an error like any other", func(t *testing.T) {
		seen := 0
		foreign := errors.Join(context.Canceled, errBoom)
		s := stream.Iter(ints(3)).TryMap(func(context.Context, int) (int, error) { return 0, foreign }).InspectErr(func(error) { seen++ })
		assert.Equal(t, foreign, s.Drain(t.Context()))
		assert.Equal(t, 1, seen)
	})
}
