package stream

import (
	"context"
	"iter"
)

// Transform is for sequence stages of your own: f reads the stream above from
// in and yields the one below; it can keep state, end early, and flush when in has ended.
//
//	in   --1--1--2--2--3--|
//	out  --1-----2-----3--|     Transform(f that drops repeated values)
//
// Order: as f yields.
//
// Concurrency: a sequence stage: f runs in one goroutine and with it, one at a
// time, the task above it. yield must be called from there.
//
// Memory: what f keeps. Elements are pulled when f asks for them.
//
// Errors: f sees them, and yields those that are to be passed on. Since f may
// make anything of a failure, nothing behind it is cancelled on its account.
//
// Cancellation: in ends when ctx does, and yield returns false; what f still
// yields, a flush for example, is dropped. yield also returns false when no more is wanted: f should return.
//
// Misuse: in can be ranged over once, a second time panics. A stream cannot be read from its middle twice.
//
// Rust: an adaptor written with async-stream.
func (s Stream[T]) Transform[U any](f func(ctx context.Context, in iter.Seq2[T, error], yield func(U, error) bool)) Stream[U] {
	notNil("Transform", "f", f == nil)
	return Stream[U]{each: func(ctx context.Context, o opts, emit func(U, error) bool) {
		used, wanted := false, true
		in := func(yield func(T, error) bool) {
			if used {
				misuse("Transform", "in ranged over twice")
			}
			used = true
			s.push(ctx, o.makesUseOfErrors(), yield)
		}
		f(ctx, in, func(v U, err error) bool {
			if wanted = wanted && ctx.Err() == nil; wanted {
				wanted = emit(valueOrError(v, err))
			}
			return wanted
		})
		wanted = false
	}}
}
