package migrate_test

import (
	"context"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"golang.org/x/sync/errgroup"

	"github.com/seed-09178888/leat/stream"
)

type fetchAll func(ctx context.Context, urls []string, fetch func(context.Context, string) (string, error)) ([]string, error)

func fetchAllWithErrgroup(ctx context.Context, urls []string, fetch func(context.Context, string) (string, error)) ([]string, error) {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(10)
	pages := make([]string, len(urls))
	for i, url := range urls {
		g.Go(func() error {
			page, err := fetch(ctx, url)
			if err != nil {
				return err
			}
			pages[i] = page
			return nil
		})
	}
	if err := g.Wait(); err != nil {
		return nil, err
	}
	return pages, nil
}

func fetchAllWithLeat(ctx context.Context, urls []string, fetch func(context.Context, string) (string, error)) ([]string, error) {
	return stream.Iter(urls).TryMap(fetch).Buffered(10).TryCollect(ctx)
}

func fetchAllFailFast(ctx context.Context, urls []string, fetch func(context.Context, string) (string, error)) ([]string, error) {
	return stream.Iter(urls).TryMap(fetch).Buffered(10, stream.FailFast()).TryCollect(ctx)
}

func fetchAllWindow(ctx context.Context, urls []string, fetch func(context.Context, string) (string, error)) ([]string, error) {
	return stream.Iter(urls).TryMap(fetch).Buffered(10, stream.Window(100)).TryCollect(ctx)
}

// Without a context of the group: nothing is cancelled, and the first error is returned once all are done.
func fetchEachWithErrgroup(ctx context.Context, urls []string, fetch func(context.Context, string) (string, error)) ([]string, error) {
	var g errgroup.Group
	g.SetLimit(10)
	pages := make([]string, len(urls))
	for i, url := range urls {
		g.Go(func() (err error) {
			pages[i], err = fetch(ctx, url)
			return err
		})
	}
	err := g.Wait()
	return pages, err
}

func fetchEachWithLeat(ctx context.Context, urls []string, fetch func(context.Context, string) (string, error)) (pages []string, err error) {
	for _, page := range stream.Iter(urls).TryMap(fetch).Buffered(10, stream.Window(100)).Collect(ctx) {
		pages = append(pages, page.Value)
		if err == nil {
			err = page.Err
		}
	}
	return pages, err
}

func results(all fetchAll, urls []string) func(context.Context, *site) ([]string, error) {
	return func(ctx context.Context, s *site) ([]string, error) { return all(ctx, urls, s.fetch) }
}

func TestResults(t *testing.T) {
	t.Run("in the order of the input", func(t *testing.T) {
		takes := map[string]time.Duration{"/00": 3 * time.Second, "/01": 2 * time.Second}
		before := run(t, &site{takes: takes}, results(fetchAllWithErrgroup, urls(10)))
		for _, after := range []fetchAll{fetchAllWithLeat, fetchAllFailFast, fetchAllWindow} {
			assert.Equal(t, before, run(t, &site{takes: takes}, results(after, urls(10))))
		}
		assert.Equal(t, "page of /00", before.pages[0])
	})
	t.Run("a slow one at the head lets no more than the window start, and a window costs memory", func(t *testing.T) {
		takes := map[string]time.Duration{"/00": 4 * time.Second}
		before := run(t, &site{takes: takes}, results(fetchAllWithErrgroup, urls(25)))
		strict := run(t, &site{takes: takes}, results(fetchAllWithLeat, urls(25)))
		assert.Equal(t, 4*time.Second, before.took)
		assert.Equal(t, 6*time.Second, strict.took)
		assert.Equal(t, before, run(t, &site{takes: takes}, results(fetchAllWindow, urls(25))))
	})
	t.Run("one failure is returned, and what runs is cancelled", func(t *testing.T) {
		fails := map[string]error{"/00": errDown}
		takes := map[string]time.Duration{"/04": time.Hour}
		before := run(t, &site{takes: takes, fails: fails}, results(fetchAllWithErrgroup, urls(5)))
		for _, all := range []fetchAll{fetchAllWithLeat, fetchAllFailFast} {
			after := run(t, &site{takes: takes, fails: fails}, results(all, urls(5)))
			assert.Equal(t, before.err, after.err)
			assert.Equal(t, before.took, after.took)
			assert.Contains(t, after.cancelled, "/04")
			assert.Empty(t, after.pages)
		}
	})
	t.Run("of two failures errgroup and FailFast return the first in time, Buffered that of the first element, with the values before it", func(t *testing.T) {
		takes := map[string]time.Duration{"/01": 3 * time.Second, "/02": 2 * time.Second}
		fails := map[string]error{"/01": assert.AnError, "/02": errDown}
		before := run(t, &site{takes: takes, fails: fails}, results(fetchAllWithErrgroup, urls(5)))
		failFast := run(t, &site{takes: takes, fails: fails}, results(fetchAllFailFast, urls(5)))
		after := run(t, &site{takes: takes, fails: fails}, results(fetchAllWithLeat, urls(5)))
		assert.Equal(t, errDown, before.err)
		assert.Equal(t, errDown, failFast.err)
		assert.Equal(t, before.took, failFast.took)
		assert.Equal(t, assert.AnError, after.err)
		assert.Equal(t, []string{"page of /00"}, after.pages)
		assert.Equal(t, 3*time.Second, after.took)
	})
	t.Run("without a group context nothing is cancelled", func(t *testing.T) {
		takes := map[string]time.Duration{"/03": 4 * time.Second}
		fails := map[string]error{"/01": errDown}
		before := run(t, &site{takes: takes, fails: fails}, results(fetchEachWithErrgroup, urls(25)))
		after := run(t, &site{takes: takes, fails: fails}, results(fetchEachWithLeat, urls(25)))
		assert.Equal(t, errDown, after.err)
		assert.Empty(t, after.cancelled)
		assert.Equal(t, "page of /01", before.pages[1], "what a task returned beside its error")
		assert.Empty(t, after.pages[1], "a failed element has no value")
		before.pages[1] = ""
		assert.Equal(t, before, after)
	})
}
