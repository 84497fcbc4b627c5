package conformance_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// The ways in which the stream of a case is run.

// collects: terminals without user code yield the same.
func collects[T any](t *testing.T, want script, s stream.Stream[T], like func(*testing.T, script, script, ...any)) {
	ctx, cancel := context.WithTimeoutCause(t.Context(), horizon, errHorizon)
	defer cancel()
	out := []string{}
	for _, r := range s.Collect(ctx) {
		if !errors.Is(r.Err, errHorizon) {
			out = append(out, drawn(r.Get()))
		}
	}
	like(t, strings.Join(elements(want), " "), strings.Join(out, " "), "Collect")
}

// endsForGood: a cursor yields the same, and then says again and again that this is the end.
func endsForGood[T any](t *testing.T, want script, s stream.Stream[T], like func(*testing.T, script, script, ...any)) {
	ctx, cancel := context.WithTimeoutCause(t.Context(), horizon, errHorizon)
	defer cancel()
	c, out := s.Cursor(ctx), []string{}
	defer c.Close()
	for v, ok, err := c.Next(); ok; v, ok, err = c.Next() {
		if !errors.Is(err, errHorizon) {
			out = append(out, drawn(v, err))
		}
	}
	like(t, strings.Join(elements(want), " "), strings.Join(out, " "), "Cursor")
	assert.Equal(t, end, next(c.Next()))
	assert.Equal(t, end, next(c.Peek()))
}

// sends: so does a channel, which is closed then.
func sends[T any](t *testing.T, want script, s stream.Stream[T], like func(*testing.T, script, script, ...any)) {
	ctx, cancel := context.WithTimeoutCause(t.Context(), horizon, errHorizon)
	defer cancel()
	out := []string{}
	for r := range s.Chan(ctx) {
		out = append(out, drawn(r.Get()))
	}
	like(t, strings.Join(elements(want), " "), strings.Join(out, " "), "Chan")
}

// stopsAtErrors: the values before the first error, and the error.
func stopsAtErrors[T any](t *testing.T, want script, s stream.Stream[T]) {
	ctx, cancel := context.WithTimeoutCause(t.Context(), horizon, errHorizon)
	defer cancel()
	vs, err := s.TryCollect(ctx)
	out := []string{}
	for _, v := range vs {
		out = append(out, drawn(v, nil))
	}
	if err != nil && !errors.Is(err, errHorizon) {
		var zero T
		out = append(out, drawn(zero, err))
	}
	all := elements(want)
	if i := slices.IndexFunc(all, isError); i >= 0 {
		all = all[:i+1]
	}
	assert.Equal(t, all, out, "TryCollect")
}

// keepsOrder compares what begins with the same letter.
func keepsOrder[T any](t *testing.T, want script, s stream.Stream[T]) {
	byLetter := func(s script) map[byte][]string {
		m := map[byte][]string{}
		for _, v := range elements(s) {
			m[v[0]] = append(m[v[0]], v)
		}
		return m
	}
	assert.Equal(t, byLetter(want), byLetter(got(t, s)))
}

func isError(token string) bool { return strings.HasPrefix(token, "#") }

// leaves: a loop that breaks after k elements has seen those, and ends at once.
func leaves[T any](t *testing.T, want script, s stream.Stream[T], k int, prefix func(*testing.T, script, []string, ...any)) {
	all := record(t.Context(), s, k, nil)
	out := elements(all)
	require.Len(t, out, k, "break")
	assert.True(t, strings.HasSuffix(all, out[k-1]), "returns promptly: %q", all)
	prefix(t, want, out, "break after %d", k)
}

// cancelledBy: a loop body ends ctx after k elements.
func cancelledBy[T any](t *testing.T, want script, s stream.Stream[T], k int, prefix func(*testing.T, script, []string, ...any)) {
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	start := time.Now()
	out := record(ctx, s, k, func() { start = time.Now(); cancel(errOver) })
	over(t, want, out, prefix, "cancelled after %d", k)
	assert.Zero(t, time.Since(start), "returns promptly when cancelled after %d", k)
}

// cancelledAt: ctx ends at an instant, whoever is waiting for what.
func cancelledAt[T any](t *testing.T, want script, s stream.Stream[T], at time.Duration, prefix func(*testing.T, script, []string, ...any)) {
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	start, end := time.Now(), span(want)
	time.AfterFunc(at, func() { cancel(errOver) })
	out := record(ctx, s, 0, nil)
	if all := elements(out); at >= end && !strings.HasSuffix(want, never) && (len(all) == 0 || all[len(all)-1] != "#over") {
		prefix(t, want, all, "cancelled at %v", at) // at its last instant it may have got to the end
		return
	}
	over(t, want, out, prefix, "cancelled at %v", at)
	assert.Equal(t, at, time.Since(start), "returns promptly when cancelled at %v", at)
}

// over: the cause is the last element, and before it stands nothing but what belongs there.
func over(t *testing.T, want, out script, prefix func(*testing.T, script, []string, ...any), msg string, arg any) {
	t.Helper()
	all := elements(out)
	require.NotEmpty(t, all, msg, arg)
	assert.Equal(t, "#over", all[len(all)-1], msg, arg)
	prefix(t, want, all[:len(all)-1], msg, arg)
}
