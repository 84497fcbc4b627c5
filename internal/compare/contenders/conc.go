package contenders

import (
	"github.com/sourcegraph/conc/iter"
	"github.com/sourcegraph/conc/pool"
	"github.com/sourcegraph/conc/stream"
)

const conc = "github.com/sourcegraph/conc"

// ConcStream runs a task per element and its callbacks in order.
var ConcStream = Contender{
	Name: "conc/stream", Module: conc, About: "Stream.Go with WithMaxGoroutines, callbacks append",
	Map: func(xs []int, n int, task func(int) int) []int {
		out := make([]int, 0, len(xs))
		s := stream.New().WithMaxGoroutines(n)
		for _, x := range xs {
			s.Go(func() stream.Callback {
				v := task(x)
				return func() { out = append(out, v) }
			})
		}
		s.Wait()
		return out
	},
}

// ConcStreamTwice has a second stream that the callbacks of the first feed.
var ConcStreamTwice = Contender{
	Name: "conc/stream nested", Module: conc, About: "the callbacks of one Stream call Go of another", Boundaries: 2,
	Map: func(xs []int, n int, task func(int) int) []int {
		out := make([]int, 0, len(xs))
		first, second := stream.New().WithMaxGoroutines(n), stream.New().WithMaxGoroutines(n)
		for _, x := range xs {
			first.Go(func() stream.Callback {
				v := task(x)
				return func() {
					second.Go(func() stream.Callback {
						w := task(v)
						return func() { out = append(out, w) }
					})
				}
			})
		}
		first.Wait()
		second.Wait()
		return out
	},
}

// ConcIter maps a slice into another.
var ConcIter = Contender{
	Name: "conc/iter", Module: conc, About: "Mapper with MaxGoroutines",
	Map: func(xs []int, n int, task func(int) int) []int {
		return iter.Mapper[int, int]{MaxGoroutines: n}.Map(xs, func(x *int) int { return task(*x) })
	},
}

// ConcPool collects the results of tasks.
var ConcPool = Contender{
	Name: "conc/pool", Module: conc, About: "ResultPool with WithMaxGoroutines",
	Map: func(xs []int, n int, task func(int) int) []int {
		p := pool.NewWithResults[int]().WithMaxGoroutines(n)
		for _, x := range xs {
			p.Go(func() int { return task(x) })
		}
		return p.Wait()
	},
}
