package cookbook_test

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite" // the driver

	"github.com/seed-09178888/leat/sink"
	"github.com/seed-09178888/leat/stage"
	"github.com/seed-09178888/leat/stage/stagetest"
	"github.com/seed-09178888/leat/stream"
)

// ledger is a database with a table of orders.
func ledger() (*sql.DB, func()) {
	folder, _ := os.MkdirTemp("", "ledger")
	db, _ := sql.Open("sqlite", filepath.Join(folder, "ledger.db"))
	_, _ = db.Exec("CREATE TABLE orders (id INTEGER PRIMARY KEY, price REAL)")
	return db, func() { _, _ = db.Close(), os.RemoveAll(folder) }
}

func Example_batchWrites() {
	db, done := ledger()
	defer done()

	orders := stream.Of(order{1, 2.5}, order{2, 8}, order{2, 9})
	executed, err := orders.Into(context.Background(), sink.Exec(db,
		"INSERT INTO orders VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET price = excluded.price",
		func(o order) []any { return []any{o.ID, o.Price} },
		sink.Batch(500),          // rows in a transaction
		sink.Within(time.Second), // or fewer, when a row has waited that long
	))

	fmt.Printf("%+v %v\n", executed, err)
	// Output: {Elements:3 Batches:1 Rows:3} <nil>
}

func Example_perKey() {
	ctx := context.Background()
	events := stream.Of("ann: hired", "bob: hired", "ann: moved", "ann: left", "bob: moved")

	person := func(event string) string { name, _, _ := strings.Cut(event, ":"); return name }
	store := func(_ context.Context, event string) (string, error) { return event, nil }
	// Eight persons at a time; the events of one, one after another.
	stored := events.BufferedByKey(8, person, store)

	for event := range stored.Filter(func(event string) bool { return person(event) == "ann" }).All(ctx) {
		fmt.Println(event)
	}
	// Output:
	// ann: hired
	// ann: moved
	// ann: left
}

// serve takes jobs until it is to stop, and then has ten seconds to finish what it has.
func serve(stop context.Context, jobs stream.Stream[int], store func(context.Context, int) error) error {
	ctx, cancel := stream.WithGrace(stop, 10*time.Second)
	defer cancel()
	square := func(_ context.Context, n int) (int, error) { return n * n, nil }
	return jobs.TakeUntil(stop.Done()).TryMap(square).TryForEach(ctx, store)
}

func Example_gracefulShutdown() {
	stop, interrupt := context.WithCancel(context.Background()) // signal.NotifyContext(..., os.Interrupt) in a program
	err := serve(stop, stream.Of(1, 2, 3, 4, 5), func(_ context.Context, v int) error {
		fmt.Println("stored", v)
		if v == 4 {
			interrupt() // Ctrl-C
		}
		return nil
	})
	fmt.Println(err)
	// Output:
	// stored 1
	// stored 4
	// <nil>
}

// invoices is a piece of a pipeline: two orders are priced at a time, and go out in pairs.
func invoices(price func(context.Context, string) (string, error)) stage.Stage[string, []string] {
	priced := func(s stream.Stream[string]) stream.Stream[string] { return s.TryMap(price).Buffered(2) }
	paired := func(s stream.Stream[string]) stream.Stream[[]string] { return s.Chunks(2) }
	return stage.Compose(priced, paired)
}

func TestInvoices(t *testing.T) {
	var g stagetest.Gauge
	price := func(_ context.Context, order string) (string, error) {
		time.Sleep(2 * time.Second) // of virtual time: the test takes none
		return strings.ToUpper(order), nil
	}
	stagetest.Expect(t, invoices(g.Wrap(price)),
		"abc#        -d-|",
		"---[A B]([C]#)--([D]|)")
	stagetest.Bound(t, &g, 2)
}
