package contenders

import "github.com/alitto/pond/v2"

// Pond submits every element to a pool and waits for the group of its results.
var Pond = Contender{
	Name: "pond", Module: "github.com/alitto/pond/v2", About: "ResultPool, a group of its tasks",
	Map: func(xs []int, n int, task func(int) int) []int {
		p := pond.NewResultPool[int](n)
		defer p.StopAndWait()
		group := p.NewGroup()
		for _, x := range xs {
			group.Submit(func() int { return task(x) })
		}
		out, err := group.Wait()
		must(err)
		return out
	},
}
