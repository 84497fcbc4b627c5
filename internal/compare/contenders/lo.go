package contenders

import (
	"slices"

	"github.com/samber/lo"
	"github.com/samber/lo/it"
	"github.com/samber/lo/parallel"
)

const samberLo = "github.com/samber/lo"

// Lo starts a goroutine per element at once.
var Lo = Contender{
	Name: "lo/parallel", Module: samberLo, About: "parallel.Map",
	Map: func(xs []int, _ int, task func(int) int) []int {
		return parallel.Map(xs, func(x, _ int) int { return task(x) })
	},
}

// LoChain makes a slice per stage.
var LoChain = Contender{
	Name: "lo chain", Module: samberLo, About: "Map, Filter, Map",
	Map: func(xs []int, _ int, task func(int) int) []int {
		f := func(x, _ int) int { return task(x) }
		return lo.Map(lo.Filter(lo.Map(xs, f), func(x, _ int) bool { return Even(x) }), f)
	},
}

// LoItChain is lo's chain of iterators.
var LoItChain = Contender{
	Name: "lo/it chain", Module: samberLo, About: "it.Map, it.Filter, it.Map, slices.AppendSeq",
	Map: func(xs []int, _ int, task func(int) int) []int {
		chain := it.Map(it.Filter(it.Map(slices.Values(xs), task), Even), task)
		return slices.AppendSeq(make([]int, 0, len(xs)), chain)
	},
}
