package source_test

import (
	"context"
	"errors"
	"net"
	"os"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/cenkalti/backoff/v5"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/source"
	"github.com/seed-09178888/leat/stream"
)

func TestAcceptReceived(t *testing.T) {
	bubble(t, "those who wait for a task when the run ends are closed, the others are the task's", func(t *testing.T) {
		vs := visitors(5)
		ctx, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(time.Second, func() { cancel(errBoom) })
		_, err := source.Accept(timed(visited(vs))).TryMap(blocks).Buffered(1, stream.Window(3)).TryCollect(ctx)
		assert.Equal(t, errBoom, err)
		assert.Equal(t, []bool{false, true, true, false, false}, closedOf(vs))
	})
	bubble(t, "also if it is a failure that ends it", func(t *testing.T) {
		vs := visitors(5)
		_, err := source.Accept(timed(visited(vs))).TryMap(func(_ context.Context, c net.Conn) (net.Conn, error) {
			synctest.Wait()
			return c, errBoom
		}).Buffered(1, stream.Window(3)).TryCollect(t.Context())
		assert.Equal(t, errBoom, err)
		assert.Equal(t, []bool{false, true, true, false, false}, closedOf(vs))
	})
	bubble(t, "also if the listener is closed before", func(t *testing.T) {
		for _, last := range []error{net.ErrClosed, errBoom} {
			vs := visitors(3)
			d := visited(vs)
			d.queue <- last
			ctx, cancel := context.WithCancelCause(t.Context())
			time.AfterFunc(time.Second, func() { cancel(errBoom) })
			_, err := source.Accept(d).TryMap(blocks).Buffered(1, stream.Window(5)).TryCollect(ctx)
			assert.Equal(t, errBoom, err)
			assert.Equal(t, []bool{false, true, true}, closedOf(vs))
		}
	})
	bubble(t, "those who wait when the listener is closed are received", func(t *testing.T) {
		for n := 1; n < 5; n++ {
			for _, last := range []error{net.ErrClosed, errBoom} {
				vs := visitors(4)
				d := visited(vs)
				d.queue <- last
				got, err := source.Accept(d).TryMap(func(_ context.Context, c net.Conn) (net.Conn, error) {
					time.Sleep(time.Second)
					return c, nil
				}).Buffered(n, stream.Window(6)).TryCollect(t.Context())
				if errors.Is(last, errBoom) {
					assert.Equal(t, errBoom, err)
				} else {
					require.NoError(t, err)
				}
				assert.Len(t, got, 4)
				assert.Equal(t, []bool{false, false, false, false}, closedOf(vs))
			}
		}
	})
	bubble(t, "a task that begins after that has no connection", func(t *testing.T) {
		v := visitors(1)[0]
		limit := stream.NewLimit(1)
		held := make(chan error)
		go func() {
			held <- limit.Do(t.Context(), 1, func(context.Context) error { time.Sleep(time.Second); return nil })
		}()
		synctest.Wait() // so the task waits for the limit while the error behind it ends the source
		s := source.Accept(newDoor(v, os.ErrDeadlineExceeded)).ConcurrencyLimit(limit).Buffered(2)
		got, err := s.TryCollect(t.Context())
		assert.Equal(t, os.ErrDeadlineExceeded, err)
		assert.Empty(t, got)
		assert.True(t, v.closed.Load())
		assert.NoError(t, <-held)
	})
	bubble(t, "a consumer that leaves has received the last", func(t *testing.T) {
		for n := 1; n < 4; n++ {
			vs := visitors(4)
			got, err := source.Accept(timed(visited(vs))).Take(n).TryCollect(t.Context())
			require.NoError(t, err)
			assert.Len(t, got, n)
			assert.Equal(t, []bool{false, false, false, false}, closedOf(vs))
		}
	})
	bubble(t, "a task that is tried again keeps its connection", func(t *testing.T) {
		vs := visitors(2)
		d := visited(vs)
		close(d.queue)
		var calls atomic.Int32
		twice := func(_ context.Context, c net.Conn) (net.Conn, error) {
			if calls.Add(1)%2 == 1 {
				return nil, errBoom
			}
			return c, nil
		}
		policy := stream.RetryPolicy{Tries: 2, Backoff: func() backoff.BackOff { return &backoff.ZeroBackOff{} }}
		got, err := source.Accept(d).TryMap(twice).Retry(policy).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []net.Conn{vs[0], vs[1]}, got)
	})
}
