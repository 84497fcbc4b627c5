package stage_test

import (
	"errors"
	"fmt"
	"testing"
	"testing/synctest"

	"github.com/seed-09178888/leat/stream"
)

var errBoom = errors.New("boom")

// bubble is t.Run in a synctest bubble: virtual time, and a goroutine left behind fails the test.
func bubble(t *testing.T, name string, f func(t *testing.T)) {
	t.Helper()
	t.Run(name, func(t *testing.T) { synctest.Test(t, f) })
}

// drawn makes values of any type comparable with marbles.
func drawn[T any](s stream.Stream[T]) stream.Stream[string] {
	return s.Map(func(v T) string { return fmt.Sprint(v) })
}

// copies is v times v; for 0 nothing.
func copies(v int) stream.Stream[int] {
	return stream.Iter(make([]int, v)).Map(func(int) int { return v })
}

func succeeded(v int) stream.Result[int] { return stream.Result[int]{Value: v} }
