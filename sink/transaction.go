package sink

import (
	"context"
	"database/sql"
	"errors"
)

// A transaction writes one batch of Exec.
type transaction struct {
	query   string
	first   int             // the index of its first element
	size    int             // how many there are
	args    func(int) []any // those of the element with this index in the batch
	endless bool            // nothing but a panic can end the run
	tx      *sql.Tx
}

// run writes the batch, whole or not at all, and returns how many rows that has affected.
func (t *transaction) run(ctx context.Context, begin func(context.Context, *sql.TxOptions) (*sql.Tx, error)) (rows int64, err error) {
	// ctx ends the wait for a connection, but not the transaction: database/sql
	// would roll that back in a goroutine of its own, which nobody can join.
	own, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	stop := context.AfterFunc(ctx, cancel)
	t.tx, err = begin(own, nil)
	stop()
	if err != nil {
		return 0, t.failed(ctx, "begin", -1, err)
	}
	defer func() { _ = t.tx.Rollback() }() // after a panic; else it is done
	step, at, rows, err := t.exec(ctx)
	switch {
	case err != nil:
	case ctx.Err() != nil:
		err = ctx.Err()
	default:
		if err = t.tx.Commit(); err == nil {
			return rows, nil
		}
		step = "commit"
	}
	if again := t.tx.Rollback(); again != nil && !errors.Is(again, sql.ErrTxDone) {
		err = errors.Join(err, again)
	}
	return 0, t.failed(ctx, step, at, err)
}

// exec runs the statement for every element. If that fails it says in which step, and at which element.
func (t *transaction) exec(ctx context.Context) (step string, at int, rows int64, err error) {
	calls := ctx
	if t.endless {
		calls = context.WithoutCancel(ctx) // a context that may end costs some drivers a goroutine per call
	}
	stmt, err := t.tx.PrepareContext(calls, t.query) // closed with the transaction
	if err != nil {
		return "prepare", -1, 0, err
	}
	for i := range t.size {
		if ctx.Err() != nil {
			return "exec", -1, 0, ctx.Err()
		}
		result, err := stmt.ExecContext(calls, t.args(i)...)
		if err != nil {
			return "exec", t.first + i, 0, err
		}
		if n, err := result.RowsAffected(); err == nil {
			rows += n
		}
	}
	return "", -1, rows, nil
}

// failed is the error of a step. What comes of the end of ctx is no more than that.
func (t *transaction) failed(ctx context.Context, step string, at int, err error) error {
	if ctx.Err() != nil && step != "commit" {
		return context.Cause(ctx)
	}
	return &BatchError{First: t.first, Last: t.first + t.size - 1, Element: at, Step: step, Err: err}
}
