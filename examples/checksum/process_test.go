package main

import (
	"bufio"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/examples/internal/binary"
)

// program is the path of the program, built once.
var program = binary.Of("checksum")

func TestMain(m *testing.M) {
	code := m.Run()
	if path, err := program(); err == nil {
		os.RemoveAll(filepath.Dir(path))
	}
	os.Exit(code)
}

func command(t *testing.T, args ...string) *exec.Cmd {
	t.Helper()
	path, err := program()
	require.NoError(t, err)
	return exec.CommandContext(t.Context(), path, args...)
}

// endless returns a directory with a small file, one that takes hours, and a few
// more small ones.
func endless(t *testing.T) string {
	t.Helper()
	root := plant(t, "a", "b-big", "c", "d")
	require.NoError(t, os.Truncate(root+"/b-big", 1<<40))
	return root
}

func TestProcessSignals(t *testing.T) {
	for _, sig := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		t.Run(sig.String()+" ends it at once: what is finished is printed, exit code 130", func(t *testing.T) {
			root := endless(t)
			cmd := command(t, "-j", "2", root)
			out, err := cmd.StdoutPipe()
			require.NoError(t, err)
			var stderr strings.Builder
			cmd.Stderr = &stderr
			require.NoError(t, cmd.Start())

			stdout := bufio.NewReader(out)
			first, err := stdout.ReadString('\n')
			require.NoError(t, err)
			assert.Equal(t, "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb  "+root+"/a\n", first)
			sent := time.Now()
			require.NoError(t, cmd.Process.Signal(sig))
			rest, err := io.ReadAll(stdout)
			require.NoError(t, err)
			took := time.Since(sent)
			require.Error(t, cmd.Wait())

			assert.Equal(t, exitInterrupted, cmd.ProcessState.ExitCode())
			assert.NotContains(t, string(rest), "b-big")
			assert.Contains(t, stderr.String(), "checksum: interrupted after ")
			assert.Less(t, took, 3*time.Second) // on a loaded machine; otherwise it is a few milliseconds
			t.Log("took", took)
		})
	}

	t.Run("an interrupt ends it while it waits for a list", func(t *testing.T) {
		cmd := command(t, "-check", "-")
		in, err := cmd.StdinPipe()
		require.NoError(t, err)
		defer in.Close()
		out, err := cmd.StdoutPipe()
		require.NoError(t, err)
		require.NoError(t, cmd.Start())
		_, err = io.WriteString(in, strings.Repeat("0", 64)+"  /missing\n")
		require.NoError(t, err)
		line, err := bufio.NewReader(out).ReadString('\n')
		require.NoError(t, err)
		assert.Equal(t, "/missing: FAILED open or read\n", line)
		require.NoError(t, cmd.Process.Signal(os.Interrupt))
		require.Error(t, cmd.Wait())
		assert.Equal(t, exitInterrupted, cmd.ProcessState.ExitCode())
	})
}

func TestProcessOutput(t *testing.T) {
	t.Run("a reader that leaves ends it, without a word", func(t *testing.T) {
		cmd := command(t, "-j", "2", endless(t))
		out, in, err := os.Pipe()
		require.NoError(t, err)
		cmd.Stdout = in
		var stderr strings.Builder
		cmd.Stderr = &stderr
		require.NoError(t, os.WriteFile(cmd.Args[3]+"/b-big", make([]byte, 1<<20), 0o644))
		require.NoError(t, out.Close()) // before anything can be written
		require.NoError(t, cmd.Start())
		require.NoError(t, in.Close())
		require.Error(t, cmd.Wait())
		assert.Equal(t, exitPipe, cmd.ProcessState.ExitCode())
		assert.Empty(t, stderr.String())
	})

	t.Run("a full disk is a message and exit code 1", func(t *testing.T) {
		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err != nil {
			t.Skip("no /dev/full here")
		}
		defer full.Close()
		cmd := command(t, endless(t))
		var stderr strings.Builder
		cmd.Stdout, cmd.Stderr = full, &stderr
		require.Error(t, cmd.Run())
		assert.Equal(t, exitFailed, cmd.ProcessState.ExitCode())
		assert.Equal(t, "checksum: write error: no space left on device\n", stderr.String())
	})

	t.Run("a missing directory is exit code 2", func(t *testing.T) {
		got := execute(t, command(t, t.TempDir(), "/missing"), "")
		assert.Equal(t, outcome{"", "checksum: /missing: no such file or directory\nTry 'checksum -h' for help.\n", exitUsage}, got)
	})

	t.Run("files and directories without permission are lines on stderr, and the rest goes on", func(t *testing.T) {
		root := plant(t, "a", "closed/x", "m", "secret", "z")
		require.NoError(t, os.Chmod(root+"/closed", 0))
		require.NoError(t, os.Chmod(root+"/secret", 0))
		t.Cleanup(func() { _ = os.Chmod(root+"/closed", 0o755) })
		cmd := command(t, root)
		if os.Getuid() == 0 { // root may read everything
			require.NoError(t, os.Chmod(filepath.Dir(root), 0o755))
			cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
		}
		got := execute(t, cmd, "")
		assert.Equal(t, exitFailed, got.code)
		want := gnu(t, "", "sha256sum", root+"/a", root+"/m", root+"/z")
		assert.Equal(t, want.stdout, got.stdout)
		assert.True(t, strings.HasPrefix(got.stderr, "checksum: "+root+"/closed: permission denied\nchecksum: "+root+"/secret: permission denied\nchecksum: 3 files, "), got.stderr)
	})
}
