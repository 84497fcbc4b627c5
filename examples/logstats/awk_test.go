package main

import (
	"fmt"
	"maps"
	"math"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// sums is the same in awk, but for percentiles.
const sums = `$9 !~ /^[0-9][0-9][0-9]$/ { bad++; next }
{ n++; status[$9]++; split($7, p, "?"); path[p[1]]++; bytes += $10 }
END { for (k in status) print "status", k, status[k]; for (k in path) print "path", k, path[k]; printf "bytes 0 %.0f\nbad 0 %d\nlines 0 %d\n", bytes, bad, n+bad }`

// inAWK returns what awk makes of the log, and how long it took.
func inAWK(t *testing.T, program, log string) (lines []string, took time.Duration) {
	t.Helper()
	began := time.Now()
	out, err := exec.CommandContext(t.Context(), "awk", program, log).Output()
	require.NoError(t, err)
	return strings.Split(strings.TrimSpace(string(out)), "\n"), time.Since(began)
}

func TestAgainstAWK(t *testing.T) {
	if _, err := exec.LookPath("awk"); err != nil {
		t.Skip("no awk here")
	}
	const total = 100_000
	text, err := exec.CommandContext(t.Context(), "go", "run", "./generate", "-lines", fmt.Sprint(total)).Output()
	require.NoError(t, err)
	plain, packed := t.TempDir()+"/plain.gz", t.TempDir()+"/packed.log" // names do not count
	require.NoError(t, os.WriteFile(plain, text, 0o644))
	require.NoError(t, os.WriteFile(packed, []byte(zipped(t, string(text))), 0o644))

	want := map[string]map[string]int{"status": {}, "path": {}, "bytes": {}, "bad": {}, "lines": {}}
	lines, took := inAWK(t, sums, plain)
	for _, line := range lines {
		var kind, key string
		var n int
		_, err := fmt.Sscan(line, &kind, &key, &n)
		require.NoError(t, err, line)
		want[kind][key] = n
	}
	var times []float64
	lines, _ = inAWK(t, `$9 ~ /^[0-9][0-9][0-9]$/ { print $NF }`, plain)
	for _, line := range lines {
		var v float64
		_, err := fmt.Sscan(line, &v)
		require.NoError(t, err, line)
		times = append(times, v)
	}
	slices.Sort(times)
	require.Greater(t, want["bad"]["0"], 10)
	require.Greater(t, len(want["path"]), 1000)
	t.Logf("awk      %v", took.Round(time.Millisecond))

	for _, c := range []struct {
		what  string
		files []string
		n     int
	}{
		{"plain", []string{plain}, 1}, {"plain", []string{plain}, 4}, {"gzip", []string{packed}, 4},
		{"several files", []string{plain, packed, plain}, 2}, {"several files", []string{packed, plain, packed, plain}, 8},
	} {
		t.Run(fmt.Sprintf("%s, -j %d", c.what, c.n), func(t *testing.T) {
			began := time.Now()
			s := newStats()
			(&job{n: c.n, files: c.files}).sum(t.Context(), s)
			t.Logf("logstats %v, %d times the lines", time.Since(began).Round(time.Millisecond), len(c.files))
			require.Empty(t, s.failures)
			times := slices.Repeat(times, len(c.files))
			slices.Sort(times)

			k := len(c.files)
			assert.Equal(t, k*total, s.lines)
			assert.Equal(t, k*want["lines"]["0"], s.lines)
			assert.Equal(t, k*want["bad"]["0"], s.bad)
			assert.EqualValues(t, k*want["bytes"]["0"], s.bytes)
			for code, n := range s.status {
				assert.Equal(t, k*want["status"][fmt.Sprintf("%03d", code)], n)
			}
			assert.Equal(t, scaled(want["path"], k), s.paths)
			assert.EqualValues(t, len(times), s.latency.TotalCount())
			for _, p := range []float64{50, 90, 99, 100} {
				exact := times[int(math.Ceil(p/100*float64(len(times))))-1]
				assert.InDelta(t, exact, s.percentile(p).Seconds(), exact*0.006+1e-6, "p%v", p)
			}
		})
	}

	t.Run("the most frequent paths are the same", func(t *testing.T) {
		ranked := slices.SortedFunc(maps.Keys(want["path"]), func(a, b string) int {
			if d := want["path"][b] - want["path"][a]; d != 0 {
				return d
			}
			return strings.Compare(a, b)
		})
		got := logstats(t, nil, "-top", "20", packed)
		at := 0
		for _, path := range ranked[:20] {
			line := fmt.Sprintf("  %5.1f %%  %s\n", percent(want["path"][path], total-want["bad"]["0"]), path)
			next := strings.Index(got.stdout[at:], line)
			require.GreaterOrEqual(t, next, 0, line)
			at += next
		}
		assert.NotContains(t, got.stdout, "  "+ranked[20]+"\n")
	})
}

func scaled(counts map[string]int, k int) map[string]int {
	out := make(map[string]int, len(counts))
	for key, n := range counts {
		out[key] = k * n
	}
	return out
}
