package stream_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// zipSide is a stream whose elements 1, 2 ... wait for their context, of which l notes the end, and then take their time to leave.
func zipSide(g *gauge, l *gLog, side string, late time.Duration) stream.Stream[int] {
	return stream.Iter(ints(6)).TryMap(func(ctx context.Context, v int) (int, error) {
		defer g.enter()()
		if v == 0 {
			time.Sleep(time.Millisecond) // 1 has started
			return v, nil
		}
		<-ctx.Done()
		l.add("%s", side)
		time.Sleep(late)
		return v, ctx.Err()
	}).Buffered(2)
}

// zipAbove are ways to put the stream on the right side: in a coroutine, and with a stage between.
var zipAbove = map[string]func(stream.Stream[int]) stream.Stream[int]{
	"bare": func(s stream.Stream[int]) stream.Stream[int] { return s },
	"Map":  func(s stream.Stream[int]) stream.Stream[int] { return s.Map(func(v int) int { return v }) },
	"Take": func(s stream.Stream[int]) stream.Stream[int] { return s.Take(9) },
}

func TestZipEnds(t *testing.T) {
	for name, above := range zipAbove {
		bubble(t, name+": leaving cancels both sides at once and joins them", func(t *testing.T) {
			for _, late := range [][2]time.Duration{{time.Minute, time.Second}, {time.Second, time.Minute}} {
				var g gauge
				l := gNewLog()
				start := time.Now()
				left, right := zipSide(&g, l, "left", late[0]), above(zipSide(&g, l, "right", late[1]))
				_, err := left.Zip(right).First(t.Context())
				require.NoError(t, err)
				assert.Zero(t, g.now.Load())
				assert.Equal(t, []string{"2ms left", "2ms right"}, slices.Compact(l.lines()))
				assert.Equal(t, time.Minute+2*time.Millisecond, time.Since(start))
			}
		})
		bubble(t, name+": when one side ends, the other is cancelled and joined", func(t *testing.T) {
			var g gauge
			l := gNewLog()
			n, err := stream.Of(1).Zip(above(zipSide(&g, l, "right", time.Second))).Count(t.Context())
			require.NoError(t, err)
			assert.Equal(t, 1, n)
			n, err = above(zipSide(&g, l, "left", time.Second)).Zip(stream.Of(1).Filter(even)).Count(t.Context())
			require.NoError(t, err)
			assert.Zero(t, n)
			assert.Zero(t, g.now.Load())
			assert.Equal(t, []string{"1ms right", "1.002s left"}, slices.Compact(l.lines()))
		})
		bubble(t, name+": the end of ctx, wherever it is met", func(t *testing.T) {
			var g gauge
			for what, s := range map[string]stream.Stream[stream.Pair[int, int]]{
				"left":  above(zipSide(&g, gNewLog(), "", time.Second)).Zip(stream.Iter(ints(9))),
				"right": stream.Iter(ints(9)).Zip(above(zipSide(&g, gNewLog(), "", time.Second))),
				"in place": stream.Iter(ints(9)).Zip(stream.Iter(ints(9)).TryMap(func(ctx context.Context, v int) (int, error) {
					if v == 0 {
						return v, nil
					}
					<-ctx.Done()
					return v, fmt.Errorf("fetch: %w", ctx.Err())
				})),
			} {
				ctx, cancel := context.WithTimeoutCause(t.Context(), time.Hour, errWhy)
				got := s.InspectErr(func(error) { assert.Fail(t, "sees its own end") }).Collect(ctx)
				cancel()
				ctx, cancel = context.WithTimeoutCause(t.Context(), time.Hour, errWhy)
				for _, got := range [][]stream.Result[stream.Pair[int, int]]{got, s.Collect(ctx)} {
					require.Len(t, got, 2, what)
					assert.Equal(t, errWhy, got[1].Err, what)
				}
				assert.Zero(t, g.now.Load())
				cancel()
			}
		})
		for way, crash := range map[string]func(){"a panic": gPanic, "Goexit": gGoexit} {
			bubble(t, name+": "+way+" of the right side", func(t *testing.T) {
				var g gauge
				right := above(stream.Generate(func(_ context.Context, yield func(int) bool) error {
					yield(0)
					crash()
					return nil
				}))
				gCall(func() { _ = stream.Of(7).Chain(zipSide(&g, gNewLog(), "", time.Second)).Zip(right).Drain(t.Context()) }).
					crashed(t, way == "Goexit")
				assert.NotZero(t, g.total.Load())
				gCall(func() { _ = stream.Iter(ints(9)).Zip(right).Drain(t.Context()) }).crashed(t, way == "Goexit")
				gCall(func() { _ = stream.Iter(ints(9)).Zip(right).Buffered(2).Drain(t.Context()) }).crashed(t, way == "Goexit")
				gCall(func() {
					_ = stream.Iter(ints(9)).Zip(stream.Iter(ints(9)).Inspect(func(v int) { gAt(v, crash) })).Drain(t.Context())
				}).
					crashed(t, way == "Goexit")
				assert.Zero(t, g.now.Load())
			})
			bubble(t, name+": "+way+" of the left side, or below, joins the right", func(t *testing.T) {
				var g gauge
				right := above(zipSide(&g, gNewLog(), "", time.Second))
				left := stream.Iter(ints(3)).Inspect(func(v int) { gAt(v, crash) })
				gCall(func() { _ = left.Zip(right).Drain(t.Context()) }).crashed(t, way == "Goexit")
				assert.Zero(t, g.now.Load())
				gCall(func() {
					_ = stream.Of(1, 2).Zip(right).ForEach(t.Context(), func(stream.Pair[int, int]) { crash() })
				}).crashed(t, way == "Goexit")
				assert.Zero(t, g.now.Load())
				assert.NotZero(t, g.total.Load())
			})
			bubble(t, name+": "+way+" of the right side while it is stopped", func(t *testing.T) {
				right := above(stream.FromSeq(func(yield func(int) bool) {
					defer crash()
					yield(1)
				}))
				gCall(func() { _ = stream.Of(1).Zip(right).Drain(t.Context()) }).crashed(t, way == "Goexit")
			})
		}
	}
	bubble(t, "a failure cancels what is behind it on its own side at once, on the other when its pair is delivered", func(t *testing.T) {
		side := func(l *gLog, failing int) stream.Stream[int] {
			return stream.Iter(ints(4)).TryMap(func(ctx context.Context, v int) (int, error) {
				switch v {
				case failing:
					time.Sleep(time.Second)
					return 0, errBoom
				case 0:
					time.Sleep(time.Minute)
					return v, nil
				}
				return gTask(l, 90, 90, 90, 90)(ctx, v)
			}).Buffered(3)
		}
		quiet := func(l *gLog) stream.Stream[int] {
			return stream.Iter(ints(4)).TryMap(gTask(l, 0, 1, 180, 180)).Buffered(4)
		}
		for _, failingRight := range []bool{false, true} {
			delivered := "1m1s"
			own, other := gNewLog(), gNewLog()
			s := side(own, 1).Zip(quiet(other))
			if failingRight {
				s, delivered = quiet(other).Zip(side(own, 1)), "1m0s"
			}
			vs, err := s.TryCollect(t.Context())
			require.ErrorIs(t, err, errBoom)
			assert.Len(t, vs, 1)
			assert.Equal(t, []string{"0s start 2", "1s cancel 2"}, own.lines())
			assert.Subset(t, other.lines(), []string{delivered + " cancel 2", delivered + " cancel 3"})
		}
	})
	bubble(t, "a failure that has no partner does not end an enclosing FlatMap", func(t *testing.T) {
		failing := stream.Iter(ints(8)).TryMap(func(_ context.Context, v int) (int, error) {
			if v == 5 {
				return 0, errBoom
			}
			time.Sleep(time.Second)
			return v, nil
		}).Buffered(8)
		for _, zipped := range []stream.Stream[stream.Pair[int, int]]{failing.Zip(stream.Iter(ints(3))), stream.Iter(ints(3)).Zip(failing)} {
			n, err := stream.Of(1, 2).FlatMap(func(int) stream.Stream[stream.Pair[int, int]] { return zipped }).Count(t.Context())
			require.NoError(t, err)
			assert.Equal(t, 6, n)
		}
	})
	bubble(t, "the same stream run by three goroutines at once", func(t *testing.T) {
		slow := stream.Iter(ints(20)).Inspect(func(v int) { time.Sleep(time.Duration(v%3) * time.Millisecond) })
		s := slow.Buffered(3).Zip(slow.Chain(slow).Buffered(2)).Zip(slow)
		want := s.Collect(t.Context())
		runs := make(chan []stream.Result[stream.Pair[stream.Pair[int, int], int]])
		for range 3 {
			go func() { runs <- s.Collect(t.Context()) }()
		}
		for range 3 {
			assert.Equal(t, want, <-runs)
		}
		assert.Len(t, want, 20)
	})
	t.Run("mirrors of ctx's end that come from one side alone are errors", func(t *testing.T) {
		foreign := errors.Join(context.Canceled)
		_, err := stream.Of(1).Zip(stream.Fail[int](foreign)).TryCollect(t.Context())
		assert.Equal(t, foreign, err)
	})
}
