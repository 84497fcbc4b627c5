package sink

import (
	"context"
	"database/sql"
	"time"

	"github.com/seed-09178888/leat/stream"
)

// Exec runs a statement once for every value, a [Batch] of values in a
// transaction: into a *sql.DB or *sql.Conn.
//
//	--a--b--c--|  ->  begin a b commit, begin c commit        Batch(2)
//
// query is what you would write for one row, with the placeholders of your driver
// and, if you like, what is to happen with a row that is there already: INSERT ... ON CONFLICT ... DO UPDATE. args are
// the values for it. It is prepared once per transaction. It takes the options Batch and [Within].
//
// Order: as the stream yields them.
//
// Concurrency: one transaction at a time, in the caller's goroutine, begun when its batch is complete, so
// that none is open while the stream is waited for. args is never called concurrently. Boundaries of the stream
// go on meanwhile. With Within, the stream runs in a goroutine of its own.
//
// Memory: the values of a batch; with Within, as many are read ahead.
//
// Errors: stops at the first. That of the stream is returned as it is, when the values before it have been
// committed. That of the database is a [*BatchError], which says which elements have been rolled back, and at which it failed.
// s.Skip(Elements) goes on behind what has been committed.
//
// Cancellation: when ctx ends, the transaction under way is rolled back, unless it is already
// being committed, everything is joined, and context.Cause(ctx) returned. A ctx that never ends, such as
// context.Background(), spares drivers to watch it: with SQLite that is half the time of an INSERT.
//
// Left: the batches that have been committed: the first Elements of the stream, none of the others, also after a panic
// or Goexit. Only if it was the commit that failed, the database alone knows whether it has that batch.
//
// Misuse: panics if db or args is nil, query is empty, or if it does not take an option.
//
// Rust: sqlx, with TryStreamExt::try_chunks.
func Exec[T any](
	db interface {
		BeginTx(context.Context, *sql.TxOptions) (*sql.Tx, error)
	},
	query string, args func(T) []any, opts ...Option,
) Sink[T, Executed] {
	notNil("Exec", "db", db == nil)
	notNil("Exec", "args", args == nil)
	if query == "" {
		misuse("Exec", "query must not be empty")
	}
	o := newOptions("Exec", opts, "Batch", "Within")
	return func(ctx context.Context, s stream.Stream[T]) (done Executed, err error) {
		batches := s.Chunks(o.batch)
		if o.has("Within") {
			batches = s.ChunksTimeout(o.batch, o.within)
		}
		endless := ctx.Done() == nil
		err = batches.TryForEach(ctx, func(ctx context.Context, vs []T) error {
			t := transaction{query: query, first: done.Elements, size: len(vs), endless: endless, args: func(i int) []any { return args(vs[i]) }}
			rows, err := t.run(ctx, db.BeginTx)
			if err == nil {
				done = Executed{Elements: done.Elements + len(vs), Batches: done.Batches + 1, Rows: done.Rows + rows}
			}
			return err
		})
		return done, err
	}
}

// Executed says what [Exec] has committed.
type Executed struct {
	Elements int
	Batches  int
	Rows     int64 // that were affected, if the driver knows
}

// Batch is an option of [Exec]: so many elements are written in a transaction,
// the last one and the one before an error excepted. It is 1000 if the option is not given.
func Batch(n int) Option {
	atLeast("Batch", "n", 1, n)
	return option("Batch", func(o *options) { o.batch = n })
}

// Within is an option of [Exec], for a slow stream: a batch is written at the
// latest d after its first element has come, though it is not complete.
func Within(d time.Duration) Option {
	if d <= 0 {
		misuse("Within", "d must be positive, got %v", d)
	}
	return option("Within", func(o *options) { o.within = d })
}
