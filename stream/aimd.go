package stream

import (
	"context"
	"errors"
	"time"
)

// AIMD says how a [Limit] adapts to a service that pushes back: additive
// increase, multiplicative decrease, as TCP does.
//
// The size grows by Increase whenever a whole limit's weight has succeeded, as long as the
// limit is used up: one that nobody needs more of stays as it is. When a task fails or takes too
// long, the size is multiplied by Decrease, once for all the tasks that ran at that time: of those that
// started before, none cuts it again.
//
// Sources: Chiu and Jain, Analysis of the Increase and Decrease Algorithms for Congestion
// Avoidance, 1989; the use for services: Netflix's concurrency-limits.
type AIMD struct {
	Floor, Ceiling int // the bounds of the size

	Start    int     // the size at first; 0 means Floor
	Increase int     // 0 means 1
	Decrease float64 // between 0 and 1; 0 means 0.5

	// Latency is what a task may take before it counts as pushed back; 0: as long as it likes.
	// Waiting for the limit is not part of it.
	Latency time.Duration

	// Overload reports whether an error of a task says that the service is overloaded; nil: every one does.
	// Errors of a task whose context was cancelled say nothing, those after a deadline do, also that of the run as a whole.
	Overload func(error) bool
}

// NewAdaptiveLimit returns a limit that changes its size by itself.
//
// Misuse: panics if p.Floor < 1, p.Ceiling < p.Floor, p.Start is neither 0 nor within them, p.Increase
// or p.Latency is negative, or p.Decrease is neither 0 nor between 0 and 1.
func NewAdaptiveLimit(p AIMD) *Limit {
	const method = "NewAdaptiveLimit"
	atLeast(method, "Floor", 1, p.Floor)
	atLeast(method, "Ceiling", p.Floor, p.Ceiling)
	atLeast(method, "Increase", 0, p.Increase)
	if p.Start == 0 {
		p.Start = p.Floor
	}
	if p.Increase == 0 {
		p.Increase = 1
	}
	if p.Decrease == 0 {
		p.Decrease = 0.5
	}
	switch {
	case p.Start < p.Floor || p.Start > p.Ceiling:
		misuse(method, "Start must be between Floor = %d and Ceiling = %d, got %d", p.Floor, p.Ceiling, p.Start)
	case !(p.Decrease > 0 && p.Decrease < 1): // also NaN
		misuse(method, "Decrease must be between 0 and 1, got %v", p.Decrease)
	case p.Latency < 0:
		misuse(method, "Latency must not be negative, got %v", p.Latency)
	}
	l := NewLimit(p.Start)
	l.aimd = &p
	return l
}

// adapt learns from how a task has ended that ran on h.
func (l *Limit) adapt(ctx context.Context, h *hold, err error) {
	if l.aimd == nil || err != nil && errors.Is(ctx.Err(), context.Canceled) {
		return
	}
	slow := l.aimd.Latency > 0 && time.Since(h.since) > l.aimd.Latency
	overloaded := slow || err != nil && (l.aimd.Overload == nil || l.aimd.Overload(err))
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case !overloaded && (h.full != l.mu.full || l.mu.inUse >= l.mu.size): // used up while it ran
		l.grow(h.weight)
	case overloaded && h.cuts == l.mu.cuts:
		l.cut()
	}
}

func (l *Limit) cut() {
	l.mu.size = max(l.aimd.Floor, int(float64(l.mu.size)*l.aimd.Decrease))
	l.mu.credit = 0
	l.mu.cuts++
}

// grow counts a success. Those who wait are served when it is released.
func (l *Limit) grow(weight int) {
	if weight < l.mu.size-l.mu.credit {
		l.mu.credit += weight
		return
	}
	l.mu.credit = 0
	l.mu.size += min(l.aimd.Increase, l.aimd.Ceiling-l.mu.size)
}
