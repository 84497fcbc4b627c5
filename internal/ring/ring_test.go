package ring_test

import (
	"context"
	"runtime/pprof"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/seed-09178888/leat/internal/ring"
)

// TestRing compares runs with the model: to the nanosecond.
func TestRing(t *testing.T) {
	check := func(t *testing.T, draw func(t *rapid.T) plan) {
		one := func(rt *rapid.T) {
			p := draw(rt)
			want, ok := p.predict()
			if !ok {
				rt.Skip("simultaneous events")
			}
			got := play(t, p)
			if p.sink { // when a sink without user code receives is not observable
				forgetTimes(want.got)
				forgetTimes(got.got)
			}
			if p.sink && p.cancelAt > 0 { // nor whether it was before the end
				require.GreaterOrEqual(rt, len(got.got), len(want.got), "%+v", p)
				got.got = append([]receipt(nil), got.got[:len(want.got)]...)
			}
			require.Equal(rt, want, got, "%+v", p)
		}
		for range 8 { // a hundred each: it takes a rare plan to show some mistakes
			rapid.Check(t, one)
		}
	}
	t.Run("runs to the end as the model says", func(t *testing.T) { check(t, drawPlan) })
	t.Run("ends early as the model says", func(t *testing.T) {
		check(t, func(rt *rapid.T) plan {
			p := drawPlan(rt)
			p.drawEnd(rt)
			return p
		})
	})
}

func TestName(t *testing.T) {
	for _, sink := range []bool{false, true} {
		j := ring.Job[int]{
			Name: "fetch", Workers: 2, Window: 2, Size: 10, Abort: func() {},
			Run: func(ctx context.Context, lane int) (int, error) {
				name, _ := pprof.Label(ctx, "leat")
				assert.Equal(t, "fetch", name)
				return lane, nil
			},
		}
		run := j.Each
		if sink {
			run = j.Sink
		}
		run(t.Context(), func(int, error) bool { return true })
	}
}

func forgetTimes(rs []receipt) {
	for i := range rs {
		rs[i].at = 0
	}
}
