package ring

import (
	"context"
	"math/bits"
)

// A Job says what a ring is to do.
type Job[T any] struct {
	Name      string // labels the workers that are started, and the context of the tasks, for profiles
	Workers   int    // at most so many tasks run at a time
	Window    int    // at most so many elements are pulled and not yet released; >= Workers
	Unordered bool   // results in the order of completion
	FailFast  bool   // the first failure in time is the last result, at once
	Stops     bool   // the receiver makes nothing of a failure but the end
	UsesCtx   bool   // Run makes use of its context
	SeesErrs  bool   // Run makes something of an error that the source commits

	// Run computes the element in a lane. It is called concurrently for distinct lanes.
	// The error ErrDropped makes the element vanish.
	Run func(ctx context.Context, lane int) (T, error)

	// Feed puts elements into lanes, one after another. Without it the source is
	// indexed: the elements are 0 .. Size-1 and their lane is their number.
	Feed  func(ctx context.Context, in *Inlet)
	Clear func(lane int) // forgets the raw element in a lane; may be nil
	Size  int

	// Link, if set, is used instead of Feed. It returns the ring above, whose results are the elements.
	Link func(ctx context.Context, in *Inlet) Upstream

	// TurnOf, if set, returns the turn of the element in a lane, see Turns. For unordered rings.
	TurnOf func(lane int) Turn

	Failed func() // if Stops: called as soon as an element has failed; may be nil
	Abort  func() // called when user code panics or calls Goexit: ends the context of the whole run; not nil
}

// Lanes returns the number of lanes that a fed ring of this window uses.
func Lanes(window int) int {
	return 1 << bits.Len(uint(window-1))
}

// Each runs the job and calls emit for every result, in the caller's goroutine, until emit returns false.
// It returns when everything it started has ended. A panic or Goexit in a task or
// in the source is continued in the caller.
func (j Job[T]) Each(ctx context.Context, emit func(T, error) bool) {
	if j.empty() {
		return
	}
	r := newRing(ctx, j, emit, false)
	normal := false
	defer func() {
		if !normal { // emit panicked or called Goexit
			j.Abort()
			r.close()
		}
	}()
	r.start()
	r.consume()
	normal = true
	r.close()
	r.rethrow()
}

// Sink is Each for an emit that is no user code: it is called from any goroutine, though never concurrently.
// The caller is one of the workers, or feeds.
func (j Job[T]) Sink(ctx context.Context, emit func(T, error) bool) {
	if j.empty() {
		return
	}
	r := newRing(ctx, j, emit, true)
	defer r.close() // also when the caller's own task called Goexit
	switch {
	case r.linked():
		r.crew.enlist()
		r.feed.link.start()
		r.guarded(r.work)
		r.feed.link.close() // before the Wait below: until then it may start workers
	case r.Feed != nil:
		r.guarded(r.runFeed)
	default:
		r.crew.enlist()
		r.guarded(r.work)
	}
	r.crew.wg.Wait() // whoever delivers the last result stops the others
	r.rethrow()
}

func (j Job[T]) empty() bool { return j.Feed == nil && j.Link == nil && j.Size == 0 }
