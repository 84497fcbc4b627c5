package source_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
)

// A database is a driver whose only table every query yields. Each step can be made to fail or to block.
type database struct {
	columns []string
	rows    [][]driver.Value
	more    bool // there is another table behind it, so that its end does not close the rows

	// step is called in the driver: connect, query, next, close. n is the number of the row.
	step func(ctx context.Context, step string, n int) error

	mu struct {
		sync.Mutex
		conns, open int
		args        [][]driver.NamedValue
	}
}

// open is the database for use. At the end of the test nothing of it may be open.
func (d *database) open(tb testing.TB) *sql.DB {
	tb.Helper()
	db := sql.OpenDB(d)
	tb.Cleanup(func() {
		assert.NoError(tb, db.Close())
		rows, conns := d.held()
		assert.Zero(tb, rows, "open rows")
		assert.Zero(tb, conns, "open connections")
	})
	return db
}

func (d *database) held() (rows, conns int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.mu.open, d.mu.conns
}

func (d *database) do(ctx context.Context, step string, n int) error {
	if d.step == nil {
		return nil
	}
	return d.step(ctx, step, n)
}

func (d *database) count(n *int, by int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	*n += by
}

func (d *database) Driver() driver.Driver { return nil }

func (d *database) Connect(ctx context.Context) (driver.Conn, error) {
	if err := d.do(ctx, "connect", 0); err != nil {
		return nil, err
	}
	d.count(&d.mu.conns, 1)
	return connection{d}, nil
}

type connection struct{ d *database }

func (c connection) Close() error                        { c.d.count(&c.d.mu.conns, -1); return nil }
func (c connection) Begin() (driver.Tx, error)           { return c, nil }
func (c connection) Commit() error                       { return nil }
func (c connection) Rollback() error                     { return nil }
func (c connection) Prepare(string) (driver.Stmt, error) { return nil, errors.New("not prepared") }

func (c connection) QueryContext(ctx context.Context, _ string, args []driver.NamedValue) (driver.Rows, error) {
	if err := c.d.do(ctx, "query", 0); err != nil {
		return nil, err
	}
	c.d.mu.Lock()
	defer c.d.mu.Unlock()
	c.d.mu.open++
	c.d.mu.args = append(c.d.mu.args, args)
	return &result{d: c.d, ctx: ctx}, nil
}

// A result is what a query has found.
type result struct {
	d   *database
	ctx context.Context
	n   int
}

func (r *result) Columns() []string      { return r.d.columns }
func (r *result) HasNextResultSet() bool { return r.d.more }
func (r *result) NextResultSet() error   { return io.EOF }

func (r *result) Close() error {
	r.d.count(&r.d.mu.open, -1)
	return r.d.do(r.ctx, "close", r.n)
}

func (r *result) Next(row []driver.Value) error {
	if err := r.d.do(r.ctx, "next", r.n); err != nil {
		return err
	}
	if r.n == len(r.d.rows) {
		return io.EOF
	}
	copy(row, r.d.rows[r.n])
	r.n++
	return nil
}
