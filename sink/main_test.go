package sink_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"

	"github.com/seed-09178888/leat/stream"
)

var errBoom, errFull = errors.New("boom"), errors.New("disk full")

// bubble is t.Run in a synctest bubble: virtual time, and a goroutine left behind fails the test.
func bubble(t *testing.T, name string, f func(t *testing.T)) {
	t.Helper()
	t.Run(name, func(t *testing.T) { synctest.Test(t, f) })
}

// ints are 0 .. n-1.
func ints(n int) stream.Stream[int] {
	vs := make([]int, n)
	for i := range vs {
		vs[i] = i
	}
	return stream.Iter(vs)
}

// failAt fails instead of the value.
func failAt(at int) func(context.Context, int) (int, error) {
	return func(_ context.Context, v int) (int, error) {
		if v == at {
			return 0, errBoom
		}
		return v, nil
	}
}

// A disk takes so many bytes, then fails. What it has is text.
type disk struct {
	room   int
	short  bool // it says nothing when it is full
	text   string
	writes int
}

func (d *disk) Write(p []byte) (int, error) {
	d.writes++
	n := min(len(p), d.room)
	d.room -= n
	d.text += string(p[:n])
	if n < len(p) && !d.short {
		return n, errFull
	}
	return n, nil
}
