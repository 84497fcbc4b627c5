package contenders

import "github.com/samber/ro"

const samberRo = "github.com/samber/ro"

// Ro is its sequential pipeline: it has no map that is concurrent and ordered.
var Ro = Contender{
	Name: "ro Map", Module: samberRo, About: "FromSlice, Map, Collect",
	Map: func(xs []int, _ int, task func(int) int) []int {
		return gather(ro.Map(task)(ro.FromSlice(xs)))
	},
}

// RoMerge starts a Future per element: what ro has that is concurrent.
var RoMerge = Contender{
	Name: "ro MergeMap", Module: samberRo, About: "FromSlice, MergeMap of a Future each, Collect",
	Map: func(xs []int, _ int, task func(int) int) []int {
		return gather(ro.MergeMap(func(x int) ro.Observable[int] {
			return ro.Future(func() (int, error) { return task(x), nil })
		})(ro.FromSlice(xs)))
	},
}

// RoChain has no boundary.
var RoChain = Contender{
	Name: "ro chain", Module: samberRo, About: "FromSlice, Map, Filter, Map, Collect",
	Map: func(xs []int, _ int, task func(int) int) []int {
		return gather(ro.Map(task)(ro.Filter(Even)(ro.Map(task)(ro.FromSlice(xs)))))
	},
}

func gather(s ro.Observable[int]) []int {
	out, err := ro.Collect(s)
	must(err)
	return out
}
