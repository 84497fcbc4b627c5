package stream

// An Option changes how a boundary works.
type Option func(*options)

type options struct {
	n         int
	window    int
	unordered bool
	failFast  bool
	name      string
	limit     *Limit
}

// most is as many elements as a boundary ever holds, so that "no limit" may be
// written math.MaxInt: a goroutine or a result each for so many fills a large machine.
const most = 1 << 26

// newOptions are those of a boundary whose window, if none is given, is so many times n.
func newOptions(method string, n, times int, given []Option) options {
	atLeast(method, "n", 1, n)
	b := options{n: n, window: max(n, times*min(n, most))}
	for _, opt := range given {
		notNil(method, "option", opt == nil)
		opt(&b)
	}
	if b.window < b.n {
		misuse(method, "Window: w must be at least n = %d, got %d", b.n, b.window)
	}
	b.n, b.window = min(b.n, most), min(b.window, most)
	return b
}

func (b options) inCompletionOrder() options {
	b.unordered = true
	return b
}

// Window lets finished elements wait for a slow one before them without idling
// the workers: up to w elements are pulled and not yet received, of which n run.
// w must be at least n, and is n if the option is not given.
//
// A strict window of n keeps only 67-82 % of n tasks busy when task times vary
// by a factor of 3, less the larger n is; Window(4*n) keeps 99 %. Requests over a network vary
// more: if every tenth takes 20 times as long, a window of n keeps about a quarter of 16
// tasks busy, 4n six tenths, and 16n nearly all. So w is n times the number of usual tasks that fit into a
// slow one. It costs memory for w results. Where order does not matter, BufferedUnordered needs no window.
// With BufferedUnordered the window only lets tasks go on while the consumer is busy.
func Window(w int) Option {
	return func(o *options) { o.window = w }
}

// FailFast makes the boundary's first failure in time its last element, at
// once, whatever stands below: everything unfinished is cancelled and joined,
// and values that have finished but were not delivered are dropped. Which
// failure that is depends on timing; without FailFast the first in stream order is returned.
func FailFast() Option {
	return func(o *options) { o.failFast = true }
}

// Name names the boundary: the workers that run its tasks carry the profiler
// label leat=name, which shows in CPU and goroutine profiles, and the tasks find
// it in their context. It does not reach the stages above the task. The caller of a terminal,
// which works too under TryCollect, Collect, Count and Drain, keeps its own labels.
func Name(name string) Option {
	return func(o *options) { o.name = name }
}
