package stage

// A maybe is what Scan, which yields something for every value, yields where a
// stage yields nothing. FilterMap(maybe[T].get) drops it.
type maybe[T any] struct {
	v  T
	ok bool
}

func (m maybe[T]) get() (T, bool) { return m.v, m.ok }
