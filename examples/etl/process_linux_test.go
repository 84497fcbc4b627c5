package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"github.com/seed-09178888/leat/examples/internal/binary"
)

// program is the path of the program, built once.
var program = binary.Of("etl")

func TestMain(m *testing.M) {
	code := m.Run()
	if path, err := program(); err == nil {
		os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

// A process is the program while it loads a file that does not end: a pipe with all
// lines of the file but the last. So it is still at work whenever a test looks at it.
type process struct {
	*exec.Cmd
	stderr bytes.Buffer
	to     target
}

func startLoad(t *testing.T, csv, rejects string, to target) *process {
	t.Helper()
	path, err := program()
	require.NoError(t, err)
	pipe := filepath.Join(t.TempDir(), "pipe")
	require.NoError(t, unix.Mkfifo(pipe, 0o600))
	in, err := os.OpenFile(pipe, os.O_RDWR, 0) // opening it does not wait for a reader
	require.NoError(t, err)
	text, err := os.ReadFile(csv)
	require.NoError(t, err)
	lines := bytes.SplitAfter(bytes.TrimSuffix(text, []byte("\n")), []byte("\n"))
	var feeder sync.WaitGroup
	feeder.Go(func() { _, _ = in.Write(bytes.Join(lines[:len(lines)-1], nil)) })
	t.Cleanup(func() { in.Close(); feeder.Wait() })

	p := &process{to: to}
	p.Cmd = exec.CommandContext(t.Context(), path, "load", "-batch", "100", "-rejects", rejects, pipe, to.name)
	p.Stderr = &p.stderr
	require.NoError(t, p.Start())
	return p
}

// waitFor returns when that many rows are in the table.
func (p *process) waitFor(t *testing.T, rows int) {
	t.Helper()
	require.Eventually(t, func() bool { return p.to.count(t.Context()) >= rows }, time.Minute, time.Millisecond, &p.stderr)
}

// end returns the exit code, or -1 if a signal has killed it.
func (p *process) end(t *testing.T) int {
	t.Helper()
	require.ErrorAs(t, p.Wait(), new(*exec.ExitError))
	return p.ProcessState.ExitCode()
}

func TestKilled(t *testing.T) {
	csv := generated(t, 20_000)
	rows, _ := plain(t, csv)
	right := map[string]bool{}
	for _, row := range rows {
		right[row] = true
	}
	eachDatabase(t, func(t *testing.T, to target) {
		rejects := filepath.Join(t.TempDir(), "rejects.csv")
		require.NoError(t, os.WriteFile(rejects, []byte("of last week"), 0o644))
		for _, moment := range []int{1, 3000, 8000, 13_000, 17_000} {
			p := startLoad(t, csv, rejects, to)
			p.waitFor(t, moment)
			require.NoError(t, p.Process.Kill())
			require.Equal(t, -1, p.end(t), &p.stderr)

			for _, row := range to.rows(t) {
				require.True(t, right[row], row)
			}
			old, err := os.ReadFile(rejects)
			require.NoError(t, err)
			require.Equal(t, "of last week", string(old))
		}
		got := etl(t, "load", "-rejects", rejects, csv, to.name)
		require.Equal(t, exitOK, got.code, got.stderr)
		assertLoaded(t, csv, rejects, to)
		assert.NotContains(t, got.stderr, fmt.Sprintf(" %d rows of the table new or changed;", len(rows)), "it has gone on")
	})
}

func TestInterrupted(t *testing.T) {
	csv := generated(t, 20_000)
	counts := regexp.MustCompile(`^etl: interrupted\netl: (\d+) rows in .*: (\d+) orders, (\d+) rows of the table new or changed; (\d+) rejects, not written\. Start it again to go on\n$`)
	eachDatabase(t, func(t *testing.T, to target) {
		for _, sig := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
			rejects := filepath.Join(t.TempDir(), "rejects.csv")
			p := startLoad(t, csv, rejects, to)
			p.waitFor(t, 1000)
			require.NoError(t, p.Process.Signal(sig))
			assert.Equal(t, exitInterrupted, p.end(t), &p.stderr)

			said := counts.FindStringSubmatch(p.stderr.String())
			require.NotNil(t, said, &p.stderr)
			assert.Equal(t, fmt.Sprint(to.count(t.Context())), said[2], "what has been read is stored")
			assert.Equal(t, said[2], said[3])
			left, err := os.ReadDir(filepath.Dir(rejects))
			require.NoError(t, err)
			assert.Empty(t, left)
			require.Equal(t, exitOK, etl(t, "load", "-rejects", rejects, csv, to.name).code)
			assertLoaded(t, csv, rejects, to)
			_, err = to.db.ExecContext(t.Context(), "DELETE FROM orders")
			require.NoError(t, err)
		}
	})
}

// TestServerGone ends the connection of the program in the midst of a statement.
func TestServerGone(t *testing.T) {
	csv, rejects := generated(t, 2000), filepath.Join(t.TempDir(), "rejects.csv")
	to := newPostgres(t)
	require.NoError(t, database{DB: to.db, schema: schemaPostgres}.create(t.Context()))
	lock, err := to.db.BeginTx(t.Context(), nil)
	require.NoError(t, err)
	_, err = lock.ExecContext(t.Context(), "LOCK TABLE orders")
	require.NoError(t, err)

	victim := filepath.Base(t.TempDir()) + t.Name()
	p := startLoad(t, csv, rejects, target{to.name + "&application_name=" + victim, to.db})
	var ended bool
	require.Eventually(t, func() bool {
		const end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = $1 AND wait_event_type = 'Lock'"
		return to.db.QueryRowContext(t.Context(), end, victim).Scan(&ended) == nil
	}, time.Minute, time.Millisecond, &p.stderr)
	assert.True(t, ended)
	require.NoError(t, lock.Rollback())
	assert.Equal(t, exitFailed, p.end(t))
	assert.Contains(t, p.stderr.String(), "etl: sink: Exec: batch of elements 0 to 0 is rolled back: prepare: FATAL: terminating connection")
	assert.Contains(t, p.stderr.String(), "Start it again to go on\n")

	require.Equal(t, exitOK, etl(t, "load", "-rejects", rejects, csv, to.name).code)
	assertLoaded(t, csv, rejects, to)
}
