package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/metrics"
	"strings"
	"sync"
	"time"

	concstream "github.com/sourcegraph/conc/stream"

	"github.com/seed-09178888/leat/internal/compare/chart"
	"github.com/seed-09178888/leat/stream"
)

// heapOverElements is what a run allocates besides its result, which is never less than the most it holds.
func heapOverElements(e effort) []figure {
	c := chart.Chart{Title: "Heap of a run beyond the slice of results, task x+1", X: chart.Axis{Title: "elements", Scale: chart.Log}, Y: chart.Axis{Title: "KiB allocated in the whole run"}}
	for i, n := range []int{10, 100} {
		line := chart.Line{Name: fmt.Sprintf("leat n = %d", n), Style: i}
		for _, x := range e.values(1e3, 1e4, 1e5, 1e6, 1e7) {
			xs := ints(e.size(int(x)))
			bytes := allocated(func() { collect(stream.Iter(xs).Map(plusOne).Buffered(n)) }) - allocated(func() { runtime.KeepAlive(make([]int, len(xs))) })
			line.Points = append(line.Points, chart.Point{X: x, Y: bytes / 1024})
		}
		c.Lines = append(c.Lines, line)
	}
	return []figure{{c, table(c)}}
}

// allocated takes the least of three: the runtime allocates too, now and then.
func allocated(f func()) float64 {
	least := ^uint64(0)
	for range 3 {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		f()
		runtime.ReadMemStats(&after)
		least = min(least, after.TotalAlloc-before.TotalAlloc)
	}
	return float64(least)
}

// A way handles every element of xs with task, the results in order.
type way struct {
	name string
	run  func(xs []int, task func(int) int, result func(int))
}

var ways = []way{
	{"leat", leatBlocked(10)},
	{"leat Window(16n)", leatBlocked(10, stream.Window(160))},
	{"conc/stream", func(xs []int, task func(int) int, result func(int)) {
		s := concstream.New().WithMaxGoroutines(10)
		for _, x := range xs {
			s.Go(func() concstream.Callback {
				v := task(x)
				return func() { result(v) }
			})
		}
		s.Wait()
	}},
	{"unbounded reorder map", reorderWithoutBound},
}

func leatBlocked(n int, opts ...stream.Option) func([]int, func(int) int, func(int)) {
	return func(xs []int, task func(int) int, result func(int)) {
		must(0, stream.Iter(xs).Map(task).Buffered(n, opts...).ForEach(context.Background(), result))
	}
}

// reorderWithoutBound is what is often written by hand: it goes on while the
// first result is missed, and what has finished waits in a map.
func reorderWithoutBound(xs []int, task func(int) int, result func(int)) {
	type numbered struct{ i, v int }
	jobs, results := make(chan int, 10), make(chan numbered, 10)
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() {
			for i := range jobs {
				results <- numbered{i, task(xs[i])}
			}
		})
	}
	go func() {
		for i := range xs {
			jobs <- i
		}
		close(jobs)
		wg.Wait()
		close(results)
	}()
	waiting, next := make(map[int]int), 0
	for r := range results {
		waiting[r.i] = r.v
		for v, ok := waiting[next]; ok; v, ok = waiting[next] {
			delete(waiting, next)
			result(v)
			next++
		}
	}
}

// blockedHead samples the heap while the first element of many takes long.
func blockedHead(e effort) []figure {
	elements, wait, every := 2_000_000, 2*time.Second, 10*time.Millisecond
	if e.quick {
		elements, wait, every = 2_000, 30*time.Millisecond, time.Millisecond
	}
	xs := ints(elements)
	task := func(x int) int {
		if x == 0 {
			time.Sleep(wait)
		}
		return x + 1
	}
	c := chart.Chart{Title: fmt.Sprintf("Heap while the first of %s elements takes %s s, n = 10", chart.Number(float64(elements)), chart.Number(wait.Seconds())),
		X: chart.Axis{Title: "seconds"}, Y: chart.Axis{Title: "heap beyond the input, MiB"}}
	var b strings.Builder
	b.WriteString("| n = 10 | most heap beyond the input, MiB | whole run, s |\n| --- | ---: | ---: |\n")
	for i, w := range ways {
		line := chart.Line{Name: w.name, Style: i, Plain: true}
		next := 0
		line.Points = sampled(every, func() {
			w.run(xs, task, func(v int) {
				if next++; v != next {
					panic(w.name + ": out of order")
				}
			})
		})
		if next != elements {
			panic(w.name + ": results are missing")
		}
		most := 0.0
		for _, at := range line.Points {
			most = max(most, at.Y)
		}
		used := chart.Number(most)
		if most < 0.1 { // what processors keep to themselves is not seen
			used = "under 0.1"
		}
		fmt.Fprintf(&b, "| %s | %s | %s |\n", w.name, used, chart.Number(line.Points[len(line.Points)-1].X))
		c.Lines = append(c.Lines, line)
	}
	return []figure{{c, b.String()}}
}

// sampled runs f and returns the heap in use over time: seconds and MiB, what was in use before not counted.
func sampled(every time.Duration, f func()) []chart.Point {
	runtime.GC()
	before, start := heapInUse(), time.Now()
	points := []chart.Point{{}}
	sample := func() {
		points = append(points, chart.Point{X: time.Since(start).Seconds(), Y: max(0, heapInUse()-before) / (1 << 20)})
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		f()
	}()
	for tick := time.Tick(every); ; {
		select {
		case <-tick:
			sample()
		case <-done:
			sample()
			return points
		}
	}
}

// heapInUse counts objects, those that are garbage and not yet collected included.
func heapInUse() float64 {
	s := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(s)
	return float64(s[0].Value.Uint64())
}
