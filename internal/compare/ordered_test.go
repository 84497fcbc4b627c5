package compare_test

import (
	"fmt"
	"slices"
	"testing"
	"time"
)

// spin is CPU work: about a nanosecond a round.
func spin(rounds, x int) int {
	for i := range rounds {
		x = x*31 + i
	}
	return x
}

func plusOne(x int) int { return x + 1 }

// microsecond returns a task of about 1 microsecond of CPU work on this machine.
func microsecond() func(int) int {
	rounds := 1000
	best := time.Duration(1 << 62)
	for range 50 {
		start := time.Now()
		sink = spin(rounds, 1)
		best = min(best, time.Since(start))
	}
	rounds = int(float64(rounds) * float64(time.Microsecond) / float64(best))
	return func(x int) int { return spin(rounds, x) }
}

var sink int

// BenchmarkOrdered is the ordered, bounded map over a slice.
func BenchmarkOrdered(b *testing.B) {
	one := microsecond()
	for _, row := range []struct {
		name string
		task func(int) int
		len  int
	}{{"x+1", plusOne, 20_000}, {"1us", one, 4_000}} {
		for _, n := range []int{2, 10, 100} {
			b.Run(fmt.Sprintf("%s/n=%d", row.name, n), func(b *testing.B) {
				turns(b, row.len, n, row.task, map[string]contender{
					"leat": leat, "leat-foreach": leatForEach, "conc": conc, "channels": channels, "loop": loop, "floor": floor,
				})
			})
		}
	}
}

// BenchmarkTwoBoundaries is two ordered boundaries in a chain.
func BenchmarkTwoBoundaries(b *testing.B) {
	twice := func(c contender) contender {
		return func(tb testing.TB, xs []int, n int, task func(int) int) []int {
			return c(tb, c(tb, xs, n, task), n, task)
		}
	}
	turns(b, 20_000, 10, plusOne, map[string]contender{"leat": leatTwice, "conc": twice(conc), "loop": twice(loop), "floor": twice(floor)})
}

// turns runs the contenders in turns and reports the median time of each per element, and leat's factors.
func turns(b *testing.B, size, n int, task func(int) int, cs map[string]contender) {
	xs := make([]int, size)
	for i := range xs {
		xs[i] = i
	}
	times := make(map[string][]float64)
	var want []int
	for b.Loop() {
		for name, run := range cs { // a map: in random order
			start := time.Now()
			got := run(b, xs, n, task)
			times[name] = append(times[name], float64(time.Since(start).Nanoseconds())/float64(size))
			if want == nil {
				want = got
			}
			if !slices.Equal(got, want) {
				b.Fatalf("%s: wrong result", name)
			}
		}
	}
	median := func(name string) float64 {
		ts := times[name]
		slices.Sort(ts)
		return ts[len(ts)/2]
	}
	b.ReportMetric(0, "ns/op") // of all together: means nothing
	for name := range cs {
		b.ReportMetric(median(name), name+"-ns")
		if name == "conc" || name == "loop" || name == "floor" {
			b.ReportMetric(median(name)/median("leat"), "x-"+name)
		}
	}
}
