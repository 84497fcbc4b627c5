package ring

import (
	"errors"
	"sync/atomic"
)

// ErrDropped is the error of an element that was filtered out.
var ErrDropped = errors.New("dropped")

// A slot holds the result of one position at a time.
type slot[T any] struct {
	state atomic.Uint64
	val   T
	err   error
	_     [24]byte // a word-sized result has a cache line of its own
}

// The state says which position's result the slot holds, and of what kind. Zero: none yet.
func done(p uint64) uint64     { return 2*p + 1 }
func vanished(p uint64) uint64 { return 2*p + 2 }

// take empties the slot, so that nothing received is kept alive.
func (s *slot[T]) take() (T, error) {
	var zero T
	v, err := s.val, s.err
	s.val, s.err = zero, nil
	return v, err
}

// slotOf returns the slot of a position, or nil if it has not been used yet.
func (r *ring[T]) slotOf(p uint64) *slot[T] { return r.slots.At(int(p & r.mask)) }

// stateOf returns the state of a position's slot.
func (r *ring[T]) stateOf(p uint64) uint64 {
	if sl := r.slotOf(p); sl != nil {
		return sl.state.Load()
	}
	return 0
}

// put publishes a result.
func (r *ring[T]) put(p uint64, v T, err error) {
	sl := r.slotOf(p)
	sl.val, sl.err = v, err
	pause()
	sl.state.Store(done(p))
	pause()
}
