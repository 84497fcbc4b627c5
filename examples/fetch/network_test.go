package main

import (
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// bubble is t.Run in a synctest bubble: virtual time, and a goroutine left behind fails the test.
func bubble(t *testing.T, name string, f func(t *testing.T)) {
	t.Helper()
	t.Run(name, func(t *testing.T) { synctest.Test(t, f) })
}

// A network is the internet of a test, in memory, so that its time is that of a bubble.
type network map[string]*listener

// dial connects to addr. A host that is there but does not serve, which is nil, refuses.
func (n network) dial(ctx context.Context, kind, addr string) (net.Conn, error) {
	l, exists := n[strings.ToLower(addr)]
	if !exists {
		host, _, _ := strings.Cut(addr, ":")
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	if l == nil {
		return nil, &net.OpError{Op: "dial", Net: kind, Err: syscall.ECONNREFUSED}
	}
	client, server := net.Pipe()
	select {
	case l.conns <- server:
		return client, nil
	case <-l.closed:
		return nil, &net.OpError{Op: "dial", Net: kind, Err: syscall.ECONNREFUSED}
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// serve makes host answer with h until the end of the test, and returns what it has seen.
func (n network) serve(t *testing.T, host string, h http.HandlerFunc) *log {
	t.Helper()
	l := &listener{conns: make(chan net.Conn), closed: make(chan struct{})}
	n[host+":80"] = l
	var seen log
	server := &http.Server{Handler: seen.around(h)}
	go func() { _ = server.Serve(l) }()
	t.Cleanup(func() { _ = server.Close() })
	return &seen
}

// fetch runs the program in this process until it ends, or stop does.
func (n network) fetch(stop context.Context, t *testing.T, stdin io.Reader, args ...string) outcome {
	t.Helper()
	o, err := parse(args)
	require.NoError(t, err)
	var stdout, stderr strings.Builder
	j := newJob(o, stdin, &stdout, &stderr)
	j.transport.DialContext, j.transport.Proxy = n.dial, nil
	began := time.Now()
	code := j.close(stop, j.fetch(stop))
	return outcome{pages(t, stdout.String()), stderr.String(), code, time.Since(began)}
}

// list is fetch of these URLs.
func (n network) list(t *testing.T, urls []string, args ...string) outcome {
	t.Helper()
	return n.fetch(t.Context(), t, strings.NewReader(strings.Join(urls, "\n")), args...)
}

// An outcome is what a run of the program left behind.
type outcome struct {
	pages  []page
	stderr string
	code   int
	took   time.Duration
}

// pages reads what the program has printed: whole lines, and nothing else.
func pages(t *testing.T, stdout string) (ps []page) {
	t.Helper()
	for line := range strings.Lines(stdout) {
		require.True(t, strings.HasSuffix(line, "}\n"), "%q", line)
		var p page
		require.NoError(t, json.Unmarshal([]byte(line), &p), line)
		ps = append(ps, p)
	}
	return ps
}

type listener struct {
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func (l *listener) Accept() (net.Conn, error) {
	select {
	case c := <-l.conns:
		return c, nil
	case <-l.closed:
		return nil, net.ErrClosed
	}
}

func (l *listener) Close() error {
	l.once.Do(func() { close(l.closed) })
	return nil
}

func (l *listener) Addr() net.Addr { return &net.TCPAddr{} }

// A log is what a server has seen.
type log struct {
	sync.Mutex
	at        []time.Time // of each request
	now, peak int         // requests at a time
}

func (l *log) around(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		l.Lock()
		l.at = append(l.at, time.Now())
		l.now++
		l.peak = max(l.peak, l.now)
		l.Unlock()
		defer func() {
			l.Lock()
			defer l.Unlock()
			l.now--
		}()
		h(w, r)
	}
}

func (l *log) requests() int {
	l.Lock()
	defer l.Unlock()
	return len(l.at)
}

// most is how many requests there were at a time.
func (l *log) most() int {
	l.Lock()
	defer l.Unlock()
	return l.peak
}

// gaps are the times between the requests.
func (l *log) gaps() (gaps []time.Duration) {
	l.Lock()
	defer l.Unlock()
	for i := 1; i < len(l.at); i++ {
		gaps = append(gaps, l.at[i].Sub(l.at[i-1]))
	}
	return gaps
}
