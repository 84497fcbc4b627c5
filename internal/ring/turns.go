package ring

import "sync"

// Turns let the elements of one key run one after another, in the order in
// which they are claimed. The worker that finds the key of its element at work
// leaves the element there and claims another; the one that is at work takes it
// next. So a key never holds more than one worker, and no worker waits for a key.
type Turns[K comparable] struct {
	keys *Table[K] // of the elements in lanes
	mu   struct {
		sync.Mutex
		at   map[K]*turn[K] // the keys at work
		free []*turn[K]     // used again
	}
}

// A Turn is that of the worker that a key is at.
type Turn interface {
	// Next is called when an element has been run and its result is published. It returns the lane of the
	// next one of the key; without one the key is given up.
	Next() (lane int, ok bool)
}

type turn[K comparable] struct {
	turns   *Turns[K]
	key     K
	waiting []int // lanes
}

// NewTurns returns the turns of a ring with so many lanes.
func NewTurns[K comparable](lanes int) *Turns[K] {
	t := &Turns[K]{keys: NewTable[K](lanes)}
	t.mu.at = map[K]*turn[K]{}
	return t
}

// Set notes the key of the element in a lane. The feeder does, before it commits the element.
func (t *Turns[K]) Set(lane int, key K) { *t.keys.Grow(lane) = key }

// Take takes the turn of the key of the element in a lane. It returns nil if the key is at
// work: the element has been left there.
func (t *Turns[K]) Take(lane int) Turn {
	var zero K
	entry := t.keys.At(lane)
	key := *entry
	*entry = zero
	pause()
	t.mu.Lock()
	defer t.mu.Unlock()
	if at := t.mu.at[key]; at != nil {
		at.waiting = append(at.waiting, lane)
		return nil
	}
	at := &turn[K]{turns: t}
	if last := len(t.mu.free) - 1; last >= 0 {
		at, t.mu.free = t.mu.free[last], t.mu.free[:last]
	}
	if again := key; again == key { // a NaN is never found again, and has every turn
		at.key = key
		t.mu.at[key] = at
	}
	return at
}

func (at *turn[K]) Next() (lane int, ok bool) {
	t := at.turns
	pause()
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(at.waiting) > 0 {
		lane, at.waiting = at.waiting[0], at.waiting[1:]
		return lane, true
	}
	delete(t.mu.at, at.key)
	*at = turn[K]{turns: t, waiting: at.waiting[:0]}
	t.mu.free = append(t.mu.free, at)
	return 0, false
}
