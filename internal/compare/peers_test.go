package main

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/internal/compare/measure"
)

func TestPeers(t *testing.T) {
	table := peers()
	assert.Len(t, table, 1+len(everybody()))
	marks := map[string]string{}
	for _, line := range table {
		assert.Len(t, line, len(table[0]))
		marks[line[0]] = line[len(line)-1]
	}
	for name, want := range map[string]string{
		"leat": "", "leat twice": "", "leat unordered": "unordered", "leat FromSeq": "",
		"conc/stream": "", "conc/pool": "unordered", "channels": "", "channels unordered": "unordered",
		"lo/parallel": "unbounded", "ro MergeMap": "unbounded, unordered", "loop": "one at a time",
	} {
		assert.Equal(t, want, marks[name], name)
	}
}

func TestProcessors(t *testing.T) {
	table := measure.Table{Lines: []measure.Line{
		{Name: "loop", Ns: measure.Sample{10, 30, 10}},
		{Name: "atomic floor", Ns: measure.Sample{5, 15, 5}},
	}}
	assert.Contains(t, processors([]figure{{Table: table}}), "left this run 2.00 processors (± ?)")
}
