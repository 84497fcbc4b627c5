package marble_test

import (
	"context"
	"errors"
	"time"

	"github.com/sourcegraph/conc/panics"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/internal/marble"
	"github.com/seed-09178888/leat/stage/stagetest"
	"github.com/seed-09178888/leat/stream"
)

// named is an error that is drawn with its name.
type named string

func (e named) Error() string { return string(e) }

var errFailed = errors.New("failed")

// errorText is the name of an error that has one in pictures. All others are a cross.
func errorText(err error) string {
	var name named
	var crash *panics.ErrRecovered
	switch {
	case errors.As(err, &name):
		return string(name)
	case errors.As(err, &crash):
		return "panic"
	case errors.Is(err, stream.ErrIdle):
		return "idle"
	case errors.Is(err, context.DeadlineExceeded):
		return "late"
	}
	return ""
}

// An attempt is what a task does with one element.
type attempt struct {
	takes time.Duration
	value string
	err   error
}

// task is a function that takes its time, drawn as bars. Each script is for one
// element: its first symbol, what comes of it: the last one, and when. Several of one
// element are one attempt after another.
//
//	"a---A"  "b-#"
func (s *scene) task(scripts ...string) func(context.Context, string) (string, error) {
	attempts := map[string][]attempt{}
	for _, marbles := range scripts {
		script, err := stagetest.Parse(marbles)
		require.NoError(s.t, err)
		last := len(script) - 1
		a := attempt{takes: time.Duration(last) * time.Second, value: script[last][0].Text}
		if script[last][0].Kind == stagetest.Error {
			a.err = errFailed
		}
		of := script[0][0].Text
		attempts[of] = append(attempts[of], a)
	}
	r := s.output("run")
	return func(ctx context.Context, v string) (result string, err error) {
		a := s.next(attempts, v)
		s.bar(ctx, r, v, func() error {
			select {
			case <-time.After(a.takes):
				result, err = a.value, a.err
			case <-ctx.Done():
				err = context.Cause(ctx)
			}
			return err
		})
		return result, err
	}
}

// next is the attempt that it is the turn of.
func (s *scene) next(attempts map[string][]attempt, v string) attempt {
	s.mu.Lock()
	defer s.mu.Unlock()
	of := attempts[v]
	if len(of) == 0 {
		s.t.Errorf("the task has no script for %q", v)
		return attempt{}
	}
	attempts[v] = of[1:]
	return of[0]
}

// calls is a function that is drawn whenever it is called.
func (s *scene) calls[T any](label string) func(T) {
	r := s.output(label)
	r.calls = true
	return func(v T) {
		err, isErr := any(v).(error)
		if !isErr {
			err = nil
		}
		s.note(r, v, err)
	}
}

// channel receives the values of marbles when they are due, and is closed at their end.
func (s *scene) channel[T any](label, marbles string) <-chan T {
	ch := make(chan T)
	of := s.in[T](label, marbles)
	go func() {
		defer close(ch)
		_ = of.ForEach(s.ctx, func(v T) {
			select {
			case ch <- v:
			case <-s.ctx.Done():
			}
		})
	}()
	return ch
}

// stop is a channel that is closed at the end of the marbles, and nothing else happens in it.
func (s *scene) stop(label, marbles string) <-chan struct{} {
	ch := make(chan struct{})
	script, err := stagetest.Parse(marbles)
	require.NoError(s.t, err)
	r := s.input(label)
	time.AfterFunc(time.Duration(len(script)-1)*time.Second, func() {
		s.mark(r, marble.End, "")
		close(ch)
	})
	return ch
}
