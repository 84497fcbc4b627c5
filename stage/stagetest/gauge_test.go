package stagetest_test

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stage/stagetest"
	"github.com/seed-09178888/leat/stream"
)

func TestGauge(t *testing.T) {
	t.Run("counts those between Enter and leave", func(t *testing.T) {
		var g stagetest.Gauge
		first := g.Enter()
		second := g.Enter()
		assert.Equal(t, []int{2, 2, 2}, []int{g.Running(), g.Peak(), g.Total()})
		first()
		first()
		assert.Equal(t, []int{1, 2, 2}, []int{g.Running(), g.Peak(), g.Total()})
		g.Enter()()
		second()
		assert.Equal(t, []int{0, 2, 3}, []int{g.Running(), g.Peak(), g.Total()})
	})
	bubble(t, "wraps a task", func(t *testing.T) {
		var g stagetest.Gauge
		run := make(chan struct{})
		go func() {
			defer close(run)
			vs, err := stream.Of(1, 2, 3, 4, 5).TryMap(g.Wrap(sleep[int](time.Second))).Buffered(3).TryCollect(t.Context())
			assert.NoError(t, err)
			assert.Equal(t, []int{1, 2, 3, 4, 5}, vs)
		}()
		synctest.Wait()
		assert.Equal(t, 3, g.Running())
		<-run
		assert.Equal(t, []int{0, 3, 5}, []int{g.Running(), g.Peak(), g.Total()})
	})
	t.Run("a task that panics has left", func(t *testing.T) {
		var g stagetest.Gauge
		task := g.Wrap(func(context.Context, int) (int, error) { panic("!") })
		require.Panics(t, func() { _, _ = task(t.Context(), 1) })
		assert.Zero(t, g.Running())
	})
	t.Run("is misused", func(t *testing.T) {
		var g stagetest.Gauge
		assert.PanicsWithValue(t, "stagetest: Gauge.Wrap: f must not be nil", func() { g.Wrap[int, int](nil) })
	})
}

func ExampleGauge() {
	var g stagetest.Gauge
	fetch := func(_ context.Context, v int) (int, error) { return 10 * v, nil }

	vs, err := stream.Of(1, 2, 3).TryMap(g.Wrap(fetch)).TryCollect(context.Background())
	fmt.Println(vs, err, "peak:", g.Peak(), "total:", g.Total(), "running:", g.Running())
	// Output: [10 20 30] <nil> peak: 1 total: 3 running: 0
}

func ExampleGauge_Enter() {
	var g stagetest.Gauge
	leave := g.Enter()
	fmt.Println(g.Running())
	leave()
	fmt.Println(g.Running())
	// Output:
	// 1
	// 0
}

func ExampleGauge_Wrap() {
	var g stagetest.Gauge
	half := g.Wrap(func(_ context.Context, v int) (int, error) { return v / 2, nil })

	fmt.Println(half(context.Background(), 8))
	fmt.Println(g.Total())
	// Output:
	// 4 <nil>
	// 1
}

func ExampleGauge_Running() {
	var g stagetest.Gauge
	for range stream.Of(1, 2).TryMap(g.Wrap(sleep[int](0))).All(context.Background()) {
		fmt.Println(g.Running()) // while the loop body runs, no task does
	}
	// Output:
	// 0
	// 0
}

func ExampleGauge_Peak() {
	var g stagetest.Gauge
	defer g.Enter()()
	g.Enter()()
	g.Enter()()

	fmt.Println(g.Peak())
	// Output: 2
}

func ExampleGauge_Total() {
	var g stagetest.Gauge
	_, _ = stream.Of(1, 2, 3, 4).TryMap(g.Wrap(sleep[int](0))).Take(3).Count(context.Background())

	fmt.Println(g.Total())
	// Output: 3
}
