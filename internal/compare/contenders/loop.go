package contenders

import (
	"iter"
	"slices"
)

// Loop is a plain loop: what everything else has to be worth.
var Loop = Contender{
	Name: "loop", About: "for and append",
	Map: func(xs []int, _ int, task func(int) int) []int {
		out := make([]int, 0, len(xs))
		for _, x := range xs {
			out = append(out, task(x))
		}
		return out
	},
}

// LoopTwice does both tasks of two boundaries.
var LoopTwice = Contender{
	Name: "loop twice", About: "for and append, both tasks",
	Map: func(xs []int, n int, task func(int) int) []int {
		return Loop.Map(xs, n, twice(task))
	},
}

// LoopSeq is a loop over an iterator.
var LoopSeq = Contender{
	Name: "loop over the iterator", About: "range over slices.Values, append",
	Map: func(xs []int, _ int, task func(int) int) []int {
		out := make([]int, 0, len(xs))
		for x := range slices.Values(xs) {
			out = append(out, task(x))
		}
		return out
	},
}

// LoopChan is a loop over a channel.
var LoopChan = Contender{
	Name: "loop over the channel", About: "range over a filled channel, append",
	Map: func(xs []int, _ int, task func(int) int) []int {
		out := make([]int, 0, len(xs))
		for x := range filled(xs) {
			out = append(out, task(x))
		}
		return out
	},
}

// LoopChain is map, filter, map in a plain loop.
var LoopChain = Contender{
	Name: "loop chain", About: "for, if and append",
	Map: func(xs []int, _ int, task func(int) int) []int {
		out := make([]int, 0, len(xs))
		for _, x := range xs {
			if v := task(x); Even(v) {
				out = append(out, task(v))
			}
		}
		return out
	},
}

// SeqChain is map, filter, map as iter.Seq closures, collected by slices.AppendSeq.
var SeqChain = Contender{
	Name: "iter.Seq chain", About: "closures over iter.Seq, slices.AppendSeq",
	Map: func(xs []int, _ int, task func(int) int) []int {
		mapped := mapSeq(filterSeq(mapSeq(slices.Values(xs), task), Even), task)
		return slices.AppendSeq(make([]int, 0, len(xs)), mapped)
	},
}

func mapSeq[T, U any](seq iter.Seq[T], f func(T) U) iter.Seq[U] {
	return func(yield func(U) bool) {
		for v := range seq {
			if !yield(f(v)) {
				return
			}
		}
	}
}

func filterSeq[T any](seq iter.Seq[T], p func(T) bool) iter.Seq[T] {
	return func(yield func(T) bool) {
		for v := range seq {
			if p(v) && !yield(v) {
				return
			}
		}
	}
}

// filled returns a closed channel that holds xs. Everybody who reads a channel
// pays for filling it.
func filled(xs []int) <-chan int {
	ch := make(chan int, len(xs))
	for _, x := range xs {
		ch <- x
	}
	close(ch)
	return ch
}

// twice is for what needs no hand-over between two tasks.
func twice(task func(int) int) func(int) int {
	return func(x int) int { return task(task(x)) }
}
