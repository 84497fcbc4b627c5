package main

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// one fetches http://a.test/, where h answers, and returns what became of it.
func one(t *testing.T, h http.HandlerFunc, args ...string) (page, *log) {
	t.Helper()
	web := network{}
	seen := web.serve(t, "a.test", h)
	got := web.list(t, []string{"http://a.test/"}, append([]string{"-rate", "inf"}, args...)...)
	require.Len(t, got.pages, 1)
	assert.Equal(t, got.pages[0].Error != "", got.code == exitFailed)
	assert.InDelta(t, got.took.Seconds(), got.pages[0].Seconds, 0.0006)
	return got.pages[0], seen
}

// first answers the first request of a test with before, and the others with 200.
func first(before http.HandlerFunc) http.HandlerFunc {
	answered := false
	return func(w http.ResponseWriter, r *http.Request) {
		if !answered {
			answered = true
			before(w, r)
		}
	}
}

// refuse answers with that status and header.
func refuse(status int, header ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for i := 0; i < len(header); i += 2 {
			w.Header().Set(header[i], header[i+1])
		}
		w.WriteHeader(status)
	}
}

func TestRetryAfter(t *testing.T) {
	for name, status := range map[string]int{"429": 429, "503": 503} {
		bubble(t, name+" with seconds is tried again after so many", func(t *testing.T) {
			p, seen := one(t, first(refuse(status, "Retry-After", "7")))
			assert.Equal(t, page{URL: "http://a.test/", Status: 200, SHA256: digest(""), Seconds: 7, Attempts: 2}, p)
			assert.Equal(t, []time.Duration{7 * time.Second}, seen.gaps())
		})
	}

	bubble(t, "a date is one of the clock of the server", func(t *testing.T) {
		for _, wrong := range []time.Duration{0, time.Hour, -time.Hour} {
			now := time.Now().Add(wrong).UTC()
			p, _ := one(t, first(refuse(429, "Date", now.Format(http.TimeFormat), "Retry-After", now.Add(9*time.Second).Format(http.TimeFormat))))
			assert.Equal(t, 9.0, p.Seconds) //nolint:testifylint // virtual time is exact
			assert.Equal(t, 2, p.Attempts)
		}
	})

	bubble(t, "a date without a clock is one of ours, and one that is over asks for no pause", func(t *testing.T) {
		h := http.Header{"Retry-After": {time.Now().Add(time.Minute).UTC().Format(http.TimeFormat)}}
		pause, ok := retryAfter(h)
		assert.True(t, ok)
		assert.Equal(t, time.Minute, pause)
		time.Sleep(time.Hour)
		pause, ok = retryAfter(h)
		assert.True(t, ok)
		assert.Zero(t, pause)
	})

	bubble(t, "nonsense is as good as nothing: the pause is half a second, more or less", func(t *testing.T) {
		for _, v := range []string{"", "soon", "-5", "1.5", "9999999999999", "99999999999999999999", "Fri, 32 Jan 2000 00:00:00 GMT"} {
			p, _ := one(t, first(refuse(429, "Retry-After", v)))
			assert.Equal(t, 2, p.Attempts, v)
			assert.InDelta(t, 0.5, p.Seconds, 0.26, v)
		}
	})

	bubble(t, "a pause longer than the time left is not waited for", func(t *testing.T) {
		p, _ := one(t, refuse(503, "Retry-After", "120"), "-timeout", "119s")
		assert.Equal(t, page{URL: "http://a.test/", Status: 503, Attempts: 1, Error: "503 Service Unavailable, retry after 2m0s"}, p)
		p, _ = one(t, first(refuse(503, "Retry-After", "120")), "-timeout", "121s")
		assert.Empty(t, p.Error)
	})
}

func TestRetry(t *testing.T) {
	bubble(t, "a failure of the server is tried again", func(t *testing.T) {
		for _, status := range []int{408, 425, 500, 502, 503, 504} {
			p, _ := one(t, first(refuse(status)))
			assert.Empty(t, p.Error)
			assert.Equal(t, 2, p.Attempts)
			assert.Equal(t, 200, p.Status)
		}
	})

	bubble(t, "as often as -tries says, with longer and longer pauses", func(t *testing.T) {
		p, seen := one(t, refuse(500), "-tries", "6")
		assert.Equal(t, 6, p.Attempts)
		assert.Equal(t, "500 Internal Server Error", p.Error)
		pause := 0.5
		for _, gap := range seen.gaps() {
			assert.InDelta(t, pause, gap.Seconds(), pause/2+0.001)
			pause *= 1.5
		}
	})

	bubble(t, "what would fail again is not", func(t *testing.T) {
		for _, status := range []int{300, 304, 400, 401, 403, 404, 410, 501} {
			p, _ := one(t, refuse(status))
			assert.Equal(t, 1, p.Attempts)
			assert.Equal(t, status, p.Status)
			assert.True(t, strings.HasPrefix(p.Error, strconv.Itoa(status)), p.Error)
		}
	})

	bubble(t, "a body that breaks off is an error", func(t *testing.T) {
		p, _ := one(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			_, _ = w.Write(make([]byte, 10))
		})
		assert.Equal(t, "the body broke off after 10 bytes: unexpected EOF", p.Error)
		assert.EqualValues(t, 10, p.Bytes)
		assert.Empty(t, p.SHA256)
		assert.Equal(t, 3, p.Attempts)
	})

	bubble(t, "the second attempt counts anew", func(t *testing.T) {
		p, _ := one(t, first(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Length", "1000")
			_, _ = w.Write(make([]byte, 10))
		}))
		assert.Empty(t, p.Error)
		assert.Zero(t, p.Bytes)
		assert.Equal(t, digest(""), p.SHA256)
	})

	bubble(t, "and knows nothing of the first", func(t *testing.T) {
		before := first(refuse(200, "Content-Length", "1000"))
		p, _ := one(t, func(w http.ResponseWriter, r *http.Request) {
			before(w, r)
			if w.Header().Get("Content-Length") == "" {
				hang(w, r)
			}
		}, "-tries", "2")
		assert.Equal(t, "not finished within 30s", p.Error)
		assert.Zero(t, p.Status)
	})

	bubble(t, "a host that does not exist is final", func(t *testing.T) {
		web := network{}
		got := web.list(t, []string{"http://unknown.test/"})
		require.Len(t, got.pages, 1)
		assert.Equal(t, page{URL: "http://unknown.test/", Attempts: 1, Error: "lookup unknown.test: no such host"}, got.pages[0])
	})

	bubble(t, "who is not there is asked again", func(t *testing.T) {
		web := network{"nobody.test:80": nil}
		got := web.list(t, []string{"http://nobody.test/"})
		require.Len(t, got.pages, 1)
		assert.Equal(t, 3, got.pages[0].Attempts)
		assert.Equal(t, "dial tcp: connection refused", got.pages[0].Error)
	})

	bubble(t, "a redirect is followed ten times, and no more", func(t *testing.T) {
		for hops, fails := range map[int]bool{10: false, 11: true, 1000: true} {
			p, seen := one(t, func(w http.ResponseWriter, r *http.Request) {
				if at, _ := strconv.Atoi(r.URL.Path[1:]); at < hops {
					http.Redirect(w, r, "/"+strconv.Itoa(at+1), http.StatusFound)
				}
			})
			assert.Equal(t, 1, p.Attempts)
			assert.Equal(t, 11, seen.requests())
			if assert.Equal(t, fails, p.Error != "") && fails {
				assert.Equal(t, "more than 10 redirects", p.Error)
			}
		}
	})
}

// hang never answers: it waits until the client has left.
func hang(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }

func TestTimeout(t *testing.T) {
	bubble(t, "each attempt has its time", func(t *testing.T) {
		p, seen := one(t, hang, "-attempt", "10s")
		assert.Equal(t, 3, p.Attempts)
		assert.Equal(t, "not finished within 10s", p.Error)
		assert.InDelta(t, 30+0.5+0.75, p.Seconds, 0.65)
		assert.Equal(t, 3, seen.requests())
	})

	bubble(t, "of a body too", func(t *testing.T) {
		p, _ := one(t, func(w http.ResponseWriter, r *http.Request) {
			_, _ = w.Write([]byte("half"))
			_ = http.NewResponseController(w).Flush()
			hang(w, r)
		}, "-tries", "1")
		assert.Equal(t, page{URL: "http://a.test/", Status: 200, Bytes: 4, Seconds: 30, Attempts: 1, Error: "not finished within 30s"}, p)
	})

	bubble(t, "and so has the URL: in an attempt", func(t *testing.T) {
		p, _ := one(t, hang, "-timeout", "40s")
		assert.Equal(t, 2, p.Attempts)
		assert.Equal(t, "the timeout of 40s is over: context deadline exceeded", p.Error)
		assert.Equal(t, 40.0, p.Seconds) //nolint:testifylint // virtual time is exact
	})

	bubble(t, "and in a pause", func(t *testing.T) {
		p, _ := one(t, refuse(500), "-timeout", "10s", "-tries", "1000")
		assert.Equal(t, "500 Internal Server Error, and no time was left to try again", p.Error)
		assert.Equal(t, 10.0, p.Seconds) //nolint:testifylint // virtual time is exact
		assert.Greater(t, p.Attempts, 3)
	})
}
