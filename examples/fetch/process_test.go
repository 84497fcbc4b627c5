package main

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/examples/internal/binary"
)

// program is the path of the program, built once.
var program = binary.Of("fetch")

func command(t *testing.T, list []string, args ...string) *exec.Cmd {
	t.Helper()
	path, err := program()
	require.NoError(t, err)
	cmd := exec.CommandContext(t.Context(), path, args...)
	cmd.Stdin = strings.NewReader(strings.Join(list, "\n"))
	return cmd
}

// site is a server on a real loopback port that does all that a server may do to a client.
func site(t *testing.T) (url string) {
	t.Helper()
	throttled, broken := first(refuse(429, "Retry-After", "1")), first(refuse(500))
	mux := http.NewServeMux()
	mux.HandleFunc("/ok", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, "ok ", r.URL.RawQuery) })
	mux.HandleFunc("/throttled", throttled)
	mux.HandleFunc("/broken", broken)
	mux.HandleFunc("/hang", hang)
	mux.HandleFunc("/cut", refuse(200, "Content-Length", "5"))
	mux.HandleFunc("/loop", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/loop", http.StatusFound) })
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	return server.URL
}

func TestProcess(t *testing.T) {
	t.Run("fetches from a real server", func(t *testing.T) {
		url := site(t)
		gone := httptest.NewServer(nil)
		gone.Close()
		list := []string{url + "/ok", url + "/throttled", url + "/broken", url + "/hang", url + "/cut", url + "/loop", url + "/missing", gone.URL, "x", url + "/ok?2"}
		cmd := command(t, list, "-rate", "inf", "-attempt", "1s", "-tries", "2")
		var stderr strings.Builder
		cmd.Stderr = &stderr
		out, err := cmd.Output()
		require.Error(t, err)
		assert.Equal(t, exitFailed, cmd.ProcessState.ExitCode())

		got := pages(t, string(out))
		require.Len(t, got, len(list))
		for i, want := range []struct {
			status, attempts int
			err              string
		}{
			{200, 1, ""}, {200, 2, ""}, {200, 2, ""}, {0, 2, "not finished within 1s"}, {200, 2, "the body broke off"},
			{0, 1, "more than 10 redirects"}, {404, 1, "404 Not Found"}, {0, 2, "connection refused"}, {0, 0, "not a URL"}, {200, 1, ""},
		} {
			p := got[i]
			assert.Equal(t, list[i], p.URL)
			assert.Equal(t, want.status, p.Status, p.URL)
			assert.Equal(t, want.attempts, p.Attempts, p.URL)
			assert.Contains(t, p.Error, want.err)
			assert.Equal(t, want.err == "", p.Error == "", p.Error)
		}
		assert.Equal(t, digest("ok 2"), got[9].SHA256)
		assert.GreaterOrEqual(t, got[1].Seconds, 1.0)
		assert.Contains(t, stderr.String(), "fetch: 10 URLs, 6 of them failed")
	})

	t.Run("Ctrl-C ends it, and a second one kills", func(t *testing.T) {
		url := site(t)
		for _, signals := range []int{1, 2} {
			cmd := command(t, nil, "-rate", "inf")
			cmd.Stdin = nil
			in, err := cmd.StdinPipe()
			require.NoError(t, err)
			defer in.Close()
			out, err := cmd.StdoutPipe()
			require.NoError(t, err)
			require.NoError(t, cmd.Start())
			list := url + "/ok\n"
			if signals == 2 {
				list += url + "/hang\n"
			}
			_, err = io.WriteString(in, list)
			require.NoError(t, err)
			_, err = bufio.NewReader(out).ReadString('\n')
			require.NoError(t, err)
			ended := make(chan error, 1)
			if signals == 2 {
				go func() { ended <- cmd.Wait() }()
				require.Eventually(t, func() bool {
					_ = cmd.Process.Signal(os.Interrupt)
					return len(ended) == 1
				}, grace, 20*time.Millisecond)
				assert.EqualError(t, <-ended, "signal: interrupt")
				continue
			}
			require.NoError(t, cmd.Process.Signal(os.Interrupt))
			require.Error(t, cmd.Wait())
			assert.Equal(t, exitInterrupted, cmd.ProcessState.ExitCode())
		}
	})

	t.Run("a reader that leaves ends it, without a word", func(t *testing.T) {
		cmd := command(t, []string{site(t) + "/ok"})
		out, in, err := os.Pipe()
		require.NoError(t, err)
		require.NoError(t, out.Close())
		var stderr strings.Builder
		cmd.Stdout, cmd.Stderr = in, &stderr
		require.Error(t, cmd.Run())
		require.NoError(t, in.Close())
		assert.Equal(t, exitPipe, cmd.ProcessState.ExitCode())
		assert.Empty(t, stderr.String())
	})

	t.Run("a terminal shows a bar", func(t *testing.T) {
		script, err := exec.LookPath("script")
		if err != nil || runtime.GOOS != "linux" {
			t.Skip("no script of util-linux here to make a terminal")
		}
		url := site(t)
		list := filepath.Join(t.TempDir(), "list")
		require.NoError(t, os.WriteFile(list, []byte(strings.Repeat(url+"/ok\n", 4)), 0o644))
		path := command(t, nil).Path
		cmd := exec.CommandContext(t.Context(), script, "-qec", path+" -rate inf "+list, os.DevNull)
		cmd.Env = append(os.Environ(), "TERM=xterm")
		out, err := cmd.Output()
		require.NoError(t, err, string(out))
		assert.Contains(t, string(out), " 50% [==============>...............] (2/4) ")
		assert.Equal(t, 4, strings.Count(string(out), erase+`{"url":"`+url+`/ok","status":200,`), string(out))
		assert.Contains(t, string(out), erase+"fetch: 4 URLs, 0 of them failed")
	})
}
