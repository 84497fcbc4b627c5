package stream_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// bodies are the ways to have code of the user beside the run, called with one value after another.
var bodies = map[string]func(ctx context.Context, s stream.Stream[int], body func(context.Context, int) error) error{
	"TryForEach": func(ctx context.Context, s stream.Stream[int], body func(context.Context, int) error) error {
		return s.TryForEach(ctx, body)
	},
	"All": func(ctx context.Context, s stream.Stream[int], body func(context.Context, int) error) error {
		for v, err := range s.All(ctx) {
			if err == nil {
				err = body(ctx, v)
			}
			if err != nil {
				return err
			}
		}
		return nil
	},
	"Cursor": func(ctx context.Context, s stream.Stream[int], body func(context.Context, int) error) error {
		c := s.Cursor(ctx)
		defer c.Close()
		for v, ok, err := c.Next(); ok; v, ok, err = c.Next() {
			if err == nil {
				err = body(ctx, v)
			}
			if err != nil {
				return err
			}
		}
		return nil
	},
	"Tee": func(ctx context.Context, s stream.Stream[int], body func(context.Context, int) error) error {
		return s.Tee(ctx, func(ctx context.Context, in stream.Stream[int]) error { return in.TryForEach(ctx, body) })
	},
}

func TestDeadlockConsumer(t *testing.T) {
	for name, below := range boundaries {
		for how, loop := range bodies {
			for _, src := range gSources[:2] {
				for _, n := range []int{1, 2, 4} {
					k := fmt.Sprintf("%s %d, %s over %s: ", name, n, how, src.name)
					bubble(t, k+"the body waits for the n-th element after its own, and no further", func(t *testing.T) {
						try := func(works bool, ahead int, opts ...stream.Option) {
							finished := newMoments(20)
							s := below(src.of(20), n, always(finished.come), opts...)
							settles(t, works, func(ctx context.Context) error {
								i := -1 // the place of what was received: without an order it is not the value
								return loop(ctx, s, func(ctx context.Context, _ int) error {
									i++
									return finished.wait(ctx, i+ahead)
								})
							})
						}
						try(true, n)
						windows := !strings.HasPrefix(name, "FlatMapUnordered") // whose workers keep an element until it is received
						if windows {
							try(true, n+3, stream.Window(n+3))
						}
						if how != "Tee" { // which pulls the element after the one that its consumer has
							try(false, n+1)
						}
						if windows && how != "Tee" {
							try(false, n+4, stream.Window(n+3))
						}
					})
					bubble(t, k+"tasks wait for an earlier element to be received", func(t *testing.T) {
						received := newMoments(20)
						s := below(src.of(20), n, func(ctx context.Context, v int) (int, error) { return v, received.wait(ctx, v-1) })
						settles(t, true, func(ctx context.Context) error {
							return loop(ctx, s, func(_ context.Context, v int) error { received.come(v); return nil })
						})
					})
					bubble(t, k+"body and tasks take one lock", func(t *testing.T) {
						lock := make(chan struct{}, 1)
						locked := func(v int) {
							lock <- struct{}{}
							time.Sleep(time.Second)
							<-lock
						}
						start := time.Now()
						require.NoError(t, loop(t.Context(), below(src.of(6), n, always(locked)), func(_ context.Context, v int) error { locked(v); return nil }))
						assert.Equal(t, 12*time.Second, time.Since(start))
					})
				}
			}
		}
		bubble(t, name+": a lock that is held while a terminal runs is one that tasks cannot take", func(t *testing.T) {
			lock := make(chan struct{}, 1)
			settles(t, false, func(ctx context.Context) error {
				lock <- struct{}{}
				defer func() { <-lock }()
				return below(stream.Of(1), 2, func(ctx context.Context, v int) (int, error) {
					select {
					case lock <- struct{}{}:
						<-lock
					case <-ctx.Done():
					}
					return v, ctx.Err()
				}).Drain(ctx)
			})
		})
	}
}

// Consumers of a Tee take each element at the same time, and one may be ahead by one.
func TestDeadlockTee(t *testing.T) {
	const length = 6
	for name, below := range gPlaces {
		if name == "another run" { // yields as many as it has tasks
			continue
		}
		bubble(t, name, func(t *testing.T) {
			try := func(works bool, ahead int, narrow func(stream.Stream[int]) stream.Stream[int]) {
				seen := newMoments(length)
				s := below(stream.Iter(ints(length))).Take(length) // some places let it come twice
				settles(t, works, func(ctx context.Context) error {
					return s.Tee(ctx, func(ctx context.Context, in stream.Stream[int]) error {
						i := -1
						return in.ForEach(ctx, func(int) { i++; seen.come(i) })
					}, func(ctx context.Context, in stream.Stream[int]) error {
						i := -1
						return narrow(in).TryForEach(ctx, func(ctx context.Context, _ int) error {
							i++
							return seen.wait(ctx, i+ahead)
						})
					})
				})
			}
			as := func(in stream.Stream[int]) stream.Stream[int] { return in }
			try(true, 0, as)
			try(true, 1, as)
			try(false, 2, as)
			try(true, 3, func(in stream.Stream[int]) stream.Stream[int] { return in.Buffered(2) })
		})
	}
	bubble(t, "a consumer that stops reading cannot wait for another to return", func(t *testing.T) {
		returned := newMoments(1)
		settles(t, false, func(ctx context.Context) error {
			return gThree().Tee(ctx, func(ctx context.Context, in stream.Stream[int]) error {
				defer returned.come(0)
				return in.Drain(ctx)
			}, func(ctx context.Context, _ stream.Stream[int]) error { return returned.wait(ctx, 0) })
		})
	})
	bubble(t, "one that reads on can", func(t *testing.T) {
		returned := newMoments(1)
		settles(t, true, func(ctx context.Context) error {
			return gThree().Tee(ctx, func(ctx context.Context, in stream.Stream[int]) error {
				defer returned.come(0)
				return in.Drain(ctx)
			}, func(ctx context.Context, in stream.Stream[int]) error {
				if err := in.Drain(ctx); err != nil {
					return err
				}
				return returned.wait(ctx, 0)
			})
		})
	})
}
