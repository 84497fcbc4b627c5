package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// oddNames are file names that break naive tools, in lexical order.
var oddNames = []string{
	"\x01control", " leading space", "#comment", "*star", "-", "--", "-dash", "a\nb", "a\r", "back\\slash", "both\\\n\r",
	"dir/empty", "dir/.hidden", "dir/deep/deeper/x", "dir.txt", "invalid\xff\xfeutf8", "trailing ", "trailing\\", "tab\t", "ünïcode ☃",
	strings.Repeat("long", 60),
}

// plant makes the files below a new directory; each one holds its own name, and
// those called empty hold nothing. It returns the directory.
func plant(t *testing.T, names ...string) string {
	t.Helper()
	root := t.TempDir()
	for _, name := range names {
		path := root + "/" + name
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		content := name
		if filepath.Base(name) == "empty" {
			content = ""
		}
		require.NoError(t, os.WriteFile(path, []byte(content), 0o644))
	}
	return root
}

// outcome is what a run of the program left behind.
type outcome struct {
	stdout, stderr string
	code           int
}

// checksum runs the program in this process.
func checksum(t *testing.T, args ...string) outcome {
	t.Helper()
	return checksumWith(t, strings.NewReader(""), args...)
}

func checksumWith(t *testing.T, stdin io.Reader, args ...string) outcome {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code := run(t.Context(), args, stdin, &stdout, &stderr)
	return outcome{stdout.String(), stderr.String(), code}
}

// gnu runs a tool of GNU coreutils, the oracle of these tests.
func gnu(t *testing.T, stdin, tool string, args ...string) outcome {
	t.Helper()
	version, err := exec.Command(tool, "--version").Output()
	if err != nil || !bytes.Contains(version, []byte("GNU coreutils")) {
		t.Skipf("no %s of GNU coreutils here", tool)
	}
	cmd := exec.CommandContext(t.Context(), tool, args...)
	return execute(t, cmd, stdin)
}

func execute(t *testing.T, cmd *exec.Cmd, stdin string) outcome {
	t.Helper()
	var stdout, stderr bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(stdin), &stdout, &stderr
	cmd.Env = append(os.Environ(), "LC_ALL=C")
	if err := cmd.Run(); err != nil {
		require.ErrorAs(t, err, new(*exec.ExitError))
	}
	return outcome{stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()}
}

// walked returns the regular files below root in walk order, as the program
// names them.
func walked(t *testing.T, roots ...string) []string {
	t.Helper()
	var paths []string
	err := walk(t.Context(), roots)(t.Context(), func(path string, err error) bool {
		require.NoError(t, err)
		paths = append(paths, path)
		return true
	})
	require.NoError(t, err)
	return paths
}

// harness is a job whose reads and writes a test can see and hold up.
func harness(o options, stdout io.Writer, stderr io.Writer, read func(n int)) *job {
	j := newJob(o, strings.NewReader(""), stdout, stderr)
	j.hasher = newHasher(o.algo, read)
	return j
}

func defaults(jobs int, dirs ...string) options {
	return options{jobs: jobs, algo: algorithms["sha256"], dirs: dirs}
}

// writerFunc is a writer made of a function.
type writerFunc func(string) error

func (f writerFunc) Write(p []byte) (int, error) { return len(p), f(string(p)) }
