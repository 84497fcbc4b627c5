package main

import (
	"errors"
	"slices"

	"github.com/sourcegraph/conc/panics"

	"github.com/seed-09178888/leat/stream"
)

// judge compares what came with what was to come. cancelled: the context had ended.
func (w *world) judge(cancelled bool, out outcome) {
	w.bounds()
	w.idle()
	struck := w.struck.Load()
	w.crashed(struck, out)
	ended := cancelled && (out.err == errCause || w.terminal.silent) //nolint:errorlint // as it is
	some := w.loose || w.unordered && (w.terminal.first || w.terminal.stops && fails(w.want))
	w.compare(out.got, struck != nil || ended || some || w.left.Load())
	w.cutAt(out)
	switch {
	case struck != nil, ended && w.fault.name != cancelledBefore:
	case w.fault.name == cancelledBefore:
		if w.calls.Load() != 0 || len(out.got) != 0 || out.err != errCause && !w.terminal.silent { //nolint:errorlint // as it is
			w.violated("the context had ended before: %d functions were called, %d elements came, and the error %v", w.calls.Load(), len(out.got), out.err)
		}
	case w.left.Load():
		w.leaving(out)
	default:
		w.ending(out)
	}
}

// bounds: at most n tasks ran at a time.
func (w *world) bounds() {
	w.mu.Lock()
	gauges := w.mu.gauges
	w.mu.Unlock()
	for _, g := range gauges {
		if n, most := g.peak.Load(), g.bound(); n > most {
			w.violated("%s ran %d times at a time, %d may be", g.name, n, most)
		}
	}
}

// crashed: a panic and a Goexit of a function are continued in the caller, and there are no others.
func (w *world) crashed(struck *gauge, out outcome) {
	panicked := struck != nil && w.fault.name == panicking
	switch v := out.value.(type) {
	case nil:
		if panicked {
			w.violated("a panic of %s did not come through", struck.name)
		}
	case *panics.Recovered:
		if !panicked || v.Value != errStrike || struck == w.body && w.terminal.raw { //nolint:errorlint // as it is
			w.violated("panicked with %v", v)
		}
	default:
		if v != errStrike || struck != w.body || !w.terminal.raw { //nolint:errorlint // as it is
			w.violated("panicked with the %T %v", v, v)
		}
	}
	if exited := struck != nil && w.fault.name == goexiting; out.goexit != exited {
		w.violated("Goexit came through: %t; was called: %t", out.goexit, exited)
	}
}

// compare: the elements are those that were to come, or if the run was cut, the first of them (unordered: some).
func (w *world) compare(got []item, cut bool) {
	want := w.values()
	if !w.unordered && !w.loose {
		if len(got) > len(want) || !slices.Equal(got, want[:len(got)]) || len(got) < len(want) && !cut {
			w.violated("got %d elements, not these: %s", len(got), list(got))
		}
		return
	}
	left := slices.Clone(want)
	for _, e := range got {
		i := slices.Index(left, e)
		if i < 0 {
			w.violated("got %v, which was not to come, or not so often, in: %s", list([]item{e}), list(got))
			return
		}
		left = slices.Delete(left, i, i+1)
	}
	if len(left) > 0 && !cut {
		w.violated("got %d elements without these: %s", len(got), list(left))
	}
}

// values are the elements that the terminal hands on: if it stops at errors, without them.
func (w *world) values() []item {
	if !w.terminal.stops {
		return w.want
	}
	return without(w.want, func(e item) bool { return e.Err != nil })
}

// leaving: the consumer has left, and got no element any more.
func (w *world) leaving(out outcome) {
	n, wanted := len(out.got), error(nil)
	if w.terminal.byErr {
		wanted = errLeave
	}
	if w.terminal.besides {
		n = len(out.second) // it is the second that leaves
	}
	if n != w.fault.at || out.err != wanted { //nolint:errorlint // as it is
		w.violated("the consumer left after %d elements, and got %d; the error is %v, not %v", w.fault.at, n, out.err, wanted)
	}
}

// cutAt: if a consumer that gets one element after another has ended the
// context, it has got no other, and the terminal has returned the cause. A
// failure of FailFast that came before stands, though.
func (w *world) cutAt(out outcome) {
	n := w.fault.at
	if w.fault.name != cancelsAtItem || !w.terminal.exact || !w.happened.Load() || w.loose {
		return
	}
	if len(out.got) != n || out.err != errCause && n < len(w.values()) { //nolint:errorlint // as it is
		w.violated("got %d elements and the error %v, though the context had ended with number %d", len(out.got), out.err, n)
	}
}

// ending: the run has come to its end by itself.
func (w *world) ending(out outcome) {
	failures := without(w.want, func(e item) bool { return e.Err == nil })
	among := slices.ContainsFunc(failures, func(e item) bool { return e.Err == out.err }) //nolint:errorlint // as it is
	switch {
	case !w.terminal.stops:
		if out.err != nil {
			w.violated("ended with the error %v", out.err)
		}
	case w.terminal.first && len(w.want) == 0 && errors.Is(out.err, stream.ErrEmpty):
	case w.terminal.first && w.unordered && len(out.got) == 1, w.loose && (out.err == nil || errors.Is(out.err, stream.ErrEmpty)):
	case out.err == nil && len(failures) > 0, out.err != nil && !among:
		w.violated("ended with the error %v, not with one of: %s", out.err, list(failures))
	}
	if w.terminal.besides && !w.unordered && !w.loose {
		if n := min(w.taken(), len(w.want)); out.err == nil && !slices.Equal(out.second, w.want[:n]) {
			w.violated("the second consumer got %s", list(out.second))
		}
	}
}
