package source

import (
	"context"
	"database/sql"
	"slices"

	"github.com/seed-09178888/leat/stream"
)

// A Querier is what [Rows] asks: a *sql.DB, *sql.Conn or *sql.Tx.
type Querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// Rows runs a query and yields its rows.
//
//	SELECT id, name ...  ->  --{1 ann}--{2 bob}--|        as struct{ ID int; Name string }
//
// If T is a struct, each column goes into the field whose tag db is its name, or else that has
// its name but for case and underscores: user_id into UserID. Fields of embedded
// structs count as those of T; `db:"-"` is no field. No column may be without a field, and only a field
// with `db:",optional"` or `db:"name,optional"` may be without a column. Any other T, a time.Time and what implements sql.Scanner
// included, takes the only column. Values are converted as by sql.Rows.Scan: NULL needs a pointer or
// a type such as sql.Null[string].
//
// Order: of the rows.
//
// Concurrency: rows are read and converted in one goroutine, when they are asked for. The run holds a connection: tasks below
// that want one of the same pool wait if it has no other. A *sql.Tx can do nothing else meanwhile, with most drivers.
//
// Memory: a row, and what the driver reads ahead.
//
// Errors: a row that cannot be converted is an error element, an [*Error] with the number of the row as its line and the column in its
// text, and the next row still comes. An error of the query, of the database between rows and of closing is the last element.
//
// Cancellation: the query has a context that ends with the run's and, above a boundary, when the consumer has left. The
// rows are closed on every way out, before the terminal returns.
//
// Again: yes, every run queries anew. args are those of the call.
//
// Misuse: panics if db is nil, query is empty, T is or has a sql.RawBytes, or two fields of T have the same name.
//
// Rust: sqlx::QueryAs::fetch.
func Rows[T any](db Querier, query string, args ...any) stream.Stream[T] {
	check("Rows", db, query)
	columns := newColumns[T]()
	return queried(db, columns.begin, query, args)
}

// RowsFunc is [Rows] with a function that makes a T of the row that is at hand, by sql.Rows.Scan. All else is as there.
//
//	--scan(row 1)--scan(row 2)--|
//
// Errors: an error of scan is an element as it is, and the next row still comes. The rest is as for Rows.
//
// Misuse: panics if db or scan is nil, or query is empty. Scan must not keep a sql.RawBytes. A sql.Scanner that it hands to
// sql.Rows.Scan must not panic: database/sql then never closes the rows, and the run does not end (golang.org/issue/76465).
//
// Rust: sqlx::query::Map::fetch.
func RowsFunc[T any](db Querier, scan func(*sql.Rows) (T, error), query string, args ...any) stream.Stream[T] {
	check("RowsFunc", db, query)
	notNil("RowsFunc", "scan", scan == nil)
	return queried(db, func(*sql.Rows) (func(*sql.Rows) (T, error), error) { return scan, nil }, query, args)
}

func check(name string, db Querier, query string) {
	notNil(name, "db", db == nil)
	notEmpty(name, "query", query)
}

// queried yields what the function that begin returns makes of each row. begin is called before the first one.
func queried[T any](db Querier, begin func(*sql.Rows) (func(*sql.Rows) (T, error), error), query string, args []any) stream.Stream[T] {
	args = slices.Clone(args)
	return stream.TryGenerate(func(ctx context.Context, yield func(T, error) bool) (err error) {
		rows, err := db.QueryContext(ctx, query, args...)
		if err != nil {
			return err
		}
		defer func() {
			if failed := rows.Close(); err == nil {
				err = failed
			}
		}()
		scan, err := begin(rows)
		if err != nil {
			return err
		}
		for rows.Next() {
			if !yield(scan(rows)) {
				return nil
			}
		}
		return rows.Err()
	})
}
