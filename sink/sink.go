package sink

import (
	"context"

	"github.com/seed-09178888/leat/stream"
)

// A Sink is where a stream of T ends: a function that runs it and returns what
// has become of it. s.Into(ctx, sink) calls it. Any function of this form is one.
//
//	--a--b--c--|  ->  R, error
//
// It returns when nothing of the stream runs any more. R is also valid beside an
// error: it says how far the sink has come.
type Sink[T, R any] func(context.Context, stream.Stream[T]) (R, error)

// With is the sink k for a stream of U: f makes of each value what k takes.
//
//	in  --u--v--|  ->  f  ->  k
//
// Order: as of k.
//
// Concurrency: f is part of the task at the end of the stream, and is called
// concurrently only if k begins with a boundary, which no sink of this package does.
//
// Memory: as of k.
//
// Errors: as of k. Those of the stream do not go through f.
//
// Cancellation, Left: as of k.
//
// Misuse: panics if k or f is nil.
//
// Rust: SinkExt::with.
func (k Sink[T, R]) With[U any](f func(U) T) Sink[U, R] {
	notNil("With", "k", k == nil)
	notNil("With", "f", f == nil)
	return func(ctx context.Context, s stream.Stream[U]) (R, error) { return k(ctx, s.Map(f)) }
}

// TryWith is [Sink.With] for an f that may fail and gets the context. All else is as there.
//
//	in  --u--v--|  ->  f fails at v  ->  k sees --t--#--|
//
// Errors: that of f takes the place of the element, and k stops there.
//
// Cancellation: the context of f ends with ctx.
//
// Rust: SinkExt::with, whose function may fail.
func (k Sink[T, R]) TryWith[U any](f func(context.Context, U) (T, error)) Sink[U, R] {
	notNil("TryWith", "k", k == nil)
	notNil("TryWith", "f", f == nil)
	return func(ctx context.Context, s stream.Stream[U]) (R, error) { return k(ctx, s.TryMap(f)) }
}

// MapResult is the sink k whose result is what f makes of it, also beside an
// error. It gives sinks of several kinds one type, for [Fanout].
//
//	--a--b--|  ->  k  ->  f(R), error
//
// Order, Concurrency, Memory, Errors, Cancellation, Left: those of k. f is called once, in the caller's goroutine.
//
// Misuse: panics if k or f is nil.
//
// Rust: FutureExt::map, of what forward returns.
func (k Sink[T, R]) MapResult[Q any](f func(R) Q) Sink[T, Q] {
	notNil("MapResult", "k", k == nil)
	notNil("MapResult", "f", f == nil)
	return func(ctx context.Context, s stream.Stream[T]) (Q, error) {
		r, err := k(ctx, s)
		return f(r), err
	}
}
