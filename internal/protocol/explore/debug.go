package explore

import (
	"fmt"
	"os"
	"sort"
)

func (g *graph[S]) debug() {
	if os.Getenv("DEBUG") == "" {
		return
	}
	m := map[string]int{}
	for i := range g.places {
		pl := &g.places[i]
		if pl.next != nil {
			m[fmt.Sprint(pl.program, " ", pl.next.Name, " ", pl.stack())]++
		}
	}
	var ks []string
	for k := range m {
		ks = append(ks, k)
	}
	sort.Slice(ks, func(i, j int) bool { return m[ks[i]] > m[ks[j]] })
	for i, k := range ks {
		if i < 45 {
			fmt.Println(m[k], k)
		}
	}
	fmt.Println(len(ks))
}
