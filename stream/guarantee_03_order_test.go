package stream_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestGuarantee03Order(t *testing.T) {
	const length = 7
	// Task i takes delay[i] seconds: none ends at the same time as another.
	delay := []int{7, 3, 5, 1, 6, 2, 4}
	finish := []int{3, 5, 1, 6, 2, 4, 0}
	gEach(t, length, func(t *testing.T, b gBoundary, n int, src gSource, term gTerminal) {
		for _, window := range []int{n, 4 * n} {
			vs, err := term.run(t.Context(), b.below(src.of(length).TryMap(gTask(gNewLog(), delay...)), n, stream.Window(window)))
			require.NoError(t, err)
			switch {
			case term.blind:
			case !b.unordered:
				assert.Equal(t, ints(length), vs)
			case n >= length:
				assert.Equal(t, finish, vs, "in the order of completion")
			case n == 1:
				assert.Equal(t, ints(length), vs, "one at a time")
			default:
				assert.ElementsMatch(t, ints(length), vs)
			}
		}
	})
	bubble(t, "BufferedUnordered 2: as the tasks finish, one starting when another ends", func(t *testing.T) {
		for _, src := range gSources {
			vs, err := src.of(4).TryMap(gTask(gNewLog(), 5, 1, 2, 9)).BufferedUnordered(2).TryCollect(t.Context())
			require.NoError(t, err)
			assert.Equal(t, []int{1, 2, 0, 3}, vs)
		}
	})
	bubble(t, "what finishes while the body is busy comes in the order of completion too", func(t *testing.T) {
		var vs []int
		for v := range stream.Iter(ints(length)).TryMap(gTask(gNewLog(), delay...)).BufferedUnordered(length).All(t.Context()) {
			if len(vs) == 0 {
				time.Sleep(time.Minute)
			}
			vs = append(vs, v)
		}
		assert.Equal(t, finish, vs)
	})
	t.Run("a long stream of short tasks, of which many are dropped, through two boundaries", func(t *testing.T) {
		const length = 2_000
		keep := func(i int) bool { return i%7 == 0 || i%64 == 9 }
		want := slices.DeleteFunc(ints(length), func(i int) bool { return !keep(i) })
		for _, src := range gSources[:2] {
			for _, term := range []gTerminal{gTerminals[0], gTerminals[4]} {
				for _, n := range []int{2, 4, 7} { // 2 and 4 are ring sizes: a slot is in use again at once
					for _, window := range []int{n, 8 * n} {
						vs, err := term.run(t.Context(), src.of(length).Filter(keep).Buffered(n, stream.Window(window)))
						require.NoError(t, err)
						require.Equal(t, want, vs)
						vs, err = term.run(t.Context(), src.of(length).Filter(keep).Buffered(n, stream.Window(window)).Map(func(i int) int { return i }).Buffered(n))
						require.NoError(t, err)
						require.Equal(t, want, vs)
						vs, err = term.run(t.Context(), src.of(length).Filter(keep).BufferedUnordered(n, stream.Window(window)))
						require.NoError(t, err)
						slices.Sort(vs)
						require.Equal(t, want, vs)
					}
				}
			}
		}
	})
	bubble(t, "all else is in input order", func(t *testing.T) {
		slow := stream.Iter(ints(length)).TryMap(gTask(gNewLog(), delay...)).Buffered(length)
		for name, s := range map[string]stream.Stream[int]{
			"Chunks":    slow.Chunks(2).FlatMap(stream.Iter),
			"Scan":      slow.Scan(0, func(a, v int) (int, int) { return a, v }),
			"Enumerate": slow.Enumerate().Map(func(x stream.Indexed[int]) int { return x.Index }),
			"Results":   slow.Results().Map(func(r stream.Result[int]) int { return r.Value }),
			"FlatMap":   slow.FlatMap(func(i int) stream.Stream[int] { return stream.Of(i) }),
			"Chain":     slow.Take(3).Chain(slow.Skip(3)),
			"TakeWhile": slow.TakeWhile(func(int) bool { return true }),
			"SkipWhile": slow.SkipWhile(func(int) bool { return false }),
			"StepBy":    slow.StepBy(1),
			"ChunkBy":   slow.ChunkBy(half).FlatMap(stream.Iter),
			"MapWhile":  slow.MapWhile(func(v int) (int, bool) { return v, true }),
			"TryScan":   slow.TryScan(0, func(_ context.Context, a, v int) (int, int, error) { return a, v, nil }),

			"TryFlatMap":   slow.TryFlatMap(tried(func(i int) stream.Stream[int] { return stream.Of(i) })),
			"TryTakeWhile": slow.TryTakeWhile(tried(func(int) bool { return true })),
			"TrySkipWhile": slow.TrySkipWhile(tried(func(int) bool { return false })),
		} {
			for _, term := range gTerminals {
				vs, err := term.run(t.Context(), s)
				require.NoError(t, err)
				if !term.blind {
					assert.Equal(t, ints(length), vs, "%s, %s", name, term.name)
				}
			}
		}
	})
}
