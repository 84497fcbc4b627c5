package main

import (
	"fmt"
	"math"
	"net/http"
	"net/url"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRate(t *testing.T) {
	bubble(t, "each host is asked as often as it may be", func(t *testing.T) {
		web, seen, list := network{}, []*log{}, []string{}
		for _, host := range []string{"a.test", "b.test"} {
			seen = append(seen, web.serve(t, host, func(http.ResponseWriter, *http.Request) {}))
		}
		for range 20 {
			list = append(list, "http://a.test/", "http://B.test/", "http://b.TEST/")
		}
		got := web.list(t, list, "-n", "60", "-rate", "2")
		assert.Equal(t, exitOK, got.code)
		for i, n := range []int{20, 40} {
			require.Equal(t, n, seen[i].requests())
			for _, gap := range seen[i].gaps() {
				assert.InDelta(t, 0.5, gap.Seconds(), 1e-6)
			}
		}
		assert.InDelta(t, 39*0.5, got.took.Seconds(), 1e-6)
	})

	bubble(t, "further attempts and redirects count", func(t *testing.T) {
		web := network{}
		seen := web.serve(t, "a.test", func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/" {
				http.Redirect(w, r, "/next", http.StatusFound)
				return
			}
			refuse(500, "Retry-After", "0")(w, r)
		})
		web.list(t, []string{"http://a.test/", "http://a.test/", "http://a.test/"}, "-rate", "0.5")
		require.Equal(t, 3*3*2, seen.requests())
		for _, gap := range seen.gaps() {
			assert.GreaterOrEqual(t, gap, 2*time.Second-time.Microsecond)
		}
	})

	bubble(t, "a turn that comes too late is not waited for", func(t *testing.T) {
		web := network{}
		seen := web.serve(t, "a.test", func(http.ResponseWriter, *http.Request) {})
		got := web.list(t, []string{"http://a.test/1", "http://a.test/2"}, "-rate", "0.01", "-timeout", "99s")
		require.Len(t, got.pages, 2)
		failed := got.pages[0]
		if failed.Error == "" {
			failed = got.pages[1]
		}
		assert.Equal(t, "a.test may not be asked again before the time for the URL is over", failed.Error)
		assert.Zero(t, failed.Attempts)
		assert.Zero(t, got.took)
		assert.Equal(t, 1, seen.requests())
	})
}

func TestHosts(t *testing.T) {
	at := func(i int) *url.URL { return &url.URL{Host: fmt.Sprint(i)} }

	bubble(t, "forgets those that may be asked again at once", func(t *testing.T) {
		h := newHosts(1)
		for i := range 100 * fewHosts {
			require.NoError(t, h.turn(t.Context(), at(i)))
			time.Sleep(time.Second / 100)
			require.LessOrEqual(t, len(h.mu.byName), fewHosts)
		}
	})

	bubble(t, "all of them, if there is no limit", func(t *testing.T) {
		h := newHosts(math.Inf(1))
		for i := range 3 * fewHosts {
			require.NoError(t, h.turn(t.Context(), at(i)))
			require.LessOrEqual(t, len(h.mu.byName), fewHosts)
		}
	})

	bubble(t, "but for one that somebody is about to ask", func(t *testing.T) {
		h := newHosts(1)
		l := h.enter("a")
		h.mu.sweep = 0
		h.leave(h.enter("b")) // tidies up
		h.mu.sweep = 0
		h.leave(h.enter("c"))
		assert.Len(t, h.mu.byName, 2) // b is forgotten
		assert.Same(t, l, h.enter("a"))
	})

	bubble(t, "remembers the others, and those for whom somebody waits", func(t *testing.T) {
		h := newHosts(0.001)
		for i := range 3 * fewHosts {
			require.NoError(t, h.turn(t.Context(), at(i)))
		}
		assert.Len(t, h.mu.byName, 3*fewHosts)
		began := time.Now()
		go func() { _ = h.turn(t.Context(), at(7)) }()
		synctest.Wait()
		time.Sleep(1500 * time.Second)
		h.mu.sweep = 0
		require.NoError(t, h.turn(t.Context(), at(-1))) // tidies up
		assert.Len(t, h.mu.byName, 2)                   // -1, and 7, which was asked 500 s ago
		require.NoError(t, h.turn(t.Context(), at(7)))
		assert.Equal(t, 2000*time.Second, time.Since(began).Round(time.Microsecond))
	})
}
