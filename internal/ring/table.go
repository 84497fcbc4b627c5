package ring

import "sync/atomic"

// segment is the number of entries that a Table allocates at a time.
const segment = 256

// A Table is an array whose memory comes in segments, as entries are first
// used, so that a large window over a short stream costs little.
type Table[T any] struct {
	len  int
	segs []atomic.Pointer[[]T]
}

// NewTable returns a table of n entries, none of which has memory yet.
func NewTable[T any](n int) *Table[T] {
	return &Table[T]{len: n, segs: make([]atomic.Pointer[[]T], (n+segment-1)/segment)}
}

// At returns entry i, or nil if it has not been grown.
func (t *Table[T]) At(i int) *T {
	u := uint(i) // the compiler divides it by shifting
	if seg := t.segs[u/segment].Load(); seg != nil {
		return &(*seg)[u%segment]
	}
	return nil
}

// Grow returns entry i and allocates it if need be. Calls must not overlap; At may be called meanwhile.
func (t *Table[T]) Grow(i int) *T {
	if v := t.At(i); v != nil {
		return v
	}
	seg := make([]T, min(segment, t.len-i/segment*segment))
	t.segs[i/segment].Store(&seg)
	return &seg[i%segment]
}
