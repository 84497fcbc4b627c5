package stream_test

import (
	"context"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestDeadlockNested(t *testing.T) {
	for outer, below := range boundaries {
		for inner, within := range boundaries {
			bubble(t, outer+" of "+inner+": tasks that run pipelines, three deep, one at a time", func(t *testing.T) {
				leaf := func(_ context.Context, v int) (int, error) { return v, nil }
				for range 2 {
					task := leaf
					leaf = func(ctx context.Context, v int) (int, error) {
						n := 0
						err := within(gThree(), 1, task).ForEach(ctx, func(int) { n++ })
						return v * n, err
					}
				}
				vs, err := below(gThree(), 1, leaf).TryCollect(t.Context())
				require.NoError(t, err)
				assert.Equal(t, []int{0, 3, 6}, vs)
			})
			for name, flat := range map[string]func(s stream.Stream[int], f func(int) stream.Stream[int]) stream.Stream[int]{
				"FlatMap": func(s stream.Stream[int], f func(int) stream.Stream[int]) stream.Stream[int] { return s.FlatMap(f) },
				"FlatMapUnordered": func(s stream.Stream[int], f func(int) stream.Stream[int]) stream.Stream[int] {
					return s.FlatMapUnordered(1, f)
				},
			} {
				bubble(t, name+" between boundaries of its own: "+outer+", "+inner, func(t *testing.T) {
					task := always(func(int) {})
					inside := func(int) stream.Stream[int] { return within(within(gThree(), 1, task), 1, task) }
					s := below(flat(below(gThree(), 1, task), func(i int) stream.Stream[int] { return flat(inside(i), inside) }), 1, task)
					for _, term := range gTerminals {
						vs, err := term.run(t.Context(), s)
						require.NoError(t, err)
						if !term.blind {
							assert.Len(t, vs, 27)
						}
					}
				})
			}
		}
	}
}

func TestDeadlockStreams(t *testing.T) {
	const length = 6
	bubble(t, "streams of a Merge wait for each other", func(t *testing.T) {
		for name, below := range boundaries {
			for how, loop := range bodies {
				left, right := newMoments(length), newMoments(length)
				s := stream.Merge(
					below(stream.Iter(ints(length)), 1, func(ctx context.Context, i int) (int, error) {
						defer left.come(i)
						return i, right.wait(ctx, i-1)
					}),
					below(stream.Iter(ints(length)), 1, func(ctx context.Context, i int) (int, error) {
						defer right.come(i)
						return i, left.wait(ctx, i)
					}))
				seen := 0
				settles(t, true, func(ctx context.Context) error {
					return loop(ctx, s, func(context.Context, int) error { seen++; return nil })
				})
				assert.Equal(t, 2*length, seen, "%s, %s", name, how)
			}
		}
	})
	bubble(t, "the sides of a Zip wait for each other: the right for the left, not the left for the right", func(t *testing.T) {
		zip := func(ctx context.Context, back int) error {
			left, right := newMoments(length), newMoments(length)
			return stream.Iter(ints(length)).TryMap(func(ctx context.Context, i int) (int, error) {
				defer left.come(i)
				return i, right.wait(ctx, i-back)
			}).Zip(stream.Iter(ints(length)).TryMap(func(ctx context.Context, i int) (int, error) {
				defer right.come(i)
				return i, left.wait(ctx, i)
			})).Drain(ctx)
		}
		settles(t, true, func(ctx context.Context) error { return zip(ctx, 1) })
		settles(t, false, func(ctx context.Context) error { return zip(ctx, 0) })
	})
	bubble(t, "the sides of a Zip share a channel: each reads its window ahead, so that one may get more", func(t *testing.T) {
		const elements = 40
		for name, below := range boundaries {
			for _, n := range []int{1, 2, 5} {
				ch := make(chan int)
				go func() {
					defer close(ch)
					for i := range elements {
						ch <- i
					}
				}()
				side := below(stream.FromChan(ch), n, always(func(int) {}))
				pairs, err := side.Zip(side).Count(t.Context())
				require.NoError(t, err)
				assert.GreaterOrEqual(t, pairs, (elements-n-1)/2, "%s %d", name, n)
				for range ch { // Zip ends when one side has: what it was not asked for is still there
				}
			}
		}
	})
}
