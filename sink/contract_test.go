package sink_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/sourcegraph/conc/panics"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/sink"
	"github.com/seed-09178888/leat/stage/stagetest"
	"github.com/seed-09178888/leat/stream"
)

// blind drops the result, so that all sinks are of one type.
func blind[T, R any](k sink.Sink[T, R]) sink.Sink[T, any] {
	return k.MapResult(func(r R) any { return r })
}

// sinks are all of this package, over numbers.
var sinks = map[string]func(t *testing.T) sink.Sink[int, any]{
	"With": func(t *testing.T) sink.Sink[int, any] {
		return blind(sink.Sink[int, int](sink.Sum).With(func(v int) int { return v }))
	},
	"TryWith": func(t *testing.T) sink.Sink[int, any] {
		return blind(sink.Sink[int, int](sink.Sum).TryWith(failAt(-1)))
	},
	"Func":    func(t *testing.T) sink.Sink[int, any] { return blind(taking(0, -1, nil)) },
	"Discard": func(t *testing.T) sink.Sink[int, any] { return blind[int, int](sink.Discard) },
	"Lines":   func(t *testing.T) sink.Sink[int, any] { return blind(sink.Lines(io.Discard).With(digit)) },
	"JSONL":   func(t *testing.T) sink.Sink[int, any] { return blind(sink.JSONL[int](io.Discard)) },
	"CSV": func(t *testing.T) sink.Sink[int, any] {
		return blind(sink.CSV(io.Discard).With(func(v int) []string { return []string{digit(v)} }))
	},
	"File": func(t *testing.T) sink.Sink[int, any] {
		return blind(sink.File(filepath.Join(t.TempDir(), "file"), sink.JSONL[int]))
	},
	"Exec": func(t *testing.T) sink.Sink[int, any] { return blind(sink.Exec(new(database).open(t), insert, row)) },
	"Exec in time": func(t *testing.T) sink.Sink[int, any] {
		return blind(sink.Exec(new(database).open(t), insert, row, sink.Within(time.Second)))
	},
	"Chan":    func(t *testing.T) sink.Sink[int, any] { return blind(sink.Chan(make(chan int, 100))) },
	"Map":     func(t *testing.T) sink.Sink[int, any] { return blind(sink.Map(digit, digit)) },
	"GroupBy": func(t *testing.T) sink.Sink[int, any] { return blind(sink.GroupBy(digit)) },
	"Sum":     func(t *testing.T) sink.Sink[int, any] { return blind[int, int](sink.Sum) },
	"Min":     func(t *testing.T) sink.Sink[int, any] { return blind[int, int](sink.Min) },
	"Max":     func(t *testing.T) sink.Sink[int, any] { return blind[int, int](sink.Max) },
	"Fanout":  func(t *testing.T) sink.Sink[int, any] { return blind(sink.Fanout[int, int](sink.Sum, sink.Discard)) },
	"Fanout of Fanout": func(t *testing.T) sink.Sink[int, any] {
		return blind(sink.Fanout(sink.Fanout[int, int](sink.Sum, sink.Sum)))
	},
	"Unzip": func(t *testing.T) sink.Sink[int, any] {
		twice := func(v int) stream.Pair[int, int] { return stream.Pair[int, int]{First: v, Second: v} }
		return blind(sink.Sink[stream.Pair[int, int], stream.Pair[[]int, []int]](sink.Unzip).With(twice))
	},
	"Reader": func(t *testing.T) sink.Sink[int, any] {
		return func(ctx context.Context, s stream.Stream[int]) (any, error) {
			r := sink.Reader(ctx, s.Map(func(v int) []byte { return []byte(digit(v)) }))
			defer r.Close()
			return io.ReadAll(r)
		}
	},
}

// readsAhead: the stream runs beside the sink, and may pull an element while that stops.
func readsAhead(name string) bool { return name == "Exec in time" || strings.HasPrefix(name, "Fanout") }

func TestSinks(t *testing.T) {
	for name, k := range sinks {
		bubble(t, name+" ends with the stream, also an empty one, and can be run again", func(t *testing.T) {
			k := k(t)
			var want any
			for i := range 3 {
				got, err := ints(5).Into(t.Context(), k)
				require.NoError(t, err)
				if i > 0 {
					assert.Equal(t, want, got)
				}
				want = got
				_, err = stream.Empty[int]().Into(t.Context(), k)
				if !errors.Is(err, stream.ErrEmpty) { // Min and Max
					assert.NoError(t, err)
				}
			}
		})
		bubble(t, name+" stops at an error of the stream and returns it as it is", func(t *testing.T) {
			k := k(t)
			for at := range 5 {
				pulled := 0
				_, err := ints(5).Inspect(func(int) { pulled++ }).TryMap(failAt(at)).Into(t.Context(), k)
				assert.Equal(t, errBoom, err)
				if !readsAhead(name) {
					assert.Equal(t, at+1, pulled)
				}
			}
		})
		bubble(t, name+" pulls nothing if ctx had ended before", func(t *testing.T) {
			ctx, cancel := context.WithCancelCause(t.Context())
			cancel(errBoom)
			_, err := ints(5).Inspect(func(int) { t.Error("an element") }).Into(ctx, k(t))
			assert.Equal(t, errBoom, err)
			_, err = stream.Empty[int]().Into(ctx, k(t))
			assert.Equal(t, errBoom, err)
		})
		bubble(t, name+" ends with ctx at any time, and joins the rest", func(t *testing.T) {
			k := k(t)
			for d := range 6 {
				var g stagetest.Gauge
				ctx, cancel := context.WithCancelCause(t.Context())
				time.AfterFunc(time.Duration(d)*time.Second+1, func() { cancel(errBoom) })
				_, err := stream.Repeat(1).TryMap(g.Wrap(func(ctx context.Context, v int) (int, error) {
					time.Sleep(time.Second) // without looking at ctx
					return v, nil
				})).Buffered(2).Into(ctx, k)
				assert.Equal(t, errBoom, err)
				assert.Zero(t, g.Running())
			}
			ctx, cancel := context.WithCancelCause(t.Context())
			time.AfterFunc(time.Second, func() { cancel(errBoom) })
			_, err := stream.Pending[int]().Into(ctx, k)
			assert.Equal(t, errBoom, err)
		})
		for what, fail := range map[string]func(){"a panic": func() { panic(errBoom) }, "Goexit": runtime.Goexit} {
			bubble(t, name+" passes "+what+" on and joins the rest", func(t *testing.T) {
				k := k(t)
				for n := range 3 {
					t.Log("Buffered", n)
					s := ints(5).Inspect(func(v int) {
						time.Sleep(time.Second)
						if v == 3 {
							fail()
						}
					})
					if n > 0 {
						s = s.Buffered(n)
					}
					assert.Equal(t, what == "a panic", met(t, s, k))
					synctest.Wait()
				}
			})
		}
	}
}

// met reports whether the run of s has panicked, with errBoom and once wrapped. It must not return.
func met(t *testing.T, s stream.Stream[int], k sink.Sink[int, any]) bool {
	t.Helper()
	out := make(chan any)
	go func() {
		defer func() { out <- recover() }()
		v, err := s.Into(t.Context(), k)
		t.Error("it has returned", fmt.Sprint(v, err))
	}()
	p, ok := (<-out).(*panics.Recovered)
	if ok {
		assert.Equal(t, errBoom, p.Value)
	}
	return ok
}
