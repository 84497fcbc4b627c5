package stagetest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// A comparison is of what came out with what was to come.
type comparison struct {
	config
	recording
	in, want Script
	hasIn    bool
}

// problem says what is wrong, or is empty.
func (p *comparison) problem() string {
	want, got := p.want.trimmed(), p.got.trimmed()
	if p.unordered {
		got = alignTo(got, want)
	}
	var out strings.Builder
	if tick, differs := firstDifference(want, got); differs {
		fmt.Fprintf(&out, "stagetest: %s should have %s, but had %s\n", p.when(tick), inWords(want, tick), inWords(got, tick))
		out.WriteString(p.marbles(want, got, tick))
	} else if i := p.wrongError(); i >= 0 {
		tick := errorTicks(got)[i]
		fmt.Fprintf(&out, "stagetest: the error of %s is not: %v\n", p.when(tick), p.outErrors[i])
		out.WriteString(p.marbles(want, got, tick))
	}
	if p.goexit {
		fmt.Fprintf(&out, "stagetest: a function of the stream has called runtime.Goexit, as FailNow does\n")
	}
	if p.hung {
		fmt.Fprintf(&out, "stagetest: the stream still runs %d ticks after its context has ended\n", patience)
	}
	if len(p.left) > 0 {
		out.WriteString(leftBehind(p.left) + "\n")
	}
	return strings.TrimSuffix(out.String(), "\n")
}

func (p *comparison) when(tick int) string {
	return fmt.Sprintf("tick %d (%v)", tick, time.Duration(tick)*p.tick)
}

// wrongError returns the index of the first error that is not its target, or -1.
func (p *comparison) wrongError() int {
	for i, target := range p.outErrors[:min(len(p.outErrors), len(p.errs))] {
		if target != nil && !errors.Is(p.errs[i], target) {
			return i
		}
	}
	return -1
}

func firstDifference(want, got Script) (tick int, differs bool) {
	for tick := range max(len(want), len(got)) {
		if !slices.Equal(symbolsAt(want, tick), symbolsAt(got, tick)) {
			return tick, true
		}
	}
	return 0, false
}

// alignTo has the symbols of every tick of got in the order of want, if they are the same.
func alignTo(got, want Script) Script {
	got = slices.Clone(got)
	for tick, symbols := range got[:min(len(got), len(want))] {
		if slices.Equal(sorted(symbols), sorted(want[tick])) {
			got[tick] = want[tick]
		}
	}
	return got
}

func sorted(symbols []Symbol) []Symbol {
	return slices.SortedFunc(slices.Values(symbols), func(a, b Symbol) int { return strings.Compare(a.String(), b.String()) })
}

func symbolsAt(s Script, tick int) []Symbol {
	if tick < len(s) {
		return s[tick]
	}
	return nil
}

func inWords(s Script, tick int) string {
	if symbols := symbolsAt(s, tick); len(symbols) > 0 {
		return printTick(symbols)
	}
	return "nothing"
}

// errorTicks returns the ticks of the errors.
func errorTicks(s Script) (ticks []int) {
	for tick, symbols := range s {
		for _, y := range symbols {
			if y.Kind == Error {
				ticks = append(ticks, tick)
			}
		}
	}
	return ticks
}
