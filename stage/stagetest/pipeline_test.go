package stagetest_test

import (
	"context"
	"iter"
	"testing"
	"time"

	"github.com/seed-09178888/leat/stage"
	"github.com/seed-09178888/leat/stage/stagetest"
	"github.com/seed-09178888/leat/stream"
)

// takes returns a task for which a letter takes as many seconds as is said; x fails.
func takes(seconds map[string]time.Duration) func(context.Context, string) (string, error) {
	return func(ctx context.Context, v string) (string, error) {
		if _, err := sleep[string](seconds[v]*time.Second)(ctx, v); err != nil {
			return "", err
		}
		if v == "x" {
			return "", errBoom
		}
		return v, nil
	}
}

// These are tests as users write them.
func TestPipelines(t *testing.T) {
	fetch := takes(map[string]time.Duration{"a": 4, "b": 1, "c": 2, "x": 2})

	t.Run("Buffered puts results back in order", func(t *testing.T) {
		fetched := func(s strs) strs { return s.TryMap(fetch).Buffered(3) }
		stagetest.Expect(t, fetched,
			"(abc)-----|",
			"----(abc)-|")
		stagetest.Expect(t, fetched,
			"(axb)-----|",
			"----(a#b)-|", stagetest.OutErrors(errBoom))
		stagetest.Expect(t, fetched, // what is behind the failure is cancelled
			"(bxa)-----|",
			"-b(#|)", stagetest.StopAtError(), stagetest.OutErrors(errBoom))
	})
	t.Run("BufferedUnordered yields what is finished", func(t *testing.T) {
		fetched := func(s strs) strs { return s.TryMap(fetch).BufferedUnordered(2) }
		stagetest.Expect(t, fetched,
			"(abc) |",
			"-b-c(a|)")
		stagetest.Expect(t, fetched,
			"(xbb)|",
			"-b(#b|)", stagetest.Unordered())
	})
	t.Run("a fallback in the place of an error", func(t *testing.T) {
		healed := func(s strs) strs {
			return s.TryMap(fetch).OrElse(func(context.Context, error) (string, error) { return "?", nil }).Buffered(2)
		}
		stagetest.Expect(t, healed,
			"(bx)--#|",
			"-b??|")
	})
	t.Run("chunks of what was fetched", func(t *testing.T) {
		chunks := func(s strs) stream.Stream[[]string] { return s.TryMap(fetch).Buffered(2).Chunks(2) }
		stagetest.Expect(t, chunks,
			"(bbb) -x----|",
			"-[b b]--([b]#)--|")
	})
	t.Run("throttling by Transform", func(t *testing.T) {
		throttle := func(s strs) strs {
			return s.Transform(func(ctx context.Context, in iter.Seq2[string, error], yield func(string, error) bool) {
				for v, err := range in {
					if !yield(v, err) {
						return
					}
					_, _ = sleep[string](2*time.Second)(ctx, v)
				}
			})
		}
		stagetest.Expect(t, throttle,
			"(abc)-----d|",
			"a-b-c-d-|")
	})
	t.Run("two sources, joined by a piece", func(t *testing.T) {
		both := stream.Of(stagetest.Source[string]("a--c|"), stagetest.Source[string]("-b-----d|"))
		stagetest.ExpectStream(t, both.Through(stage.FlattenUnordered[string](2)),
			"ab-c---d|")
	})
	t.Run("a cancellation in the middle", func(t *testing.T) {
		fetched := func(s strs) strs { return s.TryMap(fetch).Buffered(2) }
		stagetest.Expect(t, fetched,
			"(ba)-^",
			"-   b^")
	})
}
