package stream_test

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// misuses are all of guarantee 12, with the exact message.
func misuses(ctx context.Context) map[string]func() {
	s := stream.Of(1)
	call := func(context.Context, int) error { return nil }
	return map[string]func(){
		// sources
		"stream: FromSeq: seq must not be nil":   func() { stream.FromSeq[int](nil) },
		"stream: FromSeq2: seq must not be nil":  func() { stream.FromSeq2[int](nil) },
		"stream: Generate: f must not be nil":    func() { stream.Generate[int](nil) },
		"stream: TryGenerate: f must not be nil": func() { stream.TryGenerate[int](nil) },
		"stream: Unfold: f must not be nil":      func() { stream.Unfold[int, int](1, nil) },
		"stream: TryUnfold: f must not be nil":   func() { stream.TryUnfold[int, int](1, nil) },
		"stream: Once: task must not be nil":     func() { stream.Once[int](nil) },
		"stream: Fail: err must not be nil":      func() { stream.Fail[int](nil) },
		"stream: Fallible: f must not be nil":    func() { stream.Fallible[int, int](nil) },

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

		// sequence stages
		"stream: Take: n must be at least 0, got -1":  func() { s.Take(-1) },
		"stream: TakeWhile: p must not be nil":        func() { s.TakeWhile(nil) },
		"stream: Skip: n must be at least 0, got -2":  func() { s.Skip(-2) },
		"stream: SkipWhile: p must not be nil":        func() { s.SkipWhile(nil) },
		"stream: Scan: f must not be nil":             func() { s.Scan[int, int](0, nil) },
		"stream: Chunks: n must be at least 1, got 0": func() { s.Chunks(0) },
		"stream: FlatMap: f must not be nil":          func() { s.FlatMap[int](nil) },
		"stream: Transform: f must not be nil":        func() { s.Transform[int](nil) },
		"stream: Through: stage must not be nil":      func() { s.Through[int](nil) },

		// terminals
		"stream: ForEach: f must not be nil":    func() { _ = s.ForEach(ctx, nil) },
		"stream: TryForEach: f must not be nil": func() { _ = s.TryForEach(ctx, nil) },
		"stream: Fold: f must not be nil":       func() { _, _ = s.Fold[int](ctx, 0, nil) },
		"stream: TryFold: f must not be nil":    func() { _, _ = s.TryFold[int](ctx, 0, nil) },
		"stream: Into: sink must not be nil":    func() { _, _ = s.Into[int](ctx, nil) },
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
		assert.NotPanics(t, func() { s.DropErrors(nil); stream.FromChan[int](nil); s.Buffered(1, stream.Name("")) })
	})
	t.Run("every check in the code stands in the table", func(t *testing.T) {
		check := regexp.MustCompile(`(?m)^\s+(notNil|atLeast|needsTask)\("(\w+)", (?:"(\w+)")?`)
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
				message := map[string]string{"notNil": " must not be nil", "atLeast": " must be at least ", "needsTask": "no task above it"}[m[1]]
				assert.Contains(t, all.String(), "stream: "+m[2]+": "+m[3]+message, file)
			}
		}
	})
}
