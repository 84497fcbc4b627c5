package ring_test

import (
	"slices"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/seed-09178888/leat/internal/ring"
)

func TestFreeLanes(t *testing.T) {
	t.Run("lends no lane twice, and new ones only if none is free", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			const n = 8
			lanes := ring.NewFreeLanes(n)
			var lent []int
			most := 0
			for range rapid.IntRange(1, 100).Draw(t, "steps") {
				if len(lent) > 0 && (len(lent) == n || rapid.Bool().Draw(t, "give back")) {
					i := rapid.IntRange(0, len(lent)-1).Draw(t, "which")
					lanes.GiveBack(lent[i])
					lent = slices.Delete(lent, i, i+1)
					continue
				}
				lane := lanes.Lend()
				require.NotContains(t, lent, lane)
				lent = append(lent, lane)
				most = max(most, len(lent))
				require.Less(t, lane, most)
			}
		})
	})
	t.Run("takes lanes back from many at once", func(t *testing.T) {
		const n, givers, rounds = 4, 4, 50_000
		lanes := ring.NewFreeLanes(n)
		inUse := make([]int, n) // no lock: a lane has one user at a time, or -race tells
		window := make(chan struct{}, n)
		lent := make(chan int, n)
		var wg sync.WaitGroup
		for range givers {
			wg.Go(func() {
				for lane := range lent {
					assert.Equal(t, 1, inUse[lane])
					inUse[lane]--
					lanes.GiveBack(lane)
					<-window
				}
			})
		}
		for range rounds {
			window <- struct{}{}
			lane := lanes.Lend()
			assert.Equal(t, 0, inUse[lane])
			inUse[lane]++
			lent <- lane
		}
		close(lent)
		wg.Wait()
		var all []int
		for range n {
			all = append(all, lanes.Lend())
		}
		slices.Sort(all)
		assert.Len(t, slices.Compact(all), n, "lost lanes, or lent twice")
		assert.Equal(t, n-1, slices.Max(all))
	})
}
