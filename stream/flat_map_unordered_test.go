package stream_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/seed-09178888/leat/stream"
)

// The cases that all boundaries have in common are in boundary_test.go.

// countingFrom yields first, first+1, ... without end, and counts how many it was asked for.
func countingFrom(first int, asked *int) stream.Stream[int] {
	return stream.Unfold(first, func(v int) (int, int, bool) {
		*asked++
		return v, v + 1, true
	})
}

// openings is a function for FlatMapUnordered whose streams never yield, and counts those that are open.
func openings(g *gauge) func(int) stream.Stream[int] {
	return func(int) stream.Stream[int] {
		return stream.Generate(func(ctx context.Context, _ func(int) bool) error {
			defer g.enter()()
			<-ctx.Done()
			return ctx.Err()
		})
	}
}

func TestFlatMapUnordered(t *testing.T) {
	t.Run("G2: with n = 1 it is FlatMap, errors included", func(t *testing.T) {
		rapid.Check(t, func(rt *rapid.T) {
			marbles := rapid.SliceOfN(rapid.SampledFrom([]string{"0", "1", "2", "3", "#"}), 0, 12)
			outer := fmt.Sprint(marbles.Draw(rt, "outer"))
			inner := fmt.Sprint(marbles.Draw(rt, "inner"))
			f := func(v int) stream.Stream[int] {
				return fromMarbles(inner[1 : len(inner)-1]).Take(2 * v)
			}
			s := fromMarbles(outer[1 : len(outer)-1])
			assert.Equal(t, s.FlatMap(f).Collect(t.Context()), s.FlatMapUnordered(1, f).Collect(t.Context()))
			want, wantErr := s.FlatMap(f).TryCollect(t.Context())
			got, err := s.FlatMapUnordered(1, f).TryCollect(t.Context())
			assert.Equal(t, want, got)
			assert.Equal(t, wantErr, err)
		})
	})
	bubble(t, "G3: a stream is opened when one of n has ended", func(t *testing.T) {
		l := gNewLog()
		f := func(v int) stream.Stream[int] {
			l.add("open %d", v)
			return stream.Iter(ints(2)).Inspect(func(int) { time.Sleep(time.Duration(1+v) * time.Second) })
		}
		require.NoError(t, stream.Iter(ints(4)).FlatMapUnordered(2, f).Drain(t.Context()))
		assert.Equal(t, []string{"0s open 0", "0s open 1", "2s open 2", "4s open 3"}, l.lines())
	})
	bubble(t, "G4: n are pulled while none ends, and not one more", func(t *testing.T) {
		ctx, cancel := context.WithTimeoutCause(t.Context(), time.Hour, errors.New("over"))
		defer cancel()
		var g gauge
		pulled := 0
		assert.Equal(t, "over", drawMarbles(t, pullsOf(10, &pulled).FlatMapUnordered(3, openings(&g)).Collect(ctx)))
		assert.Equal(t, 3, pulled)
		assert.EqualValues(t, 3, g.peak.Load())
		assert.Zero(t, g.now.Load(), "they are joined")
	})
	bubble(t, "Window lets more be pulled, not opened", func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		var g gauge
		pulled := 0
		_ = pullsOf(10, &pulled).FlatMapUnordered(3, openings(&g), stream.Window(5)).Drain(ctx)
		assert.Equal(t, 5, pulled)
		assert.EqualValues(t, 3, g.peak.Load())
	})
	bubble(t, "an inner stream holds at most one element that was not received", func(t *testing.T) {
		asked := make([]int, 3)
		received := make([]int, 3)
		s := stream.Iter(ints(3)).FlatMapUnordered(3, func(i int) stream.Stream[int] { return countingFrom(1000*i, &asked[i]) })
		n := 0
		for v := range s.All(t.Context()) {
			received[v/1000]++
			synctest.Wait()
			for i := range asked {
				assert.Equal(t, received[i]+1, asked[i])
			}
			if n++; n == 300 {
				break
			}
		}
		for i := range asked {
			assert.InDelta(t, 100, received[i], 2, "in turn, as soon as all are ready")
		}
	})
	bubble(t, "G5, G6: nested and with boundaries within nothing is lost, and each stream keeps its order", func(t *testing.T) {
		slow := func(v int) { time.Sleep(time.Duration(v*7919%13) * time.Millisecond) }
		third := func(v int) stream.Stream[int] {
			return stream.Iter(ints(6)).Map(func(i int) int { return 10*v + i }).Inspect(slow).Buffered(3)
		}
		second := func(v int) stream.Stream[int] {
			return stream.Iter(ints(5)).Map(func(i int) int { return 10*v + i }).FlatMapUnordered(4, third)
		}
		vs, err := stream.Iter(ints(10)).FlatMapUnordered(10, second).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Len(t, vs, 300)
		byStream := map[int][]int{}
		for _, v := range vs {
			byStream[v/10] = append(byStream[v/10], v%10)
		}
		assert.Len(t, byStream, 50)
		for _, of := range byStream {
			assert.Equal(t, ints(6), of)
		}
	})
	t.Run("the task above, f and the inner stream take one slot together", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			var g gauge
			second := func(int) { defer g.enter()(); time.Sleep(time.Second) }
			s := stream.Iter(ints(8)).Inspect(second).FlatMapUnordered(2, func(v int) stream.Stream[int] {
				second(v)
				return stream.Of(v).Inspect(second)
			})
			start := time.Now()
			require.NoError(t, s.Drain(t.Context()))
			assert.EqualValues(t, 2, g.peak.Load())
			assert.Equal(t, 12*time.Second, time.Since(start))
		})
	})
	t.Run("dropped elements and empty streams give their slot back", func(t *testing.T) {
		s := stream.Iter(ints(100)).Filter(func(v int) bool { return v%10 == 3 }).FlatMapUnordered(2, func(v int) (s stream.Stream[int]) {
			if v == 53 {
				s = stream.Of(v)
			}
			return s
		})
		assert.Equal(t, "53", toMarbles(t, s))
	})
	t.Run("a stream of streams that grows", func(t *testing.T) {
		ch := make(chan stream.Stream[int], 2)
		ch <- stream.Of(1)
		ch <- stream.Of(2)
		close(ch)
		vs, err := stream.FromChan(ch).FlatMapUnordered(8, func(s stream.Stream[int]) stream.Stream[int] { return s }).TryCollect(t.Context())
		require.NoError(t, err)
		assert.ElementsMatch(t, []int{1, 2}, vs)
	})
}

func TestFlatMapUnorderedErrors(t *testing.T) {
	bubble(t, "G8: errors from above, of the task and of inner streams end nothing", func(t *testing.T) {
		above := fromMarbles("# 1 2 3 #").TryMap(func(_ context.Context, v int) (int, error) {
			if v == 2 {
				return 0, errBoom
			}
			return v, nil
		})
		rs := above.FlatMapUnordered(3, func(v int) stream.Stream[int] {
			return stream.Of(10*v).Chain(stream.Fail[int](errBoom), stream.Of(10*v+1))
		}).Collect(t.Context())
		vs, errs := stream.Partition(rs)
		assert.ElementsMatch(t, []int{10, 11, 30, 31}, vs)
		assert.Len(t, errs, 5)
	})
	bubble(t, "what was ready before the failure comes before it, all else is cancelled at once", func(t *testing.T) {
		var g gauge
		start := time.Now()
		s := stream.Iter(ints(4)).FlatMapUnordered(4, func(v int) stream.Stream[int] {
			return stream.Of(v).TryMap(func(ctx context.Context, v int) (int, error) {
				defer g.enter()()
				switch v {
				case 2:
					time.Sleep(2 * time.Second)
					return 0, errBoom
				case 3:
					<-ctx.Done()
					time.Sleep(time.Minute)
				case 1:
					time.Sleep(time.Second)
				}
				return v, ctx.Err()
			})
		})
		var vs []int
		err := s.ForEach(t.Context(), func(v int) { vs = append(vs, v); time.Sleep(10 * time.Second) })
		require.ErrorIs(t, err, errBoom)
		assert.Equal(t, []int{0, 1}, vs, "1 was ready while the body was busy")
		assert.Equal(t, 62*time.Second, time.Since(start), "the minute has begun with the failure")
		assert.Zero(t, g.now.Load())
	})
	bubble(t, "G9: the source is not asked for anything behind its own error", func(t *testing.T) {
		asked := 0
		s := stream.TryGenerate(func(_ context.Context, yield func(int, error) bool) error {
			for asked = 1; yield(asked, map[bool]error{true: errBoom}[asked == 3]); asked++ {
			}
			return nil
		}).FlatMapUnordered(10, func(v int) stream.Stream[int] { return stream.Of(v) })
		_, err := s.TryCollect(t.Context())
		require.ErrorIs(t, err, errBoom)
		assert.Equal(t, 3, asked)
		handled := s.OrElse(func(context.Context, error) (int, error) { return 0, nil }).Take(20)
		_, err = handled.TryCollect(t.Context())
		require.NoError(t, err)
		assert.Greater(t, asked, 3, "unless something below makes use of it")
	})
	t.Run("an error that the task above handles is not the end of the source", func(t *testing.T) {
		handled := fromMarbles("1 # 2").OrElse(func(context.Context, error) (int, error) { return 7, nil })
		vs, err := handled.FlatMapUnordered(1, func(v int) stream.Stream[int] { return stream.Of(v) }).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []int{1, 7, 2}, vs)
	})
	bubble(t, "FailFast: at once, though values wait for a busy consumer", func(t *testing.T) {
		s := stream.Iter(ints(3)).FlatMapUnordered(3, func(v int) stream.Stream[int] {
			if v == 2 {
				return stream.Once(func(context.Context) (int, error) { time.Sleep(time.Second); return 0, errBoom })
			}
			return stream.Of(v, v, v)
		}, stream.FailFast())
		var vs []int
		for v, err := range s.All(t.Context()) {
			if vs = append(vs, v); len(vs) == 1 {
				assert.NoError(t, err)
				time.Sleep(time.Minute)
			} else {
				assert.ErrorIs(t, err, errBoom)
			}
		}
		assert.Len(t, vs, 2)
	})
	bubble(t, "an enclosing FlatMap is told at once", func(t *testing.T) {
		start, cancelled := time.Now(), time.Duration(-1)
		outer := stream.Of(1, 2).TryMap(func(ctx context.Context, v int) (int, error) {
			if v == 2 {
				<-ctx.Done()
				cancelled = time.Since(start)
			}
			return v, nil
		}).Buffered(2)
		err := outer.FlatMap(func(int) stream.Stream[int] {
			return stream.Of(1, 2).FlatMapUnordered(2, func(v int) stream.Stream[int] {
				return stream.Of(v).TryMap(func(context.Context, int) (int, error) {
					time.Sleep(time.Duration(v) * time.Second)
					return v, map[bool]error{true: errBoom}[v == 2]
				})
			})
		}).ForEach(t.Context(), func(int) { time.Sleep(time.Minute) })
		require.ErrorIs(t, err, errBoom)
		assert.Equal(t, 2*time.Second, cancelled, "while the body is busy")
	})
}

func TestFlatMapUnorderedEnds(t *testing.T) {
	bubble(t, "a consumer that leaves ends all streams", func(t *testing.T) {
		var g gauge
		forever := func(v int) stream.Stream[int] {
			return stream.Generate(func(ctx context.Context, yield func(int) bool) error {
				defer g.enter()()
				for yield(v) {
				}
				time.Sleep(time.Second)
				return errBoom
			})
		}
		vs, err := stream.Iter(ints(9)).FlatMapUnordered(4, forever).Take(10).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Len(t, vs, 10)
		assert.Zero(t, g.now.Load())
		assert.LessOrEqual(t, g.total.Load(), int64(4))
	})
	bubble(t, "after the end of ctx nothing is yielded but its cause, though elements wait", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		defer cancel(nil)
		var rs []stream.Result[int]
		for v, err := range stream.Iter(ints(3)).FlatMapUnordered(3, func(int) stream.Stream[int] { return stream.Of(1, 1) }).All(ctx) {
			rs = append(rs, stream.Result[int]{Value: v, Err: err})
			synctest.Wait()
			cancel(errors.New("over"))
		}
		assert.Equal(t, "1 over", drawMarbles(t, rs))
	})
	bubble(t, "f is not asked for what a task above makes of the end", func(t *testing.T) {
		deaf := stream.Iter(ints(3)).Inspect(func(v int) { time.Sleep(time.Duration(v) * time.Second) })
		asked := 0
		_, err := deaf.FlatMapUnordered(3, func(v int) stream.Stream[int] { asked++; return stream.Of(v) }).First(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 1, asked)
	})
	crashes := map[string]func(crash func()) stream.Stream[int]{
		"f": func(crash func()) stream.Stream[int] {
			return stream.Iter(ints(3)).FlatMapUnordered(3, func(int) stream.Stream[int] { crash(); return stream.Empty[int]() })
		},
		"an inner source": func(crash func()) stream.Stream[int] {
			return stream.Iter(ints(3)).FlatMapUnordered(3, func(int) stream.Stream[int] {
				return stream.FromSeq(func(func(int) bool) { crash() })
			})
		},
		"an inner task in a boundary": func(crash func()) stream.Stream[int] {
			return stream.Iter(ints(3)).FlatMapUnordered(3, func(int) stream.Stream[int] {
				return stream.Of(1, 2).Inspect(func(int) { crash() }).Buffered(2)
			})
		},
		"the task above": func(crash func()) stream.Stream[int] {
			return stream.Iter(ints(3)).Inspect(func(int) { crash() }).FlatMapUnordered(3, copies)
		},
		"the source above": func(crash func()) stream.Stream[int] {
			return stream.FromSeq(func(func(int) bool) { crash() }).FlatMapUnordered(3, copies)
		},
	}
	for where, s := range crashes {
		bubble(t, "a panic or Goexit in "+where+" reaches the caller when the rest is joined", func(t *testing.T) {
			var g gauge
			var bystander gauge
			run := func(crash func()) func() {
				return func() {
					blocked := openings(&bystander)(0)
					_ = stream.Merge(blocked, s(func() { defer g.enter()(); time.Sleep(time.Second); crash() })).Drain(t.Context())
				}
			}
			gCall(run(gPanic)).recovered(t, errWhy, "gPanic")
			assert.True(t, gCall(run(gGoexit)).goexit)
			assert.Zero(t, g.now.Load())
			assert.Zero(t, bystander.now.Load())
		})
	}
	bubble(t, "a body that panics", func(t *testing.T) {
		var g gauge
		got := gCall(func() {
			for range stream.Merge(stream.Of(1), openings(&g)(0)).All(t.Context()) {
				synctest.Wait()
				panic(errWhy)
			}
		})
		assert.Equal(t, errWhy, got.value)
		assert.Zero(t, g.now.Load())
	})
	bubble(t, "every run is fresh, also concurrent ones", func(t *testing.T) {
		s := stream.Iter(ints(5)).FlatMapUnordered(3, copies)
		runs := make(chan []int)
		for range 3 {
			go func() {
				vs, _ := s.TryCollect(t.Context())
				runs <- slices.Sorted(slices.Values(vs))
			}()
		}
		for range 3 {
			assert.Equal(t, []int{1, 2, 2, 3, 3, 3, 4, 4, 4, 4}, <-runs)
		}
	})
}

func ExampleStream_FlatMapUnordered() {
	// Streams that come up while others run: all of them are read at the same time, up to 8.
	topics := make(chan stream.Stream[string], 2)
	topics <- stream.Of("a1", "a2")
	topics <- stream.Of("b1", "b2")
	close(topics)

	all := stream.FromChan(topics).FlatMapUnordered(8, func(s stream.Stream[string]) stream.Stream[string] { return s })
	messages, err := all.TryCollect(context.Background())
	slices.Sort(messages) // between the topics any order is possible
	fmt.Println(messages, err)
	// Output: [a1 a2 b1 b2] <nil>
}
