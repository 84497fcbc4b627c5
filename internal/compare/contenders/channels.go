package contenders

import "sync"

type numbered struct{ i, v int }

// Channels is what one writes by hand: a feeder, n workers, and a consumer
// that puts the results back in order by their numbers.
var Channels = Contender{
	Name: "channels", About: "feeder, n workers, results channel, reorder by number",
	Map: func(xs []int, n int, task func(int) int) []int {
		out := make([]int, 0, len(xs))
		waiting := make(map[int]int)
		for r := range workers(xs, n, task) {
			waiting[r.i] = r.v
			for v, ok := waiting[len(out)]; ok; v, ok = waiting[len(out)] {
				delete(waiting, len(out))
				out = append(out, v)
			}
		}
		return out
	},
}

// ChannelsUnordered is the same without the numbers.
var ChannelsUnordered = Contender{
	Name: "channels unordered", About: "feeder, n workers, results channel, all of capacity n",
	Map: func(xs []int, n int, task func(int) int) []int {
		out := make([]int, 0, len(xs))
		for r := range workers(xs, n, task) {
			out = append(out, r.v)
		}
		return out
	},
}

// workers returns the channel of results of n workers, in order of completion.
func workers(xs []int, n int, task func(int) int) <-chan numbered {
	jobs, results := make(chan numbered, n), make(chan numbered, n)
	var wg sync.WaitGroup
	for range n {
		wg.Go(func() {
			for j := range jobs {
				results <- numbered{j.i, task(j.v)}
			}
		})
	}
	go func() {
		for i, x := range xs {
			jobs <- numbered{i, x}
		}
		close(jobs)
		wg.Wait()
		close(results)
	}()
	return results
}

// ChanOfChan has a goroutine and a channel per element, and a channel of these channels.
var ChanOfChan = Contender{
	Name: "chan of chan", About: "a goroutine and a result channel per element, a channel of these",
	Map: func(xs []int, n int, task func(int) int) []int {
		out := make([]int, 0, len(xs))
		for c := range promises(n, task, func(start func(int)) {
			for _, x := range xs {
				start(x)
			}
		}) {
			out = append(out, <-c)
		}
		return out
	},
}

// ChanOfChanTwice has two of them in a row.
var ChanOfChanTwice = Contender{
	Name: "chan of chan twice", About: "chan of chan, its results fed to another", Boundaries: 2,
	Map: func(xs []int, n int, task func(int) int) []int {
		out := make([]int, 0, len(xs))
		first := promises(n, task, func(start func(int)) {
			for _, x := range xs {
				start(x)
			}
		})
		for c := range promises(n, task, func(start func(int)) {
			for c := range first {
				start(<-c)
			}
		}) {
			out = append(out, <-c)
		}
		return out
	},
}

// promises returns the channels of results in the order in which feed starts
// the tasks. It holds n - 1, and the consumer waits for one more: n run at most.
func promises(n int, task func(int) int, feed func(start func(int))) <-chan chan int {
	queue := make(chan chan int, n-1)
	go func() {
		defer close(queue)
		feed(func(x int) {
			c := make(chan int, 1)
			queue <- c
			go func() { c <- task(x) }()
		})
	}()
	return queue
}
