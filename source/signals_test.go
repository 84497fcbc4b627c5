//go:build unix

package source_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/source"
	"github.com/seed-09178888/leat/stream"
)

// A sender sends signals to this process, which survives them.
type sender struct{ come chan os.Signal }

func newSender(t *testing.T, signals ...os.Signal) sender {
	t.Helper()
	s := sender{make(chan os.Signal, 1)}
	signal.Notify(s.come, signals...)
	t.Cleanup(func() { signal.Stop(s.come) })
	return s
}

// send returns when all who want to know of the signal have been told.
func (s sender) send(sig syscall.Signal) {
	if err := syscall.Kill(os.Getpid(), sig); err != nil {
		panic(err)
	}
	<-s.come
	signal.Ignored(sig) // waits for the lock under which they are told
}

// until sends a signal again and again until told to stop: nobody knows when a run listens.
func (s sender) until(sig syscall.Signal) (stop func()) {
	done, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			select {
			case <-done:
				return
			default:
				s.send(sig)
				runtime.Gosched()
			}
		}
	}()
	return func() { close(done); <-stopped }
}

const usr1, usr2 = syscall.SIGUSR1, syscall.SIGUSR2

func TestSignals(t *testing.T) {
	t.Run("none hides another, and one that comes again before it is taken is the same", func(t *testing.T) {
		s := newSender(t, usr1, usr2)
		var got []os.Signal
		stop := s.until(usr1)
		for sig := range source.Signals(usr1, usr2, usr1).All(t.Context()) {
			switch len(got) {
			case 0:
				stop()
				for range 100 {
					s.send(usr1)
				}
				s.send(usr2)
				s.send(usr2)
			case 2:
				s.send(usr2)
			}
			if got = append(got, sig); len(got) == 4 {
				break
			}
		}
		assert.Equal(t, usr1, got[0])
		assert.ElementsMatch(t, []os.Signal{usr1, usr2}, got[1:3])
		assert.Equal(t, usr2, got[3])
	})
	t.Run("each run gets every signal", func(t *testing.T) {
		s := newSender(t, usr1)
		stop := s.until(usr1)
		defer stop()
		one := source.Signals(usr1)
		for range 2 {
			got, err := stream.Merge(one.Take(2), one.Take(2)).TryCollect(t.Context())
			require.NoError(t, err)
			assert.Equal(t, []os.Signal{usr1, usr1, usr1, usr1}, got)
		}
	})
	t.Run("a wait ends with ctx", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		go cancel(errBoom)
		_, err := source.Signals(usr1).TryCollect(ctx)
		assert.Equal(t, errBoom, err)
	})
}

// TestSignalsUsual: when the run has ended, a signal has its usual effect. This needs a process that does not survive it.
func TestSignalsUsual(t *testing.T) {
	if os.Getenv("SIGNALS_CHILD") != "" {
		child(t)
		return
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute) // who survives the signal is killed
	defer cancel()
	cmd := exec.CommandContext(ctx, os.Args[0], "-test.run=^TestSignalsUsual$")
	cmd.Env = append(os.Environ(), "SIGNALS_CHILD=1")
	_, err := cmd.StdinPipe() // open, so that the child waits
	require.NoError(t, err)
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	line, err := bufio.NewReader(out).ReadString('\n')
	require.NoError(t, err)
	require.Equal(t, "the run has ended: terminated <nil>\n", line)
	require.NoError(t, cmd.Process.Signal(syscall.SIGTERM))
	require.Error(t, cmd.Wait())
	assert.Equal(t, syscall.SIGTERM, cmd.ProcessState.Sys().(syscall.WaitStatus).Signal())
}

func child(t *testing.T) {
	t.Helper()
	s := newSender(t, syscall.SIGTERM)
	stop := s.until(syscall.SIGTERM)
	sig, err := source.Signals(syscall.SIGTERM).First(t.Context())
	stop()
	signal.Stop(s.come)
	fmt.Println("the run has ended:", sig, err)
	_, _ = io.Copy(io.Discard, os.Stdin)
}

func ExampleSignals() {
	stop := hangUps() // somebody who sends SIGHUP
	defer stop()

	for sig, err := range source.Signals(syscall.SIGHUP).Take(2).All(context.Background()) {
		fmt.Println("reload:", sig, err)
	}
	// Output:
	// reload: hangup <nil>
	// reload: hangup <nil>
}

// hangUps sends SIGHUP until told to stop.
func hangUps() (stop func()) {
	s := sender{make(chan os.Signal, 1)}
	signal.Notify(s.come, syscall.SIGHUP)
	enough := s.until(syscall.SIGHUP)
	return func() { enough(); signal.Stop(s.come) }
}
