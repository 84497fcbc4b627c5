package stream_test

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// misuses are all of guarantee 12, with the exact message.
func misuses(ctx context.Context) map[string]func() {
	s := stream.Of(1)
	call := func(context.Context, int) error { return nil }
	result := func(_ context.Context, v int) (int, error) { return v, nil }
	more := func(context.Context, int) (int, []int, error) { return 0, nil, nil }
	once := func(context.Context) (int, error) { return 0, nil }
	closed := stream.NewTaskSet[int](1)
	closed.Close()
	return map[string]func(){
		// sources
		"stream: FromSeq: seq must not be nil":   func() { stream.FromSeq[int](nil) },
		"stream: FromSeq2: seq must not be nil":  func() { stream.FromSeq2[int](nil) },
		"stream: Generate: f must not be nil":    func() { stream.Generate[int](nil) },
		"stream: TryGenerate: f must not be nil": func() { stream.TryGenerate[int](nil) },
		"stream: Unfold: f must not be nil":      func() { stream.Unfold[int, int](1, nil) },
		"stream: TryUnfold: f must not be nil":   func() { stream.TryUnfold[int, int](1, nil) },
		"stream: Once: task must not be nil":     func() { stream.Once[int](nil) },
		"stream: Tasks: task must not be nil":    func() { stream.Tasks(func(context.Context) (int, error) { return 1, nil }, nil) },
		"stream: Defer: f must not be nil":       func() { stream.Defer[int](nil) },
		"stream: RepeatWith: f must not be nil":  func() { stream.RepeatWith[int](nil) },
		"stream: Fail: err must not be nil":      func() { stream.Fail[int](nil) },

		"stream: Interval: d must be positive, got 0s":  func() { stream.Interval(0) },
		"stream: Interval: d must be positive, got -1s": func() { stream.Interval(-time.Second) },

		"stream: Fallible: f must not be nil": func() { stream.Fallible[int, int](nil) },

		// per-element stages
		"stream: Map: f must not be nil":             func() { s.Map[int](nil) },
		"stream: TryMap: f must not be nil":          func() { s.TryMap[int](nil) },
		"stream: Filter: p must not be nil":          func() { s.Filter(nil) },
		"stream: TryFilter: p must not be nil":       func() { s.TryFilter(nil) },
		"stream: FilterMap: f must not be nil":       func() { s.FilterMap[int](nil) },
		"stream: TryFilterMap: f must not be nil":    func() { s.TryFilterMap[int](nil) },
		"stream: Inspect: f must not be nil":         func() { s.Inspect(nil) },
		"stream: InspectErr: f must not be nil":      func() { s.InspectErr(nil) },
		"stream: MapErr: f must not be nil":          func() { s.MapErr(nil) },
		"stream: OrElse: f must not be nil":          func() { s.OrElse(nil) },
		"stream: CatchPanic: no task above it":       func() { s.CatchPanic() },
		"stream: CatchPanic: no task above it (2)":   func() { s.Map(double).Buffered(1).CatchPanic() },
		"stream: CatchPanic: no task above it (3)":   func() { s.Map(double).Take(1).CatchPanic() },
		"stream: CatchPanic: no task above it (4)":   func() { s.Chain(s.Map(double).Skip(1)).CatchPanic() },
		"stream: CatchPanic: no task above it (0)":   func() { stream.Stream[int]{}.CatchPanic() },
		"stream: CatchPanic: no task above it (seq)": func() { pullsOf(1, new(int)).CatchPanic() },

		"stream: Timeout: no task above it":                                   func() { s.Timeout(1) },
		"stream: Timeout: no task above it (2)":                               func() { s.Map(double).Buffered(1).Timeout(1) },
		"stream: Timeout: d must be positive, got 0s":                         func() { s.Map(double).Timeout(0) },
		"stream: Retry: no task above it":                                     func() { s.Retry(stream.RetryPolicy{}) },
		"stream: Retry: no task above it (2)":                                 func() { s.Map(double).Buffered(1).Retry(stream.RetryPolicy{}) },
		"stream: Retry: Tries must be at least 0, got -1":                     func() { s.Map(double).Retry(stream.RetryPolicy{Tries: -1}) },
		"stream: RateLimit: l must not be nil":                                func() { s.RateLimit(nil) },
		"stream: RetryPolicy.Wrap: f must not be nil":                         func() { stream.RetryPolicy{}.Wrap[int, int](nil) },
		"stream: Hedge: no task above it":                                     func() { s.Hedge(stream.HedgePolicy{After: 1}) },
		"stream: Hedge: After must not be negative, got -1s":                  func() { s.Map(double).Hedge(stream.HedgePolicy{After: -time.Second}) },
		"stream: Hedge: After or Percentile must be positive":                 func() { s.Map(double).Hedge(stream.HedgePolicy{}) },
		"stream: Hedge: Percentile must be at least 0 and below 100, got 100": func() { s.Map(double).Hedge(stream.HedgePolicy{Percentile: 100}) },
		"stream: Hedge: Percentile must be at least 0 and below 100, got NaN": func() { s.Map(double).Hedge(stream.HedgePolicy{Percentile: math.NaN()}) },
		"stream: HedgePolicy.Wrap: f must not be nil":                         func() { stream.HedgePolicy{After: 1}.Wrap[int, int](nil) },

		"stream: ConcurrencyLimit: l must not be nil":    func() { s.Map(double).ConcurrencyLimit(nil) },
		"stream: ConcurrencyLimit: no task above it":     func() { s.ConcurrencyLimit(stream.NewLimit(1)) },
		"stream: ConcurrencyLimit: no task above it (2)": func() { s.Map(double).Buffered(1).ConcurrencyLimit(stream.NewLimit(1)) },

		// limits
		"stream: Shared: l must not be nil":                                                func() { stream.Shared(nil) },
		"stream: NewLimit: size must be at least 1, got 0":                                 func() { stream.NewLimit(0) },
		"stream: Limit.Resize: size must be at least 1, got 0":                             func() { stream.NewLimit(1).Resize(0) },
		"stream: Limit.Do: f must not be nil":                                              func() { _ = stream.NewLimit(1).Do(ctx, 1, nil) },
		"stream: Limit.Do: weight must be at least 0, got -1":                              func() { _ = stream.NewLimit(1).Do(ctx, -1, func(context.Context) error { return nil }) },
		"stream: Limit.Wrap: f must not be nil":                                            func() { stream.NewLimit(1).Wrap[int, int](nil, nil) },
		"stream: NewAdaptiveLimit: Floor must be at least 1, got 0":                        func() { stream.NewAdaptiveLimit(stream.AIMD{Ceiling: 9}) },
		"stream: NewAdaptiveLimit: Ceiling must be at least 3, got 2":                      func() { stream.NewAdaptiveLimit(stream.AIMD{Floor: 3, Ceiling: 2}) },
		"stream: NewAdaptiveLimit: Increase must be at least 0, got -1":                    func() { stream.NewAdaptiveLimit(stream.AIMD{Floor: 1, Ceiling: 2, Increase: -1}) },
		"stream: NewAdaptiveLimit: Start must be between Floor = 2 and Ceiling = 4, got 5": func() { stream.NewAdaptiveLimit(stream.AIMD{Floor: 2, Ceiling: 4, Start: 5}) },
		"stream: NewAdaptiveLimit: Decrease must be between 0 and 1, got 1":                func() { stream.NewAdaptiveLimit(stream.AIMD{Floor: 2, Ceiling: 4, Decrease: 1}) },
		"stream: NewAdaptiveLimit: Latency must not be negative, got -1s":                  func() { stream.NewAdaptiveLimit(stream.AIMD{Floor: 2, Ceiling: 4, Latency: -time.Second}) },
		"stream: WithGrace: d must be positive, got 0s":                                    func() { stream.WithGrace(ctx, 0) },

		// boundaries
		"stream: Buffered: n must be at least 1, got 0":                           func() { s.Buffered(0) },
		"stream: Buffered: n must be at least 1, got -1":                          func() { s.Buffered(-1, stream.Window(2)) },
		"stream: Buffered: Window: w must be at least n = 3, got 2":               func() { s.Buffered(3, stream.Window(2)) },
		"stream: Buffered: Window: w must be at least n = 1, got 0":               func() { s.Buffered(1, stream.Window(0)) },
		"stream: Buffered: Window: w must be at least n = 3, got 1":               func() { s.Buffered(3, stream.Window(9), stream.Window(1)) },
		"stream: Buffered: option must not be nil":                                func() { s.Buffered(1, nil) },
		"stream: BufferedUnordered: n must be at least 1, got 0":                  func() { s.BufferedUnordered(0) },
		"stream: BufferedUnordered: Window: w must be at least n = 2, got -1":     func() { s.BufferedUnordered(2, stream.Window(-1)) },
		"stream: BufferedUnordered: option must not be nil":                       func() { s.BufferedUnordered(1, stream.FailFast(), nil) },
		"stream: TryForEachConcurrent: f must not be nil":                         func() { _ = s.TryForEachConcurrent(ctx, 1, nil) },
		"stream: TryForEachConcurrent: n must be at least 1, got 0":               func() { _ = s.TryForEachConcurrent(ctx, 0, call) },
		"stream: TryForEachConcurrent: Window: w must be at least n = 2, got 1":   func() { _ = s.TryForEachConcurrent(ctx, 2, call, stream.Window(1)) },
		"stream: TryForEachConcurrent: option must not be nil":                    func() { _ = s.TryForEachConcurrent(ctx, 2, call, nil) },
		"stream: Buffered: n must be at least 1, got 0 (also of an empty stream)": func() { stream.Stream[int]{}.Buffered(0) },

		"stream: BufferedByKey: n must be at least 1, got 0":                func() { s.BufferedByKey(0, strconv.Itoa, result) },
		"stream: BufferedByKey: Window: w must be at least n = 2, got 1":    func() { s.BufferedByKey(2, strconv.Itoa, result, stream.Window(1)) },
		"stream: BufferedByKey: option must not be nil":                     func() { s.BufferedByKey(2, strconv.Itoa, result, nil) },
		"stream: BufferedByKey: key must not be nil":                        func() { s.BufferedByKey[string](2, nil, result) },
		"stream: BufferedByKey: f must not be nil":                          func() { s.BufferedByKey[string, int](2, strconv.Itoa, nil) },
		"stream: FlatMapUnordered: n must be at least 1, got 0":             func() { s.FlatMapUnordered(0, copies) },
		"stream: FlatMapUnordered: Window: w must be at least n = 2, got 1": func() { s.FlatMapUnordered(2, copies, stream.Window(1)) },
		"stream: FlatMapUnordered: option must not be nil":                  func() { s.FlatMapUnordered(2, copies, nil) },
		"stream: FlatMapUnordered: f must not be nil":                       func() { s.FlatMapUnordered[int](2, nil) },
		"stream: Expand: n must be at least 1, got 0":                       func() { s.Expand(0, more) },
		"stream: Expand: Window: w must be at least n = 2, got 1":           func() { s.Expand(2, more, stream.Window(1)) },
		"stream: Expand: option must not be nil":                            func() { s.Expand(2, more, nil) },
		"stream: Expand: f must not be nil":                                 func() { s.Expand[int](2, nil) },
		"stream: NewTaskSet: n must be at least 1, got 0":                   func() { stream.NewTaskSet[int](0) },
		"stream: TaskSet.Go: task must not be nil":                          func() { stream.NewTaskSet[int](1).Go(nil) },
		"stream: TaskSet.Go: after Close":                                   func() { closed.Go(once) },

		// sequence stages
		"stream: Take: n must be at least 0, got -1":  func() { s.Take(-1) },
		"stream: TakeWhile: p must not be nil":        func() { s.TakeWhile(nil) },
		"stream: TryTakeWhile: p must not be nil":     func() { s.TryTakeWhile(nil) },
		"stream: MapWhile: f must not be nil":         func() { s.MapWhile[int](nil) },
		"stream: Skip: n must be at least 0, got -2":  func() { s.Skip(-2) },
		"stream: SkipWhile: p must not be nil":        func() { s.SkipWhile(nil) },
		"stream: TrySkipWhile: p must not be nil":     func() { s.TrySkipWhile(nil) },
		"stream: StepBy: n must be at least 1, got 0": func() { s.StepBy(0) },
		"stream: Scan: f must not be nil":             func() { s.Scan[int, int](0, nil) },
		"stream: TryScan: f must not be nil":          func() { s.TryScan[int, int](0, nil) },
		"stream: Chunks: n must be at least 1, got 0": func() { s.Chunks(0) },
		"stream: ChunkBy: key must not be nil":        func() { s.ChunkBy[int](nil) },
		"stream: TryFlatMap: f must not be nil":       func() { s.TryFlatMap[int](nil) },
		"stream: FlatMap: f must not be nil":          func() { s.FlatMap[int](nil) },
		"stream: Transform: f must not be nil":        func() { s.Transform[int](nil) },
		"stream: Through: stage must not be nil":      func() { s.Through[int](nil) },

		// those that read ahead
		"stream: ReadyChunks: n must be at least 1, got 0":    func() { s.ReadyChunks(0) },
		"stream: ChunksTimeout: n must be at least 1, got 0":  func() { s.ChunksTimeout(0, time.Second) },
		"stream: ChunksTimeout: d must be positive, got 0s":   func() { s.ChunksTimeout(1, 0) },
		"stream: ChunksTimeout: d must be positive, got -1ns": func() { s.ChunksTimeout(1, -1) },
		"stream: IdleTimeout: d must be positive, got 0s":     func() { s.IdleTimeout(0) },
		"stream: IdleTimeout: d must be positive, got -1s":    func() { s.IdleTimeout(-time.Second) },

		"stream: Throttle: d must be positive, got 0s":   func() { s.Throttle(0) },
		"stream: Throttle: d must be positive, got -1ns": func() { s.Throttle(-1) },

		// terminals
		"stream: ForEach: f must not be nil":    func() { _ = s.ForEach(ctx, nil) },
		"stream: TryForEach: f must not be nil": func() { _ = s.TryForEach(ctx, nil) },
		"stream: Fold: f must not be nil":       func() { _, _ = s.Fold[int](ctx, 0, nil) },
		"stream: TryFold: f must not be nil":    func() { _, _ = s.TryFold[int](ctx, 0, nil) },
		"stream: Into: sink must not be nil":    func() { _, _ = s.Into[int](ctx, nil) },
		"stream: AnyMatch: p must not be nil":   func() { _, _ = s.AnyMatch(ctx, nil) },
		"stream: AllMatch: p must not be nil":   func() { _, _ = s.AllMatch(ctx, nil) },

		"stream: Tee: consumer must not be nil": func() { _ = s.Tee(ctx, nil) },
		"stream: NextIf: p must not be nil":     func() { _, _, _ = s.Cursor(ctx).NextIf(nil) },
	}
}

func TestMisuse(t *testing.T) {
	note := regexp.MustCompile(` \(.*\)$`)
	for want, f := range misuses(t.Context()) {
		t.Run(want, func(t *testing.T) {
			// A string, not *panics.Recovered: nothing runs yet.
			assert.PanicsWithValue(t, note.ReplaceAllString(want, ""), f)
		})
	}
	t.Run("0 is fine where it makes sense", func(t *testing.T) {
		s := stream.Of(1)
		assert.NotPanics(t, func() { s.Take(0); s.Skip(0); s.Chain(); stream.Iter[int](nil); stream.Of[int]() })
		assert.NotPanics(t, func() {
			s.DropErrors(nil)
			stream.FromChan[int](nil)
			s.TakeUntil(nil)
			stream.Tasks[int]()
			s.Buffered(1, stream.Name(""))
		})
	})
	t.Run("every check in the code stands in the table", func(t *testing.T) {
		check := regexp.MustCompile(`(?m)^\s+(notNil|atLeast|needsTask|positive)\("([\w.]+)", (?:"(\w+)")?`)
		files, err := filepath.Glob("*.go")
		require.NoError(t, err)
		all := strings.Builder{}
		for message := range misuses(t.Context()) {
			all.WriteString(message + "\n")
		}
		for _, file := range files {
			code, err := os.ReadFile(file)
			require.NoError(t, err)
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			for _, m := range check.FindAllStringSubmatch(string(code), -1) {
				message := map[string]string{
					"notNil": " must not be nil", "atLeast": " must be at least ", "positive": " must be positive, got ", "needsTask": "no task above it",
				}[m[1]]
				assert.Contains(t, all.String(), "stream: "+m[2]+": "+m[3]+message, file)
			}
		}
	})
}
