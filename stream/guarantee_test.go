package stream_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/sourcegraph/conc/panics"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// A gBoundary is one of the two boundaries that run a task on the ring.
type gBoundary struct {
	name      string
	unordered bool
}

var gBoundaries = []gBoundary{{"Buffered", false}, {"BufferedUnordered", true}}

// below puts the boundary below s.
func (b gBoundary) below[T any](s stream.Stream[T], n int, opts ...stream.Option) stream.Stream[T] {
	if b.unordered {
		return s.BufferedUnordered(n, opts...)
	}
	return s.Buffered(n, opts...)
}

// A gSource yields 0 .. n-1. Workers index the slice; a feeder pushes all others.
type gSource struct {
	name string
	of   func(n int) stream.Stream[int]
}

var gSources = []gSource{
	{"Iter", func(n int) stream.Stream[int] { return stream.Iter(ints(n)) }},
	{"FromSeq", func(n int) stream.Stream[int] { return stream.FromSeq(slices.Values(ints(n))) }},
	{"Generate", func(n int) stream.Stream[int] { return gGenerate(n, func(int) {}) }},
	{"FromChan", func(n int) stream.Stream[int] {
		ch := make(chan int, n)
		for i := range n {
			ch <- i
		}
		close(ch)
		return stream.FromChan(ch)
	}},
	{"Chain", func(n int) stream.Stream[int] {
		return stream.Iter(ints(n)[:n/2]).Chain(stream.FromSeq(slices.Values(ints(n)[n/2:])))
	}},
}

// gGenerate yields 0 .. n-1 and calls asked before each.
func gGenerate(n int, asked func(i int)) stream.Stream[int] {
	return stream.Generate(func(_ context.Context, yield func(int) bool) error {
		for i := range n {
			asked(i)
			if !yield(i) {
				break
			}
		}
		return nil
	})
}

// A gTerminal returns the values it got, in order, and the first error.
type gTerminal struct {
	name     string
	stops    bool // at the first error
	userCode bool
	blind    bool // returns no values
	run      func(ctx context.Context, s stream.Stream[int]) ([]int, error)
}

var gTerminals = []gTerminal{
	{"TryCollect", true, false, false, func(ctx context.Context, s stream.Stream[int]) ([]int, error) { return s.TryCollect(ctx) }},
	{"Collect", false, false, false, func(ctx context.Context, s stream.Stream[int]) ([]int, error) {
		vs, errs := stream.Partition(s.Collect(ctx))
		return vs, gFirst(errs)
	}},
	{"Count", true, false, true, func(ctx context.Context, s stream.Stream[int]) ([]int, error) {
		_, err := s.Count(ctx)
		return nil, err
	}},
	{"Drain", true, false, true, func(ctx context.Context, s stream.Stream[int]) ([]int, error) { return nil, s.Drain(ctx) }},
	{"ForEach", true, true, false, func(ctx context.Context, s stream.Stream[int]) (vs []int, err error) {
		err = s.ForEach(ctx, func(v int) { vs = append(vs, v) })
		return vs, err
	}},
	{"TryForEach", true, true, false, func(ctx context.Context, s stream.Stream[int]) (vs []int, err error) {
		err = s.TryForEach(ctx, func(_ context.Context, v int) error { vs = append(vs, v); return nil })
		return vs, err
	}},
	{"Fold", true, true, false, func(ctx context.Context, s stream.Stream[int]) ([]int, error) {
		return s.Fold(ctx, nil, func(vs []int, v int) []int { return append(vs, v) })
	}},
	{"All", false, true, false, func(ctx context.Context, s stream.Stream[int]) (vs []int, first error) {
		for v, err := range s.All(ctx) {
			switch {
			case err == nil:
				vs = append(vs, v)
			case first == nil:
				first = err
			}
		}
		return vs, first
	}},
	{"Last", true, false, true, func(ctx context.Context, s stream.Stream[int]) ([]int, error) {
		_, err := s.Last(ctx)
		if errors.Is(err, stream.ErrEmpty) {
			err = nil
		}
		return nil, err
	}},
	{"AnyMatch", true, true, false, func(ctx context.Context, s stream.Stream[int]) (vs []int, err error) {
		_, err = s.AnyMatch(ctx, func(v int) bool { vs = append(vs, v); return false })
		return vs, err
	}},
	{"AllMatch", true, true, false, func(ctx context.Context, s stream.Stream[int]) (vs []int, err error) {
		_, err = s.AllMatch(ctx, func(v int) bool { vs = append(vs, v); return true })
		return vs, err
	}},
	{"Cursor", false, true, false, func(ctx context.Context, s stream.Stream[int]) (vs []int, first error) {
		c := s.Cursor(ctx)
		defer c.Close()
		for v, ok, err := c.Next(); ok; v, ok, err = c.Next() {
			switch {
			case err == nil:
				vs = append(vs, v)
			case first == nil:
				first = err
			}
		}
		return vs, first
	}},
	{"Tee", false, true, false, func(ctx context.Context, s stream.Stream[int]) (vs []int, first error) {
		err := s.Tee(ctx, func(ctx context.Context, in stream.Stream[int]) error {
			var errs []error
			vs, errs = stream.Partition(in.Collect(ctx))
			first = gFirst(errs)
			return nil
		})
		if first == nil {
			first = err
		}
		return vs, first
	}},
}

func gFirst(errs []error) error {
	if len(errs) == 0 {
		return nil
	}
	return errs[0]
}

// gBounds are the limits that matter for a stream of so many elements.
func gBounds(length int) []int { return []int{1, 2, length, length + 3} }

// gEach runs body for every boundary, bound, source and terminal in a bubble of its own.
func gEach(t *testing.T, length int, body func(t *testing.T, b gBoundary, n int, src gSource, term gTerminal)) {
	t.Helper()
	for _, b := range gBoundaries {
		for _, n := range gBounds(length) {
			for _, src := range gSources {
				for _, term := range gTerminals {
					bubble(t, fmt.Sprintf("%s %d over %s, %s", b.name, n, src.name, term.name), func(t *testing.T) { body(t, b, n, src, term) })
				}
			}
		}
	}
}

// A gLog notes what happens at which virtual time.
type gLog struct {
	start time.Time
	mu    struct {
		sync.Mutex
		entries []gEntry
	}
}

type gEntry struct {
	at   time.Duration
	what string
}

func gNewLog() *gLog { return &gLog{start: time.Now()} }

func (l *gLog) add(format string, args ...any) {
	e := gEntry{time.Since(l.start), fmt.Sprintf(format, args...)}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.mu.entries = append(l.mu.entries, e)
}

// lines returns "2s what" by time, and what happened at the same time by text.
func (l *gLog) lines() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	es := slices.SortedFunc(slices.Values(l.mu.entries), func(a, b gEntry) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.what, b.what))
	})
	out := []string{}
	for _, e := range es {
		out = append(out, fmt.Sprintf("%v %s", e.at, e.what))
	}
	return out
}

// gWait sleeps for d, or until ctx ends, whose error it returns.
func gWait(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// gTask returns a task that notes when it starts, ends and is cancelled. It
// waits for as many seconds as the plan says; a negative number: it fails with errBoom then.
func gTask(l *gLog, plan ...int) func(context.Context, int) (int, error) {
	return func(ctx context.Context, i int) (int, error) {
		l.add("start %d", i)
		d := 0
		if i < len(plan) {
			d = plan[i]
		}
		if err := gWait(ctx, time.Duration(max(d, -d))*time.Second); err != nil {
			l.add("cancel %d", i)
			return 0, err
		}
		if d < 0 {
			l.add("fail %d", i)
			return 0, errBoom
		}
		l.add("end %d", i)
		return i, nil
	}
}

// A gOutcome is how a function came back.
type gOutcome struct {
	value  any // of the panic, as it arrived
	goexit bool
	after  time.Duration
}

// gCall calls f in a goroutine of its own and says how that ended.
func gCall(f func()) (out gOutcome) {
	start, done := time.Now(), make(chan struct{})
	go func() {
		normal := false
		defer func() {
			out.after = time.Since(start)
			if !normal {
				out.value = recover()
				out.goexit = out.value == nil
			}
			close(done)
		}()
		f()
		normal = true
	}()
	<-done
	return out
}

// recovered asserts that f panicked with exactly value, wrapped once, and that the stack shows where.
func (o gOutcome) recovered(t *testing.T, value any, where string) {
	t.Helper()
	p, ok := o.value.(*panics.Recovered)
	require.Truef(t, ok, "panicked with a %T: %v", o.value, o.value)
	assert.Equal(t, value, p.Value)
	assert.Contains(t, string(p.Stack), where)
}

var errWhy = errors.New("why")

// gPanic panics with errWhy; the stack shows its name.
func gPanic() { panic(errWhy) }

// gGoexit is here so that it can stand in a table beside gPanic.
func gGoexit() { runtime.Goexit() }
