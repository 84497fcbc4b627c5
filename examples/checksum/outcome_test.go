package main

import (
	"bytes"
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

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
