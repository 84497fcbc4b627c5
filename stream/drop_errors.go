package stream

import (
	"context"

	"github.com/seed-09178888/leat/internal/ring"
)

// DropErrors drops every error after onDrop has seen it. onDrop may be nil.
//
//	in   --1--#--3--|
//	out  --1-----3--|     onDrop sees #
//
// Order: as the input.
//
// Concurrency: part of the task: the next boundary below says how many run at a
// time, and if there is one, onDrop must be safe for concurrent use.
//
// Memory: nothing is kept. A dropped error leaves the window as a value that was filtered out does.
//
// Errors: consumed. Since a failure above is not the end, nothing behind it is cancelled on its account.
//
// Cancellation: onDrop does not see errors that only mirror the run's own end.
//
// Rust: filter_map(|r| async { r.ok() }).
func (s Stream[T]) DropErrors(onDrop func(error)) Stream[T] {
	return onError(s, traits{fewer: true}, true, func(_ context.Context, err error) (T, error) {
		if onDrop != nil {
			onDrop(err)
		}
		var zero T
		return zero, ring.ErrDropped
	})
}
