package stream_test

import (
	"context"
	"fmt"
	"runtime"
	"testing"

	"github.com/seed-09178888/leat/stream"
)

const benchElements = 10_000

// benchTasks are what is run for every element: next to nothing, and about a microsecond of arithmetic.
var benchTasks = map[string]func(context.Context, int) (int, error){
	"x+1": func(_ context.Context, v int) (int, error) { return v + 1, nil },
	"1us": func(_ context.Context, v int) (int, error) { return benchWork(v), nil },
}

// benchWork takes about a microsecond, which no compiler can do without.
func benchWork(v int) int {
	x := uint64(v) | 1
	for range 620 {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
	}
	return int(x)
}

// BenchmarkBuffered compares n tasks at a time in order with the same by hand
// with channels, and with a loop that runs them one after another.
func BenchmarkBuffered(b *testing.B) {
	xs := ints(benchElements)
	for _, name := range []string{"x+1", "1us"} {
		task := benchTasks[name]
		for _, n := range []int{2, 10, 100} {
			b.Run(fmt.Sprintf("task=%s/n=%d/leat", name, n), func(b *testing.B) {
				s := stream.Iter(xs).TryMap(task).Buffered(n)
				benchRun(b, func(ctx context.Context) ([]int, error) { return s.TryCollect(ctx) })
			})
			b.Run(fmt.Sprintf("task=%s/n=%d/channels", name, n), func(b *testing.B) {
				benchRun(b, func(ctx context.Context) ([]int, error) { return oracleBuffered(ctx, xs, n, task) })
			})
		}
		b.Run(fmt.Sprintf("task=%s/loop", name), func(b *testing.B) {
			benchRun(b, func(ctx context.Context) ([]int, error) {
				out := make([]int, 0, len(xs))
				for _, x := range xs {
					v, err := task(ctx, x)
					if err != nil {
						return out, err
					}
					out = append(out, v)
				}
				return out, nil
			})
		})
	}
}

// benchRun reports nanoseconds and allocations per element of a run over benchElements.
func benchRun(b *testing.B, run func(context.Context) ([]int, error)) {
	var before, after runtime.MemStats
	ctx := b.Context()
	runtime.ReadMemStats(&before)
	for b.Loop() {
		if vs, err := run(ctx); err != nil || len(vs) != benchElements {
			b.Fatal(len(vs), err)
		}
	}
	runtime.ReadMemStats(&after)
	elements := float64(b.N) * benchElements
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/elements, "ns/element")
	b.ReportMetric(float64(after.Mallocs-before.Mallocs)/elements, "allocs/element")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkCursor is the cost of a demand, and of a cursor of one element from beginning to end.
func BenchmarkCursor(b *testing.B) {
	s := stream.Iter(ints(benchElements))
	b.Run("Next", func(b *testing.B) {
		benchRun(b, func(ctx context.Context) ([]int, error) {
			c := s.Cursor(ctx)
			defer c.Close()
			vs := make([]int, 0, benchElements)
			for v, ok, err := c.Next(); ok; v, ok, err = c.Next() {
				if err != nil {
					return vs, err
				}
				vs = append(vs, v)
			}
			return vs, nil
		})
	})
	b.Run("Cursor, Next, Close", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			c := s.Cursor(b.Context())
			_, _, _ = c.Next()
			c.Close()
		}
	})
}
