package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/pprof"
	"strings"
	"syscall"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestMain fails the run if a goroutine is left that nobody can wake any more.
func TestMain(m *testing.M) {
	code := m.Run()
	runtime.GC()
	var leaks strings.Builder
	if err := pprof.Lookup("goroutineleak").WriteTo(&leaks, 1); code == 0 && (err != nil || strings.Contains(leaks.String(), "+0x")) {
		fmt.Fprintln(os.Stderr, "goroutines leaked:\n"+leaks.String())
		code = 1
	}
	os.Exit(code)
}

// outcome is what a run of the program left behind.
type outcome struct {
	stdout, stderr string
	code           int
}

func logstats(t *testing.T, stdin io.Reader, args ...string) outcome {
	t.Helper()
	var stdout, stderr strings.Builder
	code := run(t.Context(), args, stdin, &stdout, &stderr)
	return outcome{stdout.String(), stderr.String(), code}
}

func zipped(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := io.WriteString(z, text)
	require.NoError(t, err)
	require.NoError(t, z.Close())
	return b.String()
}

const small = `10.0.0.1 - - [01/Jan/2026:00:00:00 +0000] "GET /a?x=1 HTTP/1.1" 200 1000 "-" "curl" 0.010
10.0.0.1 - - [01/Jan/2026:00:00:00 +0000] "GET /b HTTP/1.1" 200 500 "-" "curl" 0.020
oops
10.0.0.1 - - [01/Jan/2026:00:00:00 +0000] "GET /a HTTP/1.1" 404 - "-" "curl" 1.5`

const smallReport = `lines                  4
unreadable             1
bytes sent          1500

status          requests
200                    2   66.7 %
404                    1   33.3 %

path            requests
                       2   66.7 %  /a
                       1   33.3 %  /b

time            of 3 requests
p50                 20ms
p90                 1.5s
p99                 1.5s
max                 1.5s
`

func TestLogstats(t *testing.T) {
	t.Chdir(t.TempDir())
	require.NoError(t, os.WriteFile("plain", []byte(small), 0o644))
	require.NoError(t, os.WriteFile("zipped", []byte(zipped(t, small)), 0o644))
	require.NoError(t, os.WriteFile("two", []byte(zipped(t, small[:200])+zipped(t, small[200:])), 0o644))

	t.Run("reads files, compressed or not, and the standard input", func(t *testing.T) {
		for _, name := range []string{"plain", "zipped", "two"} {
			got := logstats(t, nil, name)
			assert.Equal(t, outcome{smallReport, "logstats: " + name + ":3: no [time] before the request\n", exitOK}, got)
			text, err := os.ReadFile(name)
			require.NoError(t, err)
			for _, args := range [][]string{nil, {"-"}} {
				got = logstats(t, iotest.OneByteReader(bytes.NewReader(text)), args...)
				assert.Equal(t, outcome{smallReport, "logstats: -:3: no [time] before the request\n", exitOK}, got)
			}
		}
	})

	t.Run("an empty log is no failure", func(t *testing.T) {
		for _, text := range []string{"", zipped(t, "")} {
			got := logstats(t, strings.NewReader(text))
			assert.Equal(t, outcome{"lines                  0\nunreadable             0\nbytes sent             0\n", "", exitOK}, got)
		}
	})

	t.Run("a file that cannot be read is a message, and the others are read", func(t *testing.T) {
		require.NoError(t, os.WriteFile("cut", []byte(zipped(t, small)[:60]), 0o644))
		require.NoError(t, os.WriteFile("fake", []byte("\x1f\x8bnot gzip at all"), 0o644))
		for name, message := range map[string]string{"missing": "no such file or directory", ".": "is a directory", "cut": "unexpected EOF", "fake": "gzip: invalid header"} {
			got := logstats(t, nil, "-top", "1", "plain", name)
			assert.Equal(t, exitFailed, got.code)
			assert.Regexp(t, "(?m)^logstats: .*"+name+".*"+message+"$", got.stderr)
			assert.Contains(t, got.stdout, "  /a\n")
			assert.NotContains(t, got.stdout, "  /b\n")
		}
	})

	t.Run("binary, huge and endless lines are counted and shown", func(t *testing.T) {
		text := small + "\n" + strings.Repeat("x", maxLine+1) + "\n\x00\xff\n" + strings.Repeat("\n", 5)
		got := logstats(t, strings.NewReader(text))
		assert.Contains(t, got.stdout, "lines                 11\nunreadable             8\n")
		assert.Equal(t, exitOK, got.code)
		assert.Contains(t, got.stderr, "logstats: -:5: longer than the limit of 65536 bytes\nlogstats: -:6: no [time]")
		assert.Contains(t, got.stderr, "logstats: 3 more lines could not be read\n")
	})

	t.Run("a path leaves the terminal alone", func(t *testing.T) {
		got := logstats(t, strings.NewReader(request("/\x1b[2J")+"\n"+request("/\xff")+"\n"+request("/é")))
		assert.Contains(t, got.stdout, `  "/\x1b[2J"`+"\n")
		assert.Contains(t, got.stdout, `  "/\xff"`+"\n")
		assert.Contains(t, got.stdout, "  /é\n")
	})

	t.Run("bad usage is explained, exit code 2", func(t *testing.T) {
		for args, message := range map[string]string{"-j 0": "-j must be at least 1, got 0", "-top 0": "-top must be at least 1, got 0", "-x": "flag provided but not defined: -x"} {
			got := logstats(t, nil, strings.Fields(args)...)
			assert.Equal(t, outcome{"", "logstats: " + message + "\nTry 'logstats -h' for help.\n", exitUsage}, got)
		}
		assert.Equal(t, exitUsage, logstats(t, nil, "").code)
		assert.Equal(t, outcome{usage, "", exitOK}, logstats(t, nil, "-h"))
	})
}

func TestInterrupt(t *testing.T) {
	t.Run("ends it though nobody types, with what had been read", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			stdin, typed := io.Pipe()
			defer typed.Close()
			go func() {
				for range chunkSize + 3 {
					_, _ = fmt.Fprintln(typed, request("/a"))
				}
				time.Sleep(time.Minute)
				cancel()
			}()
			var stdout, stderr strings.Builder
			code := run(ctx, nil, stdin, &stdout, &stderr)
			assert.Equal(t, exitInterrupted, code)
			assert.Contains(t, stdout.String(), fmt.Sprintf("lines       %12d\n", chunkSize+3))
			assert.Equal(t, "logstats: interrupted: this is the part that had been read\n", stderr.String())
		})
	})

	t.Run("opens no further file", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		var stdout, stderr strings.Builder
		assert.Equal(t, exitInterrupted, run(ctx, []string{"missing"}, nil, &stdout, &stderr))
		assert.Equal(t, "logstats: interrupted: this is the part that had been read\n", stderr.String())
	})
}

type failing struct{ error }

func (w failing) Write([]byte) (int, error) { return 0, w.error }

func TestOutput(t *testing.T) {
	for _, c := range []struct {
		err    error
		code   int
		stderr string
	}{
		{syscall.EPIPE, exitPipe, ""},
		{errors.New("disk full"), exitFailed, "logstats: write error: disk full\n"},
	} {
		var stderr strings.Builder
		assert.Equal(t, c.code, run(t.Context(), nil, strings.NewReader(request("/a")), failing{c.err}, &stderr))
		assert.Equal(t, c.stderr, stderr.String())
	}
}

func TestMemory(t *testing.T) {
	heap := func(lines int) uint64 {
		in, out := io.Pipe()
		var peak uint64
		go func() {
			for i := range lines {
				fmt.Fprintln(out, request(fmt.Sprintf("/%d/%s", i, strings.Repeat("x", 50))))
				if i%(lines/4) == lines/4-1 {
					runtime.GC()
					var m runtime.MemStats
					runtime.ReadMemStats(&m)
					peak = max(peak, m.HeapAlloc)
				}
			}
			out.Close()
		}()
		s := newStats()
		s.maxPaths = 2000
		j := job{options{n: 2, files: []string{stdinName}}, in}
		j.sum(t.Context(), s)
		assert.Equal(t, lines, s.lines)
		return peak
	}
	few := heap(20_000)
	assert.InDelta(t, few, heap(400_000), 4<<20) // 30 MB of paths
}
