package migrate_test

import (
	"context"
	"os"
	"os/exec"
	"testing"

	"github.com/sourcegraph/conc/panics"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"github.com/seed-09178888/leat/stream"
)

func recoverWithLeat(ctx context.Context, urls []string, visit func(context.Context, string) error) (crash *panics.Recovered, err error) {
	defer func() {
		if r, ok := recover().(*panics.Recovered); ok {
			crash = r // all else has been cancelled and joined
		}
	}()
	return nil, stream.Iter(urls).TryForEachConcurrent(ctx, 10, visit)
}

func errorsWithLeat(ctx context.Context, urls []string, fetch func(context.Context, string) (string, error)) []stream.Result[string] {
	return stream.Iter(urls).TryMap(fetch).CatchPanic().Buffered(10).Collect(ctx)
}

// The test below runs the one above as a program of its own, which it ends.
func TestCrash(t *testing.T) {
	if os.Getenv("MIGRATE_CRASH") == "" {
		return
	}
	defer func() { _ = recover() }()
	var g errgroup.Group
	g.Go(func() error { panic("no page") })
	_ = g.Wait()
}

func TestAPanicInErrgroupEndsTheProgram(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestCrash$")
	cmd.Env = append(os.Environ(), "MIGRATE_CRASH=1")
	output, err := cmd.CombinedOutput()
	assert.Error(t, err)
	assert.Contains(t, string(output), "panic: no page")
}

func TestAPanicInLeatReachesTheCaller(t *testing.T) {
	t.Run("as a panic of the terminal, when all else is joined", func(t *testing.T) {
		after := run(t, &site{}, func(ctx context.Context, s *site) ([]string, error) {
			crash, err := recoverWithLeat(ctx, urls(3), func(ctx context.Context, url string) error {
				if url == "/01" {
					panic("no page")
				}
				return s.visit(ctx, url)
			})
			require.NotNil(t, crash)
			assert.Equal(t, "no page", crash.Value)
			return nil, err
		})
		assert.NoError(t, after.err)
		assert.Equal(t, after.asked, after.cancelled, "whatever had begun was cancelled")
	})
	t.Run("or as the error of its element", func(t *testing.T) {
		run(t, &site{}, func(ctx context.Context, s *site) ([]string, error) {
			rs := errorsWithLeat(ctx, urls(3), func(ctx context.Context, url string) (string, error) {
				if url == "/01" {
					panic("no page")
				}
				return s.fetch(ctx, url)
			})
			require.Len(t, rs, 3)
			var crash *panics.ErrRecovered
			assert.ErrorAs(t, rs[1].Err, &crash)
			assert.Equal(t, []string{"page of /00", "page of /02"}, []string{rs[0].Value, rs[2].Value})
			return nil, nil
		})
	})
}
