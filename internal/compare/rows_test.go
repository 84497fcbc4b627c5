package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/internal/compare/contenders"
	"github.com/seed-09178888/leat/internal/compare/measure"
)

// BenchmarkRows has a benchmark for each contender of each row. To compare
// them, run the program: it runs them in turns.
func BenchmarkRows(b *testing.B) {
	for _, r := range rows {
		b.Run(r.name, func(b *testing.B) {
			for _, c := range r.contenders {
				b.Run(c.Name, func(b *testing.B) { r.onProcs(func() { bench(b, r, c) }) })
			}
		})
	}
}

func bench(b *testing.B, r row, c contenders.Contender) {
	if r.kind == stopped {
		for b.Loop() {
			s, err := stop(c, r.n)
			require.NoError(b, err)
			b.ReportMetric(s.bytes, "B/task")
		}
		return
	}
	require.NoError(b, r.check(c))
	xs, task := r.xs(), r.task()
	b.ReportAllocs()
	for b.Loop() {
		c.Map(xs, r.n, task)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*r.elements), "ns/element")
}

func TestRows(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range rows {
		assert.False(t, seen[r.name], r.name)
		seen[r.name] = true
		names := map[string]bool{"": true}
		for _, c := range r.contenders {
			names[c.Name] = true
		}
		assert.Equal(t, contenders.Leat.Module, r.contenders[0].Module, r.name)
		for _, b := range r.bars {
			assert.True(t, names[b.over] && names[b.under], "%s: %s ÷ %s", r.name, b.over, b.under)
		}
	}
	require.NoError(t, hasPlaces(rows, "../../docs/performance.md"))
}

func TestEveryContenderReturnsWhatTheOracleDoes(t *testing.T) {
	for _, r := range rows {
		r.elements, r.n, r.sleep, r.cost = 300, min(r.n, 100), false, 0
		for _, c := range r.contenders {
			assert.NoError(t, r.check(c))
		}
	}
}

func TestCheckSeesWrongResults(t *testing.T) {
	wrong := func(name string, change func([]int)) contenders.Contender {
		return contenders.Contender{Name: name, Map: func(xs []int, n int, task func(int) int) []int {
			out := contenders.Loop.Map(xs, n, task)
			change(out)
			return out
		}}
	}
	r := row{elements: 300, n: 4, oracle: contenders.Loop}
	assert.Error(t, r.check(wrong("wrong value", func(out []int) { out[len(out)-1]++ })))
	assert.NoError(t, r.check(wrong("reversed", func(out []int) { out[0], out[1] = out[1], out[0] })), "seen to lose the order")
}

func TestStop(t *testing.T) {
	for _, c := range []contenders.Contender{contenders.Leat, contenders.SleepingFloor, contenders.Lo} {
		s, err := stop(c, 500)
		require.NoError(t, err)
		assert.Positive(t, s.ms, c.Name)
	}
}

func TestVerdicts(t *testing.T) {
	table := measure.Table{Lines: []measure.Line{
		{Name: "leat", Ns: measure.Sample{10, 20, 10}},
		{Name: "conc/stream", Ns: measure.Sample{90, 180, 90}},
	}}
	figures := []figure{{unit: "ns per element", Table: table}}
	r := row{name: "x", bars: []bar{
		faster(contenders.Leat, contenders.ConcStream, 8, 16),
		within(contenders.Leat, contenders.ConcStream, 0.1, 0.2),
		most(0, contenders.Leat, 0, 10),
	}}
	assert.Equal(t, [][]string{
		{"x", "conc/stream ÷ leat", "9.00 ± ?", "≥ 8.00 reached", "≥ 16.0 **not reached**"},
		{"x", "leat ÷ conc/stream", "0.11 ± ?", "≤ 0.10 **not reached**", "≤ 0.20 reached"},
		{"x", "leat, ns per element", "10.0 ± ?", "", "≤ 10.0 reached"},
	}, r.verdicts(figures))
}
