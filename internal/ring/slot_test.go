package ring_test

import (
	"context"
	"runtime"
	"testing"
	"weak"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/internal/ring"
)

func TestSlot(t *testing.T) {
	t.Run("has a state of its own for each position and kind", func(t *testing.T) {
		seen := map[uint64]bool{0: true} // 0: never used
		for p := range uint64(1000) {
			for _, st := range []uint64{ring.Done(p), ring.Vanished(p)} {
				assert.False(t, seen[st], "position %d", p)
				seen[st] = true
			}
		}
	})
	t.Run("does not keep what was received alive", func(t *testing.T) {
		for _, sink := range []bool{false, true} {
			var got []weak.Pointer[[64]byte]
			j := ring.Job[*[64]byte]{
				Workers: 2, Window: 64, Size: 200, Abort: func() {},
				Run: func(context.Context, int) (*[64]byte, error) { return new([64]byte), nil },
			}
			alive := 0
			emit := func(v *[64]byte, _ error) bool {
				got = append(got, weak.Make(v))
				if len(got) == 150 {
					runtime.GC()
					for _, p := range got[:149] {
						if p.Value() != nil {
							alive++
						}
					}
				}
				return true
			}
			if sink {
				j.Sink(t.Context(), emit)
			} else {
				j.Each(t.Context(), emit)
			}
			assert.Len(t, got, 200)
			assert.LessOrEqual(t, alive, 1, "of those received, sink %v", sink) // one may be on a stack
		}
	})
}
