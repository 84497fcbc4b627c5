package source_test

import (
	"context"
	"database/sql"
	"os"
	"runtime"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"github.com/sourcegraph/conc/panics"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/source"
	"github.com/seed-09178888/leat/stream"
)

var all = []string{"0", "1", "2", "3", "4"}

// closed fails if something is open.
func (w *world) closed(t *testing.T) {
	t.Helper()
	open, _, _ := w.seen()
	assert.Zero(t, open, "what is open")
}

func TestSources(t *testing.T) {
	for name, over := range worldly {
		bubble(t, name+" yields all in order, also to a boundary, and can be run again", func(t *testing.T) {
			var w world
			s := over(t, &w)
			for _, n := range []int{0, 1, 2, things, 2 * things} {
				got, err := buffered(s, n).TryCollect(t.Context())
				require.NoError(t, err)
				assert.Equal(t, all, got)
				w.closed(t)
			}
		})
		bubble(t, name+" opens nothing before it runs, nor if nothing is wanted, or ctx has ended before", func(t *testing.T) {
			var w world
			s := over(t, &w)
			got, err := s.Take(0).TryCollect(t.Context())
			require.NoError(t, err)
			assert.Empty(t, got)
			ctx, cancel := context.WithCancelCause(t.Context())
			cancel(errBoom)
			_, err = s.TryCollect(ctx)
			assert.Equal(t, errBoom, err)
			_, opened, steps := w.seen()
			assert.Zero(t, opened)
			assert.Zero(t, steps)
		})
		bubble(t, name+" closes what it has opened when the consumer leaves, and has asked for no more", func(t *testing.T) {
			for k := 1; k <= things; k++ {
				for _, n := range []int{0, 1, 2, things} {
					var w world
					left := 0
					for v, err := range buffered(over(t, &w), n).All(t.Context()) {
						require.NoError(t, err)
						assert.Equal(t, all[left], v)
						if left++; left == k {
							break
						}
					}
					w.closed(t)
					_, _, steps := w.seen()
					assert.LessOrEqual(t, steps, k+n+readsAhead(name))
					assert.GreaterOrEqual(t, steps, k)
				}
			}
		})
		bubble(t, name+" has an error in its place", func(t *testing.T) {
			for at := range things {
				for _, n := range []int{0, 1, things} {
					w := world{step: func(_ context.Context, n int) error {
						if n == at {
							return errBoom
						}
						return nil
					}}
					got := map[bool][]string{}
					failed := 0
					for v, err := range buffered(over(t, &w), n).All(t.Context()) {
						if err != nil {
							assert.ErrorIs(t, err, errBoom)
							failed++
							continue
						}
						got[failed > 0] = append(got[failed > 0], v)
					}
					assert.Equal(t, 1, failed)
					assert.Equal(t, all[:at], append([]string{}, got[false]...))
					if goesOn(name) {
						assert.Equal(t, all[at+1:], append([]string{}, got[true]...))
					} else {
						assert.Empty(t, got[true])
					}
					w.closed(t)
				}
			}
		})
		bubble(t, name+" ends with ctx, however long it takes", func(t *testing.T) {
			for at := range things {
				for _, n := range []int{0, 1, things} {
					ctx, cancel := context.WithCancelCause(t.Context())
					w := world{step: func(_ context.Context, n int) error {
						if n == at {
							time.AfterFunc(time.Second, func() { cancel(errBoom) })
							time.Sleep(2 * time.Second) // without looking at ctx
						}
						return nil
					}}
					got, err := buffered(over(t, &w), n).TryCollect(ctx)
					assert.Equal(t, errBoom, err)
					assert.Equal(t, all[:at], append([]string{}, got...))
					w.closed(t)
				}
			}
		})
		for what, fail := range map[string]func(){"a panic": func() { panic(errBoom) }, "Goexit": runtime.Goexit} {
			bubble(t, name+" closes what it has opened at "+what+" below or within", func(t *testing.T) {
				for k := range things {
					for _, n := range []int{0, 1, things} {
						var calm world
						s := over(t, &calm).Inspect(func(v string) {
							if v == strconv.Itoa(k) {
								fail()
							}
						})
						assert.Equal(t, what == "a panic", crashes(t, buffered(s, n)))
						synctest.Wait()
						calm.closed(t)
						broken := world{step: func(_ context.Context, n int) error {
							if n == k {
								fail()
							}
							return nil
						}}
						assert.Equal(t, what == "a panic", crashes(t, buffered(over(t, &broken), n)))
						synctest.Wait()
						broken.closed(t)
					}
				}
			})
		}
		if name == "Accept" {
			continue // two runs share what comes
		}
		bubble(t, name+" can be run twice at the same time", func(t *testing.T) {
			var w world
			s := over(t, &w)
			got, err := s.Zip(s).TryCollect(t.Context())
			require.NoError(t, err)
			require.Len(t, got, things)
			for i, v := range got {
				assert.Equal(t, stream.Pair[string, string]{First: all[i], Second: all[i]}, v)
			}
			w.closed(t)
		})
	}
}

// buffered is s over a boundary, if n > 0.
func buffered(s stream.Stream[string], n int) stream.Stream[string] {
	if n == 0 {
		return s
	}
	return s.Buffered(n)
}

// crashes reports whether the run of s has panicked, with errBoom and once wrapped. It must not return.
func crashes(t *testing.T, s stream.Stream[string]) bool {
	t.Helper()
	out := make(chan any)
	go func() {
		defer func() { out <- recover() }()
		v, err := s.TryCollect(t.Context())
		t.Error("it has returned", v, err)
	}()
	p, ok := (<-out).(*panics.Recovered)
	if ok {
		assert.Equal(t, errBoom, p.Value)
	}
	return ok
}

func TestMisuseOfSources(t *testing.T) {
	db := new(sql.DB)
	type twice struct {
		UserID int
		Other  int `db:"user_id"`
	}
	type again struct {
		Other  int `db:"user_id"`
		UserID int
	}
	type raw struct {
		A int
		B sql.RawBytes
	}
	for want, f := range map[string]func(){
		"source: Walk: fsys must not be nil":                                                     func() { source.Walk(nil) },
		"source: Walk: it takes no option Ahead":                                                 func() { source.Walk(tree(), source.Include("*"), source.Ahead(1)) },
		"source: Include: the number of patterns must be at least 1, got 0":                      func() { source.Include() },
		"source: Exclude: the number of patterns must be at least 1, got 0":                      func() { source.Exclude() },
		"source: ReadDir: fsys must not be nil":                                                  func() { source.ReadDir(nil, ".") },
		"source: Rows: db must not be nil":                                                       func() { source.Rows[int](nil, "SELECT") },
		"source: Rows: query must not be empty":                                                  func() { source.Rows[int](db, "") },
		"source: RowsFunc: db must not be nil":                                                   func() { source.RowsFunc(nil, number, "SELECT") },
		"source: RowsFunc: query must not be empty":                                              func() { source.RowsFunc(db, number, "") },
		"source: RowsFunc: scan must not be nil":                                                 func() { source.RowsFunc[int](db, nil, "SELECT") },
		"source: Rows: the fields UserID and Other of source_test.twice have the same name":      func() { source.Rows[twice](db, "SELECT") },
		"source: Rows: the fields Other and UserID of source_test.again have the same name":      func() { source.Rows[again](db, "SELECT") },
		"source: Rows: source_test.raw must have no sql.RawBytes, which the next row overwrites": func() { source.Rows[raw](db, "SELECT") },
		"source: Rows: sql.RawBytes must have no sql.RawBytes, which the next row overwrites":    func() { source.Rows[sql.RawBytes](db, "SELECT") },
		"source: Pages: fetch must not be nil":                                                   func() { source.Pages[int](1, nil) },
		"source: Pages: it takes no option Include":                                              func() { source.Pages(0, new(world).page, source.Include("*")) },
		"source: Ahead: n must be at least 0, got -1":                                            func() { source.Ahead(-1) },
		"source: Signals: the number of signals must be at least 1, got 0":                       func() { source.Signals() },
		"source: Signals: signal must not be nil":                                                func() { source.Signals(os.Interrupt, nil) },
		"source: Accept: l must not be nil":                                                      func() { source.Accept(nil) },
	} {
		t.Run(want, func(t *testing.T) { assert.PanicsWithValue(t, want, f) })
	}
}
