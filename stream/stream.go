package stream

import (
	"context"

	"github.com/seed-09178888/leat/internal/ring"
)

// A Stream is a lazy description of a pipeline: nothing runs until a terminal
// such as [Stream.TryCollect] runs it, and when the terminal returns, nothing of
// it runs any more. Streams are values: they can be copied, passed around and,
// if their source can be read again, run again, also concurrently.
//
// The zero Stream is empty.
type Stream[T any] struct {
	traits

	// A stream with a task above it has open. All others have each: their
	// elements come one after another, and nothing is left to be run.
	open func(o opts, lanes int) flow[T]
	each func(ctx context.Context, o opts, emit func(T, error) bool)

	// sink, which boundaries have, is each for an emit that is no user code
	// and may be called from any goroutine, one call at a time.
	sink func(ctx context.Context, o opts, emit func(T, error) bool)

	// above, which boundaries have, is sink for a boundary right below, into whose lanes emit puts.
	above func(ctx context.Context, o opts, emit func(T, error) bool, in *ring.Inlet) ring.Upstream
}

// traits are what is known of a stream before it runs.
type traits struct {
	size     int  // the number of elements, for allocation; 0 if not known
	fewer    bool // size is a bound: elements may have been dropped
	task     bool // a task stands above: per-element stages since the last boundary or sequence stage
	usesCtx  bool // the task takes a context
	seesErrs bool // the task makes something of errors that come from above it
	mends    bool // the last stage may make a value of them
}

// opts are what the stages above are told by those below when the stream runs.
type opts struct {
	stops  bool   // nothing below makes anything of a failure but the end (guarantee 9)
	failed func() // if stops: tells an enclosing FlatMap at once that an element has failed; may be nil
	abort  func() // ends the whole run: user code has panicked
}

// makesUseOfErrors is what a stage tells those above it when an error need not be the end.
func (o opts) makesUseOfErrors() opts {
	o.stops, o.failed = false, nil
	return o
}

// mayEndFirst is what a stage tells those above it that may end before a
// failure gets through: it is no reason for an enclosing FlatMap to end.
func (o opts) mayEndFirst() opts {
	o.failed = nil
	return o
}

// last reports whether an element with this error is the last that is wanted,
// and if so tells those who must know. Boundaries see to it themselves.
func (o opts) last(err error) bool {
	if err == nil || !o.stops {
		return false
	}
	if o.failed != nil {
		o.failed()
	}
	return true
}

// A flow is a stream that has been opened for one run, its task not yet run.
// The source puts raw elements into lanes, run takes each through the task.
type flow[T any] struct {
	size   int                                                     // without feed: the elements are 0 .. size-1, and so are their lanes
	feed   func(ctx context.Context, in *ring.Inlet)               // puts one element after another into lanes
	link   func(ctx context.Context, in *ring.Inlet) ring.Upstream // what feed does, without a goroutine, from the boundary above; may be nil
	run    func(ctx context.Context, lane int) (T, error)          // called concurrently for distinct lanes
	clear  func(lane int)                                          // forgets the raw element; may be nil
	turnOf func(lane int) ring.Turn                                // of the element in a lane; nil if elements take no turns
	failed func(lane int) bool                                     // the element in a lane came as an error that the task cannot mend; nil if none does
}

// flow opens s with a number of lanes.
func (s Stream[T]) flow(o opts, lanes int) flow[T] {
	if s.open != nil {
		return s.open(o, lanes)
	}
	raw := ring.NewTable[Result[T]](lanes)
	into := func(in *ring.Inlet) func(T, error) bool {
		return func(v T, err error) bool {
			*raw.Grow(in.Lane) = Result[T]{v, err}
			return in.Commit(err)
		}
	}
	f := flow[T]{
		feed: func(ctx context.Context, in *ring.Inlet) { s.push(ctx, o, into(in)) },
		run: func(_ context.Context, lane int) (T, error) {
			r := raw.At(lane)
			return r.Value, r.Err
		},
		clear:  func(lane int) { *raw.At(lane) = Result[T]{} },
		failed: func(lane int) bool { return raw.At(lane).Err != nil },
	}
	if s.above != nil {
		f.link = func(ctx context.Context, in *ring.Inlet) ring.Upstream { return s.above(ctx, o, into(in), in) }
	}
	return f
}

// push runs s in the calling goroutine, the task above one element at a time,
// until the end, until emit returns false, or until ctx has ended. It is how a
// sequence stage reads the stream above it.
func (s Stream[T]) push(ctx context.Context, o opts, emit func(T, error) bool) {
	switch {
	case s.each != nil:
		s.each(ctx, o, emit)
		return
	case s.open == nil:
		return
	}
	f := s.open(o, 1)
	step := func(lane int) bool {
		if ctx.Err() != nil {
			return false
		}
		v, err := f.run(ctx, lane)
		if err == ring.ErrDropped { //nolint:errorlint // a private sentinel, never wrapped
			return true
		}
		if (s.usesCtx || err != nil) && ctx.Err() != nil {
			return false // what a task makes of the run's end is no element
		}
		return emit(v, err)
	}
	if f.feed != nil {
		f.feed(ctx, &ring.Inlet{Commit: func(error) bool { return step(0) }})
		return
	}
	for i := 0; i < f.size && step(i); i++ {
	}
}

// perElement adds a stage to the task of s. absorbs: an error that comes from
// above need not be the end of the stream.
func perElement[T, U any](
	s Stream[T], add traits, absorbs bool,
	stage func(run func(context.Context, int) (T, error)) func(context.Context, int) (U, error),
) Stream[U] {
	return onFlow(s, add, absorbs, func(up flow[T]) func(context.Context, int) (U, error) { return stage(up.run) })
}

// onFlow is perElement for a stage that must know more of the flow than how to run the task.
func onFlow[T, U any](s Stream[T], add traits, absorbs bool, stage func(up flow[T]) func(context.Context, int) (U, error)) Stream[U] {
	add.task = true
	add.size = s.size
	add.fewer = add.fewer || s.fewer
	add.usesCtx = add.usesCtx || s.usesCtx
	add.seesErrs = add.seesErrs || s.seesErrs
	return Stream[U]{traits: add, open: func(o opts, lanes int) flow[U] {
		if absorbs {
			o = o.makesUseOfErrors()
		}
		up := s.flow(o, lanes)
		f := flow[U]{size: up.size, feed: up.feed, link: up.link, clear: up.clear, turnOf: up.turnOf, failed: up.failed, run: stage(up)}
		if add.mends {
			f.failed = nil
		}
		return f
	}}
}
