package stream_test

import (
	"context"
	"iter"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/stream"
)

func TestGuarantee06Ahead(t *testing.T) {
	self := func(i int) int { return i }
	stages := map[string]struct {
		below  func(stream.Stream[int]) stream.Stream[int]
		pulled int
	}{
		"Take(0)":              {func(s stream.Stream[int]) stream.Stream[int] { return s.Take(0) }, 0},
		"Take(1)":              {func(s stream.Stream[int]) stream.Stream[int] { return s.Take(1) }, 1},
		"Take(3)":              {func(s stream.Stream[int]) stream.Stream[int] { return s.Take(3) }, 3},
		"Take(3), per-element": {func(s stream.Stream[int]) stream.Stream[int] { return s.Map(self).Take(3).Map(self) }, 3},
		"Take(3), Take(5)":     {func(s stream.Stream[int]) stream.Stream[int] { return s.Take(3).Take(5) }, 3},
		"Take(5), Take(3)":     {func(s stream.Stream[int]) stream.Stream[int] { return s.Take(5).Take(3) }, 3},
		"Skip(2), Take(3)":     {func(s stream.Stream[int]) stream.Stream[int] { return s.Skip(2).Take(3) }, 5},
		"TakeWhile(below 3)":   {func(s stream.Stream[int]) stream.Stream[int] { return s.TakeWhile(func(i int) bool { return i < 3 }) }, 4},
		"TakeWhile(false)":     {func(s stream.Stream[int]) stream.Stream[int] { return s.TakeWhile(func(int) bool { return false }) }, 1},
		"Filter, Take(2)": {func(s stream.Stream[int]) stream.Stream[int] {
			return s.Filter(func(i int) bool { return i%2 == 1 }).Take(2)
		}, 4},
		"SkipWhile, Take(1)": {func(s stream.Stream[int]) stream.Stream[int] {
			return s.SkipWhile(func(i int) bool { return i < 4 }).Take(1)
		}, 5},
		"StepBy(3), Take(2)":    {func(s stream.Stream[int]) stream.Stream[int] { return s.StepBy(3).Take(2) }, 4},
		"TryTakeWhile(below 3)": {func(s stream.Stream[int]) stream.Stream[int] { return s.TryTakeWhile(tried(below(3))) }, 4},
		"TrySkipWhile, Take(1)": {func(s stream.Stream[int]) stream.Stream[int] { return s.TrySkipWhile(tried(below(4))).Take(1) }, 5},
		"MapWhile(below 3)":     {func(s stream.Stream[int]) stream.Stream[int] { return s.MapWhile(doubleBelow3) }, 4},
		"TryScan, Take(2)":      {func(s stream.Stream[int]) stream.Stream[int] { return s.TryScan(0, tryRunningSum).Take(2) }, 2},
		"TryFlatMap, Take(1)":   {func(s stream.Stream[int]) stream.Stream[int] { return s.TryFlatMap(tried(copies)).Take(1) }, 2},
		"ChunkBy, Take(2)": {func(s stream.Stream[int]) stream.Stream[int] {
			return s.ChunkBy(half).Take(2).FlatMap(stream.Iter)
		}, 5},
		"Chunks(2), Take(2)": {func(s stream.Stream[int]) stream.Stream[int] { return s.Chunks(2).Take(2).FlatMap(stream.Iter) }, 4},
		"Scan, Take(2)": {func(s stream.Stream[int]) stream.Stream[int] {
			return s.Scan(0, func(a, i int) (int, int) { return a, i }).Take(2)
		}, 2},
		"Enumerate, Take(2)": {func(s stream.Stream[int]) stream.Stream[int] {
			return s.Enumerate().Take(2).Map(func(x stream.Indexed[int]) int { return x.Value })
		}, 2},
		"Results, Take(2)": {func(s stream.Stream[int]) stream.Stream[int] {
			return s.Results().Take(2).Map(func(r stream.Result[int]) int { return r.Value })
		}, 2},
		"FlatMap, Take(4)": {func(s stream.Stream[int]) stream.Stream[int] {
			return s.FlatMap(func(i int) stream.Stream[int] { return stream.Of(i, i, i) }).Take(4)
		}, 2},
		"FlatMap, Take(3)": {func(s stream.Stream[int]) stream.Stream[int] {
			return s.FlatMap(func(i int) stream.Stream[int] { return stream.Of(i, i, i) }).Take(3)
		}, 1},
		"Chain, Take(2)":     {func(s stream.Stream[int]) stream.Stream[int] { return stream.Of(1).Chain(s).Take(2) }, 1},
		"Cycle, Take(3)":     {func(s stream.Stream[int]) stream.Stream[int] { return s.Cycle().Take(3) }, 3},
		"Throttle, Take(3)":  {func(s stream.Stream[int]) stream.Stream[int] { return s.Throttle(time.Second).Take(3) }, 3},
		"TakeUntil, Take(3)": {func(s stream.Stream[int]) stream.Stream[int] { return s.TakeUntil(make(chan struct{})).Take(3) }, 3},
		"TakeUntil, stopped": {func(s stream.Stream[int]) stream.Stream[int] { return s.TakeUntil(closed()) }, 0},
		"Defer, Take(3)":     {func(s stream.Stream[int]) stream.Stream[int] { return deferred(s).Take(3) }, 3},
		"Chain, Take(1)":     {func(s stream.Stream[int]) stream.Stream[int] { return stream.Of(1).Chain(s).Take(1) }, 0},

		"Zip, 3 on the right": {func(s stream.Stream[int]) stream.Stream[int] { return s.Zip(stream.Iter(ints(3))).Map(gSecond) }, 4},
		"Zip, 3 on the left":  {func(s stream.Stream[int]) stream.Stream[int] { return stream.Iter(ints(3)).Zip(s).Map(gSecond) }, 3},
		"Zip, Take(2)":        {func(s stream.Stream[int]) stream.Stream[int] { return stream.Iter(ints(3)).Zip(s).Take(2).Map(gSecond) }, 2},
		"Zip with nothing":    {func(s stream.Stream[int]) stream.Stream[int] { return stream.Empty[int]().Zip(s).Map(gSecond) }, 0},
		"Transform that leaves": {func(s stream.Stream[int]) stream.Stream[int] {
			return s.Transform(func(_ context.Context, in iter.Seq2[int, error], _ func(int, error) bool) {
				for i := range in {
					if i == 2 {
						break
					}
				}
			})
		}, 3},
		"Transform that does not read": {func(s stream.Stream[int]) stream.Stream[int] {
			return s.Transform(func(context.Context, iter.Seq2[int, error], func(int, error) bool) {})
		}, 0},
		"Take(3) above a boundary": {func(s stream.Stream[int]) stream.Stream[int] { return s.Take(3).Map(self).Buffered(9) }, 3},
		"Take(3) above unordered":  {func(s stream.Stream[int]) stream.Stream[int] { return s.Take(3).Map(self).BufferedUnordered(9) }, 3},
		"nothing":                  {func(s stream.Stream[int]) stream.Stream[int] { return s }, 20},
	}
	for name, stage := range stages {
		bubble(t, name+" pulls what it needs", func(t *testing.T) {
			for _, term := range gTerminals {
				asked := 0
				_, _ = term.run(t.Context(), stage.below(gGenerate(20, func(int) { asked++ })))
				assert.Equal(t, stage.pulled, asked, "Generate, %s", term.name)

				asked = 0
				_, _ = term.run(t.Context(), stage.below(stream.Unfold(0, func(i int) (int, int, bool) {
					if i < 20 {
						asked++
					}
					return i, i + 1, i < 20
				})))
				assert.Equal(t, stage.pulled, asked, "Unfold, %s", term.name)

				asked = 0
				_, _ = term.run(t.Context(), stage.below(stream.Iter(ints(20)).Inspect(func(int) { asked++ }).Skip(0)))
				assert.Equal(t, stage.pulled, asked, "Iter, %s", term.name)

				ch := make(chan int, 20)
				for i := range 20 {
					ch <- i
				}
				close(ch)
				_, _ = term.run(t.Context(), stage.below(stream.FromChan(ch)))
				assert.Len(t, ch, 20-stage.pulled, "FromChan, %s", term.name)
			}
		})
	}
	bubble(t, "one at a time without a boundary: pulled when the body has returned", func(t *testing.T) {
		for name, s := range map[string]func(stream.Stream[int]) stream.Stream[int]{
			"alone": func(s stream.Stream[int]) stream.Stream[int] { return s },
			"Map":   func(s stream.Stream[int]) stream.Stream[int] { return s.Map(self) },
			"Enumerate": func(s stream.Stream[int]) stream.Stream[int] {
				return s.Enumerate().Map(func(x stream.Indexed[int]) int { return x.Index })
			},
			"Chunks":    func(s stream.Stream[int]) stream.Stream[int] { return s.Chunks(1).FlatMap(stream.Iter) },
			"Chain":     func(s stream.Stream[int]) stream.Stream[int] { return stream.Empty[int]().Chain(s) },
			"Defer":     deferred,
			"Cycle":     func(s stream.Stream[int]) stream.Stream[int] { return s.Cycle().Take(5) },
			"Throttle":  func(s stream.Stream[int]) stream.Stream[int] { return s.Throttle(time.Second) },
			"TakeUntil": func(s stream.Stream[int]) stream.Stream[int] { return s.TakeUntil(make(chan struct{})) },
		} {
			asked, got := 0, 0
			for range s(gGenerate(5, func(int) { asked++ })).All(t.Context()) {
				got++
				synctest.Wait()
				assert.Equal(t, got, asked, name)
			}
			assert.Equal(t, 5, got)
		}
	})
	bubble(t, "terminals that stop early", func(t *testing.T) {
		asked := 0
		src := gGenerate(20, func(int) { asked++ })
		_, _ = src.First(t.Context())
		assert.Equal(t, 1, asked, "First")
		asked = 0
		_, _ = src.AnyMatch(t.Context(), func(i int) bool { return i == 2 })
		assert.Equal(t, 3, asked, "AnyMatch")
		asked = 0
		_, _ = src.AllMatch(t.Context(), func(i int) bool { return i < 2 })
		assert.Equal(t, 3, asked, "AllMatch")
		asked = 0
		_ = src.TryForEach(t.Context(), func(_ context.Context, i int) error {
			if i == 2 {
				return errBoom
			}
			return nil
		})
		assert.Equal(t, 3, asked, "TryForEach")
		asked = 0
		for i := range src.All(t.Context()) {
			if i == 2 {
				break
			}
		}
		assert.Equal(t, 3, asked, "All")
		asked = 0
		_, _ = src.TryMap(func(_ context.Context, i int) (int, error) { return i, map[int]error{2: errBoom}[i] }).TryCollect(t.Context())
		assert.Equal(t, 3, asked, "an error")
	})
	bubble(t, "Take below a boundary: window beyond it, and not more", func(t *testing.T) {
		for _, b := range gBoundaries {
			for _, n := range []int{1, 2, 5} {
				asked := 0
				vs, err := b.below(gGenerate(50, func(int) { asked++ }).Map(self), n).Take(3).TryCollect(t.Context())
				assert.NoError(t, err)
				assert.Len(t, vs, 3)
				assert.LessOrEqual(t, asked, 3+n)
			}
		}
	})
	bubble(t, "a stream of Chain is not started before those before it have ended", func(t *testing.T) {
		l := gNewLog()
		part := func(name string) stream.Stream[int] {
			return stream.FromSeq(func(yield func(int) bool) {
				l.add("start %s", name)
				for i := range 3 {
					if !yield(i) {
						return
					}
				}
			})
		}
		s := part("a").TryMap(gTask(gNewLog(), 1, 1, 1)).Take(3).Chain(part("b").TryMap(gTask(gNewLog(), 1, 1, 1)).Take(3), part("c"))
		assert.NoError(t, s.Buffered(9).Drain(t.Context()))
		assert.Equal(t, []string{"0s start a", "3s start b", "6s start c"}, l.lines())
	})
	t.Run("an iterator is left when no more is wanted, and cleans up", func(t *testing.T) {
		left := false
		seq := func(yield func(int) bool) {
			defer func() { left = true }()
			slices.Values(ints(9))(yield)
		}
		vs, err := stream.FromSeq(seq).Take(1).TryCollect(t.Context())
		assert.NoError(t, err)
		assert.Equal(t, []int{0}, vs)
		assert.True(t, left)
	})
}

func gSecond(p stream.Pair[int, int]) int { return p.Second }
