//go:build interleave

package ring_test

import (
	"math/rand/v2"
	"runtime"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/internal/ring"
)

// setPause makes f run at every hand-over point until the test ends.
func setPause(t *testing.T, f func()) {
	ring.Pause.Store(&f)
	t.Cleanup(func() { ring.Pause.Store(nil) })
}

// dice is a source of random numbers for many goroutines.
type dice struct{ state atomic.Uint64 }

func (d *dice) roll(n int) int {
	x := d.state.Add(0x9e3779b97f4a7c15)
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return int((x ^ x>>31) >> 1 % uint64(n))
}

func newDice(t *testing.T) *dice {
	seed := rand.Uint64()
	t.Log("dice", seed)
	return diceOf(seed)
}

func diceOf(seed uint64) *dice {
	d := new(dice)
	d.state.Store(seed)
	return d
}

func TestInterleavings(t *testing.T) {
	t.Run("with yields in real time", func(t *testing.T) {
		d := newDice(t)
		setPause(t, func() {
			for range d.roll(4) * d.roll(6) {
				runtime.Gosched()
			}
		})
		realStorms(t, 1500)
	})
	for _, one := range []int{2, 5, 20} { // of so many hand-overs sleeps
		t.Run("with sleeps in virtual time", func(t *testing.T) {
			d := newDice(t)
			setPause(t, func() {
				switch d.roll(one) {
				case 0:
					time.Sleep(time.Duration(1 + d.roll(100)))
				case 1:
					runtime.Gosched()
				}
			})
			storms(t, 1500)
		})
	}
	t.Run("with one long sleep each", func(t *testing.T) {
		d := newDice(t)
		var left atomic.Int64
		setPause(t, func() {
			if left.Add(-1) == 0 {
				time.Sleep(time.Second) // all others go as far as they can
			}
		})
		first := rand.Uint64()
		for k := range uint64(1500) {
			left.Store(int64(1 + d.roll(150)))
			synctest.Test(t, func(t *testing.T) { newStorm(t, first+k).blow(first + k) })
			require.False(t, t.Failed())
		}
	})
}
