package main

import (
	"context"
	"errors"
	"strings"

	"github.com/sourcegraph/conc/panics"

	"github.com/seed-09178888/leat/stream"
)

// The terminals that run the stream beside the consumer.

var teeTerminal = terminal{
	text: "Tee(ctx, All, Take($k))", seen: true, leaves: true, byErr: true, besides: true,
	run: func(w *world, ctx context.Context, s stream.Stream[int], out *outcome) {
		var end error // as the first consumer sees it
		err := s.Tee(ctx, func(ctx context.Context, s stream.Stream[int]) error {
			for v, err := range s.All(ctx) {
				switch {
				case err != nil && err == context.Cause(ctx): //nolint:errorlint // as it is
					end = err
				case out.items(item{Value: v, Err: err}):
					w.consume(v)
				}
			}
			return nil
		}, func(ctx context.Context, s stream.Stream[int]) error {
			for v, err := range s.Take(w.taken()).All(ctx) {
				out.second = append(out.second, item{Value: v, Err: err})
			}
			if w.leavesAt(len(out.second)) {
				return errLeave
			}
			return nil
		})
		if end != nil && end != err { //nolint:errorlint // as it is
			w.violated("a consumer of Tee saw the end %v, Tee returned %v", end, err)
		}
		out.err = err
	},
}

// taken is how many elements Tee's second consumer takes.
func (w *world) taken() int {
	if w.fault.name == breaks {
		return w.fault.at
	}
	return w.k
}

var chanTerminal = terminal{
	text: "Chan(ctx)", seen: true, silent: true,
	run: func(w *world, ctx context.Context, s stream.Stream[int], out *outcome) {
		for e := range s.Chan(ctx) {
			var crash *panics.ErrRecovered
			switch {
			case errors.As(e.Err, &crash):
				out.value = &crash.Recovered
			case e.Err != nil && strings.Contains(e.Err.Error(), "runtime.Goexit"): // its way to say so
				out.goexit = true
			case out.items(e):
				w.receive()
			}
		}
	},
}

var cursorTerminal = terminal{
	text: "Cursor(ctx)", seen: true, leaves: true,
	run: func(w *world, ctx context.Context, s stream.Stream[int], out *outcome) {
		c := s.Cursor(ctx)
		defer c.Close()
		for !w.leavesAt(len(out.got)) {
			v, ok, err := c.Next()
			if !ok {
				break
			}
			if out.items(item{Value: v, Err: err}) {
				w.receive()
			}
		}
		c.Close()
		w.final(c.Next)
	},
}

var restTerminal = terminal{
	text: "Cursor(ctx), Peek and Next $k times, Rest().Collect(ctx)",
	run: func(w *world, ctx context.Context, s stream.Stream[int], out *outcome) {
		c := s.Cursor(ctx)
		defer c.Close()
		for range w.k {
			peeked, there, failure := c.Peek()
			v, ok, err := c.NextIf(func(v int) bool { return v == peeked })
			if v != peeked || ok != there || err != failure { //nolint:errorlint // as it is
				w.violated("peeked at %v %v %v, then got %v %v %v", peeked, there, failure, v, ok, err)
			}
			if !ok || !out.items(item{Value: v, Err: err}) {
				w.final(c.Next)
				return
			}
		}
		out.items(c.Rest().Collect(ctx)...)
		c.Close() // if ctx ended Collect, the cursor has not come to its end
		w.final(c.Next)
	},
}

// final sees to it that a cursor keeps saying that it is at its end (guarantee 14).
func (w *world) final(next func() (int, bool, error)) {
	if v, ok, err := next(); ok || err != nil {
		w.violated("a cursor yields after its end: %v, %v", v, err)
	}
}
