package sink

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"

	"github.com/seed-09178888/leat/stream"
)

// Fanout runs the stream once into several sinks, each of which gets every
// element, and returns their results in the order of the sinks.
//
//	--a--b--|  ->  sinks[0] gets --a--b--|, sinks[1] gets --a--b--|
//
// Sinks whose results are of different types get the same one by [Sink.MapResult].
//
// Order: each sink sees the order of the stream.
//
// Concurrency: each sink runs in a goroutine of its own, the stream in the caller's. The slowest
// sets the pace. One that has returned without an error has stopped, and no longer counts.
//
// Memory: an element that not all have received; elements are shared, not copied.
//
// Errors: an error of the stream is an element: each sink gets it when it has
// dealt with those before, and it is returned as it is. The stream ends when all sinks have stopped
// at it, and may have pulled one more element by then. When a sink fails by
// itself, the others are cancelled, and the error says which sink it was. Errors that have nothing to do with each other are joined.
// Results are valid also beside an error.
//
// Cancellation: when ctx ends, so do the contexts of the sinks; everything is joined and context.Cause(ctx) returned.
//
// Left: what each of the sinks leaves. They need not have come equally far: their results say.
//
// Misuse: panics if there are no sinks, or if one is nil.
//
// Rust: SinkExt::fanout.
func Fanout[T, R any](sinks ...Sink[T, R]) Sink[T, []R] {
	atLeast("Fanout", "the number of sinks", 1, len(sinks))
	for _, k := range sinks {
		notNil("Fanout", "sink", k == nil)
	}
	sinks = slices.Clone(sinks)
	return func(ctx context.Context, s stream.Stream[T]) ([]R, error) {
		f := fan{errs: make([]error, len(sinks))}
		results := make([]R, len(sinks))
		consumers := make([]func(context.Context, stream.Stream[T]) error, len(sinks))
		for i, k := range sinks {
			consumers[i] = func(ctx context.Context, s stream.Stream[T]) error {
				var err error
				results[i], err = k(ctx, s)
				return f.ended(ctx, i, err)
			}
		}
		end := s.InspectErr(f.saw).Tee(ctx, consumers...)
		return results, f.join(end)
	}
}

// A fan is a run of Fanout.
type fan struct {
	first atomic.Pointer[error] // error of the stream
	errs  []error               // of the sinks, if they say more than that their context has ended
}

func (f *fan) saw(err error) { f.first.CompareAndSwap(nil, &err) }

// ended is what Tee is told of the end of a sink. One that has stopped at an
// error of the stream does not cancel the others: they may still be busy with what was before it.
func (f *fan) ended(ctx context.Context, i int, err error) error {
	first := f.first.Load()
	switch {
	case err == nil:
		return nil
	case first != nil && errors.Is(err, *first):
		f.errs[i] = err
		if !errors.Is(*first, err) { // it has failed as well
			f.errs[i] = fmt.Errorf("sink: Fanout: sink %d: %w", i, err)
		}
		return nil
	case ctx.Err() != nil && (errors.Is(ctx.Err(), err) || errors.Is(context.Cause(ctx), err)):
		return err
	}
	f.errs[i] = fmt.Errorf("sink: Fanout: sink %d: %w", i, err)
	return f.errs[i]
}

// join is the error that has ended the run, and what the sinks have to say besides.
func (f *fan) join(end error) error {
	var all []error
	for _, err := range append([]error{end}, f.errs...) {
		told := func(other error) bool { return errors.Is(other, err) }
		if err != nil && !slices.ContainsFunc(all, told) {
			all = append(all, err)
		}
	}
	if len(all) == 1 {
		return all[0]
	}
	return errors.Join(all...)
}
