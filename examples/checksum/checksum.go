package main

import (
	"context"

	"github.com/seed-09178888/leat/stream"
)

// A sum is a file and its checksum.
type sum struct {
	path   string
	digest []byte
}

// sums prints the checksum of every regular file below the directories. This
// one chain is the program; all other files hold its pieces.
//
// Ctrl-C ends ctx. The walk and the reads look at it and stop, but the run goes
// on without it: it ends because its source has ended, and so everything that
// was finished is still delivered, and in order.
func (j *job) sums(ctx context.Context) error {
	return j.files(ctx).
		// The work for one file. A chain describes: nothing runs yet.
		TryMap(j.sum(ctx)).
		// Up to -j files at a time. Paths are pulled from the walk as there is
		// room, and the results come in the order of the walk.
		Through(j.buffered).
		// What cannot be read is an error in its place: a line on stderr, and
		// the rest goes on.
		DropErrors(j.failed).
		// This runs it all. A result that cannot be written ends it all, and
		// nothing is left running.
		TryForEach(context.WithoutCancel(ctx), j.print)
}

// buffered is where the concurrency is: the task above it runs for up to -j
// elements at a time.
//
// In order, the small files behind a big one are finished long before their
// turn. The window lets that many results wait, so that all workers stay busy
// until then, and no more, so that memory stays what it is.
func (j *job) buffered[T any](s stream.Stream[T]) stream.Stream[T] {
	const waiting = 4096
	if j.unordered {
		return s.BufferedUnordered(j.jobs)
	}
	return s.Buffered(j.jobs, stream.Window(j.jobs+waiting))
}

// sum returns the task of the chain: from a path to its checksum.
func (j *job) sum(ctx context.Context) func(context.Context, string) (sum, error) {
	return func(run context.Context, path string) (sum, error) {
		digest, err := j.hasher.file(ctx, run, path)
		if err == nil {
			j.progress.fileDone()
		}
		return sum{path, digest}, err
	}
}

// print is the end of the chain. It is called for one result after the other.
func (j *job) print(_ context.Context, s sum) error {
	return j.write(appendSum(j.line[:0], s))
}
