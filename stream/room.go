package stream

import "unsafe"

// speculative is how many bytes are allocated for elements that may not come.
const speculative = 8 << 20

// room returns an empty slice for the elements of a stream, so that the usual
// one is allocated once.
func room[T any](t traits) []T {
	size := t.size
	if t.fewer {
		var v T
		size = min(size, speculative/max(1, int(unsafe.Sizeof(v))))
	}
	return make([]T, 0, size)
}

// trim gives back what room has allocated for elements that did not come.
func trim[T any](out []T, t traits) []T {
	if !t.fewer || cap(out) <= 2*len(out) {
		return out
	}
	return append(make([]T, 0, len(out)), out...)
}
