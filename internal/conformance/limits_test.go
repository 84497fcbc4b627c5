package conformance_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/stream"
)

// A weighing notes what runs at the same time.
type weighing struct {
	weights []int
	mu      struct {
		sync.Mutex
		now, most int
		perGroup  map[int]int // the most of tasks whose weights are the same
		running   map[int]int
	}
}

// run runs a task of 1 to 3 seconds for each weight, eight at a time.
func (w *weighing) run(t *testing.T, under func(task intTask) intTask) time.Duration {
	t.Helper()
	w.mu.perGroup, w.mu.running = map[int]int{}, map[int]int{}
	start := time.Now()
	n, err := upTo(len(w.weights)).Map(plus(-1)).TryMap(under(w.task)).BufferedUnordered(8).Count(t.Context())
	assert.NoError(t, err)
	assert.Equal(t, len(w.weights), n)
	return time.Since(start)
}

func (w *weighing) task(ctx context.Context, i int) (int, error) {
	defer w.enter(i)()
	return i, wait(ctx, time.Duration(1+i%3)*time.Second)
}

func (w *weighing) enter(i int) (leave func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	g := w.weights[i]
	w.mu.now += g
	w.mu.running[g]++
	w.mu.most = max(w.mu.most, w.mu.now)
	w.mu.perGroup[g] = max(w.mu.perGroup[g], w.mu.running[g])
	return func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		w.mu.now -= g
		w.mu.running[g]--
	}
}

func (w *weighing) weight(i int) int { return w.weights[i] }

type intTask = func(context.Context, int) (int, error)

var limiting = []behaviour{
	check("M10", "weights never add up to more than the limit, and all finish", func(t *testing.T) {
		w := &weighing{weights: []int{3, 1, 2, 5, 1, 1, 4, 2, 2, 3, 1, 5}}
		w.run(t, func(task intTask) intTask { return stream.NewLimit(5).Wrap(w.weight, task) })
		assert.Equal(t, 5, w.mu.most)
	}),
	check("M11", "a task that is heavier than the limit runs alone", func(t *testing.T) {
		w := &weighing{weights: []int{1, 7, 1, 2}}
		w.run(t, func(task intTask) intTask {
			return stream.NewLimit(3).Wrap(w.weight, task)
		})
		assert.Equal(t, 7, w.mu.most)
	}),
	check("M12", "a weight of zero does not count", func(t *testing.T) {
		w := &weighing{weights: []int{0, 0, 0, 0, 0, 0}}
		assert.Equal(t, 3*time.Second, w.run(t, func(task intTask) intTask {
			return stream.NewLimit(1).Wrap(w.weight, task)
		}))
	}),
	check("M13", "groups with limits of their own, and one for all of them", func(t *testing.T) {
		w := &weighing{weights: []int{1, 2, 1, 2, 2, 1, 2, 1, 2, 2, 1}}
		all, groups := stream.NewLimit(3), []*stream.Limit{1: stream.NewLimit(1), 2: stream.NewLimit(2)}
		w.run(t, func(task intTask) intTask {
			under := all.Wrap(nil, task)
			return func(ctx context.Context, i int) (int, error) {
				return groups[w.weights[i]].Wrap(nil, under)(ctx, i) // a group that is freed starts those that wait for it
			}
		})
		assert.Equal(t, map[int]int{1: 1, 2: 2}, w.mu.perGroup)
		assert.Equal(t, stream.LimitStats{Size: 3}, all.Stats())
	}),
}
