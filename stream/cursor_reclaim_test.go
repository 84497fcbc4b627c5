package stream_test

import (
	"bytes"
	"context"
	"runtime"
	"runtime/pprof"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// rounds is how many garbage collections a test waits for what one of them has to bring about.
const rounds = 1000

// afterGC reports whether holds came to hold within so many garbage collections.
func afterGC(holds func() bool) bool {
	for range rounds {
		runtime.GC() // cleanups run beside it
		if runtime.Gosched(); holds() {
			return true
		}
	}
	return false
}

// noRuns reports whether no goroutine of a run is left.
func noRuns() bool {
	var stacks bytes.Buffer
	_ = pprof.Lookup("goroutine").WriteTo(&stacks, 1)
	return !strings.Contains(stacks.String(), "leat/internal/ring.") && !strings.Contains(stacks.String(), "leat/stream.")
}

// A watched source yields 0, 1, 2 ... and says when it was left and its context had ended.
type watched struct {
	tasks gauge
	over  chan struct{}
}

func (w *watched) stream() stream.Stream[int] {
	w.over = make(chan struct{})
	return stream.Generate(func(ctx context.Context, yield func(int) bool) error {
		defer close(w.over)
		for i := 0; yield(i); i++ {
		}
		<-ctx.Done()
		return nil
	})
}

// task returns 0 and 1, and then waits for the end of its context.
func (w *watched) task(ctx context.Context, v int) (int, error) {
	defer w.tasks.enter()()
	if v > 1 {
		<-ctx.Done()
	}
	return v, ctx.Err()
}

func (w *watched) isOver() bool {
	select {
	case <-w.over:
		return noRuns()
	default:
		return false
	}
}

// Cleanups run outside of every bubble, from where a context made within cannot
// be ended (it is a fatal error). So these tests run outside too: they wait for
// what a bounded number of garbage collections brings about, and for no time.
func TestCursorReclaim(t *testing.T) {
	require.True(t, afterGC(noRuns), "other tests have left nothing")
	for name, build := range map[string]func(w *watched) stream.Stream[int]{
		"no boundary":       func(w *watched) stream.Stream[int] { return w.stream() },
		"Buffered":          func(w *watched) stream.Stream[int] { return w.stream().TryMap(w.task).Buffered(4) },
		"BufferedUnordered": func(w *watched) stream.Stream[int] { return w.stream().TryMap(w.task).BufferedUnordered(4) },
		"two boundaries": func(w *watched) stream.Stream[int] {
			return w.stream().Buffered(2).TryMap(w.task).Buffered(3).Take(9)
		},
		"inner boundaries": func(w *watched) stream.Stream[int] {
			return w.stream().FlatMapUnordered(2, func(v int) stream.Stream[int] {
				return stream.Iter(ints(9)).TryMap(w.task).Buffered(2)
			})
		},
		"Merge": func(w *watched) stream.Stream[int] {
			return stream.Merge(w.stream(), stream.Iter(ints(9)).TryMap(w.task).Buffered(2))
		},
		"another cursor": func(w *watched) stream.Stream[int] { return w.stream().Cursor(t.Context()).Rest() },
	} {
		t.Run("ends an abandoned run and all that belongs to it: "+name, func(t *testing.T) {
			var w watched
			func() {
				c := build(&w).Cursor(t.Context())
				_, ok, err := c.Next()
				require.NoError(t, err)
				require.True(t, ok)
				_, _, _ = c.Peek()
			}()
			require.True(t, afterGC(w.isOver))
			assert.Zero(t, w.tasks.now.Load())
			assert.Empty(t, leaked())
		})
	}
	t.Run("not while a Next waits that nothing else refers to", func(t *testing.T) {
		gate, got := make(chan int), make(chan cursorStep, 1)
		go func() { got <- stepOf(stream.FromChan(gate).Buffered(2).Cursor(t.Context()).Next()) }()
		assert.False(t, manyGCs(func() bool { return len(got) > 0 }))
		gate <- 7
		assert.Equal(t, cursorStep{7, true, nil}, <-got)
		assert.True(t, afterGC(noRuns), "but then")
	})
	t.Run("not while a stream of Rest can be reached", func(t *testing.T) {
		var w watched
		rest := func() stream.Stream[int] {
			c := w.stream().Buffered(2).Cursor(t.Context())
			_, _, _ = c.Next()
			return c.Rest().Map(double)
		}()
		for want := 2; want < 10; want += 2 {
			assert.False(t, manyGCs(w.isOver))
			v, err := rest.First(t.Context())
			require.NoError(t, err)
			assert.Equal(t, want, v)
		}
		seen := 0
		require.NoError(t, rest.Take(5).ForEach(t.Context(), func(int) {
			assert.False(t, manyGCs(w.isOver))
			seen++
		}))
		assert.Equal(t, 5, seen)
		rest = stream.Stream[int]{}
		assert.True(t, afterGC(w.isOver), "but then")
		assert.Empty(t, rest.Collect(t.Context()))
	})
	t.Run("before the first demand there is nothing to reclaim, neither of the stream nor of ctx", func(t *testing.T) {
		touched := stream.Generate(func(context.Context, func(int) bool) error { panic("started") })
		asked := untouched{Context: t.Context(), t: t}
		touched.Cursor(asked).Rest()
		touched.Cursor(asked).Close()
		assert.True(t, noRuns())
	})
	t.Run("a cursor that was closed, or has come to its end, is left in peace", func(t *testing.T) {
		func() {
			closed, ended := stream.Iter(ints(9)).Cursor(t.Context()), stream.Of(1).Cursor(t.Context())
			_, _, _ = closed.Next()
			closed.Close()
			assert.Equal(t, elementsOf[int](1), stepsOf(ended))
			assertEnd(t, ended)
			assertEnd(t, closed)
		}()
		assert.True(t, afterGC(noRuns))
	})
	bubble(t, "within a bubble nothing is reclaimed: ctx has to end the run", func(t *testing.T) {
		var w watched
		ctx, cancel := context.WithCancel(t.Context())
		func() { _, _, _ = w.stream().Buffered(2).Cursor(ctx).Next() }()
		assert.False(t, manyGCs(func() bool { synctest.Wait(); return w.isOver() }))
		cancel()
		<-w.over
	})
}

// manyGCs is afterGC for what must not come to hold.
func manyGCs(holds func() bool) bool {
	for range 10 {
		runtime.GC()
		if runtime.Gosched(); holds() {
			return true
		}
	}
	return false
}

// untouched is a context that nobody may derive another from.
type untouched struct {
	context.Context
	t *testing.T
}

func (u untouched) Done() <-chan struct{} {
	u.t.Error("asked")
	return nil
}
