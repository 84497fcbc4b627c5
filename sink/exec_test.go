package sink_test

import (
	"context"
	"database/sql"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/sink"
	"github.com/seed-09178888/leat/stream"
)

const insert = "INSERT INTO numbers (v) VALUES (?)"

func row(v int) []any { return []any{v} }

func TestExec(t *testing.T) {
	t.Run("commits every batch, and prepares once in each", func(t *testing.T) {
		var d database
		done, err := ints(5).Into(t.Context(), sink.Exec(d.open(t), insert, row, sink.Batch(2)))
		require.NoError(t, err)
		assert.Equal(t, []int64{0, 1, 2, 3, 4}, d.rows())
		assert.Equal(t, sink.Executed{Elements: 5, Batches: 3, Rows: 5}, done)
		assert.Equal(t, "begin prepare exec exec commit begin prepare exec exec commit begin prepare exec commit", strings.Join(d.history(), " "))
	})
	t.Run("of any number of elements, in batches of any size", func(t *testing.T) {
		for n := range 7 {
			for batch := 1; batch < 8; batch++ {
				var d database
				done, err := ints(n).Into(t.Context(), sink.Exec(d.open(t), insert, row, sink.Batch(batch)))
				require.NoError(t, err)
				assert.Len(t, d.rows(), n)
				assert.Equal(t, sink.Executed{Elements: n, Batches: (n + batch - 1) / batch, Rows: int64(n)}, done)
			}
		}
	})
	t.Run("takes a connection too, and 1000 elements a batch", func(t *testing.T) {
		var d database
		conn, err := d.open(t).Conn(t.Context())
		require.NoError(t, err)
		defer conn.Close()
		done, err := ints(2001).Into(t.Context(), sink.Exec(conn, insert, row))
		require.NoError(t, err)
		assert.Equal(t, 3, done.Batches)
	})
	t.Run("no transaction is open while a batch is gathered", func(t *testing.T) {
		var d database
		_, err := ints(6).Inspect(func(int) {
			d.mu.Lock()
			defer d.mu.Unlock()
			assert.Zero(t, d.mu.txs)
		}).Into(t.Context(), sink.Exec(d.open(t), insert, row, sink.Batch(2)))
		require.NoError(t, err)
	})
	bubble(t, "Within: a batch does not wait for the rest longer than that", func(t *testing.T) {
		var d database
		start := time.Now()
		var at []time.Duration
		d.step = func(_ context.Context, step string, _ int64) error {
			if step == "commit" {
				at = append(at, time.Since(start))
			}
			return nil
		}
		s := ints(4).Inspect(func(v int) { time.Sleep(time.Duration(v) * time.Second) }) // at 0, 1, 3, 6
		done, err := s.Into(t.Context(), sink.Exec(d.open(t), insert, row, sink.Within(1500*time.Millisecond)))
		require.NoError(t, err)
		assert.Equal(t, sink.Executed{Elements: 4, Batches: 3, Rows: 4}, done)
		assert.Equal(t, []time.Duration{1500 * time.Millisecond, 4500 * time.Millisecond, 6 * time.Second}, at)
	})
}

func TestExecFails(t *testing.T) {
	const n, batch = 7, 3
	// into runs a stream and checks that the table holds what the sink says, and nothing is open.
	into := func(t *testing.T, d *database, ctx context.Context, s stream.Stream[int]) (done sink.Executed, err error) {
		t.Helper()
		db := d.open(t)
		done, err = s.Into(ctx, sink.Exec(db, insert, row, sink.Batch(batch)))
		assert.Len(t, d.rows(), done.Elements)
		assert.Equal(t, int64(done.Elements), done.Rows)
		assert.Zero(t, db.Stats().InUse)
		return done, err
	}
	t.Run("a failed element rolls back its batch, and the error names both", func(t *testing.T) {
		for at := range n {
			d := database{step: failing("exec", int64(at))}
			done, err := into(t, &d, t.Context(), ints(n))
			first := at / batch * batch
			assert.Equal(t, first, done.Elements)
			var failure *sink.BatchError
			require.ErrorAs(t, err, &failure)
			assert.Equal(t, sink.BatchError{First: first, Last: min(first+batch, n) - 1, Element: at, Step: "exec", Err: failure.Err}, *failure)
			assert.EqualError(t, failure.Err, "boom in exec")
			assert.ErrorIs(t, err, errBoom)
			history := d.history()
			assert.Equal(t, "rollback", history[len(history)-1], "and then it has stopped")

			d.step = nil
			_, err = ints(n).Skip(done.Elements).Into(t.Context(), sink.Exec(d.open(t), insert, row))
			require.NoError(t, err)
			assert.Equal(t, []int64{0, 1, 2, 3, 4, 5, 6}, d.rows(), "a restart has gone on behind it")
		}
	})
	t.Run("begin, prepare, commit", func(t *testing.T) {
		for _, step := range []string{"begin", "prepare", "commit"} {
			d := database{step: failing(step, 0)}
			done, err := into(t, &d, t.Context(), ints(n))
			assert.Zero(t, done)
			var failure *sink.BatchError
			require.ErrorAs(t, err, &failure)
			assert.Equal(t, sink.BatchError{First: 0, Last: 2, Element: -1, Step: step, Err: failure.Err}, *failure)
			assert.EqualError(t, failure.Err, "boom in "+step)
		}
	})
	t.Run("a rollback that fails is told as well", func(t *testing.T) {
		d := database{step: func(ctx context.Context, step string, v int64) error {
			if step == "rollback" {
				return errFull
			}
			return failing("exec", 1)(ctx, step, v)
		}}
		_, err := into(t, &d, t.Context(), ints(n))
		assert.ErrorIs(t, err, errFull)
		assert.ErrorIs(t, err, errBoom)
	})
	t.Run("a closed database", func(t *testing.T) {
		db := new(database).open(t)
		require.NoError(t, db.Close())
		done, err := ints(n).Into(t.Context(), sink.Exec(db, insert, row))
		assert.EqualError(t, err, "sink: Exec: batch of elements 0 to 6 is rolled back: begin: sql: database is closed")
		assert.Zero(t, done)
	})
	t.Run("an error of the stream: what came before it is committed", func(t *testing.T) {
		for at := range n {
			var d database
			done, err := into(t, &d, t.Context(), ints(n).TryMap(failAt(at)))
			assert.Equal(t, errBoom, err)
			assert.Equal(t, at, done.Elements)
		}
	})
	for what, fail := range map[string]func(){"a panic": func() { panic(errBoom) }, "Goexit": runtime.Goexit} {
		for where, of := range map[string]func(int) (stream.Stream[int], func(int) []any){
			"of the stream": func(at int) (stream.Stream[int], func(int) []any) {
				return ints(n).Inspect(func(v int) {
					if v == at {
						fail()
					}
				}), row
			},
			"of args": func(at int) (stream.Stream[int], func(int) []any) {
				return ints(n), func(v int) []any {
					if v == at {
						fail()
					}
					return row(v)
				}
			},
		} {
			t.Run(what+" "+where+" rolls back the batch", func(t *testing.T) {
				for at := range n {
					var d database
					db, ended := d.open(t), make(chan any)
					s, args := of(at)
					go func() {
						defer func() { ended <- recover() }()
						_, _ = s.Into(t.Context(), sink.Exec(db, insert, args, sink.Batch(batch)))
						t.Error("it has returned")
					}()
					assert.Equal(t, what == "a panic", <-ended != nil)
					assert.Len(t, d.rows(), at/batch*batch)
					assert.Zero(t, db.Stats().InUse)
					assert.Zero(t, d.mu.txs)
				}
			})
		}
	}
}

func TestExecCancelled(t *testing.T) {
	for step, committed := range map[string]int{"begin": 0, "exec": 0, "rollback": 0, "commit": 2} {
		bubble(t, "the end of ctx in a slow "+step, func(t *testing.T) {
			d := database{step: slow(step)}
			if step == "rollback" {
				d.step = func(ctx context.Context, s string, v int64) error {
					if s == "exec" && v == 1 {
						<-ctx.Done()
						return ctx.Err()
					}
					return slow("rollback")(ctx, s, v)
				}
			}
			db := d.open(t)
			ctx, cancel := context.WithCancelCause(t.Context())
			time.AfterFunc(time.Second/2, func() { cancel(errBoom) })
			done, err := ints(5).Into(ctx, sink.Exec(db, insert, row, sink.Batch(2)))
			assert.Equal(t, errBoom, err)
			assert.Equal(t, committed, done.Elements)
			assert.Len(t, d.rows(), committed)
			assert.Zero(t, d.mu.txs, "the rollback is over")
			assert.Zero(t, db.Stats().InUse)
		})
	}
	bubble(t, "the end of ctx while there is no connection", func(t *testing.T) {
		var d database
		db := d.open(t)
		db.SetMaxOpenConns(1)
		conn, err := db.Conn(t.Context())
		require.NoError(t, err)
		defer conn.Close()
		ctx, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(time.Second, func() { cancel(errBoom) })
		_, err = ints(5).Into(ctx, sink.Exec(db, insert, row))
		assert.Equal(t, errBoom, err)
		synctest.Wait()
	})
	t.Run("a commit that fails is told even if ctx has ended, since nobody knows what is there", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		d := database{step: func(_ context.Context, step string, _ int64) error {
			if step != "commit" {
				return nil
			}
			cancel(errBoom)
			return errFull
		}}
		_, err := ints(3).Into(ctx, sink.Exec(d.open(t), insert, row))
		assert.EqualError(t, err, "sink: Exec: batch of elements 0 to 2 may be rolled back: commit: disk full")
	})
	t.Run("a driver need not watch a ctx that never ends", func(t *testing.T) {
		for _, ctx := range []context.Context{context.WithoutCancel(t.Context()), t.Context()} {
			d := database{step: func(driver context.Context, step string, _ int64) error {
				if step == "exec" {
					assert.Equal(t, ctx.Done() == nil, driver.Done() == nil)
				}
				return nil
			}}
			_, err := ints(3).Into(ctx, sink.Exec(d.open(t), insert, row))
			require.NoError(t, err)
		}
	})
	bubble(t, "a panic of a task is waited for no longer than a statement takes", func(t *testing.T) {
		start, d := time.Now(), database{step: slow("exec")}
		db := d.open(t)
		s := ints(6).Map(func(v int) int {
			if v == 5 {
				time.Sleep(time.Second / 2)
				panic(errBoom)
			}
			return v
		}).Buffered(6)
		assert.Panics(t, func() { _, _ = s.Into(context.WithoutCancel(t.Context()), sink.Exec(db, insert, row, sink.Batch(3))) })
		assert.Equal(t, time.Second, time.Since(start))
		assert.Empty(t, d.rows())
	})
	t.Run("between the last element and the commit", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		d := database{step: func(_ context.Context, _ string, v int64) error {
			if v == 3 {
				cancel(errBoom)
			}
			return nil
		}}
		done, err := ints(8).Into(ctx, sink.Exec(d.open(t), insert, row, sink.Batch(2)))
		assert.Equal(t, errBoom, err)
		assert.Equal(t, 2, done.Elements)
		assert.Equal(t, []int64{0, 1}, d.rows())
	})
}

// demo stands for a database of yours; a 3 makes it fail.
func demo() *sql.DB { return sql.OpenDB(&database{step: failing("exec", 3)}) }

func ExampleExec() {
	db := demo()
	defer db.Close()
	const upsert = "INSERT INTO ages (name, age) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET age = excluded.age"
	store := sink.Exec(db, upsert, func(u user) []any { return []any{u.Name, u.Age} })

	fmt.Println(stream.Of(user{"Ann", 30}, user{"Bob", 41}).Into(context.Background(), store))
	// Output: {2 1 2} <nil>
}

func ExampleExecuted() {
	db := demo()
	defer db.Close()
	store := sink.Exec(db, insert, func(v int) []any { return []any{v} }, sink.Batch(2))
	numbers := stream.Of(1, 2, 5, 3, 4)

	done, err := numbers.Into(context.Background(), store)
	fmt.Printf("%+v\n%v\n", done, err)
	fmt.Println(numbers.Skip(done.Elements).TryCollect(context.Background()))
	// Output:
	// {Elements:2 Batches:1 Rows:2}
	// sink: Exec: batch of elements 2 to 3 is rolled back at element 3: exec: boom in exec
	// [5 3 4] <nil>
}

func ExampleBatch() {
	db := demo()
	defer db.Close()
	store := sink.Exec(db, insert, func(v int) []any { return []any{v} }, sink.Batch(2))

	done, err := stream.Of(1, 2, 4, 5, 6).Into(context.Background(), store)
	fmt.Println(done.Batches, "transactions", err)
	// Output: 3 transactions <nil>
}

func ExampleWithin() {
	more := make(chan int) // nothing comes until the first two are there
	db := sql.OpenDB(&database{step: func(_ context.Context, step string, v int64) error {
		if step == "commit" {
			close(more)
		}
		return nil
	}})
	defer db.Close()
	store := sink.Exec(db, insert, func(v int) []any { return []any{v} }, sink.Batch(1000), sink.Within(time.Millisecond))

	fmt.Println(stream.Of(1, 2).Chain(stream.FromChan(more)).Into(context.Background(), store))
	// Output: {2 1 2} <nil>
}
