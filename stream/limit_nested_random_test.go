package stream_test

import (
	"context"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/seed-09178888/leat/stream"
)

// An lNode is a use of a limit that works for a while and then starts others from within.
type lNode struct {
	weight          int
	works, patience time.Duration // patience of 0: as long as it takes
	children        []lNode
	way             lWay
	crash           func() // how it ends; nil: it returns
}

// An lWay is how a node lets its children run.
type lWay int

const (
	lWaits  lWay = iota
	lLeaves      // it is over before they are
	lChains      // one after another, each in the context of the one before, which is over
)

// An lUse is what nodes share.
type lUse struct {
	limit   *stream.Limit
	working gauge
	all     sync.WaitGroup
}

func (u *lUse) start(ctx context.Context, nodes []lNode) *sync.WaitGroup {
	group := new(sync.WaitGroup)
	for _, node := range nodes {
		u.all.Add(1)
		group.Go(func() { defer u.all.Done(); u.run(ctx, node) })
	}
	return group
}

// run lets a node use the limit, and returns the context that it had.
func (u *lUse) run(ctx context.Context, node lNode) (within context.Context) {
	within = ctx
	if node.patience > 0 {
		brief, cancel := context.WithTimeout(ctx, node.patience)
		defer cancel()
		ctx = brief
	}
	gCall(func() {
		_ = u.limit.Do(ctx, node.weight, func(ctx context.Context) error {
			within = context.WithoutCancel(ctx) //nolint:fatcontext // one level for each nested use
			leave := u.working.enter()
			err := gWait(ctx, node.works)
			leave()
			u.children(ctx, node)
			if node.crash != nil {
				node.crash()
			}
			return err
		})
	})
	return within
}

func (u *lUse) children(ctx context.Context, node lNode) {
	switch node.way {
	case lWaits:
		u.start(ctx, node.children).Wait()
	case lLeaves:
		u.start(context.WithoutCancel(ctx), node.children)
	case lChains:
		for _, child := range node.children {
			ctx = u.run(ctx, child) //nolint:fatcontext // that is what a chain of uses is
		}
	}
}

// lDraw draws nodes, so many levels deep.
func lDraw(rt *rapid.T, levels int, weights []int) (nodes []lNode) {
	if levels == 0 {
		return nil
	}
	for range rapid.IntRange(0, 3).Draw(rt, "nodes") {
		node := lNode{
			weight:   rapid.SampledFrom(weights).Draw(rt, "weight"),
			works:    time.Duration(rapid.IntRange(0, 9).Draw(rt, "works")) * time.Second,
			patience: time.Duration(max(0, rapid.IntRange(-40, 20).Draw(rt, "patience"))) * time.Second,
			way:      rapid.SampledFrom([]lWay{lWaits, lWaits, lLeaves, lChains}).Draw(rt, "way"),
			crash:    rapid.SampledFrom([]func(){nil, nil, nil, gPanic, gGoexit}).Draw(rt, "crash"),
			children: lDraw(rt, levels-1, weights),
		}
		nodes = append(nodes, node)
	}
	return nodes
}

func TestLimitNestedRandom(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		weights := rapid.SampledFrom([][]int{{1}, {0, 1, 2, 4}}).Draw(rt, "weights")
		sizes := rapid.SliceOfN(rapid.IntRange(1, 3), 1, 4).Draw(rt, "sizes")
		nodes := lDraw(rt, 4, weights)
		synctest.Test(t, func(t *testing.T) {
			u := &lUse{limit: stream.NewLimit(sizes[0])}
			u.start(t.Context(), nodes)
			most := sizes[0]
			for _, size := range sizes[1:] {
				time.Sleep(7 * time.Second)
				u.limit.Resize(size)
				most = max(most, size)
			}
			u.all.Wait()
			if len(weights) == 1 {
				assert.LessOrEqual(rt, u.working.peak.Load(), int64(most), "holders that only wait do not count")
			}
			assert.Equal(rt, stream.LimitStats{Size: sizes[len(sizes)-1]}, u.limit.Stats())
		})
	})
}
