package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// pressed is a context that ends as at Ctrl-C after d.
func pressed(t *testing.T, d time.Duration) context.Context {
	t.Helper()
	ctx, cancel := context.WithCancelCause(t.Context())
	timer := time.AfterFunc(d, func() { cancel(errors.New("interrupt signal received")) })
	t.Cleanup(func() { timer.Stop() })
	return ctx
}

func TestInterrupt(t *testing.T) {
	bubble(t, "what was begun is finished, and nothing else begun", func(t *testing.T) {
		web := network{}
		seen := web.serve(t, "a.test", func(_ http.ResponseWriter, r *http.Request) { time.Sleep(4 * time.Second) })
		list := strings.Repeat("http://a.test/\n", 100)
		got := web.fetch(pressed(t, 10*time.Second), t, strings.NewReader(list), "-n", "3", "-rate", "inf")
		assert.Len(t, got.pages, 9)
		assert.Equal(t, 9, seen.requests())
		for _, p := range got.pages {
			assert.Empty(t, p.Error)
		}
		assert.Equal(t, 12*time.Second, got.took)
		assert.Equal(t, exitInterrupted, got.code)
		assert.Equal(t, "fetch: interrupted after 9 URLs, 0 of them failed, 0.0 MB in 12.0 s\n", got.stderr)
	})

	bubble(t, "after some seconds it is given up, and those before it are printed", func(t *testing.T) {
		web := network{}
		web.serve(t, "a.test", func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/hang" {
				hang(w, r)
			}
		})
		list := "http://a.test/1\nhttp://a.test/2\nhttp://a.test/hang\nhttp://a.test/4\n"
		got := web.fetch(pressed(t, time.Second), t, strings.NewReader(list), "-rate", "inf")
		require.Len(t, got.pages, 2)
		assert.Equal(t, "http://a.test/2", got.pages[1].URL)
		assert.Equal(t, time.Second+grace, got.took)
		assert.Equal(t, exitInterrupted, got.code)
		assert.Contains(t, got.stderr, "fetch: a URL was not finished 5s after the interrupt: those behind it are not printed\nfetch: interrupted after 2 URLs")
	})

	bubble(t, "another attempt is no beginning", func(t *testing.T) {
		web := network{}
		web.serve(t, "a.test", first(refuse(429, "Retry-After", "3")))
		got := web.fetch(pressed(t, time.Second), t, strings.NewReader("http://a.test/"), "-rate", "inf")
		require.Len(t, got.pages, 1)
		assert.Equal(t, 2, got.pages[0].Attempts)
		assert.Empty(t, got.pages[0].Error)
		assert.Equal(t, exitInterrupted, got.code)
	})

	bubble(t, "a long pause is given up", func(t *testing.T) {
		web := network{}
		web.serve(t, "a.test", refuse(429, "Retry-After", "100"))
		got := web.fetch(pressed(t, time.Second), t, strings.NewReader("http://a.test/"), "-rate", "inf")
		assert.Empty(t, got.pages)
		assert.Equal(t, time.Second+grace, got.took)
		assert.Equal(t, exitInterrupted, got.code)
	})

	bubble(t, "it ends at once if nothing is begun and nobody types", func(t *testing.T) {
		web := network{}
		web.serve(t, "a.test", func(http.ResponseWriter, *http.Request) {})
		stdin, typed := io.Pipe()
		defer typed.Close()
		go func() { _, _ = io.WriteString(typed, "http://a.test/\n") }()
		got := web.fetch(pressed(t, 10*time.Second), t, stdin)
		assert.Len(t, got.pages, 1)
		assert.Equal(t, 10*time.Second, got.took)
		assert.Equal(t, exitInterrupted, got.code)
	})

	bubble(t, "before it has begun, nothing happens", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		got := network{}.fetch(ctx, t, strings.NewReader("http://a.test/"))
		assert.Empty(t, got.pages)
		assert.Equal(t, exitInterrupted, got.code)
	})
}

func TestOutput(t *testing.T) {
	for _, c := range []struct {
		err    error
		code   int
		stderr string
	}{
		{syscall.EPIPE, exitPipe, ""},
		{errors.New("disk full"), exitFailed, "fetch: write error: sink: JSONL: element 2: disk full\n"},
	} {
		bubble(t, fmt.Sprintf("%v ends it, and what runs is given up", c.err), func(t *testing.T) {
			web := network{}
			seen := web.serve(t, "a.test", func(w http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/hang" {
					hang(w, r)
				}
			})
			list := "http://a.test/1\nhttp://a.test/2\nhttp://a.test/3\nhttp://a.test/hang\n" + strings.Repeat("http://a.test/\n", 100)
			o, err := parse([]string{"-n", "2", "-rate", "inf"})
			require.NoError(t, err)
			var stderr strings.Builder
			lines := 0
			stdout := writerFunc(func([]byte) (int, error) {
				if lines++; lines > 2 {
					synctest.Wait() // until the next one hangs, as all others wait for it
					return 0, c.err
				}
				return 0, nil
			})
			j := newJob(o, strings.NewReader(list), stdout, &stderr)
			j.transport.DialContext, j.transport.Proxy = web.dial, nil
			assert.Equal(t, c.code, j.close(t.Context(), j.fetch(t.Context())))
			assert.Equal(t, c.stderr, stderr.String())
			assert.Equal(t, 3, lines)
			assert.Less(t, seen.requests(), 50)
		})
	}
}
