package main

import (
	"time"

	c "github.com/seed-09178888/leat/internal/compare/contenders"
)

// A row is one kind of work, who does it, and what leat has to reach.
type row struct {
	kind       kind
	name       string // of the marker in the document, and of the benchmark
	elements   int
	n          int
	cost       time.Duration // of a task: CPU time, or none: x+1
	sleep      bool          // the task sleeps for cost
	procs      int           // GOMAXPROCS, 0: as it is
	oracle     c.Contender   // says what the results are
	contenders []c.Contender // leat's come first
	bars       []bar
}

// A kind is what a row measures.
type kind int

const (
	timed   kind = iota // time and allocations per element
	counted             // goroutines
	stopped             // many tasks that are blocked at once
)

const (
	us = time.Microsecond
	ms = time.Millisecond
)

// ordered are those that return the results in order, or are known for it.
func ordered(leat ...c.Contender) []c.Contender {
	return append(leat, c.Loop, c.Floor, c.Channels, c.ChanOfChan, c.ConcStream, c.ConcIter, c.Errgroup, c.Pond, c.Ants, c.Lo, c.Ro)
}

// rows are those of the table of bars. The elements are so many that a run takes some milliseconds.
var rows = []row{
	{
		name: "ordered/x+1/n=2", elements: 20_000, n: 2, oracle: c.Loop, contenders: ordered(c.Leat),
		bars: []bar{faster(c.Leat, c.ConcStream, 5, 12)},
	},
	{
		name: "ordered/x+1/n=10", elements: 20_000, n: 10, oracle: c.Loop, contenders: ordered(c.Leat),
		bars: []bar{faster(c.Leat, c.ConcStream, 8, 16), within(c.Leat, c.Floor, 4, 0), most(0, c.Leat, 0, 50)},
	},
	{
		name: "ordered/x+1/n=100", elements: 20_000, n: 100, oracle: c.Loop, contenders: ordered(c.Leat),
		bars: []bar{faster(c.Leat, c.ConcStream, 10, 16), within(c.Leat, c.Floor, 2.5, 0)},
	},
	{
		name: "ordered/1us/n=10", elements: 4000, n: 10, cost: us, oracle: c.Loop, contenders: ordered(c.Leat),
		bars: []bar{faster(c.Leat, c.Loop, 1.4, 1.7), faster(c.Leat, c.ConcStream, 2.2, 0)},
	},
	{
		name: "ordered/1us/n=100", elements: 4000, n: 100, cost: us, oracle: c.Loop, contenders: ordered(c.Leat),
		bars: []bar{faster(c.Leat, c.Loop, 1.6, 0), faster(c.Leat, c.Floor, 0.85, 0.97)},
	},
	{
		name: longest, elements: 1000, n: 10, cost: 10 * us, oracle: c.Loop, contenders: ordered(c.Leat),
		bars: []bar{faster(c.Leat, c.Floor, 0.93, 0.98)},
	},
	{
		name: "chained/x+1/n=10", elements: 20_000, n: 10, oracle: c.LoopTwice,
		contenders: []c.Contender{c.LeatTwice, c.LoopTwice, c.FloorTwice, c.ChanOfChanTwice, c.ConcStreamTwice},
		bars:       []bar{faster(c.LeatTwice, c.ConcStreamTwice, 5, 8)},
	},
	{
		name: "unordered/x+1/n=10", elements: 20_000, n: 10, oracle: c.Loop,
		contenders: []c.Contender{c.LeatUnordered, c.Leat, c.Loop, c.Floor, c.ChannelsUnordered, c.ConcPool, c.RoMerge},
		bars:       []bar{faster(c.LeatUnordered, c.ChannelsUnordered, 3, 5)},
	},
	{
		name: "source/FromSeq/1us/n=10", elements: 4000, n: 10, cost: us, oracle: c.Loop,
		contenders: []c.Contender{c.LeatFromSeq, c.Leat, c.LoopSeq, c.Floor, c.Channels, c.ChanOfChan, c.ConcStream},
		bars:       []bar{faster(c.LeatFromSeq, c.LoopSeq, 1.15, 1.35)},
	},
	{
		name: "source/FromChan/1us/n=10", elements: 4000, n: 10, cost: us, oracle: c.Loop,
		contenders: []c.Contender{c.LeatFromChan, c.Leat, c.LoopChan, c.Floor, c.Channels, c.ChanOfChan, c.ConcStream},
		bars:       []bar{faster(c.LeatFromChan, c.LoopChan, 1.2, 1.5)},
	},
	{
		name: "source/Unfold/1us/n=10", elements: 4000, n: 10, cost: us, oracle: c.Loop,
		contenders: []c.Contender{c.LeatUnfold, c.Leat, c.Loop, c.Floor, c.Channels, c.ChanOfChan, c.ConcStream},
		bars:       []bar{faster(c.LeatUnfold, c.Loop, 1.2, 1.5)},
	},
	loops("loop/x+1/n=10", 20_000, 10, 0),
	loops("loop/x+1/n=100", 20_000, 100, 0),
	loops("loop/1us/n=10", 4000, 10, us, faster(c.LeatForEach, c.Loop, 1, 1.3), faster(c.LeatAll, c.Loop, 1, 1.3)),
	loops("loop/1us/n=100", 4000, 100, us, faster(c.LeatForEach, c.Loop, 1.2, 1.6), faster(c.LeatAll, c.Loop, 1.2, 1.6)),
	{
		name: "chain/x+1", elements: 20_000, n: 1, oracle: c.LoopChain,
		contenders: []c.Contender{c.LeatChain, c.LoopChain, c.SeqChain, c.LoChain, c.LoItChain, c.RoChain},
		bars:       []bar{within(c.LeatChain, c.SeqChain, 1.7, equal)},
	},
	{
		name: "sleep/1ms/n=100", elements: 2000, n: 100, cost: ms, sleep: true, oracle: c.Loop,
		contenders: []c.Contender{c.Leat, c.SleepingFloor, c.Channels, c.ChanOfChan, c.ConcStream, c.ConcIter, c.Errgroup, c.Pond, c.Ants},
		bars:       []bar{within(c.Leat, c.SleepingFloor, 1.05, equal)},
	},
	{
		name: "blocked/n=100000", elements: 100_000, n: 100_000, oracle: c.Loop, kind: stopped,
		contenders: []c.Contender{c.Leat, c.SleepingFloor, c.ChanOfChan, c.ConcStream, c.Errgroup, c.Lo},
		bars:       []bar{most(0, c.Leat, 3072, 2662), most(1, c.Leat, 1000, 0)},
	},
	{
		name: "goroutines/n=10000", elements: 20_000, n: 10_000, oracle: c.Loop, kind: counted,
		contenders: []c.Contender{c.Leat, c.Channels, c.ChanOfChan, c.ConcStream, c.ConcIter, c.Errgroup, c.Pond, c.Ants},
		bars:       []bar{most(0, c.Leat, 10, 0)},
	},
	{
		name: "procs=1/1us/n=10", elements: 4000, n: 10, cost: us, procs: 1, oracle: c.Loop, contenders: ordered(c.Leat),
		bars: []bar{within(c.Leat, c.Loop, 1.15, 1.05)},
	},
}

// loops hand the results to a function or a loop body.
func loops(name string, elements, n int, cost time.Duration, bars ...bar) row {
	return row{
		name: name, elements: elements, n: n, cost: cost, oracle: c.Loop, bars: bars,
		contenders: []c.Contender{c.LeatForEach, c.LeatAll, c.Leat, c.Loop, c.Floor, c.Channels, c.ChanOfChan, c.ConcStream},
	}
}
