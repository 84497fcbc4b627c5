package main

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"sync/atomic"
	"time"

	"github.com/seed-09178888/leat/internal/compare/chart"
	"github.com/seed-09178888/leat/stream"
)

// distributions of task times, in milliseconds, with a mean of 2 to 3.
var distributions = []struct {
	name string
	draw func(*rand.Rand) float64
}{
	{"lognormal, sigma 1", func(r *rand.Rand) float64 { return 1.25 * math.Exp(r.NormFloat64()) }},
	{"pareto, alpha 1.5", func(r *rand.Rand) float64 { return min(100, 0.8*math.Pow(1-r.Float64(), -1/1.5)) }},
	{"bimodal, 10 % of 20 ms", func(r *rand.Rand) float64 {
		if r.Float64() < 0.1 {
			return 20
		}
		return 1
	}},
}

// latency has tasks that really sleep, with n = 16. A result has 1 KiB, so that
// what a window costs is seen.
func latency(e effort) []figure {
	const n = 16
	windows := []float64{1, 2, 4, 16}
	x := chart.Axis{Title: "window, times n", Even: windows}
	share := chart.Chart{Title: "Sleeping tasks of different lengths, n = 16: throughput", X: x, Y: chart.Axis{Title: "% of (sum of task times / n)"}}
	heap := chart.Chart{Title: "Sleeping tasks of different lengths, n = 16: heap", X: x, Y: chart.Axis{Title: "KiB allocated, results of 1 KiB"}}
	for i, d := range distributions {
		r := rand.New(rand.NewPCG(1, uint64(i)))
		times := make([]time.Duration, e.size(3000))
		for i := range times {
			times[i] = time.Duration(d.draw(r) * float64(time.Millisecond))
		}
		line := chart.Line{Name: d.name, Style: i}
		shares, bytes := line, line
		for _, w := range windows {
			s, b := sleeping(times, n, stream.Window(n*int(w)))
			shares.Points = append(shares.Points, chart.Point{X: w, Y: 100 * s})
			bytes.Points = append(bytes.Points, chart.Point{X: w, Y: b / 1024})
		}
		share.Lines, heap.Lines = append(share.Lines, shares), append(heap.Lines, bytes)
	}
	return []figure{{share, table(share)}, {heap, table(heap)}}
}

// sleeping returns the median of three runs' shares of the ideal throughput,
// and what a run allocates. The ideal is taken from the times that the tasks
// really took: no sleep ends on the dot.
func sleeping(times []time.Duration, n int, window stream.Option) (share, bytes float64) {
	var shares []float64
	bytes = allocated(func() {
		var slept atomic.Int64
		begun, next := time.Now(), int64(0)
		must(0, stream.Iter(ints(len(times))).Map(func(i int) (result [128]int64) {
			start := time.Now()
			time.Sleep(times[i])
			slept.Add(int64(time.Since(start)))
			result[0] = int64(i)
			return result
		}).Buffered(n, window).ForEach(context.Background(), func(v [128]int64) {
			if v[0] != next {
				panic(fmt.Sprintf("latency: result %d instead of %d", v[0], next))
			}
			next++
		}))
		shares = append(shares, float64(slept.Load())/float64(n)/float64(time.Since(begun)))
	})
	slices.Sort(shares)
	return shares[1], bytes
}
