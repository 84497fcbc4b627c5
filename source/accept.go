package source

import (
	"context"
	"errors"
	"net"
	"time"

	"github.com/seed-09178888/leat/stream"
)

// Accept yields the connections that l accepts.
//
//	dial a      dial b  l.Close()  ->  --a------b--|
//
// Whoever receives a connection closes it. One that nobody has received when the run ends is closed by the run: the
// task of the stage below has not begun, or there is no task and it has not come to the consumer. A boundary without a
// task loses what it has read ahead, as it does with all elements: put the function that handles the connection above it.
//
// Order: as l accepts them.
//
// Concurrency: one goroutine accepts, and only when there is room for the element. Until then
// connections wait in the queue of the system.
//
// Memory: nothing is kept.
//
// Errors: an error that is temporary, such as too many open files, is an element; what comes next is accepted after a pause, of 5
// milliseconds that double up to a second while it fails. Any other is the last element. That l has been closed is no error, but the end.
//
// Cancellation: a wait ends with ctx if l has a method SetDeadline, as those of TCP and Unix sockets have: a deadline that
// has passed is set, and none when the wait is over. Otherwise it ends with the next connection or when l is
// closed, and until then the terminal waits. So put TLS behind it: .Map(func(c net.Conn) net.Conn { return tls.Server(c, config) }).
// l is not closed.
//
// Again: yes, until l is closed. Of two runs at the same time, each gets some of the connections, and
// the end of one may be a timeout for the other, which is a temporary error.
//
// Rust: tokio_stream::wrappers::TcpListenerStream, UnixListenerStream.
func Accept(l net.Listener) stream.Stream[net.Conn] {
	notNil("Accept", "l", l == nil)
	return stream.TryGenerate(func(ctx context.Context, yield func(*arrival, error) bool) error {
		hall := newLobby()
		defer hall.close()
		defer interrupt(ctx, l)()
		pause := time.Duration(0)
		for ctx.Err() == nil {
			conn, err := l.Accept()
			switch {
			case err == nil:
				pause = 0
				if !yield(hall.enter(conn), nil) {
					return nil
				}
			case errors.Is(err, net.ErrClosed):
				hall.wait(ctx)
				return nil
			case !temporary(err):
				hall.wait(ctx)
				return err
			default:
				pause = min(max(5*time.Millisecond, 2*pause), time.Second)
				if !yield(nil, err) || !sleep(ctx, pause) {
					return nil
				}
			}
		}
		return nil
	}).FilterMap(func(a *arrival) (net.Conn, bool) { return a.conn, a.leave() })
}

// interrupt ends an Accept that blocks when ctx ends. done undoes that.
func interrupt(ctx context.Context, l net.Listener) (done func()) {
	d, ok := l.(interface{ SetDeadline(time.Time) error })
	if !ok {
		return func() {}
	}
	set := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(set)
		_ = d.SetDeadline(time.Unix(1, 0)) // if that fails, l is as one without
	})
	return func() {
		if !stop() {
			<-set
			_ = d.SetDeadline(time.Time{})
		}
	}
}

// temporary is what net.Error says, which it calls not well-defined: the next Accept may succeed.
func temporary(err error) bool {
	t, ok := errors.AsType[interface {
		error
		Temporary() bool
	}](err)
	return ok && t.Temporary()
}

// sleep is false if ctx has ended.
func sleep(ctx context.Context, d time.Duration) bool {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}
