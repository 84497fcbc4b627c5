package stream_test

import (
	"context"
	"fmt"
	"github.com/stretchr/testify/require"
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

func TestTryScan(t *testing.T) {
	// sum fails for 7, and would then change the state.
	sum := func(_ context.Context, sum, v int) (int, int, error) {
		if v == 7 {
			return 1000, 1000, errBoom
		}
		return sum + v, sum + v, nil
	}
	bubble(t, "gives each call the state that the one before left", func(t *testing.T) {
		assertYields(t, stream.Of(1, 2, 3).TryScan(10, sum), 11, 13, 16)
		assertYields(t, stream.Empty[int]().TryScan(10, sum))
	})
	bubble(t, "an error of f takes the place of its element; what f returned beside it is dropped, the state too", func(t *testing.T) {
		for in, want := range map[string]string{"7 1 2": "# 1 3", "1 7 2": "1 # 3", "1 2 7": "1 3 #", "7 7": "# #"} {
			assert.Equal(t, want, toMarbles(t, fromMarbles(in).TryScan(0, sum)))
		}
	})
	bubble(t, "keeps its state across errors from above, which f does not see", func(t *testing.T) {
		assertYields(t, sourceOf[int](errBoom, 1, errBoom, 2, errBoom).TryScan(0, sum), errBoom, 1, errBoom, 3, errBoom)
	})
	t.Run("a terminal that stops at errors stops there, and asks the source no more", func(t *testing.T) {
		pulled := 0
		vs, err := pullsOf(99, &pulled).TryScan(0, sum).TryCollect(t.Context())
		require.ErrorIs(t, err, errBoom)
		assert.Equal(t, []int{0, 1, 3, 6, 10, 15, 21}, vs)
		assert.Equal(t, 8, pulled)
	})
	bubble(t, "f gets a context that carries the values of the terminal's and ends with it", func(t *testing.T) {
		assertContext(t, func(wait func(context.Context) error) stream.Stream[int] {
			return stream.Of(1).TryScan(0, func(ctx context.Context, _, _ int) (int, int, error) { return 0, 0, wait(ctx) })
		})
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

func ExampleStream_TryScan() {
	// A booking that the account does not cover is refused and changes nothing.
	book := func(_ context.Context, balance, booking int) (int, int, error) {
		if balance+booking < 0 {
			return 0, 0, fmt.Errorf("%d refused", booking)
		}
		return balance + booking, balance + booking, nil
	}
	for balance, err := range stream.Of(100, -30, -95, 10).TryScan(0, book).All(context.Background()) {
		fmt.Println(balance, err)
	}
	// Output:
	// 100 <nil>
	// 70 <nil>
	// 0 -95 refused
	// 80 <nil>
}
