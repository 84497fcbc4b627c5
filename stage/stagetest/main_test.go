package stagetest_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/seed-09178888/leat/stream"
)

var errBoom = errors.New("boom")

// bubble is t.Run in a synctest bubble: virtual time, and a goroutine left behind fails the test.
func bubble(t *testing.T, name string, f func(t *testing.T)) {
	t.Helper()
	t.Run(name, func(t *testing.T) { synctest.Test(t, f) })
}

type (
	strs = stream.Stream[string]
	nums = stream.Stream[int]
)

func same[T any](s stream.Stream[T]) stream.Stream[T] { return s }

// sleep returns a task that waits for d, or until its context ends.
func sleep[T any](d time.Duration) func(context.Context, T) (T, error) {
	return func(ctx context.Context, v T) (T, error) {
		select {
		case <-time.After(d):
			return v, nil
		case <-ctx.Done():
			return v, ctx.Err()
		}
	}
}
