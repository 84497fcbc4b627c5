package ring_test

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/seed-09178888/leat/internal/ring"
)

// take takes the turn of the element in a lane, and returns nil if it is held.
func take[K comparable](turns *ring.Turns[K], lane int) ring.Turn {
	if of := turns.Of(lane); of.Take() {
		return of
	}
	return nil
}

func TestTurns(t *testing.T) {
	set := func(keys ...string) *ring.Turns[string] {
		turns := ring.NewTurns[string](len(keys))
		for lane, key := range keys {
			turns.Add(lane, key)
		}
		return turns
	}
	// nexts returns the lanes that a turn runs until it is given up.
	nexts := func(at ring.Turn) []int {
		var lanes []int
		for {
			lane, ok := at.Next()
			if !ok {
				return lanes
			}
			lanes = append(lanes, lane)
		}
	}
	t.Run("who finds the turn held leaves the element to the holder; they come in the order of the source", func(t *testing.T) {
		turns := set("a", "a", "b", "a")
		a := take(turns, 0)
		require.NotNil(t, a)
		assert.Nil(t, take(turns, 1))
		b := take(turns, 2)
		require.NotNil(t, b, "another key is free")
		assert.Nil(t, take(turns, 3))
		assert.Equal(t, []int{0, 1, 3}, nexts(a))
		assert.Equal(t, []int{2}, nexts(b))
	})
	t.Run("claims may arrive in any order", func(t *testing.T) {
		turns := set("a", "a", "a")
		a := take(turns, 2)
		require.NotNil(t, a)
		assert.Equal(t, []int{0}, nexts(a), "the others have not been claimed")
		a = take(turns, 0)
		require.NotNil(t, a, "the turn was given up")
		assert.Nil(t, take(turns, 1))
		assert.Equal(t, []int{1, 2}, nexts(a))
	})
	t.Run("a lane may be another element's before the one who claimed it takes its turn", func(t *testing.T) {
		turns := set("a", "a")
		claimed := turns.Of(0)
		a := take(turns, 1) // its permit runs the element in lane 0
		lane, ok := a.Next()
		assert.True(t, ok)
		assert.Zero(t, lane)
		turns.Add(0, "b")
		assert.False(t, claimed.Take())
		assert.Equal(t, []int{1}, nexts(a), "the claim counts for its own key")
		assert.Equal(t, []int{0}, nexts(take(turns, 0)))
		assert.Zero(t, turns.Keys())
	})
	t.Run("a turn that was given up is used again, also for another key", func(t *testing.T) {
		turns := ring.NewTurns[string](1)
		for _, key := range []string{"a", "b", "a", "b"} {
			turns.Add(0, key)
			at := take(turns, 0)
			require.NotNil(t, at)
			assert.Equal(t, []int{0}, nexts(at))
		}
	})
	t.Run("a NaN waits for nobody", func(t *testing.T) {
		turns := ring.NewTurns[float64](2)
		turns.Add(0, math.NaN())
		turns.Add(1, math.NaN())
		first := take(turns, 0)
		require.NotNil(t, first)
		second := take(turns, 1)
		require.NotNil(t, second)
		assert.Equal(t, []int{1}, nexts(second))
		assert.Equal(t, []int{0}, nexts(first))
		assert.Zero(t, turns.Keys())
	})
	t.Run("keys are not kept alive", func(t *testing.T) {
		collected := make(chan bool, 1)
		turns := ring.NewTurns[*[1 << 10]byte](1)
		func() {
			key := new([1 << 10]byte)
			runtime.AddCleanup(key, func(int) { collected <- true }, 0)
			turns.Add(0, key)
		}()
		at := take(turns, 0)
		nexts(at)
		runtime.GC()
		assert.True(t, <-collected)
		runtime.KeepAlive(turns)
		runtime.KeepAlive(at)
	})
}

// A turnsCase is a random job whose elements take turns.
type turnsCase struct {
	keys            []int
	workers, window int
	tasks           []int // ms
	sink            bool
}

// run returns the elements as they were received. It fails if two of a key overlap.
func (c turnsCase) run(t *testing.T) (received []int) {
	var mu sync.Mutex
	at := map[int]bool{}
	lanes := ring.Lanes(c.window)
	turns := ring.NewTurns[int](lanes)
	raw := ring.NewTable[int](lanes)
	job := ring.Job[int]{
		Workers: c.workers, Window: c.window, Unordered: true, Abort: func() {}, TurnOf: turns.Of,
		Feed: func(_ context.Context, in *ring.Inlet) {
			for i, key := range c.keys {
				*raw.Grow(in.Lane) = i
				if turns.Add(in.Lane, key); !in.Commit(nil) {
					return
				}
			}
		},
		Run: func(_ context.Context, lane int) (int, error) {
			i := *raw.At(lane)
			mu.Lock()
			assert.False(t, at[c.keys[i]], "key %d is at work", c.keys[i])
			assert.Less(t, len(at), c.workers)
			at[c.keys[i]] = true
			mu.Unlock()
			time.Sleep(time.Duration(c.tasks[i]) * time.Millisecond)
			mu.Lock()
			defer mu.Unlock()
			delete(at, c.keys[i])
			return i, nil
		},
	}
	emit := func(v int, err error) bool {
		assert.NoError(t, err)
		received = append(received, v)
		return true
	}
	if c.sink {
		job.Sink(t.Context(), emit)
	} else {
		job.Each(t.Context(), emit)
	}
	return received
}

func TestTurnsInARing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(0, 60).Draw(rt, "elements")
		c := turnsCase{
			keys:    rapid.SliceOfN(rapid.IntRange(0, 5), n, n).Draw(rt, "keys"),
			tasks:   rapid.SliceOfN(rapid.IntRange(0, 4), n, n).Draw(rt, "tasks"),
			workers: rapid.IntRange(1, 5).Draw(rt, "workers"),
			sink:    rapid.Bool().Draw(rt, "sink"),
		}
		c.window = c.workers + rapid.IntRange(0, 20).Draw(rt, "window - workers")
		synctest.Test(t, func(t *testing.T) {
			received := c.run(t)
			assert.Len(t, received, n, "%+v", c)
			last := map[int]int{}
			for _, i := range received {
				before, ok := last[c.keys[i]]
				assert.False(t, ok && before > i, "%d overtakes %d of its key: %+v", before, i, c)
				last[c.keys[i]] = i
			}
		})
		if t.Failed() {
			rt.Fatal(fmt.Sprintf("%+v", c))
		}
	})
}
