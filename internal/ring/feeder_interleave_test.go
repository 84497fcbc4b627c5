//go:build interleave

package ring_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/internal/ring"
)

// slowHandOvers makes every hand-over take up to two milliseconds.
func slowHandOvers(t *testing.T, plan int) {
	d := diceOf(uint64(plan))
	setPause(t, func() { time.Sleep(time.Duration(d.roll(2000)) * time.Microsecond) })
}

// Hand-overs are slow, and the first task ends at any
// moment of the feeder's way to sleep: it must not miss the result that makes room.
func TestFeederOfASink(t *testing.T) {
	const slow = time.Hour
	for d := range 1000 {
		bubble(t, fmt.Sprintf("asks again when the first of two tasks ends, plan %d", d), func(t *testing.T) {
			slowHandOvers(t, d)
			began := time.Now()
			var asked []time.Duration
			durations := []time.Duration{time.Duration(d%10) * time.Millisecond, slow, 0}
			started := 0
			ring.Job[int]{
				Workers: 1, Window: 2, Abort: func() {},
				Feed: func(_ context.Context, in *ring.Inlet) {
					for range durations {
						asked = append(asked, time.Since(began))
						if !in.Commit(nil) {
							return
						}
					}
				},
				Run: func(_ context.Context, lane int) (int, error) {
					started++ // one worker: one task at a time
					time.Sleep(durations[started-1])
					return lane, nil
				},
			}.Sink(t.Context(), func(int, error) bool { return true })
			assert.Less(t, asked[2], slow/2)
		})
	}
}

// The same, but it is the ring below that is full: its tasks take an hour and
// ten. When the first has been received there is room, so the result that
// waits in the ring above has to go down, and its source has to be asked again: after an hour.
func TestFeederAboveALink(t *testing.T) {
	for d := range 3000 {
		bubble(t, fmt.Sprintf("asks again when there is room below, plan %d", d), func(t *testing.T) {
			slowHandOvers(t, d)
			began := time.Now()
			var asked []time.Duration
			// Above, n = 1, window 2: element 2 ends at any moment of the feeder's way to sleep, 3 is long.
			above := []time.Duration{0, 0, time.Duration(d%20) * time.Millisecond, 10 * time.Hour, 0}
			below := []time.Duration{time.Hour, 10 * time.Hour, 0, 0, 0}
			upper := ring.Job[int]{
				Workers: 1, Window: 2, Abort: func() {},
				Feed: func(_ context.Context, in *ring.Inlet) {
					for range above {
						asked = append(asked, time.Since(began))
						if !in.Commit(nil) {
							return
						}
					}
				},
			}
			started := 0
			upper.Run = func(context.Context, int) (int, error) {
				started++
				time.Sleep(above[started-1])
				return started - 1, nil
			}
			lower := ring.Job[int]{
				Workers: 1, Window: 2, Abort: func() {},
				Run: func(_ context.Context, v int) (int, error) { time.Sleep(below[v]); return v, nil },
			}
			linked(upper, lower).Each(t.Context(), func(int, error) bool { return true })
			assert.Less(t, asked[4], 2*time.Hour)
		})
	}
}
