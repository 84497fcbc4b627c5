package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// postgresDSN names the variable with the server to test with: see .ci/postgres.
const postgresDSN = "LEAT_POSTGRES_DSN"

// A target is a database to load into.
type target struct {
	name string // as on the command line
	db   *sql.DB
}

// eachDatabase runs f for a new database of every kind.
func eachDatabase(t *testing.T, f func(t *testing.T, to target)) {
	t.Run("SQLite", func(t *testing.T) { f(t, newSQLite(t)) })
	t.Run("PostgreSQL", func(t *testing.T) { f(t, newPostgres(t)) })
}

func newSQLite(t *testing.T) target { return opened(t, filepath.Join(t.TempDir(), "a?b %41#.db")) }

// newPostgres is a schema of its own in the server.
func newPostgres(t *testing.T) target {
	t.Helper()
	dsn, err := url.Parse(os.Getenv(postgresDSN))
	require.NoError(t, err)
	if dsn.Host == "" {
		t.Skip(postgresDSN + " is not set")
	}
	admin := opened(t, dsn.String())
	schema := "etl_" + strings.ToLower(rand.Text())
	_, err = admin.db.ExecContext(t.Context(), "CREATE SCHEMA "+schema)
	require.NoError(t, err)
	t.Cleanup(func() {
		_, err := admin.db.ExecContext(context.WithoutCancel(t.Context()), "DROP SCHEMA "+schema+" CASCADE")
		assert.NoError(t, err)
	})
	query := dsn.Query()
	query.Set("search_path", schema)
	dsn.RawQuery = query.Encode()
	return opened(t, dsn.String())
}

func opened(t *testing.T, name string) target {
	t.Helper()
	db, err := newDatabase(name)
	require.NoError(t, err)
	t.Cleanup(func() { db.Close() })
	return target{name, db.DB}
}

// rows is what the table holds.
func (to target) rows(t *testing.T) []string {
	t.Helper()
	found, err := to.db.QueryContext(t.Context(), "SELECT id, customer, CAST(day AS text), quantity, cents FROM orders ORDER BY id")
	require.NoError(t, err)
	defer found.Close()
	var all []string
	for found.Next() {
		var id, quantity, cents int64
		var customer, day string
		require.NoError(t, found.Scan(&id, &customer, &day, &quantity, &cents))
		all = append(all, fmt.Sprintf("%d|%s|%s|%d|%d", id, customer, day, quantity, cents))
	}
	require.NoError(t, found.Err())
	return all
}

// count is how many rows the table holds, if it is there.
func (to target) count(ctx context.Context) (n int) {
	_ = to.db.QueryRowContext(ctx, "SELECT count(*) FROM orders").Scan(&n)
	return n
}

// outcome is what a run of the program left behind.
type outcome struct {
	stdout, stderr string
	code           int
}

// etl runs the program in this process.
func etl(t *testing.T, args ...string) outcome {
	t.Helper()
	return etlUntil(t.Context(), args...)
}

func etlUntil(ctx context.Context, args ...string) outcome {
	var stdout, stderr bytes.Buffer
	code := run(ctx, args, &stdout, &stderr)
	return outcome{stdout.String(), stderr.String(), code}
}

// generated is a new file of so many rows, a tenth of them bad.
func generated(t *testing.T, rows int) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "orders.csv")
	got := etl(t, "generate", "-bad", "10", "-rows", fmt.Sprint(rows), path)
	require.Equal(t, exitOK, got.code, got.stderr)
	return path
}

// assertLoaded checks that the table and the rejects are those of a plain program.
func assertLoaded(t *testing.T, csv, rejects string, to target) {
	t.Helper()
	rows, bad := plain(t, csv)
	assertSame(t, rows, to.rows(t))
	assertSame(t, bad, rejected(t, rejects))
}

// assertSame prints the first difference, not all of them.
func assertSame(t *testing.T, want, got []string) {
	t.Helper()
	for i := range min(len(want), len(got)) {
		require.Equal(t, want[i], got[i], i)
	}
	require.Len(t, got, len(want))
}
