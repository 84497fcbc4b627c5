package stream_test

import (
	"context"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/seed-09178888/leat/stream"
)

// A randomStream is a stream whose elements come at random moments, with what it yields.
type randomStream struct {
	s    stream.Stream[int]
	want []stream.Result[int]
}

func drawStream(t *rapid.T, name string) randomStream {
	waits := rapid.SliceOfN(rapid.IntRange(0, 9), 0, 12).Draw(t, name)
	fail := rapid.SampledFrom([]int{1000, 2, 3}).Draw(t, name+": fail")
	drop := rapid.SampledFrom([]int{1000, 2, 3}).Draw(t, name+": drop")
	n := rapid.IntRange(0, 4).Draw(t, name+": Buffered")
	xs := ints(len(waits))
	r := randomStream{s: stream.Iter(xs)}
	if rapid.Bool().Draw(t, name+": pushed") {
		r.s = stream.FromSeq(func(yield func(int) bool) {
			for _, v := range xs {
				time.Sleep(time.Duration(waits[v]/2) * time.Millisecond)
				if !yield(v) {
					return
				}
			}
		})
	}
	r.s = r.s.TryFilterMap(func(ctx context.Context, v int) (int, bool, error) {
		if err := gWait(ctx, time.Duration(waits[v])*time.Millisecond); err != nil {
			return 0, false, err
		}
		if v%fail == 1 {
			return 0, false, gErr(v)
		}
		return v, v%drop != 0, nil
	})
	if n > 0 {
		r.s = r.s.Buffered(n)
	}
	for v := range xs {
		switch {
		case v%fail == 1:
			r.want = append(r.want, stream.Result[int]{Err: gErr(v)})
		case v%drop != 0:
			r.want = append(r.want, stream.Result[int]{Value: v})
		}
	}
	return r
}

// drawEnd returns how to make a context that ends with errWhy at a random moment, or not at all.
func drawEnd(t *rapid.T) func(context.Context) (context.Context, context.CancelFunc) {
	after := rapid.IntRange(0, 60).Draw(t, "ctx ends after")
	return func(ctx context.Context) (context.Context, context.CancelFunc) {
		if after < 40 {
			return context.WithTimeoutCause(ctx, time.Duration(after)*time.Millisecond, errWhy)
		}
		return context.WithCancel(ctx)
	}
}

// assertStart asserts that got is a part of want from its start, all of it if whole.
func assertStart(t *rapid.T, want, got []stream.Result[int], whole bool) {
	t.Helper()
	if whole {
		assert.Len(t, got, len(want))
	}
	if assert.LessOrEqual(t, len(got), len(want)) {
		assert.Equal(t, append([]stream.Result[int]{}, want[:len(got)]...), append([]stream.Result[int]{}, got...))
	}
}

// cutCause takes the last element away if it is the end of ctx.
func cutCause(rs []stream.Result[int]) (rest []stream.Result[int], ended bool) {
	if n := len(rs); n > 0 && rs[n-1].Err == errWhy { //nolint:errorlint // as it is
		return rs[:n-1], true
	}
	return rs, false
}

func pausing(t *rapid.T, what string) func() {
	pauses := rapid.SliceOfN(rapid.IntRange(0, 8), 1, 5).Draw(t, what)
	i := 0
	return func() {
		time.Sleep(time.Duration(pauses[i%len(pauses)]) * time.Millisecond)
		i++
	}
}

func TestRandomEnds(t *testing.T) {
	// f draws, and returns what runs in the bubble. That must not use require, which ends
	// a goroutine: the property is not checked in that of rapid.
	check := func(name string, f func(t *rapid.T) func(ctx context.Context)) {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(rt *rapid.T) {
				run := f(rt)
				synctest.Test(t, func(t *testing.T) { run(t.Context()) })
			})
		})
	}
	check("Zip pairs by position", randomZip)
	check("Chan sends what the stream yields", randomChan)
	check("Cursor loses nothing, whoever asks", randomCursor)
	check("Tee shows everybody the same", randomTee)
}

func randomZip(t *rapid.T) func(context.Context) {
	a, b := drawStream(t, "left"), drawStream(t, "right")
	s := a.s.Zip(b.s).Map(func(p stream.Pair[int, int]) int { return 100*p.First + p.Second })
	var want []stream.Result[int]
	for i := range min(len(a.want), len(b.want)) {
		r := stream.Result[int]{Value: 100*a.want[i].Value + b.want[i].Value, Err: a.want[i].Err}
		if r.Err == nil {
			r.Err = b.want[i].Err
		}
		if r.Err != nil {
			r.Value = 0
		}
		want = append(want, r)
	}
	end := drawEnd(t)
	return func(ctx context.Context) {
		ctx, cancel := end(ctx)
		defer cancel()
		got, ended := cutCause(s.Collect(ctx))
		for i := range got { // of two errors, the first will do
			if e, ok := got[i].Err.(interface{ Unwrap() []error }); ok {
				got[i].Err = e.Unwrap()[0]
			}
		}
		assertStart(t, want, got, !ended)
	}
}

func randomChan(t *rapid.T) func(context.Context) {
	r, pause, end := drawStream(t, "s"), pausing(t, "reader"), drawEnd(t)
	return func(ctx context.Context) {
		ctx, cancel := end(ctx)
		defer cancel()
		got := []stream.Result[int]{}
		for r := range r.s.Chan(ctx) {
			got = append(got, r)
			pause()
		}
		assertStart(t, r.want, got, ctx.Err() == nil)
	}
}

func randomCursor(t *rapid.T) func(context.Context) {
	r, pause, end := drawStream(t, "s"), pausing(t, "reader"), drawEnd(t)
	calls := rapid.SliceOfN(rapid.IntRange(0, 99), 0, 40).Draw(t, "calls")
	return func(ctx context.Context) {
		ctx, cancel := end(ctx)
		defer cancel()
		c := r.s.Cursor(ctx)
		defer c.Close()
		got := []stream.Result[int]{}
		note := func(v int, ok bool, err error) {
			if ok {
				got = append(got, stream.Result[int]{Value: v, Err: err})
			}
		}
		for _, call := range calls {
			pause()
			switch call % 5 {
			case 0:
				note(c.Next())
			case 1:
				v, ok, err := c.Peek()
				note(c.Next())
				if ok {
					assert.Equal(t, stream.Result[int]{Value: v, Err: err}, got[len(got)-1])
				}
			case 2:
				note(c.NextIf(even))
			default:
				part, cancel := context.WithTimeout(context.WithoutCancel(ctx), time.Duration(call/5)*time.Millisecond)
				for v, err := range c.Rest().Take(call % 3).All(part) {
					note(v, err != context.DeadlineExceeded, err) //nolint:errorlint // as it is
				}
				cancel()
			}
		}
		for v, ok, err := c.Next(); ok; v, ok, err = c.Next() {
			note(v, ok, err)
		}
		got, ended := cutCause(got)
		assertStart(t, r.want, got, !ended)
	}
}

// A randomConsumer collects, buffers, fails, or ignores its stream, takes some elements or all, and its time.
type randomConsumer struct {
	kind  string
	most  int
	pause func()
	seen  []stream.Result[int]
}

func (c *randomConsumer) consume(ctx context.Context, in stream.Stream[int]) error {
	switch c.kind {
	case "wait":
		select {
		case <-ctx.Done():
		case <-time.After(25 * time.Millisecond):
		}
		return nil
	case "Buffered":
		in = in.Buffered(3)
	}
	for v, err := range in.Take(c.most).All(ctx) {
		c.seen = append(c.seen, stream.Result[int]{Value: v, Err: err})
		c.pause()
	}
	if c.kind == "fail" && ctx.Err() == nil {
		return errBoom
	}
	return nil
}

func randomTee(t *rapid.T) func(context.Context) {
	r, end := drawStream(t, "s"), drawEnd(t)
	all := make([]*randomConsumer, rapid.IntRange(1, 4).Draw(t, "consumers"))
	for i := range all {
		all[i] = &randomConsumer{
			kind:  rapid.SampledFrom([]string{"alone", "alone", "Buffered", "fail", "wait"}).Draw(t, "kind"),
			most:  rapid.SampledFrom([]int{99, 99, 3, 0}).Draw(t, "most"),
			pause: pausing(t, "consumer"),
		}
	}
	return func(ctx context.Context) {
		ctx, cancel := end(ctx)
		defer cancel()
		var consumers []teeConsumer
		fails := false
		for _, c := range all {
			c.seen = nil
			consumers = append(consumers, c.consume)
			fails = fails || c.kind == "fail"
		}
		err := r.s.Tee(ctx, consumers...)
		switch {
		case err == nil:
			assert.False(t, fails)
		case ctx.Err() == nil:
			assert.Equal(t, errBoom, err)
		default:
			assert.Contains(t, []error{errBoom, errWhy}, err)
		}
		for _, c := range all {
			n, whole := len(c.seen), err == nil && c.most == 99 && c.kind != "wait"
			if n > 0 && slices.Contains([]error{errWhy, errBoom}, c.seen[n-1].Err) {
				assert.Equal(t, err, c.seen[n-1].Err, "the cause is what Tee returns")
				c.seen = c.seen[:n-1]
			}
			assertStart(t, r.want, c.seen, whole)
		}
	}
}
