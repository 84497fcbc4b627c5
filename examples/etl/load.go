package main

import (
	"context"
	"fmt"
	"io"
	"iter"

	"github.com/seed-09178888/leat/sink"
	"github.com/seed-09178888/leat/stream"
)

// A job is one load: its options and where it stands.
type job struct {
	csv     string
	rejects string
	db      database
	jobs    int
	batch   int
	screen  io.Writer // for a progress bar; nil: there is none
	tally   tally
}

// load brings the file into the database. This one chain is the program; all
// other files hold its pieces.
//
// Ctrl-C ends ctx, and that ends the source: what has been read is still stored, and
// then the run is over.
func (j *job) load(ctx context.Context) error {
	_, err := records(j.csv, j.open()).
		TakeUntil(ctx.Done()).
		// A record becomes an order, or an error that says what is wrong with it.
		TryMap(stream.Fallible(validate)).
		// Up to -j at a time, in the order of the file. While a batch is
		// committed, the next one is read.
		Buffered(j.jobs, stream.Window(j.jobs+j.batch)).
		// A second order with the same id is an error, too.
		Through(distinct).
		// Errors go to the rejects, orders into the database. The rejects file has its
		// name only when all orders are stored.
		Into(context.WithoutCancel(ctx), sink.File(j.rejects, j.store(ctx)))
	return err
}

// store is the end of the chain: rejects go to the writer, orders into the database, a
// batch in a transaction. It runs in one goroutine.
func (j *job) store(ctx context.Context) func(io.Writer, ...sink.Option) sink.Sink[order, int64] {
	return func(w io.Writer, _ ...sink.Option) sink.Sink[order, int64] {
		return func(run context.Context, s stream.Stream[order]) (changed int64, err error) {
			d := newDivider(w, &j.tally)
			changed, err = s.Results().TryFilterMap(d.divide).Into(run, j.db.orders(j.batch))
			j.tally.changed = changed
			if err == nil {
				err = d.flush()
			}
			if err == nil && ctx.Err() != nil { // the rejects are not all
				err = errInterrupted
			}
			return changed, err
		}
	}
}

// distinct keeps the first order of each id. It holds the ids of all: some 40 bytes each.
func distinct(s stream.Stream[order]) stream.Stream[order] {
	return s.Transform(func(_ context.Context, in iter.Seq2[order, error], yield func(order, error) bool) {
		lines := map[int64]int{}
		for o, err := range in {
			if err == nil {
				if first, twice := lines[o.id]; twice {
					err = &reject{line: o.line, column: "id", reason: fmt.Sprintf("%d is the id of line %d", o.id, first)}
				} else {
					lines[o.id] = o.line
				}
			}
			if !yield(o, err) {
				return
			}
		}
	})
}
