package contenders

import (
	"sync"

	"github.com/panjf2000/ants/v2"
)

// Ants hands every element to a pool of goroutines, which write to its place.
var Ants = Contender{
	Name: "ants", Module: "github.com/panjf2000/ants/v2", About: "Pool.Submit, results into a slice, a WaitGroup",
	Map: func(xs []int, n int, task func(int) int) []int {
		p, err := ants.NewPool(n)
		must(err)
		defer p.Release()
		out := make([]int, len(xs))
		var wg sync.WaitGroup
		wg.Add(len(xs))
		for i, x := range xs {
			must(p.Submit(func() {
				defer wg.Done()
				out[i] = task(x)
			}))
		}
		wg.Wait()
		return out
	},
}
