package main

import (
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"
)

// pty opens a new terminal of that many columns: the side of the keyboard and
// the screen, and that of the program.
func pty(t *testing.T, columns uint16) (user, program *os.File) {
	t.Helper()
	user, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Skip("no terminals here")
	}
	t.Cleanup(func() { user.Close() })
	fd := int(user.Fd())
	require.NoError(t, unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0))
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	require.NoError(t, err)
	require.NoError(t, unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Row: 24, Col: columns}))
	program, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|syscall.O_NOCTTY, 0)
	require.NoError(t, err)
	t.Cleanup(func() { program.Close() })
	return user, program
}

// until reads what is on the screen of user until want is there.
func until(t *testing.T, user io.Reader, want string) string {
	t.Helper()
	var seen strings.Builder
	for p := make([]byte, 4096); !strings.Contains(seen.String(), want); {
		n, err := user.Read(p)
		seen.Write(p[:n])
		require.NoError(t, err, seen.String())
	}
	return seen.String()
}

func onPTY(t *testing.T, program *os.File, args ...string) *exec.Cmd {
	t.Helper()
	cmd := command(t, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = program, program, program
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	cmd.Env = append(os.Environ(), "TERM=xterm")
	return cmd
}

func TestTerminal(t *testing.T) {
	t.Run("shows a bar that fits, and Ctrl-C ends it", func(t *testing.T) {
		user, program := pty(t, 90)
		root := endless(t)
		cmd := onPTY(t, program, "-j", "2", root)
		require.NoError(t, cmd.Start())

		seen := until(t, user, "left")
		assert.Contains(t, seen, root+"/a\r\n")
		bar := seen[max(strings.LastIndex(seen, "\n")+1, strings.LastIndex(seen, eraseLine)+len(eraseLine)):]
		assert.Regexp(t, `^\d/4 files  .*iB/1\.0 TiB  \[ +\]   0%  .*iB/s  .*left$`, bar)
		assert.LessOrEqual(t, len(bar), 90-len("^C")-1)

		_, err := user.WriteString("\x03")
		require.NoError(t, err)
		until(t, user, eraseLine+"checksum: interrupted after 3 files, ")
		require.Error(t, cmd.Wait())
		assert.Equal(t, exitInterrupted, cmd.ProcessState.ExitCode())
	})

	t.Run("shows none on a dumb one", func(t *testing.T) {
		user, program := pty(t, 90)
		cmd := onPTY(t, program, plant(t, "a"))
		cmd.Env = append(os.Environ(), "TERM=dumb")
		require.NoError(t, cmd.Run())
		assert.NotContains(t, until(t, user, "/s\r\n"), "\x1b")
	})
}

func TestSecondSignal(t *testing.T) {
	names := make([]string, 300) // more than the pipe holds
	for i := range names {
		names[i] = fmt.Sprintf("%04d", i)
	}
	cmd := command(t, plant(t, names...))
	out, in, err := os.Pipe()
	require.NoError(t, err)
	defer out.Close()
	size, err := unix.FcntlInt(in.Fd(), unix.F_SETPIPE_SZ, 4096)
	require.NoError(t, err)
	cmd.Stdout = in
	require.NoError(t, cmd.Start())
	in.Close()
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()

	require.Eventually(t, func() bool { // it waits for somebody to take its output
		n, err := unix.IoctlGetInt(int(out.Fd()), unix.TIOCINQ)
		return err == nil && n > size-256
	}, 10*time.Second, 5*time.Millisecond)
	require.Eventually(t, func() bool {
		_ = cmd.Process.Signal(os.Interrupt)
		return len(ended) == 1
	}, 10*time.Second, 20*time.Millisecond, "the second signal kills")
	assert.EqualError(t, <-ended, "signal: interrupt")
}
