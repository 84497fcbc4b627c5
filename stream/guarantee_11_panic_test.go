package stream_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/sourcegraph/conc/panics"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestGuarantee11Panic(t *testing.T) {
	for kind, crash := range gCrashes {
		for place, below := range gPlaces {
			bubble(t, fmt.Sprintf("of %s, %s", kind, place), func(t *testing.T) {
				for _, term := range gTerminals {
					s := below(crash(gPanic))
					got := gCall(func() { _, _ = term.run(t.Context(), s) })
					got.recovered(t, errWhy, "gPanic")
					got = gCall(func() { _, _ = term.run(t.Context(), below(crash(gGoexit))) })
					assert.Truef(t, got.goexit, "%s: %v", term.name, got.value)
				}
				// The one that crashes is missing, and unordered the third may come before it.
				got := gCall(func() { _, _ = below(crash(gPanic)).Skip(2).First(t.Context()) })
				got.recovered(t, errWhy, "gPanic")
			})
			bubble(t, fmt.Sprintf("of %s, %s, beside a task in flight", kind, place), func(t *testing.T) {
				for how, loop := range bodies {
					for _, goexit := range []bool{false, true} {
						var flight gauge
						s := gBeside(&flight, below(crash(map[bool]func(){false: gPanic, true: gGoexit}[goexit])))
						gCall(func() {
							defer func() { assert.Zero(t, flight.now.Load(), how) }()
							_ = loop(t.Context(), s, func(context.Context, int) error { return nil })
						}).crashed(t, goexit)
					}
				}
			})
			bubble(t, fmt.Sprintf("of %s, %s, is the last element of Chan", kind, place), func(t *testing.T) {
				var flight gauge
				for _, s := range []stream.Stream[int]{below(crash(gPanic)), gBeside(&flight, below(crash(gPanic)))} {
					rs := received(s.Chan(t.Context()))
					var rec *panics.ErrRecovered
					require.ErrorAs(t, rs[len(rs)-1].Err, &rec)
					assert.Equal(t, errWhy, rec.Value)
					assert.Contains(t, string(rec.Stack), "gPanic")
					assert.Zero(t, flight.now.Load())
				}
				rs := received(gBeside(&flight, below(crash(gGoexit))).Chan(t.Context()))
				require.ErrorContains(t, rs[len(rs)-1].Err, "runtime.Goexit")
				assert.Zero(t, flight.now.Load())
			})
		}
	}
	for place, below := range gPlaces {
		bubble(t, "of a terminal's function, "+place, func(t *testing.T) {
			var flight gauge
			for name, run := range gTerminalCrashes {
				for _, s := range []stream.Stream[int]{below(gThree()), gBeside(&flight, below(gThree()))} {
					gCall(func() { run(t.Context(), s, gPanic) }).recovered(t, errWhy, "gPanic")
					assert.True(t, gCall(func() { run(t.Context(), s, gGoexit) }).goexit, name)
					assert.Zero(t, flight.now.Load(), name)
				}
			}
		})
		bubble(t, "of what is called in sight of the caller passes as it is, "+place, func(t *testing.T) {
			var flight gauge
			for name, run := range gPassing {
				for _, s := range []stream.Stream[int]{below(gThree()), gBeside(&flight, below(gThree()))} {
					assert.Equal(t, errWhy, gCall(func() { run(t.Context(), s, gPanic) }).value, name)
					assert.True(t, gCall(func() { run(t.Context(), s, gGoexit) }).goexit, name)
					assert.Zero(t, flight.now.Load(), name)
				}
			}
		})
		bubble(t, "of All's body passes as it is, "+place, func(t *testing.T) {
			body := func(crash func()) func() {
				return func() {
					for range below(gThree()).All(t.Context()) {
						crash()
					}
				}
			}
			p := panics.NewRecovered(0, 7)
			assert.Same(t, &p, gCall(body(func() { panic(&p) })).value)
			ctx, cancel := context.WithCancel(t.Context())
			got := gCall(func() {
				for _, err := range below(gThree()).All(ctx) {
					cancel()
					if err != nil {
						panic(err) // on the last element
					}
				}
			})
			assert.Equal(t, context.Canceled, got.value)
		})
	}
	bubble(t, "values of every kind arrive as they were", func(t *testing.T) {
		type private struct{ p *int }
		for _, v := range []any{1, "text", errors.New("x"), private{new(int)}, &private{}, fmt.Errorf("w: %w", errBoom)} {
			for place, below := range gPlaces {
				got := gCall(func() { _ = below(gThree().Inspect(func(int) { panic(v) })).Drain(t.Context()) })
				p, ok := got.value.(*panics.Recovered)
				require.True(t, ok, place)
				assert.Equal(t, v, p.Value, place)
				if err, ok := v.(error); ok {
					assert.ErrorIs(t, p.AsError(), err)
				}
			}
		}
		got := gCall(func() { _ = gThree().Inspect(func(int) { panic(nil) }).Buffered(2).Drain(t.Context()) })
		assert.ErrorContains(t, got.value.(*panics.Recovered).AsError(), "nil")
		var m map[int]int
		got = gCall(func() { _ = gThree().Inspect(func(int) { m[1] = 1 }).Buffered(2).Drain(t.Context()) })
		assert.ErrorContains(t, got.value.(*panics.Recovered).AsError(), "nil map")
	})
	bubble(t, "MapErr returning nil is one", func(t *testing.T) {
		got := gCall(func() { _ = gFailing().MapErr(func(error) error { return nil }).Buffered(2).Drain(t.Context()) })
		assert.Contains(t, fmt.Sprint(got.value), "stream: MapErr: f returned nil")
	})
}
