package stream_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"testing"
	"time"

	"github.com/sourcegraph/conc/panics"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

type (
	intsIn   = iter.Seq2[int, error]
	intYield = func(int, error) bool
)

func TestTransform(t *testing.T) {
	t.Run("sees values and errors, and yields what it likes", func(t *testing.T) {
		s := fromMarbles("1 # 2").Transform(func(_ context.Context, in intsIn, yield func(string, error) bool) {
			for v, err := range in {
				if err != nil {
					yield("caught", nil)
					continue
				}
				yield(fmt.Sprint(v), nil)
				yield("ignored", errBoom)
			}
		})
		assert.Equal(t, "1 # caught 2 #", toMarbles(t, s), "and the value beside an error is dropped")
	})
	t.Run("may end early, and the source is asked no more", func(t *testing.T) {
		pulled := 0
		s := pullsOf(9, &pulled).Transform(func(_ context.Context, in intsIn, yield intYield) {
			for v := range in {
				if yield(v, nil); v == 1 {
					break
				}
			}
			yield(100, nil)
		})
		assert.Equal(t, "0 1 100", toMarbles(t, s))
		assert.Equal(t, 2, pulled)
	})
	t.Run("may flush when the stream has ended, or not read it at all", func(t *testing.T) {
		sum := func(_ context.Context, in intsIn, yield intYield) {
			total := 0
			for v := range in {
				total += v
			}
			yield(total, nil)
		}
		assert.Equal(t, "6", toMarbles(t, stream.Of(1, 2, 3).Transform(sum)))
		assert.Equal(t, "0", toMarbles(t, stream.Empty[int]().Transform(sum)))
		pulled := 0
		ignore := func(_ context.Context, _ intsIn, yield intYield) { yield(7, nil) }
		assert.Equal(t, "7", toMarbles(t, pullsOf(3, &pulled).Transform(ignore)))
		assert.Zero(t, pulled)
	})
	t.Run("yield is false when no more is wanted, already on the last element, and for ever after", func(t *testing.T) {
		var got []bool
		s := stream.Of(1, 2, 3, 4).Transform(func(_ context.Context, in intsIn, yield intYield) {
			for v := range in { // goes on though it should return
				got = append(got, yield(v, nil))
			}
		})
		assert.Equal(t, "1 2", toMarbles(t, s.Take(2)))
		assert.Equal(t, []bool{true, false, false, false}, got)
	})
	t.Run("when ctx has ended, in ends and a flush is dropped", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		var inner error
		s := stream.Of(1, 2, 3).Transform(func(ctx context.Context, in intsIn, yield intYield) {
			for v := range in {
				yield(v, nil)
				cancel(errors.New("over"))
			}
			inner = context.Cause(ctx)
			assert.False(t, yield(99, nil))
		})
		assert.Equal(t, "1 over", drawMarbles(t, s.Collect(ctx)))
		require.EqualError(t, inner, "over", "f has the context of the run")
	})
	t.Run("in can be ranged over once", func(t *testing.T) {
		s := stream.Of(1, 2).Transform(func(_ context.Context, in intsIn, yield intYield) {
			for range in {
				break
			}
			for v := range in {
				yield(v, nil)
			}
		})
		defer func() {
			p, _ := recover().(*panics.Recovered)
			require.NotNil(t, p)
			assert.Equal(t, "stream: Transform: in ranged over twice", p.Value)
		}()
		_ = s.Drain(t.Context())
	})
	bubble(t, "boundaries above work on while f is busy", func(t *testing.T) {
		sleep := func(int) { time.Sleep(time.Second) }
		s := stream.Iter(ints(5)).Inspect(sleep).Buffered(2).Transform(func(_ context.Context, in intsIn, yield intYield) {
			for v, err := range in {
				time.Sleep(time.Second)
				yield(v, err)
			}
		})
		start := time.Now()
		assert.Equal(t, "0 1 2 3 4", toMarbles(t, s))
		assert.Equal(t, 6*time.Second, time.Since(start), "1 until the first is there, then 5 for f")
	})
}

func ExampleStream_Transform() {
	// A stage of your own: drops what repeats the value before it.
	changes := func(_ context.Context, in iter.Seq2[string, error], yield func(string, error) bool) {
		last := ""
		for v, err := range in {
			if err == nil && v == last {
				continue
			}
			if last = v; !yield(v, err) {
				return
			}
		}
	}
	fmt.Println(stream.Of("up", "up", "down", "up").Transform(changes).TryCollect(context.Background()))
	// Output: [up down up] <nil>
}
