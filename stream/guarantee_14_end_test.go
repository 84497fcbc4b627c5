package stream_test

import (
	"context"
	"iter"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestGuarantee14End(t *testing.T) {
	self := func(i int) int { return i }
	t.Run("All yields nothing after its end", func(t *testing.T) {
		for _, s := range []stream.Stream[int]{gThree(), gThree().Map(self).Buffered(2), gFailing().BufferedUnordered(2), gThree().Take(2)} {
			next, stop := iter.Pull2(s.All(t.Context()))
			for {
				if _, _, ok := next(); !ok {
					break
				}
			}
			for range 3 {
				_, _, ok := next()
				assert.False(t, ok)
			}
			stop()
			_, _, ok := next()
			assert.False(t, ok)
		}
	})
	// A source that does not heed yield's false goes on and gets false for ever.
	deaf := func(after *[]bool) stream.Stream[int] {
		return stream.Generate(func(_ context.Context, yield func(int) bool) error {
			for i := range 50 {
				*after = append(*after, yield(i))
			}
			return errBoom // too late
		})
	}
	for name, below := range map[string]func(stream.Stream[int]) stream.Stream[int]{
		"no boundary":       func(s stream.Stream[int]) stream.Stream[int] { return s },
		"Map":               func(s stream.Stream[int]) stream.Stream[int] { return s.Map(self) },
		"Buffered":          func(s stream.Stream[int]) stream.Stream[int] { return s.Map(self).Buffered(2) },
		"BufferedUnordered": func(s stream.Stream[int]) stream.Stream[int] { return s.Map(self).BufferedUnordered(2) },
		"Chain":             func(s stream.Stream[int]) stream.Stream[int] { return s.Chain(s, stream.Of(1)) },
		"Chain, Buffered":   func(s stream.Stream[int]) stream.Stream[int] { return s.Chain(s, stream.Of(1)).Map(self).Buffered(2) },
		"FlatMap": func(s stream.Stream[int]) stream.Stream[int] {
			return stream.Of(1, 2).FlatMap(func(int) stream.Stream[int] { return s })
		},
		"Chunks":    func(s stream.Stream[int]) stream.Stream[int] { return s.Chunks(2).FlatMap(stream.Iter) },
		"Cycle":     func(s stream.Stream[int]) stream.Stream[int] { return s.Cycle() },
		"Defer":     deferred,
		"Throttle":  func(s stream.Stream[int]) stream.Stream[int] { return s.Throttle(time.Second) },
		"TakeUntil": func(s stream.Stream[int]) stream.Stream[int] { return s.TakeUntil(make(chan struct{})) },
		"Transform": func(s stream.Stream[int]) stream.Stream[int] {
			return s.Transform(func(_ context.Context, in iter.Seq2[int, error], yield func(int, error) bool) {
				for v, err := range in {
					if !yield(v, err) {
						return
					}
				}
			})
		},
	} {
		for way, run := range map[string]func(ctx context.Context, s stream.Stream[int]) int{
			"Take": func(ctx context.Context, s stream.Stream[int]) int {
				vs, err := s.Take(3).TryCollect(ctx)
				require.NoError(t, err)
				return len(vs)
			},
			"break": func(ctx context.Context, s stream.Stream[int]) (n int) {
				for range s.All(ctx) {
					if n++; n == 3 {
						break
					}
				}
				return n
			},
			"an error": func(ctx context.Context, s stream.Stream[int]) (n int) {
				err := s.TryForEach(ctx, func(context.Context, int) error {
					if n++; n == 3 {
						return errWhy
					}
					return nil
				})
				assert.Equal(t, errWhy, err)
				return n
			},
			"ctx": func(ctx context.Context, s stream.Stream[int]) (n int) {
				ctx, cancel := context.WithCancelCause(ctx)
				err := s.ForEach(ctx, func(int) {
					if n++; n == 3 {
						cancel(errWhy)
					}
				})
				assert.Equal(t, errWhy, err)
				return n
			},
		} {
			bubble(t, name+": a source that ignores the end cannot go on, "+way, func(t *testing.T) {
				var after []bool
				assert.Equal(t, 3, run(t.Context(), below(deaf(&after))), "nothing comes after the end")
				end := 0
				for end < len(after) && after[end] {
					end++
				}
				assert.Less(t, end, len(after))
				assert.NotContains(t, after[end:], true, "false stays false")
			})
		}
	}
	t.Run("yield is false once its function has returned", func(t *testing.T) {
		var kept, keptOut func(int) bool
		src := stream.Generate(func(_ context.Context, yield func(int) bool) error {
			kept = yield
			yield(1)
			return nil
		})
		s := src.Transform(func(_ context.Context, in iter.Seq2[int, error], yield func(int, error) bool) {
			keptOut = func(i int) bool { return yield(i, nil) }
			for v, err := range in {
				yield(v, err)
			}
		})
		vs, err := s.Chain(stream.Of(7).Inspect(func(int) { // the run goes on, without them
			assert.False(t, kept(2))
			assert.False(t, keptOut(3))
		})).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []int{1, 7}, vs)
		assert.False(t, kept(4))
		assert.False(t, keptOut(5))
		assert.Equal(t, []int{1, 7}, vs)
	})
	bubble(t, "a stage below the end is not called again", func(t *testing.T) {
		calls := 0
		s := stream.Iter(ints(50)).Map(func(i int) int { time.Sleep(time.Second); return i }).Buffered(4).Inspect(func(int) { calls++ }).Take(3)
		vs, err := s.TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, ints(3), vs)
		time.Sleep(time.Hour)
		assert.Equal(t, 3, calls)
	})
}
