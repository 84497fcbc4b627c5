package stream_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/sourcegraph/conc/panics"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// received is all that comes from a channel until it is closed.
func received[T any](ch <-chan stream.Result[T]) []stream.Result[T] {
	out := []stream.Result[T]{}
	for r := range ch {
		out = append(out, r)
	}
	return out
}

func TestChan(t *testing.T) {
	bubble(t, "sends every element and is closed at the end", func(t *testing.T) {
		for _, s := range []stream.Stream[int]{sourceOf[int](1, errBoom, 3), sourceOf[int](1, errBoom, 3).Buffered(2)} {
			assert.Equal(t, elementsOf[int](1, errBoom, 3), received(s.Chan(t.Context())))
		}
		assert.Empty(t, received(stream.Empty[int]().Chan(t.Context())))
		assert.Empty(t, received(stream.Stream[int]{}.Chan(t.Context())))
	})
	bubble(t, "runs at once, and pulls nothing beyond the element that waits for a reader", func(t *testing.T) {
		pulled := 0
		ch := pullsOf(5, &pulled).Chan(t.Context())
		for want := 1; want <= 5; want++ {
			synctest.Wait()
			assert.Equal(t, want, pulled)
			assert.Equal(t, want-1, (<-ch).Value)
		}
		_, more := <-ch
		assert.False(t, more)
	})
	bubble(t, "a boundary reads its window ahead of the element that waits", func(t *testing.T) {
		for _, n := range []int{1, 4} {
			pulled := 0
			ch := pullsOf(20, &pulled).Buffered(n).Chan(t.Context())
			synctest.Wait()
			assert.Equal(t, n+1, pulled)
			<-ch
			synctest.Wait()
			assert.Equal(t, n+2, pulled)
			assert.Len(t, received(ch), 19)
		}
	})
	bubble(t, "is closed when ctx ends and everything is joined, without an element that says so", func(t *testing.T) {
		for _, n := range []int{0, 1, 3} {
			var g gauge
			ctx, cancel := context.WithTimeoutCause(t.Context(), 2500*time.Millisecond, errWhy)
			start := time.Now()
			s := stream.Iter(ints(9)).TryMap(func(ctx context.Context, v int) (int, error) {
				defer g.enter()()
				if v < 2 {
					return v, gWait(ctx, time.Second)
				}
				<-ctx.Done()
				time.Sleep(time.Minute)
				return v, ctx.Err()
			})
			if n > 0 {
				s = s.Buffered(n)
			}
			assert.Equal(t, elementsOf[int](0, 1), received(s.Chan(ctx)))
			assert.Zero(t, g.now.Load())
			assert.Equal(t, time.Minute+2500*time.Millisecond, time.Since(start))
			cancel()
		}
	})
	bubble(t, "nothing that comes after the end of ctx is sent, though a reader waits", func(t *testing.T) {
		for range 20 {
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			assert.Empty(t, received(stream.Of(1).Map(func(v int) int { time.Sleep(time.Minute); return v }).Chan(ctx)))
			cancel()
		}
	})
	bubble(t, "a reader that leaves early ends ctx, and what waits for it is dropped", func(t *testing.T) {
		for _, s := range []stream.Stream[int]{stream.Iter(ints(9)), stream.Iter(ints(9)).Buffered(3)} {
			ctx, cancel := context.WithCancel(t.Context())
			ch := s.Chan(ctx)
			assert.Equal(t, 0, (<-ch).Value)
			synctest.Wait()
			cancel()
			synctest.Wait()
			_, more := <-ch
			assert.False(t, more)
		}
	})
	bubble(t, "of a ctx that is done before, is closed without an element", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		touched := stream.Generate(func(context.Context, func(int) bool) error { panic("started") })
		assert.Empty(t, received(touched.Chan(ctx)))
		assert.Empty(t, received(stream.Of(1).Chan(ctx)))
	})
	bubble(t, "every call runs the stream anew", func(t *testing.T) {
		s := fromMarbles("1 # 3").Buffered(2)
		a, b := s.Chan(t.Context()), s.Chan(t.Context())
		for range 3 {
			assert.Equal(t, <-a, <-b)
		}
		assert.Empty(t, received(a))
		assert.Empty(t, received(b))
	})
}

func TestChanCrash(t *testing.T) {
	crashing := func(crash func()) []stream.Stream[int] {
		task := func(v int) { time.Sleep(time.Second); gAt(v, crash) }
		s := stream.Iter(ints(3)).Inspect(task)
		return []stream.Stream[int]{s, s.Buffered(1), s.Take(9), pullsOf(3, new(int)).Inspect(task).Buffered(1)}
	}
	bubble(t, "a panic arrives as the last Result", func(t *testing.T) {
		for _, s := range crashing(gPanic) {
			got := received(s.Chan(t.Context()))
			require.Len(t, got, 2)
			assert.Equal(t, stream.Result[int]{}, got[0])
			var rec *panics.ErrRecovered
			require.ErrorAs(t, got[1].Err, &rec)
			assert.Equal(t, errWhy, rec.Value, "wrapped once")
			assert.Contains(t, string(rec.Stack), "gPanic")
			assert.ErrorIs(t, got[1].Err, errWhy)
		}
	})
	bubble(t, "so does a Goexit, as an error that says so", func(t *testing.T) {
		for _, s := range crashing(gGoexit) {
			got := received(s.Chan(t.Context()))
			require.Len(t, got, 2)
			assert.EqualError(t, got[1].Err, "stream: Chan: a function of the stream called runtime.Goexit")
		}
	})
	bubble(t, "everything is joined before, and the element that waits does not hold it up", func(t *testing.T) {
		var g gauge
		ch := stream.Iter(ints(6)).TryMap(func(ctx context.Context, v int) (int, error) {
			defer g.enter()()
			switch v {
			case 0:
				return 0, nil
			case 1:
				time.Sleep(time.Second)
				gPanic()
			}
			<-ctx.Done()
			time.Sleep(time.Second)
			return v, nil
		}).Buffered(3).Chan(t.Context())
		time.Sleep(3 * time.Second) // no reader
		assert.Zero(t, g.now.Load())
		require.ErrorIs(t, (<-ch).Err, errWhy)
		assert.Empty(t, received(ch))
	})
	bubble(t, "the last Result waits for a reader, or for the end of ctx", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		s := stream.Of(1).Inspect(func(int) { gPanic() })
		kept, dropped := s.Chan(ctx), s.Chan(ctx)
		time.Sleep(time.Hour)
		require.ErrorIs(t, (<-kept).Err, errWhy)
		cancel()
		synctest.Wait()
		assert.Empty(t, received(dropped))
	})
	bubble(t, "one that comes after the end of ctx reaches a reader who is there", func(t *testing.T) {
		for range 20 {
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			got := received(stream.Of(1).TryMap(func(ctx context.Context, v int) (int, error) {
				<-ctx.Done()
				time.Sleep(time.Second)
				panic(errors.New("late"))
			}).Chan(ctx))
			cancel()
			require.Len(t, got, 1)
			require.ErrorContains(t, got[0].Err, "late")
		}
	})
}

func ExampleStream_Chan() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel() // lets the run end if we leave early
	answers := stream.Of("yes", "no").Chan(ctx)
	timeout := time.After(time.Minute)
	for range 2 {
		select {
		case answer := <-answers:
			fmt.Println(answer.Get())
		case <-timeout:
			fmt.Println("no answer")
		}
	}
	// Output:
	// yes <nil>
	// no <nil>
}
