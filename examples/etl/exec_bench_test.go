package main

import (
	"context"
	"database/sql"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	_ "modernc.org/sqlite"

	"github.com/seed-09178888/leat/sink"
	"github.com/seed-09178888/leat/stream"
)

const (
	benchRows   = 50_000
	benchBatch  = 1000
	benchInsert = "INSERT INTO bench (id, name, day, cents) VALUES (?, ?, ?, ?)"
)

// A benchRow is what both ways insert, with these arguments.
type benchRow struct {
	id    int64
	name  string
	day   string
	cents int64
}

// BenchmarkExec compares sink.Exec with the loop that one writes by hand: as many
// rows per transaction, a prepared statement, the same values. The two take turns, in
// another order each round, and "%ofhand" is the median of the rounds' ratios.
func BenchmarkExec(b *testing.B) {
	rows := make([]benchRow, benchRows)
	for i := range rows {
		rows[i] = benchRow{int64(i), "Ada Lovelace", "1843-09-05", int64(i) * 7}
	}
	for name, ctx := range map[string]context.Context{
		"ctx=background":  context.WithoutCancel(b.Context()),
		"ctx=cancellable": b.Context(),
	} {
		b.Run(name, func(b *testing.B) { benchExec(ctx, b, rows) })
	}
}

func benchExec(ctx context.Context, b *testing.B, rows []benchRow) {
	db := benchDB(b)
	ways := []func() error{
		func() error { return byHand(ctx, db, rows) },
		func() error {
			_, err := stream.Iter(rows).Into(ctx, sink.Exec(db, benchInsert, func(r benchRow) []any {
				return []any{r.id, r.name, r.day, r.cents}
			}, sink.Batch(benchBatch)))
			return err
		},
	}
	var ratios, hand, leat []float64
	for round := 0; b.Loop(); round++ {
		var took [2]float64
		for turn := range ways {
			way := (turn + round) % len(ways)
			took[way] = benchOnce(b, db, ways[way])
		}
		ratios = append(ratios, 100*took[0]/took[1])
		hand, leat = append(hand, took[0]), append(leat, took[1])
	}
	b.ReportMetric(median(ratios), "%ofhand")
	b.ReportMetric(median(hand)/benchRows, "hand-ns/row")
	b.ReportMetric(median(leat)/benchRows, "leat-ns/row")
	b.ReportMetric(0, "ns/op")
}

// benchOnce is the time of one way to fill the empty table.
func benchOnce(b *testing.B, db *sql.DB, way func() error) float64 {
	_, err := db.ExecContext(b.Context(), "DELETE FROM bench")
	require.NoError(b, err)
	runtime.GC() // nobody pays for the garbage of the other
	start := time.Now()
	require.NoError(b, way())
	took := time.Since(start)
	var n int
	require.NoError(b, db.QueryRowContext(b.Context(), "SELECT count(*) FROM bench").Scan(&n))
	require.Equal(b, benchRows, n)
	return float64(took)
}

func benchDB(b *testing.B) *sql.DB {
	db, err := sql.Open("sqlite", filepath.Join(b.TempDir(), "bench.db")+"?_pragma=journal_mode(WAL)&_pragma=synchronous(OFF)")
	require.NoError(b, err)
	b.Cleanup(func() { db.Close() })
	_, err = db.ExecContext(b.Context(), "CREATE TABLE bench (id INTEGER PRIMARY KEY, name TEXT, day TEXT, cents INTEGER)")
	require.NoError(b, err)
	return db
}

func byHand(ctx context.Context, db *sql.DB, rows []benchRow) error {
	for batch := range slices.Chunk(rows, benchBatch) {
		if err := byHandBatch(ctx, db, batch); err != nil {
			return err
		}
	}
	return nil
}

func byHandBatch(ctx context.Context, db *sql.DB, batch []benchRow) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() { _ = tx.Rollback() }()
	stmt, err := tx.PrepareContext(ctx, benchInsert)
	if err != nil {
		return err
	}
	for _, r := range batch {
		if _, err := stmt.ExecContext(ctx, r.id, r.name, r.day, r.cents); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func median(vs []float64) float64 {
	slices.Sort(vs)
	return vs[len(vs)/2]
}
