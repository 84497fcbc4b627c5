package migrate_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"golang.org/x/sync/errgroup"

	"github.com/seed-09178888/leat/stream"
)

func visitAllWithErrgroup(ctx context.Context, urls []string, visit func(context.Context, string) error) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(10)
	for _, url := range urls {
		g.Go(func() error { return visit(ctx, url) })
	}
	return g.Wait()
}

func visitAllWithLeat(ctx context.Context, urls []string, visit func(context.Context, string) error) error {
	return stream.Iter(urls).TryForEachConcurrent(ctx, 10, visit)
}

func TestEffects(t *testing.T) {
	half := func(visitAll func(context.Context, []string, func(context.Context, string) error) error, urls []string) func(context.Context, *site) ([]string, error) {
		return func(ctx context.Context, s *site) ([]string, error) { return nil, visitAll(ctx, urls, s.visit) }
	}
	both := func(t *testing.T, world func() *site, urls []string) (before, after outcome) {
		t.Helper()
		return run(t, world(), half(visitAllWithErrgroup, urls)), run(t, world(), half(visitAllWithLeat, urls))
	}
	t.Run("ten at a time, and all of them", func(t *testing.T) {
		before, after := both(t, func() *site { return &site{takes: map[string]time.Duration{"/03": 5 * time.Second}} }, urls(25))
		assert.Equal(t, before, after)
		assert.Equal(t, 10, after.peak)
		assert.Equal(t, urls(25), after.asked)
	})
	t.Run("the first failure cancels what runs, is waited for and returned", func(t *testing.T) {
		slow := map[string]time.Duration{"/00": time.Hour, "/01": 2 * time.Second}
		before, after := both(t, func() *site { return &site{takes: slow, fails: map[string]error{"/01": errDown}} }, urls(5))
		assert.Equal(t, before, after)
		assert.Equal(t, errDown, after.err)
		assert.Equal(t, 2*time.Second, after.took)
		assert.Equal(t, []string{"/00"}, after.cancelled)
	})
	t.Run("after a failure errgroup still starts the rest, leat does not", func(t *testing.T) {
		slow := map[string]time.Duration{}
		for _, url := range urls(10) {
			slow[url] = time.Hour
		}
		slow["/05"] = time.Second
		before, after := both(t, func() *site { return &site{takes: slow, fails: map[string]error{"/05": errDown}} }, urls(25))
		assert.Equal(t, errDown, before.err)
		assert.Equal(t, errDown, after.err)
		assert.Equal(t, urls(25), before.asked)
		assert.Equal(t, urls(10), after.asked)
	})
	t.Run("when ctx ends errgroup returns what a task says of it, leat the cause", func(t *testing.T) {
		errStop := errors.New("stop")
		stopped := func(half func(context.Context, *site) ([]string, error)) func(context.Context, *site) ([]string, error) {
			return func(ctx context.Context, s *site) ([]string, error) {
				ctx, cancel := context.WithCancelCause(ctx)
				defer time.AfterFunc(500*time.Millisecond, func() { cancel(errStop) }).Stop()
				return half(ctx, s)
			}
		}
		before, after := run(t, &site{}, stopped(half(visitAllWithErrgroup, urls(5)))), run(t, &site{}, stopped(half(visitAllWithLeat, urls(5))))
		assert.Equal(t, context.Canceled, before.err)
		assert.Equal(t, errStop, after.err)
		before.err, after.err = nil, nil
		assert.Equal(t, before, after)
	})
}
