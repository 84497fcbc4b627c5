package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestMain fails the run if a goroutine is left that nobody can wake any more.
func TestMain(m *testing.M) {
	code := m.Run()
	if path, err := program(); err == nil {
		os.RemoveAll(filepath.Dir(path))
	}
	runtime.GC()
	var leaks strings.Builder
	if err := pprof.Lookup("goroutineleak").WriteTo(&leaks, 1); code == 0 && (err != nil || strings.Contains(leaks.String(), "+0x")) {
		fmt.Fprintln(os.Stderr, "goroutines leaked:\n"+leaks.String())
		code = 1
	}
	os.Exit(code)
}

func digest(body string) string {
	sum := sha256.Sum256([]byte(body))
	return hex.EncodeToString(sum[:])
}

func TestFetch(t *testing.T) {
	for _, n := range []int{1, 2, 5, 50} {
		bubble(t, fmt.Sprintf("%d at a time, in the order of the list", n), func(t *testing.T) {
			const urls = 20
			web := network{}
			seen := web.serve(t, "a.test", func(w http.ResponseWriter, r *http.Request) {
				var i int
				_, _ = fmt.Sscanf(r.URL.Path, "/%d", &i)
				time.Sleep(time.Duration(urls-i%7) * time.Second) // later ones are done earlier
				fmt.Fprint(w, "body of ", i)
			})
			var list []string
			for i := range urls {
				list = append(list, fmt.Sprintf("http://a.test/%d", i))
			}
			got := web.list(t, list, "-n", fmt.Sprint(n), "-rate", "inf")
			require.Len(t, got.pages, urls)
			for i, p := range got.pages {
				body := fmt.Sprint("body of ", i)
				assert.Equal(t, page{URL: list[i], Status: 200, Bytes: int64(len(body)), SHA256: digest(body), Seconds: float64(urls - i%7), Attempts: 1}, p)
			}
			assert.Equal(t, exitOK, got.code)
			assert.Equal(t, min(n, urls), seen.most())
			assert.Equal(t, fmt.Sprintf("fetch: 20 URLs, 0 of them failed, 0.0 MB in %.1f s\n", got.took.Seconds()), got.stderr)
		})
	}

	bubble(t, "those behind a slow one go on", func(t *testing.T) {
		web := network{}
		web.serve(t, "a.test", func(_ http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/slow" {
				time.Sleep(20 * time.Second)
			}
			time.Sleep(time.Second)
		})
		list := []string{"http://a.test/slow"}
		for range 20 {
			list = append(list, "http://a.test/")
		}
		got := web.list(t, list, "-n", "2", "-rate", "inf")
		assert.Len(t, got.pages, 21)
		assert.Equal(t, 21*time.Second, got.took)
	})

	bubble(t, "what fails is a line in its place, and exit code 1", func(t *testing.T) {
		web := network{}
		web.serve(t, "a.test", func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/missing" {
				w.WriteHeader(http.StatusNotFound)
			}
		})
		got := web.list(t, []string{"http://a.test/1", "http://a.test/missing", "http://a.test/2"}, "-rate", "inf")
		require.Len(t, got.pages, 3)
		assert.Equal(t, page{URL: "http://a.test/missing", Status: 404, Attempts: 1, Error: "404 Not Found"}, got.pages[1])
		assert.Equal(t, digest(""), got.pages[2].SHA256)
		assert.Equal(t, exitFailed, got.code)
		assert.Contains(t, got.stderr, "fetch: 3 URLs, 1 of them failed")
	})
}
