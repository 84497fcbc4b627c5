package main

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestList(t *testing.T) {
	bubble(t, "blank lines and comments are no URLs, and all else is a line", func(t *testing.T) {
		web := network{}
		web.serve(t, "a.test", func(http.ResponseWriter, *http.Request) {})
		const none = "not a URL that begins with http:// or https://"
		list := "\n# http://a.test/\n  http://a.test/1 \r\n\t\nhttp://a.test/2\nftp://a.test/\na.test\nhttp://\nhttps:///x\nhttp://[::1\nhttp://a b/\n\xff\x00"
		got := web.fetch(t.Context(), t, strings.NewReader(list), "-rate", "inf")
		var lines []string
		for _, p := range got.pages {
			lines = append(lines, p.URL+" "+p.Error)
			assert.Equal(t, p.Error == "", p.Attempts == 1)
		}
		assert.Equal(t, []string{
			"http://a.test/1 ", "http://a.test/2 ", "ftp://a.test/ " + none, "a.test " + none, "http:// " + none, "https:///x " + none,
			"http://[::1 missing ']' in host", `http://a b/ invalid character " " in host name`, "\ufffd\x00 net/url: invalid control character in URL",
		}, lines)
		assert.Equal(t, exitFailed, got.code)
	})

	bubble(t, "nothing to fetch is no failure", func(t *testing.T) {
		got := network{}.fetch(t.Context(), t, strings.NewReader("\n# nothing\n"))
		assert.Empty(t, got.pages)
		assert.Equal(t, exitOK, got.code)
	})

	bubble(t, "a line that is too long is an error in its place", func(t *testing.T) {
		web := network{}
		web.serve(t, "a.test", func(http.ResponseWriter, *http.Request) {})
		got := web.list(t, []string{"http://a.test/1", "http://a.test/" + strings.Repeat("x", 1<<20), "http://a.test/2"})
		require.Len(t, got.pages, 3)
		assert.Empty(t, got.pages[1].URL)
		assert.True(t, strings.HasPrefix(got.pages[1].Error, "standard input:2: "), got.pages[1].Error)
		assert.Equal(t, "http://a.test/2", got.pages[2].URL)
		assert.Equal(t, exitFailed, got.code)
	})

	bubble(t, "a list that breaks off is an error at its end", func(t *testing.T) {
		web := network{}
		web.serve(t, "a.test", func(http.ResponseWriter, *http.Request) {})
		r := io.MultiReader(strings.NewReader("http://a.test/1\nhttp://a.te"), iotest.ErrReader(errors.New("broken")))
		got := web.fetch(t.Context(), t, r)
		require.Len(t, got.pages, 2)
		assert.Contains(t, got.pages[1].Error, "broken")
		assert.Equal(t, exitFailed, got.code)
	})

	bubble(t, "comes from a file as well", func(t *testing.T) {
		web := network{}
		web.serve(t, "a.test", func(http.ResponseWriter, *http.Request) {})
		file := t.TempDir() + "/list"
		require.NoError(t, os.WriteFile(file, []byte("http://a.test/1\n# no\nhttp://a.test/2"), 0o644))
		got := web.fetch(t.Context(), t, nil, file)
		assert.Len(t, got.pages, 2)
		assert.Equal(t, 2, (&job{listFile: file}).count())
		assert.Equal(t, -1, (&job{listFile: "-"}).count())
		assert.Equal(t, -1, (&job{listFile: os.DevNull}).count())
	})

	t.Run("however long, takes no more memory", func(t *testing.T) {
		const urls = 100_000
		in, out := io.Pipe()
		go func() {
			for i := range urls {
				fmt.Fprintf(out, "http://%d.test/%s\n", i, strings.Repeat("x", 100))
			}
			out.Close()
		}()
		o, err := parse([]string{"-rate", "1e9"})
		require.NoError(t, err)
		var heap []uint64
		printed := 0
		stdout := writerFunc(func([]byte) (int, error) {
			if printed++; printed%(urls/10) == 0 {
				runtime.GC()
				var m runtime.MemStats
				runtime.ReadMemStats(&m)
				heap = append(heap, m.HeapAlloc)
			}
			return 0, nil
		})
		j := newJob(o, in, stdout, io.Discard)
		j.client.Transport = tripper(func(r *http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader("body")), Request: r}, nil
		})
		require.NoError(t, j.fetch(t.Context()))
		assert.Equal(t, urls, j.printed)
		require.Len(t, heap, 10)
		for _, h := range heap[1:] {
			assert.InDelta(t, heap[0], h, 2<<20)
		}
	})
}

// writerFunc is a writer made of a function, which takes all if it says nothing else.
type writerFunc func(p []byte) (int, error)

func (f writerFunc) Write(p []byte) (int, error) {
	n, err := f(p)
	if err == nil {
		n = len(p)
	}
	return n, err
}

type tripper func(*http.Request) (*http.Response, error)

func (f tripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }
