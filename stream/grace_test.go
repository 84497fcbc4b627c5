package stream_test

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestWithGrace(t *testing.T) {
	// run takes a job each second, of which each lasts so long. It is stopped after
	// 3.5 s, and what has begun has 10 s more.
	run := func(t *testing.T, lasts time.Duration) (done int, after time.Duration, err error) {
		t.Helper()
		start := time.Now()
		stop, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(3500*time.Millisecond, func() { cancel(errWhy) })
		ctx, release := stream.WithGrace(stop, 10*time.Second)
		defer release()
		err = stream.Interval(time.Second).TakeUntil(stop.Done()).
			TryMap(func(ctx context.Context, at time.Time) (time.Time, error) { return at, gWait(ctx, lasts) }).
			Buffered(9).ForEach(ctx, func(time.Time) { done++ })
		return done, time.Since(start), err
	}
	bubble(t, "what was taken before the stop is finished, and nothing is taken after it", func(t *testing.T) {
		done, after, err := run(t, 5*time.Second)
		require.NoError(t, err)
		assert.Equal(t, 3, done)
		assert.Equal(t, 8*time.Second, after, "the third began at 3 s")
	})
	bubble(t, "what takes longer than the grace is cancelled, with a cause that says so", func(t *testing.T) {
		done, after, err := run(t, 11200*time.Millisecond)
		require.ErrorIs(t, err, errWhy)
		assert.EqualError(t, err, "stream: not finished 10s after the stop: why")
		assert.Equal(t, 2, done, "at 12.2 s and 13.2 s; the third would have come at 14.2 s")
		assert.Equal(t, 13500*time.Millisecond, after)
	})
	bubble(t, "has the values of stop, and not its deadline", func(t *testing.T) {
		stop, cancel := context.WithTimeout(context.WithValue(t.Context(), contextKey{}, "value"), time.Second)
		defer cancel()
		ctx, release := stream.WithGrace(stop, time.Second)
		defer release()
		assert.Equal(t, "value", ctx.Value(contextKey{}))
		_, limited := ctx.Deadline()
		assert.False(t, limited)
		time.Sleep(1999 * time.Millisecond)
		require.NoError(t, ctx.Err())
		time.Sleep(2 * time.Millisecond)
		require.ErrorIs(t, context.Cause(ctx), context.DeadlineExceeded)
	})
	bubble(t, "released, it ends at once and leaves nothing behind, before and after the stop", func(t *testing.T) {
		for _, wait := range []time.Duration{0, 2 * time.Second} {
			stop, cancel := context.WithTimeout(t.Context(), time.Second)
			ctx, release := stream.WithGrace(stop, time.Hour)
			time.Sleep(wait)
			release()
			require.ErrorIs(t, ctx.Err(), context.Canceled)
			cancel()
		}
	})
	bubble(t, "of a stop that has ended already begins at once", func(t *testing.T) {
		stop, cancel := context.WithCancel(t.Context())
		cancel()
		ctx, release := stream.WithGrace(stop, time.Second)
		defer release()
		start := time.Now()
		<-ctx.Done()
		assert.Equal(t, time.Second, time.Since(start))
	})
}

func ExampleWithGrace() {
	stop, release := signal.NotifyContext(context.Background(), os.Interrupt)
	defer release()
	ctx, cancel := stream.WithGrace(stop, 10*time.Second) // for what has begun
	defer cancel()

	jobs := stream.Of("a", "b", "c") // or a queue that never ends
	work := func(_ context.Context, job string) (string, error) { return job + " done", nil }
	err := jobs.TakeUntil(stop.Done()).TryMap(work).Buffered(8).ForEach(ctx, func(s string) { fmt.Println(s) })
	fmt.Println(err, stop.Err() != nil) // nil and true: stopped, and all that had begun is done
	// Output:
	// a done
	// b done
	// c done
	// <nil> false
}
