package ring_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/internal/ring"
)

// linked links an upper job to a lower one, whose raw elements are the results of the upper.
func linked(upper, lower ring.Job[int]) ring.Job[int] {
	type raw struct {
		v   int
		err error
	}
	lanes := ring.NewTable[raw](ring.Lanes(lower.Window))
	run := lower.Run
	lower.Run = func(ctx context.Context, lane int) (int, error) {
		in := lanes.At(lane)
		if in.err != nil {
			return 0, in.err
		}
		return run(ctx, in.v)
	}
	lower.Clear = func(lane int) { *lanes.At(lane) = raw{} }
	lower.Link = func(ctx context.Context, in *ring.Inlet) ring.Upstream {
		return upper.Above(ctx, func(v int, err error) bool {
			*lanes.Grow(in.Lane) = raw{v, err}
			return in.Commit(err)
		}, in)
	}
	return lower
}

func TestLinkedFailure(t *testing.T) {
	boom := errors.New("boom")
	hour := func(_ context.Context, v int) (int, error) { time.Sleep(time.Hour); return v, nil }
	bubble(t, "that waits for room is not looked for again and again", func(t *testing.T) {
		upper := ring.Job[int]{
			Workers: 3, Window: 3, FailFast: true, Stops: true, Size: 3, Abort: func() {},
			Failed: func() { time.Sleep(2 * time.Second) }, // it has been noted, and its ring is not cancelled yet
			Run: func(_ context.Context, lane int) (int, error) {
				switch lane {
				case 0: // fills the ring below
					return 0, nil
				case 1: // vanishes at the head meanwhile
					time.Sleep(2 * time.Second)
					return 0, ring.ErrDropped
				default:
					time.Sleep(time.Second)
					return 0, boom
				}
			},
		}
		lower := ring.Job[int]{Workers: 1, Window: 1, Stops: true, Abort: func() {}, Run: hour}
		var got []error
		linked(upper, lower).Each(t.Context(), func(_ int, err error) bool { got = append(got, err); return true })
		assert.Equal(t, []error{nil, boom}, got)
	})
	bubble(t, "of a FailFast ring waits for room like a result", func(t *testing.T) {
		upper := ring.Job[int]{
			Workers: 2, Window: 2, FailFast: true, Size: 2, Abort: func() {},
			Run: func(_ context.Context, lane int) (int, error) {
				if lane == 0 {
					return 1, nil
				}
				time.Sleep(time.Second)
				return 0, boom
			},
		}
		lower := ring.Job[int]{Workers: 1, Window: 1, Abort: func() {}, Run: hour}
		var got []string
		linked(upper, lower).Each(t.Context(), func(v int, err error) bool { got = append(got, fmt.Sprint(v, err)); return true })
		assert.Equal(t, []string{"1 <nil>", "0 boom"}, got)
	})
	bubble(t, "that waits for room is given up when ctx ends", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		defer time.AfterFunc(10*time.Minute, cancel).Stop()
		upper := ring.Job[int]{
			Workers: 3, Window: 3, FailFast: true, Size: 3, Abort: cancel,
			Run: func(_ context.Context, lane int) (int, error) {
				switch lane {
				case 0:
					return 1, nil
				case 1:
					time.Sleep(time.Second)
					return 0, boom
				}
				time.Sleep(20 * time.Minute)
				return 2, nil
			},
		}
		lower := ring.Job[int]{Workers: 1, Window: 1, Abort: cancel, Run: hour}
		n := 0
		linked(upper, lower).Each(ctx, func(int, error) bool { n++; return true })
		assert.Zero(t, n)
	})
}
