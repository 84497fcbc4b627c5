package stream_test

import (
	"context"
	"iter"
	"maps"
	"sync/atomic"
	"time"

	"github.com/seed-09178888/leat/stream"
)

// gCrashes are pipelines, one for every kind of user function, which crashes at its second call or error.
// The key begins with what takes the function: TestGuarantee11Complete asks for one of everything that is exported.
var gCrashes = gTogether(gBasicCrashes, gSteadyCrashes)

var gBasicCrashes = map[string]func(crash func()) stream.Stream[int]{
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
	"BufferedByKey, key": func(crash func()) stream.Stream[int] {
		return gThree().BufferedByKey(2, func(i int) int { gAt(i, crash); return i }, always(func(int) {}))
	},
	"BufferedByKey, f": func(crash func()) stream.Stream[int] {
		return gThree().BufferedByKey(2, func(i int) int { return i }, always(func(i int) { gAt(i, crash) }))
	},
	"Expand": func(crash func()) stream.Stream[int] {
		return stream.Of(0).Expand(2, func(_ context.Context, i int) (int, []int, error) { gAt(i, crash); return i, []int{i + 1}, nil })
	},
	"FlatMapUnordered": func(crash func()) stream.Stream[int] {
		return gThree().FlatMapUnordered(2, func(i int) stream.Stream[int] { gAt(i, crash); return stream.Of(i) })
	},
	"TaskSet.Go": func(crash func()) stream.Stream[int] {
		return stream.Defer(func(context.Context) (stream.Stream[int], error) {
			ts := stream.NewTaskSet[int](2)
			ts.Go(yields(0, nil))
			ts.Go(func(context.Context) (int, error) { crash(); return 1, nil })
			ts.Close()
			return ts.Stream(), nil
		})
	},
	"Fallible": func(crash func()) stream.Stream[int] {
		return gThree().TryMap(stream.Fallible(func(i int) (int, error) { gAt(i, crash); return i, nil }))
	},
}

func gTogether(all ...map[string]func(crash func()) stream.Stream[int]) map[string]func(crash func()) stream.Stream[int] {
	rows := map[string]func(crash func()) stream.Stream[int]{}
	for _, some := range all {
		maps.Copy(rows, some)
	}
	return rows
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
