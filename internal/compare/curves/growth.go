package main

import (
	"context"
	"runtime"
	"time"

	"github.com/seed-09178888/leat/internal/compare/chart"
	"github.com/seed-09178888/leat/internal/compare/contenders"
	"github.com/seed-09178888/leat/internal/compare/measure"
	"github.com/seed-09178888/leat/stream"
)

// curves in the order of the page.
var curves = []curve{
	{[]string{"n-cheap"}, overN("x+1", 0, 20_000)},
	{[]string{"n-microsecond"}, overN("1 microsecond of CPU", time.Microsecond, 5_000)},
	{[]string{"efficiency"}, efficiency},
	{[]string{"blocked-head"}, blockedHead},
	{[]string{"elements"}, overElements},
	{[]string{"elements-heap"}, heapOverElements},
	{[]string{"boundaries"}, overBoundaries},
	{[]string{"stages"}, overStages},
	{[]string{"sizes"}, overSizes},
	{[]string{"procs-cheap"}, overProcs("x+1", 0, 20_000)},
	{[]string{"procs-microsecond"}, overProcs("1 microsecond of CPU", time.Microsecond, 5_000)},
	{[]string{"latency", "latency-heap"}, latency},
}

const (
	nsPerElement = "ns per element"
	atATime      = "n, elements at a time"
)

// mostGoroutines is where contenders stop that start a goroutine for each of n
// even if there is nothing to do for it: what they do beyond is start goroutines.
const mostGoroutines = 10_000

func overN(task string, cost time.Duration, elements int) func(effort) []figure {
	return func(e effort) []figure {
		f := measure.Task(cost)
		return []figure{series{
			chart: chart.Chart{Title: "Ordered map over a slice, task " + task, X: chart.Axis{Title: atATime, Scale: chart.Log}, Y: chart.Axis{Title: nsPerElement, Scale: chart.Log}},
			xs:    e.values(1, 2, 5, 10, 20, 50, 100, 1000, 10_000, 100_000),
			at: func(x float64) ([]measure.Contender, int) {
				n := int(x)
				xs := ints(e.size(max(elements, 2*n)))
				cs := []contenders.Contender{contenders.Leat, contenders.Floor, contenders.Loop}
				if n <= mostGoroutines {
					cs = append(cs, contenders.ConcStream, contenders.Channels)
				}
				return maps(xs, n, f, cs...), len(xs)
			},
		}.figure(e)}
	}
}

// efficiency is 100 % where the work of a loop is shared evenly among all processors, and nothing else is done.
func efficiency(e effort) []figure {
	costs := e.values(0, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100)
	return []figure{series{
		chart: chart.Chart{Title: "Parallel efficiency over task cost, n = 10", X: chart.Axis{Title: "task, microseconds of CPU", Even: costs}, Y: chart.Axis{Title: "% of (loop / GOMAXPROCS)"}},
		xs:    costs,
		at: func(x float64) ([]measure.Contender, int) {
			xs := ints(e.size(min(20_000, int(10_000/max(x, 0.1)))))
			return maps(xs, 10, measure.Task(time.Duration(x*1000)),
				contenders.Leat, contenders.LeatForEach, contenders.LeatFromSeq, contenders.ConcStream, contenders.Channels, contenders.Floor, contenders.Loop), len(xs)
		},
		value: func(t measure.Table, name string) float64 {
			return 100 * t.Ratios(contenders.Loop.Name, name).Median() / float64(runtime.GOMAXPROCS(0))
		},
	}.figure(e)}
}

// leatWith is leat with an n of its own, for curves over something else.
func leatWith(name string, n int, xs []int, task func(int) int) measure.Contender {
	return checked(name, contenders.Loop.Map(xs, n, task), func() []int { return contenders.Leat.Map(xs, n, task) })
}

func overElements(e effort) []figure {
	task := measure.Task(0)
	return []figure{series{
		chart: chart.Chart{Title: "Elements of a run, task x+1", X: chart.Axis{Title: "elements", Scale: chart.Log}, Y: chart.Axis{Title: nsPerElement, Scale: chart.Log}},
		xs:    e.values(1e3, 1e4, 1e5, 1e6, 1e7),
		at: func(x float64) ([]measure.Contender, int) {
			xs := ints(e.size(int(x)))
			return append([]measure.Contender{leatWith("leat n = 10", 10, xs, task), leatWith("leat n = 100", 100, xs, task)},
				maps(xs, 10, task, contenders.Floor, contenders.Loop)...), len(xs)
		},
	}.figure(e)}
}

func overProcs(task string, cost time.Duration, elements int) func(effort) []figure {
	return func(e effort) []figure {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
		f, xs := measure.Task(cost), ints(e.size(elements))
		return []figure{series{
			chart: chart.Chart{Title: "GOMAXPROCS, n = 100, task " + task, X: chart.Axis{Title: "GOMAXPROCS", Scale: chart.Log2}, Y: chart.Axis{Title: nsPerElement, Scale: chart.Log}},
			xs:    e.values(1, 2, 4, 8),
			at: func(x float64) ([]measure.Contender, int) {
				runtime.GOMAXPROCS(int(x))
				return maps(xs, 100, f, contenders.Leat, contenders.ConcStream, contenders.Channels, contenders.Loop), len(xs)
			},
		}.figure(e)}
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err) // no task fails and no context ends
	}
	return v
}

// collect is TryCollect of what cannot fail.
func collect[T any](s stream.Stream[T]) []T { return must(s.TryCollect(context.Background())) }
