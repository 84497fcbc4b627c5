package contenders

import "golang.org/x/sync/errgroup"

// Errgroup starts a goroutine per element, which writes to its own place.
var Errgroup = Contender{
	Name: "errgroup", Module: "golang.org/x/sync", About: "Group.Go with SetLimit, results into a slice",
	Map: func(xs []int, n int, task func(int) int) []int {
		out := make([]int, len(xs))
		var g errgroup.Group
		g.SetLimit(n)
		for i, x := range xs {
			g.Go(func() error {
				out[i] = task(x)
				return nil
			})
		}
		must(g.Wait())
		return out
	},
}
