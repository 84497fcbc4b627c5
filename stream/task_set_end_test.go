package stream_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// lasting is a task that lasts until its context ends, and a second more.
func lasting(g *gauge) func(context.Context) (int, error) {
	return given(0, func(ctx context.Context) error {
		defer g.enter()()
		<-ctx.Done()
		time.Sleep(time.Second)
		return ctx.Err()
	})
}

func TestTaskSetErrors(t *testing.T) {
	bubble(t, "are elements", func(t *testing.T) {
		ts := setOf(3, takes(1), given(2, func(context.Context) error { time.Sleep(2 * time.Second); return errBoom }), takes(3))
		assert.Equal(t, "1 # 3", toMarbles(t, ts.Stream()))
	})
	bubble(t, "the first one cancels the rest and drops what waits, when the terminal stops at errors", func(t *testing.T) {
		for _, term := range gTerminals {
			if !term.stops {
				continue
			}
			var g gauge
			start := time.Now()
			_, err := term.run(t.Context(), setFailing(&g).Stream())
			assert.Equal(t, errBoom, err, term.name)
			assert.Equal(t, 3*time.Second, time.Since(start), term.name)
			assert.Zero(t, g.now.Load(), term.name)
			assert.EqualValues(t, 2, g.total.Load(), term.name)
		}
	})
	bubble(t, "while the consumer is busy too", func(t *testing.T) {
		var g gauge
		start := time.Now()
		ts := setOf(3, takes(1), given(0, func(context.Context) error { time.Sleep(2 * time.Second); return errBoom }), lasting(&g))
		err := ts.Stream().ForEach(t.Context(), func(int) {
			time.Sleep(4 * time.Second)
			assert.Zero(t, g.now.Load())
		})
		assert.Equal(t, errBoom, err)
		assert.Equal(t, 5*time.Second, time.Since(start))
	})
}

// setFailing has two tasks that last, one that fails after 2 s and others behind it.
func setFailing(g *gauge) *stream.TaskSet[int] {
	fail := given(0, func(context.Context) error { time.Sleep(2 * time.Second); return errBoom })
	return setOf(3, lasting(g), lasting(g), fail, lasting(g), lasting(g))
}

func TestTaskSetEnd(t *testing.T) {
	over := errors.New("over")
	bubble(t, "that of ctx is seen by tasks, which are joined, and what waits is dropped", func(t *testing.T) {
		for _, term := range gTerminals {
			var g gauge
			ctx, cancel := context.WithTimeoutCause(t.Context(), time.Minute, over)
			start := time.Now()
			ts := setOpen(2, takes(1), lasting(&g), lasting(&g), lasting(&g))
			vs, err := term.run(ctx, ts.Stream())
			cancel()
			assert.Equal(t, over, err, term.name)
			assert.Equal(t, time.Minute+time.Second, time.Since(start), term.name)
			if !term.blind {
				assert.Equal(t, []int{1}, vs, term.name)
			}
			assert.Zero(t, g.now.Load(), term.name)
			assert.EqualValues(t, 2, g.total.Load(), term.name)
		}
	})
	bubble(t, "that of ctx while it waits for tasks, and while the consumer is busy", func(t *testing.T) {
		for _, term := range gTerminals {
			ctx, cancel := context.WithTimeoutCause(t.Context(), time.Minute, over)
			_, err := term.run(ctx, setOpen[int](2).Stream())
			assert.Equal(t, over, err, term.name)
			cancel()
		}
		ctx, cancel := context.WithTimeoutCause(t.Context(), time.Minute, over)
		defer cancel()
		got := 0
		assert.Equal(t, over, setOf(2, takes(1), takes(2)).Stream().ForEach(ctx, func(int) { got++; time.Sleep(2 * time.Minute) }))
		assert.Equal(t, 1, got)
	})
	bubble(t, "a ctx that is done before the run: no run, and the tasks are left for one", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		cancel(over)
		s := setOf(2, takes(1)).Stream()
		assert.Equal(t, "over", drawMarbles(t, s.Collect(ctx)))
		assert.Equal(t, "1", toMarbles(t, s))
	})
	bubble(t, "break joins", func(t *testing.T) {
		var g gauge
		for v, err := range setOf(3, takes(1), lasting(&g), lasting(&g), lasting(&g)).Stream().All(t.Context()) {
			require.NoError(t, err)
			assert.Equal(t, 1, v)
			break
		}
		assert.Zero(t, g.now.Load())
		assert.LessOrEqual(t, g.total.Load(), int64(3))
	})
	for name, crash := range map[string]func(){"a panic": gPanic, "Goexit": gGoexit} {
		bubble(t, name+" cancels, joins and reaches the caller", func(t *testing.T) {
			for _, term := range gTerminals {
				var g gauge
				got := gCall(func() {
					_, _ = term.run(t.Context(), setOf(2, lasting(&g), given(0, func(context.Context) error {
						time.Sleep(time.Second)
						crash()
						return nil
					}), lasting(&g)).Stream())
				})
				got.crashed(t, name == "Goexit")
				assert.Equal(t, 2*time.Second, got.after, term.name)
				assert.Zero(t, g.now.Load(), term.name)
				assert.EqualValues(t, 1, g.total.Load(), term.name)
			}
			var g gauge
			got := gCall(func() {
				_ = setOpen(3, takes(1), lasting(&g)).Stream().ForEach(t.Context(), func(int) { crash() })
			})
			got.crashed(t, name == "Goexit")
			assert.Equal(t, 2*time.Second, got.after)
			assert.Zero(t, g.now.Load())
		})
	}
	t.Run("E17: the race of tasks that end with the end of the run", func(t *testing.T) {
		rounds := 10_000
		if raceEnabled || testing.Short() {
			rounds = 500
		}
		for i := range rounds {
			ts := stream.NewTaskSet[int](1 + i%24)
			var ran atomic.Int64
			for v := range 24 {
				ts.Go(given(v, func(context.Context) error { ran.Add(1); return nil }))
			}
			if left := i % 25; i%2 == 0 {
				for range ts.Stream().All(t.Context()) {
					if left--; left < 0 {
						break
					}
					if left == 0 {
						ts.Close()
					}
				}
			} else {
				ctx, cancel := context.WithCancel(t.Context())
				go cancel()
				if err := ts.Stream().Drain(ctx); err != nil {
					assert.ErrorIs(t, err, context.Canceled)
				}
			}
			ended := ran.Load()
			ts.Go(given(0, func(context.Context) error { ran.Add(1); return nil }))
			assert.Equal(t, ended, ran.Load())
		}
	})
}

func TestTaskSetMisuse(t *testing.T) {
	nothing := given(0, func(context.Context) error { return nil })
	bubble(t, "a second run panics, and does not disturb the first", func(t *testing.T) {
		ts := setOpen(2, takes(1))
		s := ts.Stream()
		second := func() {
			for _, again := range []stream.Stream[int]{s, ts.Stream()} {
				for _, term := range gTerminals {
					gCall(func() { _, _ = term.run(t.Context(), again) }).recovered(t, "stream: TaskSet.Stream: run twice", "TaskSet")
				}
			}
		}
		l := gNewLog()
		require.NoError(t, timed(t.Context(), l, s.Inspect(func(v int) {
			if v == 1 {
				second()
				ts.Go(takes(2))
				ts.Go(takes(3))
				ts.Close()
			}
		})))
		assert.Equal(t, []string{"1s 1", "3s 2", "4s 3"}, l.lines())
		second()
	})
	bubble(t, "Go after Close panics, in a task too", func(t *testing.T) {
		const message = "stream: TaskSet.Go: after Close"
		ts := setOf(1, nothing)
		assert.PanicsWithValue(t, message, func() { ts.Go(nothing) })
		gCall(func() {
			ts := stream.NewTaskSet[int](2)
			ts.Go(given(0, func(context.Context) error { ts.Close(); ts.Go(nothing); return nil }))
			_ = ts.Stream().Drain(t.Context())
		}).recovered(t, message, "TaskSet")
		assert.PanicsWithValue(t, message, func() {
			ts := setOpen(1, nothing)
			for range ts.Stream().All(t.Context()) {
				ts.Close()
				ts.Go(nothing)
			}
		}, "the loop body's own panic passes as it is")
	})
	bubble(t, "Go after the end of the run does nothing, whatever ended it", func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		for _, term := range gTerminals {
			for name, ts := range map[string]*stream.TaskSet[int]{
				"Close":    setOf(2, nothing),
				"an error": setOpen(2, given(0, func(context.Context) error { return errBoom })),
				"a panic":  setOpen(2, given(0, func(context.Context) error { panic(errBoom) })),
			} {
				if name == "an error" && !term.stops {
					continue
				}
				gCall(func() { _, _ = term.run(ctx, ts.Stream()) })
				ts.Go(given(0, func(context.Context) error { panic("runs") }))
				ts.Close()
				ts.Go(given(0, func(context.Context) error { panic("runs") }))
			}
		}
		synctest.Wait()
	})
}

func TestTaskSetKeepsNothing(t *testing.T) {
	const count, size = 64, 1 << 20
	big := func() func(context.Context) ([]byte, error) {
		block := make([]byte, size)
		return func(context.Context) ([]byte, error) { return block, nil }
	}
	t.Run("of what was received", func(t *testing.T) {
		before, ts, received := liveHeap(), stream.NewTaskSet[[]byte](count), 0
		var started sync.WaitGroup
		started.Add(count)
		for range count {
			task := big()
			ts.Go(func(ctx context.Context) ([]byte, error) {
				started.Done()
				started.Wait() // all places are in use
				return task(ctx)
			})
		}
		assert.NoError(t, ts.Stream().ForEach(t.Context(), func([]byte) {
			switch received++; received {
			case count - 2: // with some still waiting
				assert.Less(t, liveHeap()-before, int64(6*size))
			case count:
				ts.Close()
			}
		}))
	})
	t.Run("of what waits, or is given, when the run has ended", func(t *testing.T) {
		before, ts := liveHeap(), stream.NewTaskSet[[]byte](2)
		for range count {
			ts.Go(big())
		}
		for range ts.Stream().All(t.Context()) {
			break
		}
		for range count {
			ts.Go(big())
		}
		assert.Less(t, liveHeap()-before, int64(4*size))
		ts.Close()
	})
}
