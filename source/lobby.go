package source

import (
	"context"
	"net"
	"sync"
)

// A lobby holds the connections that a run has accepted and nobody has received: a
// boundary below has pulled them, and their tasks have not begun.
type lobby struct {
	left chan struct{} // a token: there may be fewer
	mu   struct {
		sync.Mutex
		waiting map[*arrival]bool
	}
}

// An arrival is a connection in a lobby.
type arrival struct {
	conn     net.Conn
	lobby    *lobby
	received bool // the lobby's lock guards it
}

func newLobby() *lobby {
	l := &lobby{left: make(chan struct{}, 1)}
	l.mu.waiting = map[*arrival]bool{}
	return l
}

func (l *lobby) enter(conn net.Conn) *arrival {
	a := &arrival{conn: conn, lobby: l}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.mu.waiting[a] = true
	return a
}

// leave is where the connection is received, or has been before: a task that is tried again keeps
// it. It is false if the lobby has closed it.
func (a *arrival) leave() bool {
	l := a.lobby
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.mu.waiting[a] {
		a.received = true
		delete(l.mu.waiting, a)
		select {
		case l.left <- struct{}{}:
		default:
		}
	}
	return a.received
}

// wait waits until all have left, or ctx ends.
func (l *lobby) wait(ctx context.Context) {
	for !l.empty() {
		select {
		case <-l.left:
		case <-ctx.Done():
			return
		}
	}
}

func (l *lobby) empty() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return len(l.mu.waiting) == 0
}

// close closes what has not been received, and nobody receives any more.
func (l *lobby) close() {
	l.mu.Lock()
	waiting := l.mu.waiting
	l.mu.waiting = nil
	l.mu.Unlock()
	for a := range waiting {
		_ = a.conn.Close()
	}
}
