package stream_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/stream"
)

func TestScan(t *testing.T) {
	t.Run("gives each call the state that the one before left", func(t *testing.T) {
		var states []int
		f := func(state, v int) (int, string) {
			states = append(states, state)
			return state + v, fmt.Sprint(state, "+", v)
		}
		assert.Equal(t, "10+1 11+2 13+3", toMarbles(t, stream.Of(1, 2, 3).Scan(10, f)))
		assert.Equal(t, []int{10, 11, 13}, states)
	})
	t.Run("keeps its state across errors, which f does not see", func(t *testing.T) {
		assert.Equal(t, "# 1 # 3 #", toMarbles(t, fromMarbles("# 1 # 2 #").Scan(0, runningSum)))
	})
	t.Run("B7: with TakeWhile it ends, and the element that ends it is not yielded", func(t *testing.T) {
		pulled := 0
		assert.Equal(t, "0 1 3 6", toMarbles(t, pullsOf(9, &pulled).Scan(0, runningSum).TakeWhile(below(10))))
		assert.Equal(t, 5, pulled)
	})
	t.Run("B6: what comes after the end does not revive it", func(t *testing.T) {
		belowCount := func(n, v int) (int, int) {
			if n++; v < n {
				return n, v
			}
			return n, -1
		}
		rising := fromMarbles("1 2 3 4 6 8 2").Scan(1, belowCount).TakeWhile(func(v int) bool { return v >= 0 })
		assert.Equal(t, "1 2 3 4", toMarbles(t, rising))
	})
	t.Run("the initial value is copied as Go copies: a map is shared by the runs", func(t *testing.T) {
		seen := map[int]int{}
		s := stream.Of(1, 1).Scan(seen, func(m map[int]int, v int) (map[int]int, int) { m[v]++; return m, m[v] })
		assert.Equal(t, "1 2", toMarbles(t, s))
		assert.Equal(t, "3 4", toMarbles(t, s))
	})
}

func ExampleStream_Scan() {
	// Balances of an account, and the first that is negative.
	bookings := stream.Of(100, -30, 20, -95, 10)
	balance := func(state, booking int) (int, int) { return state + booking, state + booking }

	ctx := context.Background()
	fmt.Println(bookings.Scan(0, balance).TryCollect(ctx))
	fmt.Println(bookings.Scan(0, balance).Filter(func(b int) bool { return b < 0 }).First(ctx))
	// Output:
	// [100 70 90 -5 5] <nil>
	// -5 <nil>
}
