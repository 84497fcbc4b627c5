package stream_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// waitingFor waits for its context without reading, and takes its time to leave.
func waitingFor(cause *error, g *gauge) teeConsumer {
	return func(ctx context.Context, _ stream.Stream[int]) error {
		defer g.enter()()
		<-ctx.Done()
		*cause = context.Cause(ctx)
		time.Sleep(time.Second)
		return ctx.Err()
	}
}

func TestTeeFailure(t *testing.T) {
	second := func(_ context.Context, v int) error { return map[int]error{1: errBoom}[v] }
	failing := func(ctx context.Context, in stream.Stream[int]) error { return in.TryForEach(ctx, second) }
	bubble(t, "of one consumer cancels the others and the stream, with it as the cause", func(t *testing.T) {
		var g gauge
		var seen []stream.Result[int]
		stopped := error(nil)
		src := stream.Generate(func(ctx context.Context, yield func(int) bool) error {
			yield(0)
			yield(1)
			<-ctx.Done()
			stopped = context.Cause(ctx)
			return nil
		})
		start := time.Now()
		var cause error
		watch := func(ctx context.Context, in stream.Stream[int]) error {
			defer g.enter()()
			seen = in.Collect(ctx)
			cause = context.Cause(ctx)
			time.Sleep(time.Second)
			return errWhy // comes too late
		}
		assert.Equal(t, errBoom, src.Tee(t.Context(), watch, failing))
		assert.Equal(t, time.Second, time.Since(start))
		assert.Equal(t, errBoom, cause)
		assert.Equal(t, errBoom, stopped)
		assert.Equal(t, errBoom, seen[len(seen)-1].Err, "its terminals return the cause")
		assert.Zero(t, g.now.Load())
	})
	bubble(t, "reaches a consumer that ignores its stream and waits for its context", func(t *testing.T) {
		var g gauge
		var cause error
		first := func(ctx context.Context, in stream.Stream[int]) error {
			v, err := in.First(ctx)
			return errors.Join(err, fmt.Errorf("bad %d", v))
		}
		assert.EqualError(t, stream.Of(7, 8).Tee(t.Context(), waitingFor(&cause, &g), first), "bad 7")
		assert.EqualError(t, cause, "bad 7")
		assert.EqualError(t, stream.Pending[int]().Tee(t.Context(), waitingFor(&cause, &g),
			func(context.Context, stream.Stream[int]) error { return errWhy }), "why")
		assert.Zero(t, g.now.Load())
	})
	bubble(t, "that of an element is the consumer's, if it returns it", func(t *testing.T) {
		var all []stream.Result[int]
		err := sourceOf[int](1, errBoom).Tee(t.Context(), collecting(&all), func(ctx context.Context, in stream.Stream[int]) error { return in.Drain(ctx) })
		assert.Equal(t, errBoom, err)
		require.NoError(t, sourceOf[int](1, errBoom, 2).Tee(t.Context(), collecting(&all)))
		assert.Equal(t, elementsOf[int](1, errBoom, 2), all)
	})
	bubble(t, "the first in time is returned, and one that looks like the end of a context counts too", func(t *testing.T) {
		late := func(d time.Duration, err error) teeConsumer {
			return func(context.Context, stream.Stream[int]) error { time.Sleep(d); return err }
		}
		assert.Equal(t, errBoom, stream.Of(1).Tee(t.Context(), late(2*time.Second, errWhy), late(time.Second, errBoom)))
		assert.Equal(t, context.Canceled, stream.Of(1).Tee(t.Context(), late(2*time.Second, errWhy), late(time.Second, context.Canceled)))
	})
	bubble(t, "a terminal with another context does not take the end for that of the stream", func(t *testing.T) {
		for i := range 20 { // it waits when the end comes, or is busy
			var got []stream.Result[int]
			err := stream.Of(1).Chain(stream.Pending[int]()).Tee(t.Context(),
				func(_ context.Context, in stream.Stream[int]) error {
					busy := in.Inspect(func(int) { time.Sleep(time.Duration(i%2) * time.Minute) })
					got = busy.Collect(context.WithoutCancel(t.Context()))
					return nil
				},
				func(context.Context, stream.Stream[int]) error { time.Sleep(time.Second); return errBoom })
			assert.Equal(t, errBoom, err)
			assert.Equal(t, elementsOf[int](1, errBoom), got)
		}
	})
}

func TestTeeContext(t *testing.T) {
	bubble(t, "its end reaches all and is returned as its cause when all are joined", func(t *testing.T) {
		for name, s := range map[string]stream.Stream[int]{
			"blocked": stream.Pending[int](), "a consumer blocks": stream.Iter(ints(9)), "Buffered": stream.Iter(ints(9)).Buffered(2),
		} {
			var g gauge
			var cause, other error
			ctx, cancel := context.WithTimeoutCause(t.Context(), time.Minute, errWhy)
			start := time.Now()
			err := s.Tee(ctx, waitingFor(&cause, &g), func(ctx context.Context, in stream.Stream[int]) error {
				defer g.enter()()
				other = in.Drain(ctx)
				return other
			})
			cancel()
			assert.Equal(t, errWhy, err, name)
			assert.Equal(t, errWhy, cause, name)
			assert.Equal(t, errWhy, other, name)
			assert.Equal(t, time.Minute+time.Second, time.Since(start), name)
			assert.Zero(t, g.now.Load())
		}
	})
	bubble(t, "a consumer's failure before it stands, one that mirrors it does not", func(t *testing.T) {
		for want, consumer := range map[error]teeConsumer{
			errBoom: func(context.Context, stream.Stream[int]) error { time.Sleep(time.Second); return errBoom },
			errWhy: func(ctx context.Context, _ stream.Stream[int]) error {
				<-ctx.Done()
				return fmt.Errorf("save: %w", ctx.Err())
			},
		} {
			ctx, cancel := context.WithTimeoutCause(t.Context(), time.Minute, errWhy)
			assert.Equal(t, want, stream.Pending[int]().Tee(ctx, consumer, consumer))
			cancel()
		}
		ctx, cancel := context.WithCancelCause(t.Context())
		assert.Equal(t, errWhy, stream.Pending[int]().Tee(ctx, func(context.Context, stream.Stream[int]) error {
			cancel(errWhy)
			return ctx.Err()
		}))
	})
	bubble(t, "a consumer that sees it before its own context does mirrors it too", func(t *testing.T) {
		for range 20 {
			ctx := gFlip(t.Context(), 9) // not of package context: its end reaches others a moment later
			assert.Equal(t, context.Canceled, stream.Pending[int]().Tee(ctx, func(context.Context, stream.Stream[int]) error {
				for ctx.Err() == nil {
				}
				return fmt.Errorf("save: %w", ctx.Err())
			}))
		}
	})
	t.Run("that is done before: nothing runs", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		cancel(errWhy)
		never := func(context.Context, stream.Stream[int]) error { panic("started") }
		assert.Equal(t, errWhy, stream.Of(1).Tee(ctx, never))
		assert.Equal(t, errWhy, stream.Empty[int]().Tee(ctx, never, never))
	})
}

func TestTeeCrash(t *testing.T) {
	for way, crash := range map[string]func(){"a panic": gPanic, "Goexit": gGoexit} {
		bubble(t, way+" of a consumer cancels all, joins, and is continued in the caller", func(t *testing.T) {
			for name, s := range map[string]stream.Stream[int]{
				"blocked": stream.Of(1).Chain(stream.Pending[int]()), "more to come": stream.Iter(ints(9)), "Buffered": stream.Iter(ints(9)).Buffered(2),
			} {
				var g gauge
				var cause error
				out := gCall(func() {
					_ = s.Tee(t.Context(), waitingFor(&cause, &g), func(ctx context.Context, in stream.Stream[int]) error {
						return in.ForEach(ctx, func(int) { time.Sleep(time.Minute); crash() })
					})
				})
				out.crashed(t, way == "Goexit")
				assert.Equal(t, time.Minute+time.Second, out.after, name)
				assert.Equal(t, context.Canceled, cause, name)
				assert.Zero(t, g.now.Load(), name)
			}
		})
		bubble(t, way+" of the stream likewise", func(t *testing.T) {
			task := func(v int) { time.Sleep(time.Minute); gAt(v, crash) }
			for name, s := range map[string]stream.Stream[int]{
				"alone": stream.Iter(ints(3)).Inspect(task), "Buffered": stream.Iter(ints(3)).Inspect(task).Buffered(1),
			} {
				var g gauge
				var seen []stream.Result[int]
				out := gCall(func() {
					_ = s.Tee(t.Context(), collecting(&seen), func(ctx context.Context, in stream.Stream[int]) error {
						_, _ = in.First(ctx)
						var cause error
						return waitingFor(&cause, &g)(ctx, in)
					})
				})
				out.crashed(t, way == "Goexit")
				assert.Equal(t, 2*time.Minute+time.Second, out.after, name)
				assert.Equal(t, elementsOf[int](0, context.Canceled), seen, name)
				assert.Zero(t, g.now.Load(), name)
			}
		})
		bubble(t, way+" of the stream while an element waits for a consumer", func(t *testing.T) {
			var g gauge
			var cause error
			s := stream.Iter(ints(2)).Inspect(func(v int) { time.Sleep(time.Duration(v) * time.Minute); gAt(v, crash) }).Buffered(2)
			out := gCall(func() { _ = s.Tee(t.Context(), waitingFor(&cause, &g)) })
			out.crashed(t, way == "Goexit")
			assert.Equal(t, time.Minute+time.Second, out.after)
			assert.Equal(t, context.Canceled, cause)
		})
		bubble(t, way+" of several at once", func(t *testing.T) {
			boom := func(context.Context, stream.Stream[int]) error { crash(); return nil }
			for range 20 {
				gCall(func() { _ = stream.Iter(ints(3)).Buffered(2).Tee(t.Context(), boom, boom, boom) }).crashed(t, way == "Goexit")
			}
		})
	}
	bubble(t, "a consumer's panic that comes though all have what they want is not lost", func(t *testing.T) {
		gCall(func() {
			_ = stream.Of(1).Tee(t.Context(), func(ctx context.Context, in stream.Stream[int]) error {
				_ = in.Drain(ctx)
				time.Sleep(time.Second)
				gPanic()
				return errBoom
			})
		}).recovered(t, errWhy, "gPanic")
	})
}
