package stagetest

import "testing"

// Bound fails if not exactly n have run at a time at most: more break the
// bound, fewer leave slots unused. If there are fewer elements than slots, n is their number.
// It returns whether all is well.
func Bound(tb testing.TB, g *Gauge, n int) bool {
	tb.Helper()
	switch peak, total := g.Peak(), g.Total(); {
	case peak > n:
		tb.Errorf("stagetest: %d have run at a time, which is over the bound of %d (%d in all)", peak, n, total)
		return false
	case peak < n:
		tb.Errorf("stagetest: only %d have run at a time, though %d could (%d in all)", peak, n, total)
		return false
	}
	return true
}
