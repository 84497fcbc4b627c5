package stream

import (
	"context"

	"github.com/seed-09178888/leat/internal/ring"
)

// Chain yields the elements of s and then those of the others, one stream after another.
//
//	s      --1--2--|
//	other            --3--|
//	out    --1--2------3--|
//
// Order: of s, then of the others. A stream is not started before those before it have ended.
//
// Concurrency: the tasks of the streams are handed on unrun, so that a boundary
// below runs them concurrently, also across the seam: Chain behaves as one longer source would.
//
// Memory: nothing is kept.
//
// Errors: passed on; an error does not end the chain.
//
// Cancellation: ends with ctx.
//
// Rust: StreamExt::chain.
func (s Stream[T]) Chain(others ...Stream[T]) Stream[T] {
	all := append([]Stream[T]{s}, others...)
	var tr traits
	for _, in := range all {
		tr.size += in.size
		tr.fewer = tr.fewer || in.fewer
		tr.task = tr.task || in.task
		tr.usesCtx = tr.usesCtx || in.usesCtx
		tr.seesErrs = tr.seesErrs || in.seesErrs
	}
	return Stream[T]{traits: tr, open: func(o opts, lanes int) flow[T] { return chainFlow(all, o, lanes) }}
}

// chainFlow remembers for every lane which stream's task is to be run on it.
func chainFlow[T any](all []Stream[T], o opts, lanes int) flow[T] {
	owners := ring.NewTable[flow[T]](lanes)
	return flow[T]{
		feed: func(ctx context.Context, in *ring.Inlet) {
			wanted := true
			for _, s := range all {
				f := s.flow(o, lanes).fed(lanes)
				part := ring.Inlet{Lane: in.Lane}
				part.Commit = func(err error) bool {
					*owners.Grow(in.Lane) = f
					wanted = in.Commit(err)
					part.Lane = in.Lane
					return wanted
				}
				f.feed(ctx, &part)
				if !wanted || ctx.Err() != nil {
					return
				}
			}
		},
		run: func(ctx context.Context, lane int) (T, error) { return owners.At(lane).run(ctx, lane) },
		clear: func(lane int) {
			owner := owners.At(lane)
			if owner.clear != nil {
				owner.clear(lane)
			}
			*owner = flow[T]{}
		},
		failed: func(lane int) bool {
			failed := owners.At(lane).failed
			return failed != nil && failed(lane)
		},
	}
}

// fed gives a flow that is indexed a feed, so that its elements can use any lane.
func (f flow[T]) fed(lanes int) flow[T] {
	if f.feed != nil {
		return f
	}
	index := ring.NewTable[int](lanes)
	return flow[T]{
		feed: func(_ context.Context, in *ring.Inlet) {
			for i := range f.size {
				*index.Grow(in.Lane) = i
				if !in.Commit(nil) {
					return
				}
			}
		},
		run: func(ctx context.Context, lane int) (T, error) { return f.run(ctx, *index.At(lane)) },
	}
}
