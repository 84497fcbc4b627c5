package stream_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// brood expands every v < 10 into count elements 10v+10, 10v+11 ...
func brood(count int, task boundaryTask) func(context.Context, int) (int, []int, error) {
	return func(ctx context.Context, v int) (int, []int, error) {
		u, err := task(ctx, v)
		if v >= 10 {
			return u, nil, err
		}
		more := ints(count)
		for i := range more {
			more[i] += 10*v + 10
		}
		return u, more, err
	}
}

// late yields 0 at once and after 1.5 s what is given.
func late(v int, err error) stream.Stream[int] {
	return stream.TryGenerate(func(_ context.Context, yield func(int, error) bool) error {
		if yield(0, nil) {
			time.Sleep(1500 * time.Millisecond)
			yield(v, err)
		}
		return nil
	})
}

func TestExpandSource(t *testing.T) {
	t.Run("that is empty", func(t *testing.T) {
		for _, n := range []int{1, 5} {
			for name, s := range map[string]stream.Stream[int]{
				"zero": {}, "Empty": stream.Empty[int](), "pushed": pullsOf(0, new(int)), "filtered": stream.Of(1).Filter(below(0)),
			} {
				s = s.Expand(n, heapTree(9, always(func(int) {})))
				assert.Empty(t, toMarbles(t, s), name)
				assert.NoError(t, s.Drain(t.Context()), name)
			}
		}
	})
	bubble(t, "is asked when there is nothing else, one element at a time", func(t *testing.T) {
		l := gNewLog()
		source := gGenerate(3, func(v int) { l.add("pull %d", v) }).Chain(stream.FromSeq(func(func(int) bool) { l.add("end") }))
		task := always(func(int) { time.Sleep(time.Second) })
		s := source.Expand(2, brood(4, task))
		assert.Empty(t, l.lines())
		vs, err := s.TryCollect(t.Context())
		require.NoError(t, err)
		assert.Len(t, vs, 15)
		// Two seeds, four rounds of their children, and while the last seed is at work the end is found.
		assert.Equal(t, []string{"0s pull 0", "0s pull 1", "5s end", "5s pull 2"}, l.lines())
		assert.Equal(t, 8*time.Second, time.Since(l.start))
	})
	bubble(t, "is asked only when there is room", func(t *testing.T) {
		for _, w := range []int{1, 2, 5} {
			pulled, received := 0, 0
			s := pullsOf(20, &pulled).Expand(1, brood(0, always(func(int) {})), stream.Window(w))
			require.NoError(t, s.ForEach(t.Context(), func(int) {
				synctest.Wait()
				received++
				assert.Equal(t, min(received+w, 20), pulled)
			}))
		}
	})
	bubble(t, "that is blocked holds nothing up, and is waited for", func(t *testing.T) {
		for _, n := range []int{2, 3} {
			l := gNewLog()
			over := errors.New("over")
			ctx, cancel := context.WithTimeoutCause(t.Context(), time.Minute, over)
			source := stream.Of(0).Chain(stream.Pending[int]())
			err := timed(ctx, l, source.Expand(n, brood(4, always(func(v int) { time.Sleep(time.Second + time.Duration(v)) }))))
			assert.Equal(t, over, err)
			assert.Equal(t, time.Minute, time.Since(l.start))
			if lines := l.lines(); n == 2 {
				assert.Equal(t, []string{"1s 0", "2.00000001s 10", "2.000000011s 11", "3.000000022s 12", "3.000000024s 13"}, lines)
			} else {
				assert.Equal(t, []string{"1s 0", "2.00000001s 10", "2.000000011s 11", "2.000000012s 12", "3.000000023s 13"}, lines)
			}
			cancel()
		}
	})
	bubble(t, "with n = 1 is not asked while an element is at work", func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		asked := time.Duration(0)
		start := time.Now()
		source := stream.Of(0).Chain(stream.Generate(func(ctx context.Context, _ func(int) bool) error {
			asked = time.Since(start)
			<-ctx.Done()
			return nil
		}))
		require.ErrorIs(t, source.Expand(1, brood(4, always(func(int) { time.Sleep(time.Second) }))).Drain(ctx), context.DeadlineExceeded)
		assert.Equal(t, 5*time.Second, asked)
	})
	bubble(t, "whose element is late: it starts after those that were there before it", func(t *testing.T) {
		l := gNewLog()
		require.NoError(t, late(1, nil).Expand(2, brood(6, func(ctx context.Context, v int) (int, error) {
			return gTask(l, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1)(ctx, v)
		})).Drain(t.Context()))
		lines := l.lines()
		assert.Subset(t, lines, []string{"0s start 0", "1s start 10", "1s start 11", "2s start 12", "2s start 13", "3s start 14", "3s start 15", "4s start 1"})
	})
	bubble(t, "whose error is late: it is yielded as soon as there is room", func(t *testing.T) {
		task := always(func(int) { time.Sleep(time.Second) })
		for _, term := range gTerminals {
			start := time.Now()
			_, err := term.run(t.Context(), late(0, errBoom).Expand(2, brood(6, task)))
			assert.Equal(t, errBoom, err)
			if term.stops {
				assert.Equal(t, 2*time.Second, time.Since(start), term.name)
			} else {
				assert.Equal(t, 4*time.Second, time.Since(start), term.name)
			}
		}
	})
	t.Run("whose errors are elements", func(t *testing.T) {
		expand := brood(1, always(func(int) {}))
		assert.Equal(t, "#", toMarbles(t, fromMarbles("#").Expand(1, expand)))
		assert.Equal(t, "# 1 20 # 2 30 #", toMarbles(t, fromMarbles("# 1 # 2 #").Expand(1, expand)))
	})
	t.Run("is left at an error that ends the run", func(t *testing.T) {
		for _, opts := range [][]stream.Option{nil, {stream.FailFast()}} {
			pulled := 0
			s := pullsOf(9, &pulled).TryMap(func(_ context.Context, v int) (int, error) {
				if v == 2 {
					return 0, errBoom
				}
				return v, nil
			}).Expand(1, brood(1, always(func(int) {})), opts...)
			if opts == nil {
				require.ErrorIs(t, s.Drain(t.Context()), errBoom)
			} else {
				assert.Equal(t, "0 10 1 20 #", toMarbles(t, s))
			}
			assert.Equal(t, 3, pulled)
		}
	})
}

func TestExpandContext(t *testing.T) {
	over := errors.New("over")
	wait := func(ctx context.Context) {
		<-ctx.Done()
		time.Sleep(time.Second)
	}
	blocked := func(ctx context.Context, v int) (int, error) {
		if v > 0 {
			wait(ctx)
		}
		return v, ctx.Err()
	}
	slow := stream.Generate(func(ctx context.Context, yield func(int) bool) error {
		if yield(0) {
			wait(ctx)
		}
		return errBoom
	})
	for name, s := range map[string]stream.Stream[int]{
		"in f":               stream.Of(0).Expand(3, heapTree(99, blocked)),
		"in f, many waiting": stream.Of(0).Expand(3, brood(5, blocked)),
		"in the source":      slow.Expand(3, brood(0, always(func(int) {}))),
		"in the task above":  stream.Of(0, 1).TryMap(blocked).Expand(3, brood(0, always(func(int) {}))),
		"in both":            slow.Expand(3, heapTree(99, blocked)),
	} {
		bubble(t, "that ends while all are blocked "+name, func(t *testing.T) {
			for _, term := range gTerminals {
				ctx, cancel := context.WithTimeoutCause(t.Context(), time.Minute, over)
				start := time.Now()
				vs, err := term.run(ctx, s)
				assert.Equal(t, over, err, term.name)
				assert.Equal(t, time.Minute+time.Second, time.Since(start), term.name)
				if !term.blind {
					assert.Equal(t, []int{0}, vs, term.name)
				}
				cancel()
			}
		})
	}
	bubble(t, "that ends while the consumer is busy", func(t *testing.T) {
		ctx, cancel := context.WithTimeoutCause(t.Context(), time.Minute, over)
		defer cancel()
		received := 0 // any of them: a child may be done before its parent's result is put down
		assert.Equal(t, over, stream.Of(0).Expand(3, heapTree(99, always(func(int) {}))).ForEach(ctx, func(int) {
			received++
			time.Sleep(2 * time.Minute)
		}))
		assert.Equal(t, 1, received)
	})
	t.Run("that is done before the run", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		cancel(over)
		s := stream.Of(0).Expand(1, func(context.Context, int) (int, []int, error) { panic("runs") })
		assert.Equal(t, "over", drawMarbles(t, s.Collect(ctx)))
		assert.Equal(t, over, s.Drain(ctx))
	})
}

func TestExpandKeepsNothing(t *testing.T) {
	const count, size = 64, 1 << 20
	for name, f := range map[string]func(v []byte, i int) (more [][]byte){
		"of a chain": func([]byte, int) [][]byte { return [][]byte{make([]byte, size)} },
		"of many that one has made": func(_ []byte, i int) (more [][]byte) {
			for range count {
				if i == 0 {
					more = append(more, make([]byte, size))
				}
			}
			return more
		},
	} {
		t.Run(name, func(t *testing.T) {
			for _, w := range []int{1, count} {
				before, i := liveHeap(), 0
				n, err := stream.Of([]byte{}).Expand(1, func(_ context.Context, v []byte) (int, [][]byte, error) {
					more := f(v, i)
					switch i++; {
					case i == count-2: // with some still waiting
						assert.Less(t, liveHeap()-before, int64(6*size), "w = %d", w)
					case i > count:
						more = nil
					}
					return len(v), more, nil
				}, stream.Window(w)).Count(t.Context())
				require.NoError(t, err)
				assert.Equal(t, count+1, n)
			}
		})
	}
	t.Run("of the room that many have taken", func(t *testing.T) {
		const wide = 1 << 12
		before, i := liveHeap(), -1
		n, err := stream.Of([1 << 10]byte{}).Expand(1, func(context.Context, [1 << 10]byte) (int, [][1 << 10]byte, error) {
			switch i++; i {
			case 0:
				return 0, make([][1 << 10]byte, 2), nil
			case 1, 2: // what the second makes is appended to what the first has made, with room for more
				return 0, make([][1 << 10]byte, wide), nil
			case 2 + 2*wide: // the last
				return 0, make([][1 << 10]byte, 1), nil
			case 3 + 2*wide:
				assert.Less(t, liveHeap()-before, int64(1<<20))
			}
			return 0, nil, nil
		}).Count(t.Context())
		require.NoError(t, err)
		assert.Equal(t, 4+2*wide, n)
	})
}
