package measure_test

import (
	"math"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/internal/compare/measure"
)

func TestRounds(t *testing.T) {
	var calls []string
	call := func(name string) measure.Contender {
		return measure.Contender{Name: name, Run: func() { calls = append(calls, name) }}
	}
	table := measure.Rounds(20, []measure.Contender{call("a"), call("b"), call("c")}, 10)

	t.Run("every contender runs once in each round, after a warm-up", func(t *testing.T) {
		require.Len(t, calls, 3*21)
		for ; len(calls) > 0; calls = calls[3:] {
			assert.ElementsMatch(t, []string{"a", "b", "c"}, calls[:3])
		}
	})
	t.Run("a line holds one value a round, in the order of the contenders", func(t *testing.T) {
		require.Len(t, table.Lines, 3)
		for i, name := range []string{"a", "b", "c"} {
			assert.Equal(t, name, table.Lines[i].Name)
			assert.Len(t, table.Lines[i].Ns, 20)
			assert.Len(t, table.Lines[i].Allocs, 20)
		}
	})
}

func TestOrderDiffersFromRoundToRound(t *testing.T) {
	var first []string
	n := 0
	call := func(name string) measure.Contender {
		return measure.Contender{Name: name, Run: func() {
			if n++; n > 2 && n%2 == 1 {
				first = append(first, name)
			}
		}}
	}
	measure.Rounds(64, []measure.Contender{call("a"), call("b")}, 1)
	assert.Contains(t, first, "a")
	assert.Contains(t, first, "b")
}

func TestRunMakesSixRoundsOfAnyBudget(t *testing.T) {
	n := 0
	measure.Run(0, []measure.Contender{{Name: "a", Run: func() { n++ }}}, 1)
	assert.Equal(t, 1+6, n)
}

func TestAllocationsAreCountedPerElement(t *testing.T) {
	var kept []*[64]byte
	table := measure.Rounds(6, []measure.Contender{
		{Name: "none", Run: func() {}},
		{Name: "three", Run: func() {
			kept = kept[:0]
			for range 300 {
				kept = append(kept, new([64]byte))
			}
		}},
	}, 100)
	assert.InDelta(t, 0, table.Line("none").Allocs.Median(), 0.1)
	assert.InDelta(t, 3, table.Line("three").Allocs.Median(), 0.1)
}

func TestRatios(t *testing.T) {
	// The machine became three times slower after two rounds: the ratio did not.
	table := measure.Table{Lines: []measure.Line{
		{Name: "a", Ns: measure.Sample{200, 220, 600, 640, 660}},
		{Name: "b", Ns: measure.Sample{100, 110, 300, 320, 330}},
	}}
	assert.Equal(t, measure.Sample{2, 2, 2, 2, 2}, table.Ratios("a", "b"))
	assert.True(t, math.IsNaN(table.Ratios("a", "nobody").Median()))
}

func TestSample(t *testing.T) {
	s := measure.Sample{104, 100, 96, 101, 99, 100, 102, 98}
	assert.InDelta(t, 100, s.Median(), 0)
	assert.Equal(t, "± 4 %", s.Spread())
	assert.Equal(t, measure.Sample{104, 100, 96, 101, 99, 100, 102, 98}, s, "the rounds stay in order")
	assert.Equal(t, "± ?", s[:3].Spread())
	assert.Equal(t, "± 0 %", make(measure.Sample, 8).Spread())
}

func TestTask(t *testing.T) {
	assert.Equal(t, 42, measure.Task(0)(41))
	short, long := measure.Task(20*time.Microsecond), measure.Task(200*time.Microsecond)
	table := measure.Rounds(20, []measure.Contender{
		{Name: "short", Run: func() { short(1) }},
		{Name: "long", Run: func() { long(1) }},
	}, 1)
	assert.InDelta(t, 10, table.Ratios("long", "short").Median(), 5)
}

func TestGoroutines(t *testing.T) {
	task, peak := measure.Goroutines(func(x int) int { return x })
	assert.Zero(t, peak())
	before := runtime.NumGoroutine()
	release := make(chan struct{})
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() { <-release })
	}
	assert.Equal(t, 7, task(7))
	close(release)
	wg.Wait()
	task(7)
	assert.Equal(t, before+10, peak())
}
