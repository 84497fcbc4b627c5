package stream_test

import (
	"context"
	"iter"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/stream"
)

func TestGuarantee12Misuse(t *testing.T) {
	ctx := t.Context()
	s := gThree()
	for want, build := range map[string]func(){
		"stream: Buffered: n must be at least 1, got 0":                      func() { s.Buffered(0) },
		"stream: Buffered: n must be at least 1, got -3":                     func() { s.Buffered(-3) },
		"stream: Buffered: Window: w must be at least n = 4, got 3":          func() { s.Buffered(4, stream.Window(3)) },
		"stream: Buffered: option must not be nil":                           func() { s.Buffered(4, nil) },
		"stream: BufferedUnordered: n must be at least 1, got 0":             func() { s.BufferedUnordered(0) },
		"stream: BufferedUnordered: Window: w must be at least n = 4, got 0": func() { s.BufferedUnordered(4, stream.Window(0)) },
		"stream: TryForEachConcurrent: n must be at least 1, got 0":          func() { _ = s.TryForEachConcurrent(ctx, 0, func(context.Context, int) error { return nil }) },
		"stream: TryForEachConcurrent: Window: w must be at least n = 2, got 1": func() {
			_ = s.TryForEachConcurrent(ctx, 2, func(context.Context, int) error { return nil }, stream.Window(1))
		},
		"stream: TryForEachConcurrent: f must not be nil": func() { _ = s.TryForEachConcurrent(ctx, 2, nil) },
		"stream: Take: n must be at least 0, got -1":      func() { s.Take(-1) },
		"stream: Skip: n must be at least 0, got -1":      func() { s.Skip(-1) },
		"stream: Chunks: n must be at least 1, got 0":     func() { s.Chunks(0) },
		"stream: Map: f must not be nil":                  func() { s.Map[int](nil) },
		"stream: TryMap: f must not be nil":               func() { s.TryMap[int](nil) },
		"stream: Filter: p must not be nil":               func() { s.Filter(nil) },
		"stream: TryFilter: p must not be nil":            func() { s.TryFilter(nil) },
		"stream: FilterMap: f must not be nil":            func() { s.FilterMap[int](nil) },
		"stream: TryFilterMap: f must not be nil":         func() { s.TryFilterMap[int](nil) },
		"stream: Inspect: f must not be nil":              func() { s.Inspect(nil) },
		"stream: InspectErr: f must not be nil":           func() { s.InspectErr(nil) },
		"stream: MapErr: f must not be nil":               func() { s.MapErr(nil) },
		"stream: OrElse: f must not be nil":               func() { s.OrElse(nil) },
		"stream: TakeWhile: p must not be nil":            func() { s.TakeWhile(nil) },
		"stream: SkipWhile: p must not be nil":            func() { s.SkipWhile(nil) },
		"stream: TryTakeWhile: p must not be nil":         func() { s.TryTakeWhile(nil) },
		"stream: TrySkipWhile: p must not be nil":         func() { s.TrySkipWhile(nil) },
		"stream: StepBy: n must be at least 1, got -1":    func() { s.StepBy(-1) },
		"stream: MapWhile: f must not be nil":             func() { s.MapWhile[int](nil) },
		"stream: ChunkBy: key must not be nil":            func() { s.ChunkBy[string](nil) },
		"stream: TryScan: f must not be nil":              func() { s.TryScan[int, int](0, nil) },
		"stream: TryFlatMap: f must not be nil":           func() { s.TryFlatMap[int](nil) },
		"stream: Scan: f must not be nil":                 func() { s.Scan[int, int](0, nil) },
		"stream: FlatMap: f must not be nil":              func() { s.FlatMap[int](nil) },
		"stream: Transform: f must not be nil":            func() { s.Transform[int](nil) },
		"stream: Through: stage must not be nil":          func() { s.Through[int](nil) },
		"stream: ForEach: f must not be nil":              func() { _ = s.ForEach(ctx, nil) },
		"stream: TryForEach: f must not be nil":           func() { _ = s.TryForEach(ctx, nil) },
		"stream: Fold: f must not be nil":                 func() { _, _ = s.Fold(ctx, 0, nil) },
		"stream: TryFold: f must not be nil":              func() { _, _ = s.TryFold(ctx, 0, nil) },
		"stream: Into: sink must not be nil":              func() { _, _ = s.Into[int](ctx, nil) },
		"stream: FromSeq: seq must not be nil":            func() { stream.FromSeq[int](nil) },
		"stream: FromSeq2: seq must not be nil":           func() { stream.FromSeq2[int](nil) },
		"stream: Generate: f must not be nil":             func() { stream.Generate[int](nil) },
		"stream: TryGenerate: f must not be nil":          func() { stream.TryGenerate[int](nil) },
		"stream: Unfold: f must not be nil":               func() { stream.Unfold[int, int](0, nil) },
		"stream: TryUnfold: f must not be nil":            func() { stream.TryUnfold[int, int](0, nil) },
		"stream: Once: task must not be nil":              func() { stream.Once[int](nil) },
		"stream: Fail: err must not be nil":               func() { stream.Fail[int](nil) },
		"stream: CatchPanic: no task above it":            func() { s.CatchPanic() },
	} {
		t.Run(want, func(t *testing.T) { assert.PanicsWithValue(t, want, build) })
	}
	t.Run("CatchPanic needs a task: not above a boundary or a sequence stage, but right above it", func(t *testing.T) {
		task := s.Map(func(i int) int { return i })
		for name, build := range map[string]func(){
			"Buffered":  func() { task.Buffered(2).CatchPanic() },
			"unordered": func() { task.BufferedUnordered(2).CatchPanic() },
			"Take":      func() { task.Take(2).CatchPanic() },
			"Chunks":    func() { task.Chunks(2).CatchPanic() },
			"FlatMap":   func() { task.FlatMap(func(i int) stream.Stream[int] { return stream.Of(i) }).CatchPanic() },
			"Transform": func() {
				task.Transform(func(context.Context, iter.Seq2[int, error], func(int, error) bool) {}).CatchPanic()
			},
			"Chain": func() { s.Chain(s).CatchPanic() },
		} {
			assert.PanicsWithValue(t, "stream: CatchPanic: no task above it", build, name)
		}
		for name, build := range map[string]func(){
			"Map":         func() { task.CatchPanic() },
			"Once":        func() { stream.Once(func(context.Context) (int, error) { return 0, nil }).CatchPanic() },
			"Chain":       func() { s.Chain(task).CatchPanic() },
			"twice":       func() { task.CatchPanic().CatchPanic() },
			"below Take":  func() { s.Take(2).Filter(func(int) bool { return true }).CatchPanic() },
			"InspectErr":  func() { s.Take(2).InspectErr(func(error) {}).CatchPanic() },
			"DropErrors":  func() { s.DropErrors(nil).CatchPanic() },
			"below a run": func() { task.Buffered(2).Map(func(i int) int { return i }).CatchPanic() },
		} {
			assert.NotPanics(t, build, name)
		}
	})
	bubble(t, "a nil channel blocks for ever, as in Go", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		go cancel(errWhy)
		assert.Equal(t, errWhy, stream.FromChan[int](nil).Drain(ctx))
	})
	t.Run("Transform reads its input once", func(t *testing.T) {
		got := gCall(func() {
			_ = s.Transform(func(_ context.Context, in iter.Seq2[int, error], _ func(int, error) bool) {
				for range 2 {
					for range in {
						break
					}
				}
			}).Drain(t.Context())
		})
		got.recovered(t, "stream: Transform: in ranged over twice", "Transform")
	})
}
