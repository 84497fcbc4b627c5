package ring_test

import (
	"fmt"
	"math/rand/v2"
	"time"

	"pgregory.net/rapid"
)

// A plan is a job with all that its user code does, and when.
type plan struct {
	n, w                               int
	unordered, fed, sink               bool
	stops, failFast, usesCtx, seesErrs bool
	els                                []element
	bodies                             []time.Duration // how long the consumer is busy with its k-th result
	srcEnd                             time.Duration   // from the source's last turn to its end
	stopAfter                          int             // the consumer leaves after so many results; 0: never
	cancelAt                           time.Duration   // the parent context ends; 0: never
}

// An element's life: how long the source takes for it, how long its task, and how that ends.
type element struct {
	src, task        time.Duration
	drop, err, upErr bool
}

// failure is the error of element i.
type failure struct{ i int }

func (f failure) Error() string { return fmt.Sprint("element ", f.i, " failed") }

// An outcome is what a run of a plan looks like from outside, in virtual time.
// never stands for what did not happen.
type outcome struct {
	pulled, started, finished []time.Duration
	cancelled                 []bool // the task saw its context end
	got                       []receipt
	over                      time.Duration
}

const never = time.Duration(-1)

// A receipt is a result as the receiver sees it.
type receipt struct {
	at     time.Duration
	i      int
	failed bool
}

func newOutcome(n int) outcome {
	o := outcome{
		pulled: make([]time.Duration, n), started: make([]time.Duration, n), finished: make([]time.Duration, n),
		cancelled: make([]bool, n),
	}
	for i := range n {
		o.pulled[i], o.started[i], o.finished[i] = never, never, never
	}
	return o
}

// fails reports whether element i's task ends in an error, when it is left to run.
func (p plan) fails(i int) bool { return p.els[i].err || p.els[i].upErr && !p.seesErrs }

// drawPlan draws a plan. Durations are distinct with high probability, so that
// it does not matter in which order simultaneous events are seen; plans in which
// it might are told by predict.
func drawPlan(t *rapid.T) plan {
	p := plan{
		n:         rapid.IntRange(1, 6).Draw(t, "n"),
		unordered: rapid.Bool().Draw(t, "unordered"),
		fed:       rapid.Bool().Draw(t, "fed"),
		sink:      rapid.Bool().Draw(t, "sink"),
		usesCtx:   rapid.Bool().Draw(t, "usesCtx"),
		seesErrs:  rapid.Bool().Draw(t, "seesErrs"),
	}
	p.w = p.n + rapid.SampledFrom([]int{0, 0, 1, 3, 10}).Draw(t, "w-n")
	size := rapid.IntRange(0, 40).Draw(t, "size")
	r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
	scale := func(name string) func() time.Duration {
		of := rapid.SampledFrom([]int64{1e6, 1e7, 1e8}).Draw(t, name)
		return func() time.Duration { return time.Duration(1 + r.Int64N(of)) }
	}
	task, src, body := scale("task"), scale("source"), scale("body")
	bursts := rapid.Bool().Draw(t, "bursts")
	drops := rapid.SampledFrom([]float64{0, 0, 0.2, 0.9}).Draw(t, "drops")
	errs := rapid.SampledFrom([]float64{0, 0.05, 0.2}).Draw(t, "errs")
	upErrs := rapid.SampledFrom([]float64{0, 0.1, 0.5}).Draw(t, "upstream errs")
	p.srcEnd = src()
	for range size {
		e := element{task: task()}
		switch x := r.Float64(); {
		case x < drops:
			e.drop = true
		case x < drops+errs:
			e.err = true
		}
		if p.fed {
			e.src = src()
			e.upErr = !e.drop && r.Float64() < upErrs
			if bursts && !e.upErr && r.IntN(3) > 0 {
				e.src = 0
			}
		}
		b := body()
		if bursts && r.IntN(3) == 0 {
			b = 0
		}
		p.els, p.bodies = append(p.els, e), append(p.bodies, b)
	}
	if p.sink {
		clear(p.bodies)
	}
	return p
}

// drawEnd draws how the run ends early.
func (p *plan) drawEnd(t *rapid.T) {
	switch end := rapid.SampledFrom([]string{"stops", "fail fast", "both", "leave", "cancel", "cancel and stops", "cancel and fail fast"}).Draw(t, "end"); end {
	case "stops":
		p.stops = true
	case "fail fast":
		p.failFast = true
	case "both":
		p.stops, p.failFast = true, true
	case "cancel and stops":
		p.stops = true
		p.cancelAt = 1 + time.Duration(rapid.Uint64Range(0, 2e8).Draw(t, "cancelAt"))
	case "cancel and fail fast":
		p.failFast = true
		p.cancelAt = 1 + time.Duration(rapid.Uint64Range(0, 2e8).Draw(t, "cancelAt"))
	case "cancel":
		p.cancelAt = 1 + time.Duration(rapid.Uint64Range(0, 2e8).Draw(t, "cancelAt"))
	case "leave":
		if !p.sink && len(p.els) > 0 {
			p.stopAfter = rapid.IntRange(1, len(p.els)).Draw(t, "leave after")
			p.bodies[p.stopAfter-1]++
		}
	}
}
