package main

import (
	"context"
	"os"
	"os/exec"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestTorture(t *testing.T) {
	to := newTorture(t, all)
	require.NoError(t, to.run(t.Context(), 2*often, from(1)))
	assert.Equal(t, 2*often, to.runs)
	for _, name := range faults {
		n := to.counts[name]
		assert.Positive(t, n.runs, name)
		if name != noFault {
			assert.Positive(t, n.happened, name)
		}
	}
	summary := to.summary()
	assert.Contains(t, summary, "600 runs")
	assert.Contains(t, summary, "panic")
}

func TestPlan(t *testing.T) {
	seen := map[string]bool{}
	texts := map[string]bool{}
	for seed := range uint64(500) {
		p := all.draw(seed)
		again := all.draw(seed)
		require.Equal(t, p.report(nil, outcome{}), again.report(nil, outcome{}), "the same seed, the same plan")
		require.Equal(t, p.slow, again.slow)
		require.Equal(t, p.patience, again.patience)
		assert.NotContains(t, p.String(), "$")
		assert.NotContains(t, p.String(), "\n")
		texts[p.String()] = true
		for _, l := range p.links {
			seen[l.text] = true
		}
		seen[p.source.name], seen[p.terminal.text] = true, true
	}
	assert.Greater(t, len(texts), 490, "another seed, another plan")
	for _, rows := range all.rows {
		for _, r := range rows {
			assert.True(t, seen[r.text], "%s is never drawn", r.text)
		}
	}
	for _, s := range all.sources {
		assert.True(t, seen[s.name], "%s is never drawn", s.name)
	}
	for _, end := range all.terminals {
		assert.True(t, seen[end.text], "%s is never drawn", end.text)
	}
}

// called runs the command and returns what it says.
func called(ctx context.Context, from tables, args ...string) (code int, said string) {
	var lines []string
	code = command(ctx, from, args, func(line string) { lines = append(lines, line) })
	return code, strings.Join(lines, "\n")
}

func TestCommand(t *testing.T) {
	t.Run("runs for a time, with each number of processors", func(t *testing.T) {
		code, said := called(t.Context(), all, "-for=300ms", "-procs=1,2,3")
		assert.Zero(t, code, said)
		for _, part := range []string{"GOMAXPROCS=1: ", "GOMAXPROCS=2: ", "GOMAXPROCS=3: ", "goroutines at most", "happened"} {
			assert.Contains(t, said, part)
		}
	})
	t.Run("ends early, with a summary, when it is interrupted", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		time.AfterFunc(50*time.Millisecond, cancel)
		code, said := called(ctx, all)
		assert.Zero(t, code)
		assert.Contains(t, said, "goroutines at most")
	})
	t.Run("-seed runs the plan of the seed and says what came of it", func(t *testing.T) {
		code, said := called(t.Context(), all, "-seed=5", "-procs=2")
		assert.Zero(t, code)
		assert.Contains(t, said, all.draw(5).report(nil, outcome{}))
		assert.Contains(t, said, "\nseen ")
		assert.Contains(t, said, "\n1 runs")
		_, said = called(t.Context(), all, "-seed=5", "-procs=2", "-runs=20")
		assert.Contains(t, said, all.draw(5).report(nil, outcome{}))
		assert.Contains(t, said, "\n20 runs")
	})
	t.Run("a failure prints a seed, which fails again", func(t *testing.T) {
		wrong := named(t, elementRows, "Map(v + $a)")
		wrong.naive = func(_ *link, in []item) []item { return in }
		code, said := called(t.Context(), only(wrong))
		require.Equal(t, 1, code, said)
		require.Contains(t, said, "FAIL with GOMAXPROCS=1")
		seed := regexp.MustCompile(`seed +(\d+)`).FindStringSubmatch(said)[1]
		code, again := called(t.Context(), only(wrong), "-procs=1", "-seed="+seed)
		assert.Equal(t, 1, code)
		n, err := strconv.ParseUint(seed, 10, 64)
		require.NoError(t, err)
		assert.Contains(t, said, only(wrong).draw(n).report(nil, outcome{}))
		assert.Contains(t, again, only(wrong).draw(n).report(nil, outcome{}))
	})
	t.Run("flags that make no sense", func(t *testing.T) {
		for _, arg := range []string{"-procs=0", "-procs=two", "-none"} {
			code, said := called(t.Context(), all, arg)
			assert.Equal(t, 2, code, arg)
			assert.Contains(t, said, "-seed", "the usage")
		}
		code, _ := called(t.Context(), all, "-help")
		assert.Zero(t, code)
	})
}

func TestWatchdog(t *testing.T) {
	block := make(chan struct{})
	said := ""
	to := newTorture(t, with(collects(func(_ *world, ctx context.Context, s stream.Stream[int], out *outcome) {
		tryCollect(ctx, s, out)
		<-block
	})))
	to.patience = 20 * time.Millisecond
	to.hang = func(line string) {
		said = line
		close(block)
	}
	assert.NoError(t, to.one(seedOf(t, to.tables, "broken"), 1<<20))
	assert.Contains(t, said, "no progress for 20ms\nseed ")
	assert.Contains(t, said, "TestWatchdog", "the stacks")
}

// seedOf is a seed with whose plan ends so.
func seedOf(t *testing.T, from tables, end string) uint64 {
	t.Helper()
	for seed := range uint64(1000) {
		if p := from.draw(seed); p.terminal.text == end {
			return seed
		}
	}
	require.Fail(t, "no such seed")
	return 0
}

// A leaked goroutine is there for good, so another process leaks it.
func TestLeaked(t *testing.T) {
	if os.Getenv("TORTURE_LEAKS") != "" {
		go func() { <-make(chan int) }()
		for try := 0; leaked() == nil && try < 1000; try++ { // until it has got to the channel
			runtime.Gosched()
		}
		assert.NoError(t, leaked())
		return
	}
	assert.NoError(t, leaked())
	leaks := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestLeaked$")
	leaks.Env = append(os.Environ(), "TORTURE_LEAKS=yes")
	out, err := leaks.CombinedOutput()
	assert.Error(t, err)
	assert.Contains(t, string(out), "goroutines have leaked")
	assert.Contains(t, string(out), "TestLeaked.func1")
}
