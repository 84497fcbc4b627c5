package stream_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// Who may wait for whom. A hang fails the bubble; where the guarantees rule
// progress out, only the end of ctx ends the run: docs/guarantees.md has the table.

// moments are of elements: each comes once, and can be waited for.
type moments []chan struct{}

func newMoments(n int) moments {
	m := make(moments, n)
	for i := range m {
		m[i] = make(chan struct{})
	}
	return m
}

func (m moments) come(i int) { close(m[i]) }

// wait waits for that of element i, if there is such an element, or for the end of ctx.
func (m moments) wait(ctx context.Context, i int) error {
	if i < 0 || i >= len(m) {
		return nil
	}
	select {
	case <-m[i]:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// settles asserts that run comes to its end by itself if works, and else only with its context.
func settles(t *testing.T, works bool, run func(ctx context.Context) error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
	defer cancel()
	start := time.Now()
	err := run(ctx)
	if works {
		require.NoError(t, err)
		assert.Zero(t, time.Since(start))
		return
	}
	require.ErrorIs(t, err, context.DeadlineExceeded)
	assert.Equal(t, time.Hour, time.Since(start))
}

// concurrently are the boundaries under terminals with and without user code, and TryForEachConcurrent.
func concurrently() map[string]func(ctx context.Context, s stream.Stream[int], n int, task boundaryTask, opts ...stream.Option) error {
	ways := map[string]func(ctx context.Context, s stream.Stream[int], n int, task boundaryTask, opts ...stream.Option) error{
		"TryForEachConcurrent": func(ctx context.Context, s stream.Stream[int], n int, task boundaryTask, opts ...stream.Option) error {
			return s.TryForEachConcurrent(ctx, n, func(ctx context.Context, v int) error {
				_, err := task(ctx, v)
				return err
			}, opts...)
		},
	}
	for name, below := range boundaries {
		ways[name] = func(ctx context.Context, s stream.Stream[int], n int, task boundaryTask, opts ...stream.Option) error {
			return below(s, n, task, opts...).Drain(ctx)
		}
		ways[name+", ForEach"] = func(ctx context.Context, s stream.Stream[int], n int, task boundaryTask, opts ...stream.Option) error {
			return below(s, n, task, opts...).ForEach(ctx, func(int) {})
		}
	}
	return ways
}

func TestDeadlockTasks(t *testing.T) {
	const all = boundaryLen
	for name, c := range map[string]struct {
		waits func(ctx context.Context, started, finished moments, i int) error
		stuck []int // n with which it cannot work
		works []int // n with which it must
	}{
		"each for the one before it to finish": {
			func(ctx context.Context, _, finished moments, i int) error { return finished.wait(ctx, i-1) },
			nil, []int{1, 2, all},
		},
		"each for all before it to finish": {
			func(ctx context.Context, _, finished moments, i int) (err error) {
				for j := 0; j < i && err == nil; j++ {
					err = finished.wait(ctx, j)
				}
				return err
			},
			nil, []int{1, 2, all},
		},
		"of each pair the first for the second to finish": {
			func(ctx context.Context, _, finished moments, i int) error {
				if i%2 == 0 {
					return finished.wait(ctx, i+1)
				}
				return nil
			},
			[]int{1}, []int{2, 3, all},
		},
		"each for the next to start": {
			func(ctx context.Context, started, _ moments, i int) error { return started.wait(ctx, i+1) },
			[]int{1}, []int{2, 3, all},
		},
		"each for the third after it to start": {
			func(ctx context.Context, started, _ moments, i int) error { return started.wait(ctx, i+3) },
			[]int{1, 3}, []int{4, all},
		},
		"each for the next to finish": {
			func(ctx context.Context, _, finished moments, i int) error { return finished.wait(ctx, i+1) },
			[]int{2, all - 1}, []int{all, all + 1},
		},
	} {
		for way, run := range concurrently() {
			for _, src := range gSources[:2] {
				bubble(t, fmt.Sprintf("%s: %s over %s", name, way, src.name), func(t *testing.T) {
					try := func(works bool, n int, opts ...stream.Option) {
						started, finished := newMoments(all), newMoments(all)
						settles(t, works, func(ctx context.Context) error {
							return run(ctx, src.of(all), n, func(ctx context.Context, i int) (int, error) {
								started.come(i)
								defer finished.come(i)
								return i, c.waits(ctx, started, finished, i)
							}, opts...)
						})
					}
					for _, n := range c.stuck {
						try(false, n)
						try(false, n, stream.Window(2*all)) // what waits for its turn to run does not run
					}
					for _, n := range c.works {
						try(true, n)
					}
				})
			}
		}
	}
}

func TestDeadlockWindow(t *testing.T) {
	first := func(finished moments) boundaryTask { // waits for the last to finish; the others for nothing
		return func(ctx context.Context, i int) (int, error) {
			defer finished.come(i)
			if i == 0 {
				return i, finished.wait(ctx, boundaryLen-1)
			}
			return i, nil
		}
	}
	for way, run := range concurrently() {
		ordered := way == "Buffered" || way == "Buffered, ForEach"
		for _, src := range gSources[:2] {
			bubble(t, fmt.Sprintf("the first waits for the last: %s over %s", way, src.name), func(t *testing.T) {
				try := func(works bool, n int, opts ...stream.Option) {
					task := first(newMoments(boundaryLen))
					settles(t, works, func(ctx context.Context) error { return run(ctx, src.of(boundaryLen), n, task, opts...) })
				}
				try(false, 1)
				try(false, 1, stream.Window(boundaryLen))
				try(!ordered, 2)
				try(!ordered, 2, stream.Window(boundaryLen-1))
				try(true, 2, stream.Window(boundaryLen))
				try(true, boundaryLen)
			})
		}
	}
	bubble(t, "elements of one key never run at the same time: none can wait for a later one", func(t *testing.T) {
		for _, c := range []struct {
			works bool
			keys  int
		}{{false, 1}, {true, 2}} {
			finished := newMoments(2)
			settles(t, c.works, func(ctx context.Context) error {
				return stream.Iter(ints(2)).BufferedByKey(9, func(i int) int { return i % c.keys }, func(ctx context.Context, i int) (int, error) {
					defer finished.come(i)
					return i, finished.wait(ctx, 1-i*9)
				}).Drain(ctx)
			})
		}
	})
}

// A task that sends to the channel that its own source reads needs a slot for what it sends, or room in the channel.
func TestDeadlockFeedback(t *testing.T) {
	for way, run := range concurrently() {
		bubble(t, way, func(t *testing.T) {
			try := func(works bool, room, n int, opts ...stream.Option) {
				ch := make(chan int, room)
				go func() { ch <- 0 }()
				settles(t, works, func(ctx context.Context) error {
					return run(ctx, stream.FromChan(ch), n, func(ctx context.Context, v int) (int, error) {
						if v == 20 {
							close(ch)
							return v, nil
						}
						select {
						case ch <- v + 1:
						case <-ctx.Done():
						}
						return v, ctx.Err()
					}, opts...)
				})
			}
			try(false, 0, 1)
			try(true, 1, 1)
			try(true, 0, 2)
			try(true, 0, 1, stream.Window(2))
		})
	}
}
