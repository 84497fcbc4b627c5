//go:build interleave

package stream_test

import (
	"math/rand/v2"
	"runtime"

	"github.com/seed-09178888/leat/internal/ring"
)

// With the tag, the guarantees are tested with yields at the hand-over points of the ring.
func init() {
	yield := func() {
		for rand.IntN(3) == 0 {
			runtime.Gosched()
		}
	}
	ring.Pause.Store(&yield)
}
