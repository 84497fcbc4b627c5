package source_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/source"
	"github.com/seed-09178888/leat/stream"
)

// column is a database with one column of these values.
func column(vs ...driver.Value) *database {
	d := &database{columns: []string{"v"}}
	for _, v := range vs {
		d.rows = append(d.rows, []driver.Value{v})
	}
	return d
}

// failingIn fails in a step at a row.
func failingIn(step string, row int) func(context.Context, string, int) error {
	return func(_ context.Context, s string, n int) error {
		if s == step && n == row {
			return fmt.Errorf("%w in %s", errBoom, step)
		}
		return nil
	}
}

func number(rows *sql.Rows) (v int, err error) { return v, rows.Scan(&v) }

func TestRows(t *testing.T) {
	type rows func(db source.Querier, query string, args ...any) stream.Stream[int]
	both := map[string]rows{
		"Rows": source.Rows[int],
		"RowsFunc": func(db source.Querier, query string, args ...any) stream.Stream[int] {
			return source.RowsFunc(db, number, query, args...)
		},
	}
	for name, from := range both {
		t.Run(name+" queries in each run, with the arguments of the call", func(t *testing.T) {
			d := column(int64(1), int64(2))
			args := []any{"a", 7}
			s := from(d.open(t), "SELECT", args...)
			args[0] = "changed"
			for range 2 {
				got, err := s.TryCollect(t.Context())
				require.NoError(t, err)
				assert.Equal(t, []int{1, 2}, got)
			}
			require.Len(t, d.mu.args, 2)
			for _, given := range d.mu.args {
				assert.Equal(t, []driver.NamedValue{{Ordinal: 1, Value: "a"}, {Ordinal: 2, Value: int64(7)}}, given)
			}
		})
		t.Run(name+" takes a connection and a transaction, too", func(t *testing.T) {
			d := column(int64(1))
			db := d.open(t)
			conn, err := db.Conn(t.Context())
			require.NoError(t, err)
			got, err := from(conn, "SELECT").TryCollect(t.Context())
			require.NoError(t, err)
			assert.Equal(t, []int{1}, got)
			require.NoError(t, conn.Close())
			tx, err := db.BeginTx(t.Context(), nil)
			require.NoError(t, err)
			got, err = from(tx, "SELECT").TryCollect(t.Context())
			require.NoError(t, err)
			assert.Equal(t, []int{1}, got)
			require.NoError(t, tx.Commit())
		})
		t.Run(name+": a row that cannot be converted is an error in its place", func(t *testing.T) {
			d := column(int64(1), "x", int64(3), nil)
			results, err := from(d.open(t), "SELECT").Results().TryCollect(t.Context())
			require.NoError(t, err)
			require.Len(t, results, 4)
			for i, want := range []string{"", `column index 0, name "v"`, "", "converting NULL to int"} {
				if want == "" {
					assert.Equal(t, stream.Result[int]{Value: i + 1}, results[i])
					continue
				}
				assert.ErrorContains(t, results[i].Err, want)
				if name == "Rows" {
					assert.ErrorContains(t, results[i].Err, fmt.Sprintf("row:%d: ", i+1))
				}
			}
		})
		t.Run(name+": an error of the database is the last element", func(t *testing.T) {
			for step, at := range map[string][]int{"connect": {0}, "query": {0}, "next": {0, 1, 2, 3}} {
				for _, row := range at {
					d := column(int64(0), int64(1), int64(2))
					d.step = failingIn(step, row)
					db := d.open(t)
					got, err := from(db, "SELECT").TryCollect(t.Context())
					assert.EqualError(t, err, "boom in "+step)
					assert.ErrorIs(t, err, errBoom)
					assert.Len(t, got, row)
					assert.Zero(t, db.Stats().InUse)
				}
			}
		})
		t.Run(name+": so is one of closing, unless there was another before", func(t *testing.T) {
			for row, want := range []string{"boom in close", "not read"} {
				d := column(int64(0))
				d.more = true
				d.step = func(_ context.Context, step string, n int) error {
					switch {
					case step == "close":
						return errors.New("boom in close")
					case step == "next" && n == 1 && row == 1:
						return errors.New("not read")
					}
					return nil
				}
				got, err := from(d.open(t), "SELECT").TryCollect(t.Context())
				assert.EqualError(t, err, want)
				assert.Equal(t, []int{0}, got)
			}
		})
		t.Run(name+": a closed database says so", func(t *testing.T) {
			db := column().open(t)
			require.NoError(t, db.Close())
			got, err := from(db, "SELECT").TryCollect(t.Context())
			assert.EqualError(t, err, "sql: database is closed")
			assert.Empty(t, got)
		})
		for _, step := range []string{"connect", "query", "next"} {
			bubble(t, name+" ends with ctx in the step "+step, func(t *testing.T) {
				d := column(int64(0), int64(1))
				d.step = func(ctx context.Context, s string, n int) error {
					if s != step || s == "next" && n == 0 {
						return nil
					}
					<-ctx.Done()
					return errors.New("interrupted")
				}
				db := d.open(t)
				ctx, cancel := context.WithCancelCause(t.Context())
				time.AfterFunc(time.Second, func() { cancel(errBoom) })
				_, err := from(db, "SELECT").TryCollect(ctx)
				assert.Equal(t, errBoom, err)
				rows, _ := d.held()
				assert.Zero(t, rows)
				assert.Zero(t, db.Stats().InUse)
			})
		}
		t.Run(name+" of no rows is empty", func(t *testing.T) {
			got, err := from(column().open(t), "SELECT").TryCollect(t.Context())
			require.NoError(t, err)
			assert.Empty(t, got)
		})
	}
	t.Run("RowsFunc passes an error of the function on as it is", func(t *testing.T) {
		d := column(int64(0), int64(1), int64(2))
		results, err := source.RowsFunc(d.open(t), func(rows *sql.Rows) (int, error) {
			v, _ := number(rows)
			if v == 1 {
				return v, errBoom
			}
			return v, nil
		}, "SELECT").Results().TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []stream.Result[int]{{Value: 0}, {Err: errBoom}, {Value: 2}}, results)
	})
	t.Run("RowsFunc closes the rows when the function panics", func(t *testing.T) {
		d := column(int64(0))
		db := d.open(t)
		assert.Panics(t, func() {
			_, _ = source.RowsFunc(db, func(*sql.Rows) (int, error) { panic(errBoom) }, "SELECT").TryCollect(t.Context())
		})
		rows, _ := d.held()
		assert.Zero(t, rows)
		assert.Zero(t, db.Stats().InUse)
	})
	t.Run("two runs at the same time have rows of their own", func(t *testing.T) {
		s := source.Rows[int](column(int64(1), int64(2)).open(t), "SELECT")
		got, err := s.Zip(s).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []stream.Pair[int, int]{{First: 1, Second: 1}, {First: 2, Second: 2}}, got)
	})
}

// people is a database to show.
func people() *sql.DB {
	return sql.OpenDB(&database{columns: []string{"user_id", "name"}, rows: [][]driver.Value{{int64(1), "Ann"}, {int64(2), "Bob"}}})
}

func ExampleRows() {
	db := people()
	defer db.Close()
	type user struct {
		UserID int
		First  string `db:"name"`
	}

	users := source.Rows[user](db, "SELECT user_id, name FROM users WHERE user_id < ?", 3)
	for u, err := range users.All(context.Background()) {
		fmt.Println(u.UserID, u.First, err)
	}
	// Output:
	// 1 Ann <nil>
	// 2 Bob <nil>
}

func ExampleRowsFunc() {
	db := people()
	defer db.Close()
	greeting := func(rows *sql.Rows) (string, error) {
		var id int
		var name string
		err := rows.Scan(&id, &name)
		return fmt.Sprintf("%d is %s", id, name), err
	}

	s := source.RowsFunc(db, greeting, "SELECT user_id, name FROM users")
	fmt.Println(s.TryCollect(context.Background()))
	// Output: [1 is Ann 2 is Bob] <nil>
}

func ExampleQuerier() {
	db := people()
	defer db.Close()
	ctx := context.Background()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		panic(err)
	}

	var q source.Querier = tx // or db, or a connection
	n, err := source.RowsFunc(q, func(*sql.Rows) (int, error) { return 0, nil }, "SELECT * FROM users").Count(ctx)
	fmt.Println(n, err, tx.Commit())
	// Output: 2 <nil> <nil>
}
