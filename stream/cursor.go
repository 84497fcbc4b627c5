package stream

import (
	"context"
	"runtime"
	"sync"
)

// A Cursor reads a stream element by element, see [Stream.Cursor]. It is not
// safe for concurrent use, the streams of [Cursor.Rest] included, and must not be copied.
//
// [Cursor.Close] ends its run. The run of a cursor that was forgotten is reclaimed: some time after a garbage
// collection has found that the cursor, and every stream of Rest, cannot be reached any more, the context of the
// run ends, and with it all that belongs to it. When that is, and whether it is before the program ends,
// nobody promises, and what holds the cursor itself, a function of its stream or a value of its context, keeps
// it for ever. Within a bubble of testing/synctest nothing is reclaimed: there a run that nobody ends is a deadlock, and reported.
type Cursor[T any] struct {
	_ [0]sync.Mutex // vet reports a copy

	run     *cursorRun[T]
	started bool
	pending bool // an element was asked for and has not been received
	reclaim runtime.Cleanup

	head Result[T] // the next element
	held bool      // head is there
	over bool      // nothing comes after head
}

// Cursor reads the stream element by element, on demand:
//
//	c := s.Cursor(ctx)
//	defer c.Close()
//	for v, ok, err := c.Next(); ok; v, ok, err = c.Next() { ... }
//
// For a plain loop use [Stream.All], which needs no Close and no goroutine.
//
//	--a--#--c--|  ->  (a, true, nil) (zero, true, #) (c, true, nil) (zero, false, nil) ...
//
// Order: as the stream yields them.
//
// Concurrency: the stream runs in a goroutine of its own, which the first Next
// or Peek starts; before that nothing runs. The run is over at the end and when [Cursor.Close]
// has returned. Without either it stays until ctx ends, or until the garbage collector finds the cursor abandoned: see [Cursor].
//
// Memory: one element. The next one is pulled when it is asked for; in between,
// boundaries of the stream work as far ahead as their window allows.
//
// Errors: are elements: (zero, true, err). Nothing stops at them.
//
// Cancellation: when ctx ends, everything is joined and there is one last
// element, (zero, true, context.Cause(ctx)); an element that was peeked at comes before it. Then the
// end, for ever.
//
// A panic of one of the stream's functions ends the run, and the Next, Peek or NextIf that
// meets it panics with *panics.Recovered in the caller's goroutine; likewise Goexit. After it comes the end.
//
// Rust: StreamExt::next, StreamExt::peekable.
func (s Stream[T]) Cursor(ctx context.Context) *Cursor[T] {
	return &Cursor[T]{run: &cursorRun[T]{s: s, ctx: ctx, given: make(chan Result[T]), asked: make(chan struct{}, 1)}}
}

// Next returns the next element. ok is false at the end, for ever after.
//
//	--a--#--|  ->  (a, true, nil) (zero, true, #) (zero, false, nil) ...
//
// Rust: StreamExt::next.
func (c *Cursor[T]) Next() (v T, ok bool, err error) {
	v, ok, err = c.Peek()
	c.take()
	return v, ok, err
}

// Peek returns what the following Next will return, and leaves it there.
//
//	--a--b--|  ->  Peek (a, true, nil), Peek (a, true, nil), Next (a, true, nil), Next (b, true, nil)
//
// Rust: Peekable::peek.
func (c *Cursor[T]) Peek() (v T, ok bool, err error) {
	ok = c.fetch(nil)
	return c.head.Value, ok, c.head.Err
}

// NextIf is Next if p holds for the next value; else that stays, and ok is
// false, as at the end. An error is not given to p: it is returned, (zero, true, err), and consumed.
//
//	--1--2--|  ->  NextIf(odd) (1, true, nil), NextIf(odd) (zero, false, nil), Next (2, true, nil)
//
// A panic of p passes as it is, and the value stays.
//
// Misuse: panics if p is nil.
//
// Rust: Peekable::next_if, next_if_eq.
func (c *Cursor[T]) NextIf(p func(T) bool) (v T, ok bool, err error) {
	notNil("NextIf", "p", p == nil)
	v, ok, err = c.Peek()
	if ok && err == nil && !p(v) {
		var zero T
		return zero, false, nil
	}
	c.take()
	return v, ok, err
}

// Close ends the run and joins everything; the cursor is at its end then. It may be
// called at any time and more than once; before the first Next, the stream never runs. The context of the
// stream's functions ends.
//
// Close does not panic, so that a deferred one does not take the place of a panic that is under way: a panic of the
// stream's functions that no Next, Peek or NextIf has met is dropped.
//
// Rust: drop.
func (c *Cursor[T]) Close() {
	c.take()
	c.over = true
	if !c.started {
		return
	}
	c.reclaim.Stop()
	c.run.cancel()
	for range c.run.given { // the one that is under way, and then until the run is over
	}
}

// fetch makes sure that head is held. It is false at the end, and when done is
// closed before there is an element: that stays under way, for the next fetch.
func (c *Cursor[T]) fetch(done <-chan struct{}) bool {
	if c.held || c.over {
		return c.held
	}
	c.demand()
	select {
	case r, more := <-c.run.given:
		runtime.KeepAlive(c) // the run that is waited for must not be reclaimed
		c.pending = false
		if more {
			c.head, c.held = r, true
			return true
		}
	case <-done:
		return false
	}
	c.over = true
	c.run.guard.Rethrow()
	c.head.Err, c.held = c.run.end, c.run.end != nil
	return c.held
}

// demand asks the run for an element, unless one is under way.
func (c *Cursor[T]) demand() {
	if c.pending {
		return
	}
	c.pending = true
	if c.started {
		c.run.asked <- struct{}{}
		return
	}
	c.started = true
	end := c.run.start()
	if !bubbled() {
		c.reclaim = runtime.AddCleanup(c, func(end context.CancelFunc) { end() }, end)
	}
}

// take consumes head.
func (c *Cursor[T]) take() {
	c.head, c.held = Result[T]{}, false
}
