package sink_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
)

// A database is a driver with one table of numbers, the last argument of each exec. Each
// step can be made to fail or to block.
type database struct {
	// step is called in the driver: begin, prepare, exec, commit, rollback. v is the number of exec.
	step func(ctx context.Context, step string, v int64) error

	db *sql.DB
	mu struct {
		sync.Mutex
		table     []int64
		log       []string
		txs, stmt int // that are open
		conns     int
	}
}

// open is the database for use. At the end of the test nothing of it may be open.
func (d *database) open(tb testing.TB) *sql.DB {
	tb.Helper()
	if d.db != nil {
		return d.db
	}
	db := sql.OpenDB(d)
	d.db = db
	tb.Cleanup(func() {
		assert.NoError(tb, db.Close())
		d.mu.Lock()
		defer d.mu.Unlock()
		assert.Zero(tb, d.mu.txs, "open transactions")
		assert.Zero(tb, d.mu.stmt, "open statements")
		assert.Zero(tb, d.mu.conns, "open connections")
	})
	return db
}

func (d *database) rows() []int64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]int64{}, d.mu.table...)
}

// history is what has been done, in order.
func (d *database) history() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]string{}, d.mu.log...)
}

func (d *database) do(ctx context.Context, step string, v int64) error {
	d.mu.Lock()
	d.mu.log = append(d.mu.log, step)
	d.mu.Unlock()
	if d.step == nil {
		return nil
	}
	return d.step(ctx, step, v)
}

func (d *database) count(n *int, by int) {
	d.mu.Lock()
	*n += by
	d.mu.Unlock()
}

func (d *database) Connect(context.Context) (driver.Conn, error) {
	d.count(&d.mu.conns, 1)
	return &connection{d: d}, nil
}

func (d *database) Driver() driver.Driver { return nil }

type connection struct {
	d       *database
	pending []int64
}

func (c *connection) Close() error { c.d.count(&c.d.mu.conns, -1); return nil }

func (c *connection) Begin() (driver.Tx, error) { return nil, errors.New("without a context") }

func (c *connection) BeginTx(ctx context.Context, _ driver.TxOptions) (driver.Tx, error) {
	if err := c.d.do(ctx, "begin", 0); err != nil {
		return nil, err
	}
	c.pending = nil
	c.d.count(&c.d.mu.txs, 1)
	return c, nil
}

func (c *connection) Commit() error {
	defer c.d.count(&c.d.mu.txs, -1)
	err := c.d.do(context.Background(), "commit", 0)
	if err == nil {
		c.d.mu.Lock()
		c.d.mu.table = append(c.d.mu.table, c.pending...)
		c.d.mu.Unlock()
	}
	return err
}

func (c *connection) Rollback() error {
	defer c.d.count(&c.d.mu.txs, -1)
	return c.d.do(context.Background(), "rollback", 0)
}

func (c *connection) Prepare(query string) (driver.Stmt, error) {
	if err := c.d.do(context.Background(), "prepare", 0); err != nil {
		return nil, err
	}
	c.d.count(&c.d.mu.stmt, 1)
	return statement{c}, nil
}

type statement struct{ c *connection }

func (s statement) Close() error  { s.c.d.count(&s.c.d.mu.stmt, -1); return nil }
func (s statement) NumInput() int { return -1 }

func (s statement) Exec([]driver.Value) (driver.Result, error) {
	return nil, errors.New("without a context")
}
func (s statement) Query([]driver.Value) (driver.Rows, error) { return nil, errors.New("no rows") }

func (s statement) ExecContext(ctx context.Context, args []driver.NamedValue) (driver.Result, error) {
	v := args[len(args)-1].Value.(int64)
	if err := s.c.d.do(ctx, "exec", v); err != nil {
		return nil, err
	}
	s.c.pending = append(s.c.pending, v)
	return driver.RowsAffected(1), nil
}

// failing fails in a step at a number.
func failing(step string, at int64) func(context.Context, string, int64) error {
	return func(_ context.Context, s string, v int64) error {
		if s == step && v == at {
			return fmt.Errorf("%w in %s", errBoom, step)
		}
		return nil
	}
}

// slow takes a second for a step; only exec heeds ctx.
func slow(step string) func(context.Context, string, int64) error {
	return func(ctx context.Context, s string, _ int64) error {
		if s != step {
			return nil
		}
		select {
		case <-time.After(time.Second):
			return nil
		case <-ctx.Done():
			return errors.New("interrupted")
		}
	}
}
