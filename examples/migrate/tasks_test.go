package migrate_test

import (
	"context"
	"path"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"golang.org/x/sync/errgroup"

	"github.com/seed-09178888/leat/stream"
)

type list func(ctx context.Context, dir string) (subdirs []string, err error)

func walkWithErrgroup(ctx context.Context, root string, list list) ([]string, error) {
	g, ctx := errgroup.WithContext(ctx)
	limit := make(chan struct{}, 3) // SetLimit would be a deadlock: a task that waits in Go holds its own slot
	var mu sync.Mutex
	var dirs []string
	var walk func(dir string) error
	walk = func(dir string) error {
		limit <- struct{}{}
		subdirs, err := list(ctx, dir)
		<-limit
		if err != nil {
			return err
		}
		mu.Lock()
		dirs = append(dirs, dir)
		mu.Unlock()
		for _, subdir := range subdirs {
			g.Go(func() error { return walk(subdir) })
		}
		return nil
	}
	g.Go(func() error { return walk(root) })
	err := g.Wait()
	return dirs, err
}

func walkWithLeat(ctx context.Context, root string, list list) ([]string, error) {
	return stream.Of(root).Expand(3, func(ctx context.Context, dir string) (string, []string, error) {
		subdirs, err := list(ctx, dir)
		return dir, subdirs, err
	}).TryCollect(ctx)
}

func TestTasksThatStartTasks(t *testing.T) {
	tree := map[string][]string{"/": {"a", "b", "c"}, "/a": {"d"}, "/c": {"e", "f"}, "/c/f": {"g"}, "/wide": {"a", "b", "c", "d", "e"}}
	below := func(root string, walk func(context.Context, string, list) ([]string, error)) func(context.Context, *site) ([]string, error) {
		return func(ctx context.Context, s *site) ([]string, error) {
			dirs, err := walk(ctx, root, func(ctx context.Context, dir string) (subdirs []string, err error) {
				for _, name := range tree[dir] {
					subdirs = append(subdirs, path.Join(dir, name))
				}
				return subdirs, s.visit(ctx, dir)
			})
			return slices.Sorted(slices.Values(dirs)), err
		}
	}
	t.Run("until nothing is left", func(t *testing.T) {
		before, after := run(t, &site{}, below("/", walkWithErrgroup)), run(t, &site{}, below("/", walkWithLeat))
		assert.Equal(t, before, after)
		assert.Len(t, after.pages, 8)
	})
	t.Run("three at a time", func(t *testing.T) {
		before, after := run(t, &site{}, below("/wide", walkWithErrgroup)), run(t, &site{}, below("/wide", walkWithLeat))
		assert.Equal(t, before, after)
		assert.Equal(t, 3, after.peak)
	})
	t.Run("or the first failure", func(t *testing.T) {
		broken := func() *site {
			return &site{fails: map[string]error{"/b": errDown}, takes: map[string]time.Duration{"/c": time.Hour}}
		}
		before, after := run(t, broken(), below("/", walkWithErrgroup)), run(t, broken(), below("/", walkWithLeat))
		assert.Equal(t, errDown, before.err)
		assert.Equal(t, errDown, after.err)
		assert.Equal(t, before.took, after.took)
		assert.Contains(t, after.cancelled, "/c")
	})
}

// offer reports whether the task was taken.
func offerWithErrgroup(g *errgroup.Group, work func() error) bool {
	return g.TryGo(work)
}

func offerWithLeat(jobs chan<- func() error, work func() error) bool {
	select {
	case jobs <- work:
		return true
	default:
		return false
	}
}

func serveWithLeat(ctx context.Context, jobs <-chan func() error) error {
	run := func(_ context.Context, work func() error) error { return work() }
	return stream.FromChan(jobs).TryForEachConcurrent(ctx, 2, run)
}

func TestTryGo(t *testing.T) {
	offers := func(offer func(func() error) bool) (taken []bool) {
		for range 4 {
			taken = append(taken, offer(func() error { time.Sleep(time.Second); return nil }))
			synctest.Wait() // the stream is back at its channel
		}
		time.Sleep(2 * time.Second)
		return append(taken, offer(func() error { return nil }))
	}
	synctest.Test(t, func(t *testing.T) {
		var g errgroup.Group
		g.SetLimit(2)
		before := offers(func(work func() error) bool { return offerWithErrgroup(&g, work) })
		assert.NoError(t, g.Wait())

		jobs := make(chan func() error)
		done := make(chan error)
		go func() {
			done <- serveWithLeat(t.Context(), jobs)
		}()
		synctest.Wait()
		after := offers(func(work func() error) bool { return offerWithLeat(jobs, work) })
		close(jobs)
		assert.NoError(t, <-done)

		assert.Equal(t, before, after)
		assert.Equal(t, []bool{true, true, false, false, true}, after)
	})
}

func loadWithErrgroup(ctx context.Context, user, orders func(context.Context) (string, error)) (u, o string, err error) {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() (err error) { u, err = user(ctx); return err })
	g.Go(func() (err error) { o, err = orders(ctx); return err })
	err = g.Wait()
	return u, o, err
}

func loadWithLeat(ctx context.Context, user, orders func(context.Context) (string, error)) (u, o string, err error) {
	both, err := stream.Tasks(user, orders).Buffered(2, stream.FailFast()).TryCollect(ctx)
	if err != nil {
		return "", "", err
	}
	return both[0], both[1], nil
}

func TestDifferentFunctions(t *testing.T) {
	half := func(load func(ctx context.Context, user, orders func(context.Context) (string, error)) (u, o string, err error)) func(context.Context, *site) ([]string, error) {
		return func(ctx context.Context, s *site) ([]string, error) {
			get := func(url string) func(context.Context) (string, error) {
				return func(ctx context.Context) (string, error) { return s.fetch(ctx, url) }
			}
			u, o, err := load(ctx, get("/user"), get("/orders"))
			if err != nil {
				return nil, err
			}
			return []string{u, o}, nil
		}
	}
	for name, world := range map[string]func() *site{
		"both results": func() *site { return &site{} },
		"first failure": func() *site {
			return &site{fails: map[string]error{"/orders": errDown}, takes: map[string]time.Duration{"/user": time.Hour}}
		},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, run(t, world(), half(loadWithErrgroup)), run(t, world(), half(loadWithLeat)))
		})
	}
}
