package main

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite" // the driver "sqlite"

	"github.com/seed-09178888/leat/sink"
	"github.com/seed-09178888/leat/stream"
)

const (
	schemaSQLite   = "CREATE TABLE IF NOT EXISTS orders (id INTEGER PRIMARY KEY, customer TEXT NOT NULL, day TEXT NOT NULL, quantity INTEGER NOT NULL, cents INTEGER NOT NULL) STRICT"
	schemaPostgres = "CREATE TABLE IF NOT EXISTS orders (id bigint PRIMARY KEY, customer text NOT NULL, day date NOT NULL, quantity bigint NOT NULL, cents bigint NOT NULL)"
)

// upsert is how a row ends that is there already: as the file has it. A row that
// is right is not touched, so that a load that is started again is quick.
const upsert = `
ON CONFLICT (id) DO UPDATE SET customer = excluded.customer, day = excluded.day, quantity = excluded.quantity, cents = excluded.cents
WHERE (orders.customer, orders.day, orders.quantity, orders.cents) IS DISTINCT FROM (excluded.customer, excluded.day, excluded.quantity, excluded.cents)`

// A database is where orders are stored.
type database struct {
	*sql.DB
	name   string // for messages: without a password
	schema string
	// exec returns a sink that stores so many orders in a transaction.
	exec func(db *sql.DB, batch int) sink.Sink[order, sink.Executed]
}

// newDatabase does not connect yet.
func newDatabase(name string) (database, error) {
	switch {
	case name == "":
		return database{}, errors.New("the database needs a name")
	case strings.HasPrefix(name, "postgres://"), strings.HasPrefix(name, "postgresql://"):
		config, err := pgx.ParseConfig(name)
		if err != nil {
			return database{}, err
		}
		config.RuntimeParams["application_name"] = cmp.Or(config.RuntimeParams["application_name"], "etl")
		return database{stdlib.OpenDB(*config), "PostgreSQL", schemaPostgres, intoPostgres}, nil
	default:
		// With a write-ahead log others can read while it writes, and a transaction costs no more than an append.
		db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: name}).EscapedPath()+"?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)")
		return database{db, name, schemaSQLite, intoSQLite}, err
	}
}

func (db database) create(ctx context.Context) error {
	if _, err := db.ExecContext(ctx, db.schema); err != nil {
		return fmt.Errorf("%s: %w", db.name, err)
	}
	return nil
}

// orders stores orders and counts those that were not there as they are now.
func (db database) orders(batch int) sink.Sink[order, int64] {
	return db.exec(db.DB, batch).MapResult(func(done sink.Executed) int64 { return done.Rows })
}

// intoSQLite runs a statement for each order: there is no network between.
func intoSQLite(db *sql.DB, batch int) sink.Sink[order, sink.Executed] {
	const query = `INSERT INTO orders (id, customer, day, quantity, cents) VALUES (?, ?, ?, ?, ?)` + upsert
	return sink.Exec(db, query, func(o order) []any { return []any{o.id, o.customer, o.day, o.quantity, o.cents} }, sink.Batch(batch))
}

// intoPostgres runs a statement for each batch, since the way to a server costs
// more than a row. The statement takes a batch as one array a column.
func intoPostgres(db *sql.DB, batch int) sink.Sink[order, sink.Executed] {
	const query = `INSERT INTO orders (id, customer, day, quantity, cents)
SELECT id, customer, day::date, quantity, cents
FROM unnest($1::bigint[], $2::text[], $3::text[], $4::bigint[], $5::bigint[]) AS batch (id, customer, day, quantity, cents)` + upsert
	exec := sink.Exec(db, query, arrays, sink.Batch(1))
	return func(ctx context.Context, s stream.Stream[order]) (sink.Executed, error) {
		return s.Chunks(batch).Into(ctx, exec)
	}
}

// arrays turns rows into columns.
func arrays(batch []order) []any {
	n := len(batch)
	ids, customers, days, quantities, cents := make([]int64, n), make([]string, n), make([]string, n), make([]int64, n), make([]int64, n)
	for i, o := range batch {
		ids[i], customers[i], days[i], quantities[i], cents[i] = o.id, o.customer, o.day, o.quantity, o.cents
	}
	return []any{ids, customers, days, quantities, cents}
}
