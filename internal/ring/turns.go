package ring

import (
	"sync"
	"sync/atomic"
)

// Turns let the elements of one key run one after another, in the order of the
// source. A worker whose element is of a key that is at work leaves it to the
// worker there, and claims another. So a key never holds more than one worker, and no worker waits for a key.
//
// Claims of one key may arrive in any order, for workers overtake each other
// between claim and turn. So a claim counts as a permit to run the next element of its key, not this one.
type Turns[K comparable] struct {
	lanes *Table[atomic.Pointer[turn[K]]] // whose turn the element in a lane waits for
	mu    struct {
		sync.Mutex
		of   map[K]*turn[K] // the keys of elements that have not finished
		free []*turn[K]     // used again
	}
}

// A Turn is held by the worker that runs the elements of a key.
type Turn interface {
	// Take is called for a claimed element. It is false if the turn is held:
	// whoever holds it runs one element more.
	Take() bool

	// Next returns the lane of the next element to be run. It is called when the result
	// of the one before is published. If it is false, the turn has been given up.
	Next() (lane int, ok bool)
}

type turn[K comparable] struct {
	turns   *Turns[K]
	key     K
	waiting []int // lanes, in the order of the source
	permits int   // how many of them have been claimed
	held    bool
}

// NewTurns returns the turns of a ring with so many lanes.
func NewTurns[K comparable](lanes int) *Turns[K] {
	t := &Turns[K]{lanes: NewTable[atomic.Pointer[turn[K]]](lanes)}
	t.mu.of = map[K]*turn[K]{}
	return t
}

// Add says that the element in a lane, which the feeder is about to commit, is of this key.
func (t *Turns[K]) Add(lane int, key K) {
	t.mu.Lock()
	defer t.mu.Unlock()
	of := t.mu.of[key]
	if of == nil {
		of = t.fresh()
		if of.key = key; of.key == key { // a NaN is never found again: each is alone
			t.mu.of[key] = of
		}
	}
	of.waiting = append(of.waiting, lane)
	t.lanes.Grow(lane).Store(of)
}

func (t *Turns[K]) fresh() *turn[K] {
	last := len(t.mu.free) - 1
	if last < 0 {
		return &turn[K]{turns: t}
	}
	of := t.mu.free[last]
	t.mu.free = t.mu.free[:last]
	return of
}

// Of returns the turn of the element in a lane. A worker asks before it claims
// the element: afterwards another may have run it, and the lane be another element's.
// The turn remains the element's until it is taken for it, since a claim that has not become a permit leaves an element waiting.
func (t *Turns[K]) Of(lane int) Turn { return t.lanes.At(lane).Load() }

func (of *turn[K]) Take() bool {
	t := of.turns
	pause()
	t.mu.Lock()
	defer t.mu.Unlock()
	of.permits++
	first := !of.held
	of.held = true
	return first
}

func (of *turn[K]) Next() (lane int, ok bool) {
	t := of.turns
	pause()
	t.mu.Lock()
	defer t.mu.Unlock()
	if of.permits > 0 {
		of.permits--
		lane, of.waiting = of.waiting[0], of.waiting[1:]
		return lane, true
	}
	of.held = false
	if len(of.waiting) == 0 {
		delete(t.mu.of, of.key)
		*of = turn[K]{turns: t, waiting: of.waiting[:0]}
		t.mu.free = append(t.mu.free, of)
	}
	return 0, false
}
