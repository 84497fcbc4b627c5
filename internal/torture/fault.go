package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
)

// A fault is what happens to a run, besides the errors that values have.
type fault struct {
	name string
	at   int // where it says so
}

// The faults. One that comes too late for its run does not happen.
const (
	noFault         = "none"
	panicking       = "panic"
	goexiting       = "Goexit"
	cancelsAtCall   = "cancel at a call"
	cancelsAtHand   = "cancel at a hand-over"
	cancelsAtItem   = "cancel at an element"
	cancelsInTime   = "cancel at some time"
	cancelledBefore = "cancelled before"
	breaks          = "break"
	blocks          = "source blocks"
)

var faults = []string{
	noFault, panicking, goexiting, cancelsAtCall, cancelsAtHand, cancelsAtItem, cancelsInTime, cancelledBefore, breaks, blocks,
}

func drawFault(r *rand.Rand) fault {
	f := fault{name: faults[r.IntN(len(faults))]}
	switch f.name {
	case panicking, goexiting, cancelsAtCall, cancelsAtHand:
		f.at = 1 + r.IntN(1+r.IntN(150)) // the early ones more often
	case cancelsAtItem, breaks:
		f.at = 1 + r.IntN(20)
	case cancelsInTime:
		f.at = r.IntN(500)
	}
	if f.name == cancelledBefore && r.IntN(4) > 0 {
		f = fault{name: noFault} // there is little to it
	}
	return f
}

func (f fault) String() string {
	switch f.name {
	case panicking, goexiting:
		return fmt.Sprintf("%s in call %d of a function", f.name, f.at)
	case cancelsAtCall, cancelsAtHand, cancelsAtItem:
		return fmt.Sprintf("%s, number %d", f.name, f.at)
	case cancelsInTime:
		return fmt.Sprintf("cancel after %d µs", f.at)
	case breaks:
		return fmt.Sprintf("the consumer leaves after %d elements", f.at)
	}
	return f.name
}

// What the faults bring with them, to be told from all else.
var (
	errCause  = errors.New("the cause")  // of the context's end
	errStrike = errors.New("the strike") // what functions panic with
	errLeave  = errors.New("the leave")  // what consumers leave with that leave by an error
)
