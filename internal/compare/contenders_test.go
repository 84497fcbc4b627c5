package compare_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"

	concstream "github.com/sourcegraph/conc/stream"

	"github.com/seed-09178888/leat/stream"
)

// A contender applies task to every element of xs, at most n at a time, and
// collects the results in order.
type contender func(tb testing.TB, xs []int, n int, task func(int) int) []int

func loop(_ testing.TB, xs []int, _ int, task func(int) int) []int {
	out := make([]int, 0, len(xs))
	for _, x := range xs {
		out = append(out, task(x))
	}
	return out
}

// floor is the least that two goroutines can share work for: one atomic counter.
func floor(_ testing.TB, xs []int, _ int, task func(int) int) []int {
	out := make([]int, len(xs))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(xs)); i = next.Add(1) - 1 {
				out[i] = task(xs[i])
			}
		})
	}
	wg.Wait()
	return out
}

func leat(tb testing.TB, xs []int, n int, task func(int) int) []int {
	out, err := stream.Iter(xs).Map(task).Buffered(n).TryCollect(context.Background())
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

func leatForEach(tb testing.TB, xs []int, n int, task func(int) int) []int {
	out := make([]int, 0, len(xs))
	err := stream.Iter(xs).Map(task).Buffered(n).ForEach(context.Background(), func(v int) { out = append(out, v) })
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

func leatTwice(tb testing.TB, xs []int, n int, task func(int) int) []int {
	out, err := stream.Iter(xs).Map(task).Buffered(n).Map(task).Buffered(n).TryCollect(context.Background())
	if err != nil {
		tb.Fatal(err)
	}
	return out
}

// conc is sourcegraph/conc/stream: a goroutine and a channel per element, callbacks in order.
func conc(_ testing.TB, xs []int, n int, task func(int) int) []int {
	out := make([]int, 0, len(xs))
	s := concstream.New().WithMaxGoroutines(n)
	for _, x := range xs {
		s.Go(func() concstream.Callback {
			v := task(x)
			return func() { out = append(out, v) }
		})
	}
	s.Wait()
	return out
}

// channels is what one writes by hand: feeder, jobs channel, n workers, results channel, reorder by number.
func channels(_ testing.TB, xs []int, n int, task func(int) int) []int {
	type numbered struct{ i, v int }
	jobs, results := make(chan numbered, n), make(chan numbered, n)
	var wg sync.WaitGroup
	for range n {
		wg.Go(func() {
			for j := range jobs {
				results <- numbered{j.i, task(j.v)}
			}
		})
	}
	go func() {
		for i, x := range xs {
			jobs <- numbered{i, x}
		}
		close(jobs)
		wg.Wait()
		close(results)
	}()
	out := make([]int, 0, len(xs))
	waiting := make(map[int]int)
	for r := range results {
		waiting[r.i] = r.v
		for v, ok := waiting[len(out)]; ok; v, ok = waiting[len(out)] {
			delete(waiting, len(out))
			out = append(out, v)
		}
	}
	return out
}
