package main

import (
	"context"
	"fmt"
	"sync"

	"github.com/seed-09178888/leat/stream"
)

// A terminal is a way to run a chain. It adds to the outcome as it goes, so that something is there after a panic.
type terminal struct {
	text       string // $k is the plan's
	stops      bool   // at the first error
	first      bool   // takes one element
	seen       bool   // calls receive with every element
	exact      bool   // gets no element any more when receive has cancelled
	leaves     bool   // can leave after some elements
	byErr      bool   // by an error, which is returned
	raw        bool   // a panic of its own function passes as it is
	besides    bool   // has a second consumer, which is the one that leaves
	silent     bool   // does not tell that the context has ended
	concurrent bool   // is a boundary n wide itself
	run        func(w *world, ctx context.Context, s stream.Stream[int], out *outcome)
}

// An outcome is what came of a run.
type outcome struct {
	got    []item
	err    error // of the terminal, or the cause in the last element
	second []item
	value  any // of the panic
	goexit bool
}

// items adds elements, and reports whether the last is one: the end of the context is none.
func (o *outcome) items(es ...item) bool {
	for _, e := range es {
		if e.Err == errCause || e.Err == errLeave { //nolint:errorlint // as it is
			o.err = e.Err
		} else if o.err != nil {
			o.err = fmt.Errorf("%v came after the last element, %w", e, o.err)
		} else {
			o.got = append(o.got, e)
		}
	}
	return o.err == nil
}

// leavesAt reports whether the consumer leaves when it has got n elements.
func (w *world) leavesAt(n int) bool {
	if w.fault.name != breaks || n != w.fault.at {
		return false
	}
	w.happened.Store(true)
	w.left.Store(true)
	return true
}

var terminals = []terminal{
	{text: "TryCollect(ctx)", stops: true, run: func(_ *world, ctx context.Context, s stream.Stream[int], out *outcome) {
		var vs []int
		vs, out.err = s.TryCollect(ctx)
		out.got = values(vs...)
	}},
	{text: "Collect(ctx)", run: func(_ *world, ctx context.Context, s stream.Stream[int], out *outcome) {
		out.items(s.Collect(ctx)...)
	}},
	{text: "All(ctx)", seen: true, exact: true, leaves: true, raw: true, run: func(w *world, ctx context.Context, s stream.Stream[int], out *outcome) {
		for v, err := range s.All(ctx) {
			if out.items(item{Value: v, Err: err}) {
				w.consume(v)
			}
			if w.leavesAt(len(out.got)) {
				break
			}
		}
	}},
	{text: "ForEach(ctx, f)", stops: true, seen: true, exact: true, run: func(w *world, ctx context.Context, s stream.Stream[int], out *outcome) {
		out.err = s.ForEach(ctx, func(v int) {
			out.items(item{Value: v})
			w.consume(v)
		})
	}},
	{text: "TryForEach(ctx, f)", stops: true, seen: true, exact: true, leaves: true, byErr: true, run: func(w *world, ctx context.Context, s stream.Stream[int], out *outcome) {
		out.err = s.TryForEach(ctx, func(_ context.Context, v int) error {
			out.got = append(out.got, item{Value: v})
			w.consume(v)
			if w.leavesAt(len(out.got)) {
				return errLeave
			}
			return nil
		})
	}},
	{text: "TryForEachConcurrent(ctx, $k, f)", stops: true, seen: true, concurrent: true, run: func(w *world, ctx context.Context, s stream.Stream[int], out *outcome) {
		var mu sync.Mutex
		out.err = s.TryForEachConcurrent(ctx, w.k, func(_ context.Context, v int) error {
			mu.Lock()
			out.got = append(out.got, item{Value: v})
			mu.Unlock()
			w.consume(v)
			return nil
		})
	}},
	{text: "Fold(ctx, nil, append)", stops: true, seen: true, exact: true, run: func(w *world, ctx context.Context, s stream.Stream[int], out *outcome) {
		out.got, out.err = s.Fold(ctx, nil, func(got []item, v int) []item {
			w.consume(v)
			return append(got, item{Value: v})
		})
	}},
	{text: "First(ctx)", stops: true, first: true, run: func(_ *world, ctx context.Context, s stream.Stream[int], out *outcome) {
		var v int
		if v, out.err = s.First(ctx); out.err == nil {
			out.got = values(v)
		}
	}},
	teeTerminal, chanTerminal, cursorTerminal, restTerminal,
}

// consume is called by the functions of terminals.
func (w *world) consume(v int) {
	defer w.call(w.body, -3, v)()
	w.receive()
}
