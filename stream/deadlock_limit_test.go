package stream_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestDeadlockLimit(t *testing.T) {
	task := always(func(int) {})
	for above, upper := range boundaries {
		for below, lower := range boundaries {
			bubble(t, above+" and below it "+below+" under one limit of 1", func(t *testing.T) {
				l := stream.NewLimit(1)
				settle(t, above, func(ctx context.Context) error {
					return lower(upper(gThree(), 1, task, stream.Shared(l)), 1, task, stream.Shared(l)).Drain(ctx)
				})
				require.Equal(t, stream.LimitStats{Size: 1}, l.Stats())
			})
		}
		bubble(t, above+" under one limit with the loop body", func(t *testing.T) {
			l := stream.NewLimit(1)
			settle(t, above, func(ctx context.Context) error {
				return upper(gThree(), 2, task, stream.Shared(l)).TryForEach(ctx, func(ctx context.Context, _ int) error {
					return l.Do(ctx, 1, func(context.Context) error { return nil })
				})
			})
		})
	}
	bubble(t, "inner streams of which each task is under the limit", func(t *testing.T) {
		l := stream.NewLimit(1)
		settles(t, true, func(ctx context.Context) error {
			return gThree().FlatMapUnordered(2, func(int) stream.Stream[int] { return gThree().TryMap(task).ConcurrencyLimit(l) }).
				TryMap(task).Buffered(2, stream.Shared(l)).Drain(ctx)
		})
	})
}

// settle is settles, but below a FlatMapUnordered it depends on who asks first.
func settle(t *testing.T, above string, run func(ctx context.Context) error) {
	t.Helper()
	if !strings.HasPrefix(above, "FlatMapUnordered") {
		settles(t, true, run)
		return
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
	defer cancel()
	if err := run(ctx); err != nil {
		require.ErrorIs(t, err, context.DeadlineExceeded)
	}
}
