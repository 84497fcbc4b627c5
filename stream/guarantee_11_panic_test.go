package stream_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sourcegraph/conc/panics"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// gCrashes are pipelines, one for every kind of user function, which crashes at its second call or error.
var gCrashes = map[string]func(crash func()) stream.Stream[int]{
	"FromSeq": func(crash func()) stream.Stream[int] {
		return stream.FromSeq(func(yield func(int) bool) {
			yield(0)
			crash()
		})
	},
	"FromSeq2": func(crash func()) stream.Stream[int] {
		return stream.FromSeq2(func(yield func(int, error) bool) {
			yield(0, nil)
			crash()
		})
	},
	"Generate": func(crash func()) stream.Stream[int] {
		return stream.Generate(func(_ context.Context, yield func(int) bool) error {
			yield(0)
			crash()
			return errBoom
		})
	},
	"TryGenerate": func(crash func()) stream.Stream[int] {
		return stream.TryGenerate(func(_ context.Context, yield func(int, error) bool) error {
			yield(0, nil)
			crash()
			return errBoom
		})
	},
	"Unfold": func(crash func()) stream.Stream[int] {
		return stream.Unfold(0, func(i int) (int, int, bool) { gAt(i, crash); return i, i + 1, true })
	},
	"TryUnfold": func(crash func()) stream.Stream[int] {
		return stream.TryUnfold(0, func(_ context.Context, i int) (int, int, bool, error) { gAt(i, crash); return i, i + 1, true, nil })
	},
	"Once": func(crash func()) stream.Stream[int] {
		return stream.Of(0).Chain(stream.Once(func(context.Context) (int, error) { crash(); return 1, nil }))
	},
	"Tasks": func(crash func()) stream.Stream[int] {
		return stream.Tasks(yields(0, nil), func(context.Context) (int, error) { crash(); return 1, nil })
	},
	"Defer": func(crash func()) stream.Stream[int] {
		return stream.Of(0).Chain(stream.Defer(func(context.Context) (stream.Stream[int], error) { crash(); return gThree(), nil }))
	},
	"RepeatWith": func(crash func()) stream.Stream[int] {
		var calls atomic.Int64
		return stream.RepeatWith(func() int { i := int(calls.Add(1)) - 1; gAt(i, crash); return i }).Take(3)
	},
	"Cycle": func(crash func()) stream.Stream[int] {
		return deferred(gThree().Inspect(func(i int) { gAt(i, crash) })).Cycle().Take(5)
	},
	"Throttle": func(crash func()) stream.Stream[int] {
		return gThree().Inspect(func(i int) { gAt(i, crash) }).Throttle(time.Second)
	},
	"TakeUntil": func(crash func()) stream.Stream[int] {
		return gThree().Inspect(func(i int) { gAt(i, crash) }).TakeUntil(make(chan struct{}))
	},
	"Map": func(crash func()) stream.Stream[int] {
		return gThree().Map(func(i int) int { gAt(i, crash); return i })
	},
	"TryMap": func(crash func()) stream.Stream[int] {
		return gThree().TryMap(func(_ context.Context, i int) (int, error) { gAt(i, crash); return i, nil })
	},
	"Filter": func(crash func()) stream.Stream[int] {
		return gThree().Filter(func(i int) bool { gAt(i, crash); return true })
	},
	"TryFilter": func(crash func()) stream.Stream[int] {
		return gThree().TryFilter(func(_ context.Context, i int) (bool, error) { gAt(i, crash); return true, nil })
	},
	"FilterMap": func(crash func()) stream.Stream[int] {
		return gThree().FilterMap(func(i int) (int, bool) { gAt(i, crash); return i, true })
	},
	"TryFilterMap": func(crash func()) stream.Stream[int] {
		return gThree().TryFilterMap(func(_ context.Context, i int) (int, bool, error) { gAt(i, crash); return i, true, nil })
	},
	"Inspect": func(crash func()) stream.Stream[int] { return gThree().Inspect(func(i int) { gAt(i, crash) }) },
	"InspectErr": func(crash func()) stream.Stream[int] {
		return gFailing().InspectErr(func(error) { crash() })
	},
	"MapErr": func(crash func()) stream.Stream[int] {
		return gFailing().MapErr(func(err error) error { crash(); return err })
	},
	"OrElse": func(crash func()) stream.Stream[int] {
		return gFailing().OrElse(func(context.Context, error) (int, error) { crash(); return 0, nil })
	},
	"DropErrors": func(crash func()) stream.Stream[int] { return gFailing().DropErrors(func(error) { crash() }) },
	"TakeWhile": func(crash func()) stream.Stream[int] {
		return gThree().TakeWhile(func(i int) bool { gAt(i, crash); return true })
	},
	"SkipWhile": func(crash func()) stream.Stream[int] {
		return gThree().SkipWhile(func(i int) bool { gAt(i, crash); return true })
	},
	"Scan": func(crash func()) stream.Stream[int] {
		return gThree().Scan(0, func(_, i int) (int, int) { gAt(i, crash); return i, i })
	},
	"FlatMap": func(crash func()) stream.Stream[int] {
		return gThree().FlatMap(func(i int) stream.Stream[int] { gAt(i, crash); return stream.Of(i) })
	},
	"MapWhile": func(crash func()) stream.Stream[int] {
		return gThree().MapWhile(func(i int) (int, bool) { gAt(i, crash); return i, true })
	},
	"ChunkBy": func(crash func()) stream.Stream[int] {
		return gThree().ChunkBy(func(i int) int { gAt(i, crash); return i }).FlatMap(stream.Iter)
	},
	"TryTakeWhile": func(crash func()) stream.Stream[int] {
		return gThree().TryTakeWhile(func(_ context.Context, i int) (bool, error) { gAt(i, crash); return true, nil })
	},
	"TrySkipWhile": func(crash func()) stream.Stream[int] {
		return gThree().TrySkipWhile(func(_ context.Context, i int) (bool, error) { gAt(i, crash); return true, nil })
	},
	"TryScan": func(crash func()) stream.Stream[int] {
		return gThree().TryScan(0, func(_ context.Context, _, i int) (int, int, error) { gAt(i, crash); return i, i, nil })
	},
	"TryFlatMap": func(crash func()) stream.Stream[int] {
		return gThree().TryFlatMap(func(_ context.Context, i int) (stream.Stream[int], error) { gAt(i, crash); return stream.Of(i), nil })
	},
	"Transform, before in": func(crash func()) stream.Stream[int] {
		return gThree().Transform(func(context.Context, iter.Seq2[int, error], func(int, error) bool) { crash() })
	},
	"Transform, within in": func(crash func()) stream.Stream[int] {
		return gThree().Transform(func(_ context.Context, in iter.Seq2[int, error], yield func(int, error) bool) {
			for i := range in {
				gAt(i, crash)
				yield(i, nil)
			}
		})
	},
	"Transform, after in": func(crash func()) stream.Stream[int] {
		return gThree().Transform(func(_ context.Context, in iter.Seq2[int, error], yield func(int, error) bool) {
			for i := range in {
				yield(i, nil)
			}
			crash()
		})
	},
}

func gAt(i int, crash func()) {
	if i == 1 {
		crash()
	}
}

func gThree() stream.Stream[int] { return stream.Iter(ints(3)) }

func gFailing() stream.Stream[int] {
	return stream.Of(0).Chain(stream.Fail[int](errBoom), stream.Of(2))
}

// gPlaces put more stages below a crash.
var gPlaces = map[string]func(stream.Stream[int]) stream.Stream[int]{
	"no boundary":       func(s stream.Stream[int]) stream.Stream[int] { return s },
	"Buffered":          func(s stream.Stream[int]) stream.Stream[int] { return s.Buffered(2) },
	"BufferedUnordered": func(s stream.Stream[int]) stream.Stream[int] { return s.BufferedUnordered(2, stream.Window(5)) },
	"FailFast":          func(s stream.Stream[int]) stream.Stream[int] { return s.Buffered(2, stream.FailFast()) },
	"boundary above": func(s stream.Stream[int]) stream.Stream[int] {
		return stream.Of(1).Buffered(2).FlatMap(func(int) stream.Stream[int] { return s })
	},
	"two boundaries": func(s stream.Stream[int]) stream.Stream[int] {
		return s.Buffered(2).Map(func(i int) int { return i }).BufferedUnordered(2)
	},
	"sequence stages": func(s stream.Stream[int]) stream.Stream[int] {
		return s.Buffered(2).Take(9).Chunks(2).FlatMap(stream.Iter).Buffered(2).Skip(0)
	},
	"inner boundary": func(s stream.Stream[int]) stream.Stream[int] {
		return stream.Of(1, 2).Buffered(2).FlatMap(func(int) stream.Stream[int] { return s.Buffered(2) }).Buffered(2)
	},
	"Transform": func(s stream.Stream[int]) stream.Stream[int] {
		return s.Buffered(2).Transform(func(_ context.Context, in iter.Seq2[int, error], yield func(int, error) bool) {
			for v, err := range in {
				yield(v, err)
			}
		}).Buffered(2)
	},
	"another run": func(s stream.Stream[int]) stream.Stream[int] {
		return gThree().TryMap(func(ctx context.Context, _ int) (int, error) {
			return s.Map(func(i int) int { return i }).Buffered(2).Count(ctx)
		}).Buffered(2)
	},
}

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
				got := gCall(func() { _, _ = below(crash(gPanic)).Skip(1).First(t.Context()) })
				got.recovered(t, errWhy, "gPanic")
			})
		}
	}
	for place, below := range gPlaces {
		bubble(t, "of a terminal's function, "+place, func(t *testing.T) {
			for name, run := range map[string]func(s stream.Stream[int], crash func()){
				"ForEach": func(s stream.Stream[int], crash func()) { _ = s.ForEach(t.Context(), func(int) { crash() }) },
				"TryForEach": func(s stream.Stream[int], crash func()) {
					_ = s.TryForEach(t.Context(), func(context.Context, int) error { crash(); return nil })
				},
				"TryForEachConcurrent": func(s stream.Stream[int], crash func()) {
					_ = s.TryForEachConcurrent(t.Context(), 2, func(context.Context, int) error { crash(); return nil })
				},
				"AnyMatch": func(s stream.Stream[int], crash func()) {
					_, _ = s.AnyMatch(t.Context(), func(int) bool { crash(); return false })
				},
				"AllMatch": func(s stream.Stream[int], crash func()) {
					_, _ = s.AllMatch(t.Context(), func(int) bool { crash(); return true })
				},
				"Fold": func(s stream.Stream[int], crash func()) {
					_, _ = s.Fold(t.Context(), 0, func(int, int) int { crash(); return 0 })
				},
				"TryFold": func(s stream.Stream[int], crash func()) {
					_, _ = s.TryFold(t.Context(), 0, func(context.Context, int, int) (int, error) { crash(); return 0, nil })
				},
			} {
				gCall(func() { run(below(gThree()), gPanic) }).recovered(t, errWhy, "gPanic")
				assert.True(t, gCall(func() { run(below(gThree()), gGoexit) }).goexit, name)
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
			assert.Equal(t, errWhy, gCall(body(gPanic)).value)
			assert.True(t, gCall(body(gGoexit)).goexit)
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
