package source_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/source"
	"github.com/seed-09178888/leat/stream"
)

// A visitor is a connection that knows whether it has been closed.
type visitor struct {
	net.Conn
	closed atomic.Bool
}

func (v *visitor) Close() error { v.closed.Store(true); return nil }

func visitors(n int) []*visitor {
	vs := make([]*visitor, n)
	for i := range vs {
		vs[i] = &visitor{}
	}
	return vs
}

// closedOf says which have been closed.
func closedOf(vs []*visitor) []bool {
	var all []bool
	for _, v := range vs {
		all = append(all, v.closed.Load())
	}
	return all
}

// A door is a listener without deadlines: those in queue come in, or errors. When queue is closed so is the door.
type door struct {
	net.Listener
	queue    chan any
	accepted atomic.Int32
}

func newDoor(comes ...any) *door {
	d := &door{queue: make(chan any, 10)}
	for _, v := range comes {
		d.queue <- v
	}
	return d
}

func visited(vs []*visitor) *door {
	d := newDoor()
	for _, v := range vs {
		d.queue <- v
	}
	return d
}

func (d *door) Accept() (net.Conn, error) {
	v, ok := <-d.queue
	return d.let(v, ok)
}

func (d *door) let(v any, ok bool) (net.Conn, error) {
	switch v := v.(type) {
	case *visitor:
		d.accepted.Add(1)
		return v, nil
	case error:
		return nil, v
	}
	return nil, &net.OpError{Op: "accept", Err: net.ErrClosed}
}

// A timedDoor has deadlines.
type timedDoor struct {
	*door
	passed chan struct{} // closed when the deadline has passed
	set    []time.Time
}

func timed(d *door) *timedDoor { return &timedDoor{door: d, passed: make(chan struct{})} }

func (d *timedDoor) SetDeadline(at time.Time) error {
	if d.set = append(d.set, at); at.IsZero() {
		d.passed = make(chan struct{})
	} else {
		close(d.passed)
	}
	return nil
}

func (d *timedDoor) Accept() (net.Conn, error) {
	select {
	case <-d.passed:
		return nil, os.ErrDeadlineExceeded
	case v, ok := <-d.queue:
		return d.let(v, ok)
	}
}

func TestAccept(t *testing.T) {
	bubble(t, "yields connections, which it does not close, until the listener is closed", func(t *testing.T) {
		vs := visitors(3)
		d := timed(visited(vs))
		close(d.queue)
		for n := range 5 {
			s := source.Accept(d)
			if n > 0 {
				s = s.Buffered(n)
			}
			got, err := s.TryCollect(t.Context())
			require.NoError(t, err)
			require.Len(t, got, 3)
			assert.Equal(t, []bool{false, false, false}, closedOf(vs))
			assert.Empty(t, d.set, "a deadline")
			d.door = visited(vs)
			close(d.queue)
		}
	})
	bubble(t, "ctx ends a wait, and the listener is as before", func(t *testing.T) {
		d := timed(newDoor())
		for range 2 {
			ctx, cancel := context.WithCancelCause(t.Context())
			time.AfterFunc(time.Second, func() { cancel(errBoom) })
			_, err := source.Accept(d).TryCollect(ctx)
			assert.Equal(t, errBoom, err)
			require.NotEmpty(t, d.set)
			assert.True(t, d.set[len(d.set)-1].IsZero())
		}
		assert.Len(t, d.set, 4)
		vs := visitors(1)
		d.queue <- vs[0]
		got, err := source.Accept(d).First(t.Context())
		require.NoError(t, err)
		assert.Equal(t, net.Conn(vs[0]), got)
		assert.False(t, vs[0].closed.Load())
		assert.Len(t, d.set, 4)
	})
	bubble(t, "without a deadline, the wait ends with the next connection, which is closed", func(t *testing.T) {
		d, vs := newDoor(), visitors(1)
		ctx, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(time.Second, func() { cancel(errBoom) })
		time.AfterFunc(5*time.Second, func() { d.queue <- vs[0] })
		start := time.Now()
		_, err := source.Accept(d).TryCollect(ctx)
		assert.Equal(t, errBoom, err)
		assert.Equal(t, 5*time.Second, time.Since(start))
		assert.True(t, vs[0].closed.Load())
	})
	bubble(t, "a temporary error is an element, and then comes a pause", func(t *testing.T) {
		full := &net.OpError{Op: "accept", Err: os.NewSyscallError("accept", syscall.EMFILE)}
		d := newDoor()
		v := visitors(1)[0]
		go func() {
			for range 10 {
				d.queue <- full
			}
			d.queue <- v
			d.queue <- full
			close(d.queue)
		}()
		var at []time.Duration
		start := time.Now()
		for _, err := range source.Accept(d).All(t.Context()) {
			if err != nil {
				assert.Equal(t, full, err)
			}
			at = append(at, time.Since(start)/time.Millisecond)
		}
		assert.Equal(t, []time.Duration{0, 5, 15, 35, 75, 155, 315, 635, 1275, 2275, 3275, 3275}, at)
		assert.Equal(t, 3280*time.Millisecond, time.Since(start))
	})
	bubble(t, "a pause ends with ctx", func(t *testing.T) {
		d := newDoor(os.ErrDeadlineExceeded, os.ErrDeadlineExceeded)
		ctx, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(6*time.Millisecond, func() { cancel(errBoom) })
		start := time.Now()
		_, err := source.Accept(d).DropErrors(func(error) {}).TryCollect(ctx)
		assert.Equal(t, errBoom, err)
		assert.Equal(t, 6*time.Millisecond, time.Since(start))
	})
	bubble(t, "any other error is the last element", func(t *testing.T) {
		vs := visitors(2)
		got, err := source.Accept(newDoor(vs[0], vs[1], io.ErrUnexpectedEOF, errBoom)).TryCollect(t.Context())
		assert.Equal(t, io.ErrUnexpectedEOF, err)
		assert.Len(t, got, 2)
		results, err := source.Accept(newDoor(errBoom, vs[0])).Results().TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []stream.Result[net.Conn]{{Err: errBoom}}, results)
	})
	bubble(t, "takes a connection only when there is room for it", func(t *testing.T) {
		d := visited(visitors(5))
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		handled := source.Accept(timed(d)).TryMap(blocks).Buffered(2).Chan(ctx)
		synctest.Wait()
		assert.Equal(t, int32(2), d.accepted.Load())
		cancel()
		for range handled {
		}
	})
}

func blocks(ctx context.Context, c net.Conn) (net.Conn, error) {
	<-ctx.Done()
	return c, context.Cause(ctx)
}

func TestAcceptSockets(t *testing.T) {
	for network, address := range map[string]string{"tcp": "127.0.0.1:0", "unix": filepath.Join(t.TempDir(), "socket")} {
		t.Run("the listener for "+network+" can be left and used again", func(t *testing.T) {
			l, err := net.Listen(network, address)
			require.NoError(t, err)
			for range 3 {
				ctx, cancel := context.WithCancelCause(t.Context())
				dialed := make(chan error, 1)
				dial := func() {
					c, err := net.Dial(network, l.Addr().String())
					if err == nil {
						_, err = fmt.Fprint(c, "hello")
						c.Close()
					}
					dialed <- err
				}
				go dial()
				var heard []string
				err := source.Accept(l).ForEach(ctx, func(c net.Conn) {
					defer c.Close()
					text, err := io.ReadAll(c)
					assert.NoError(t, err)
					heard = append(heard, string(text))
					go cancel(errBoom)
				})
				assert.Equal(t, errBoom, err)
				assert.NoError(t, <-dialed)
				assert.Equal(t, []string{"hello"}, heard)
			}
			require.NoError(t, l.Close())
			n, err := source.Accept(l).Count(t.Context())
			assert.NoError(t, err)
			assert.Zero(t, n)
		})
	}
}

func ExampleAccept() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	go greet(l.Addr())
	answer := func(_ context.Context, c net.Conn) error {
		_, err := io.WriteString(c, "hello\n")
		return errors.Join(err, c.Close(), l.Close()) // closing l is the end
	}

	err = source.Accept(l).TryForEachConcurrent(context.Background(), 10, answer)
	fmt.Println(err)
	// Output: <nil>
}

// greet dials and reads what it is told.
func greet(to net.Addr) {
	c, err := net.Dial(to.Network(), to.String())
	if err != nil {
		panic(err)
	}
	defer c.Close()
	_, _ = io.Copy(io.Discard, c)
}
