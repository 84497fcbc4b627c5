package stream

// Shared puts the tasks of a boundary under a [Limit], besides its n: each holds a weight of 1 while it
// runs, the pauses of a Retry included. It is a [Stream.ConcurrencyLimit] right above the boundary, also for those whose task is
// the function that they are given. Those that wait for the limit hold their slot. An adaptive limit learns from the errors and
// durations of whole tasks; a task of FlatMapUnordered is an inner stream, whose errors it does not see.
//
// An inner stream of FlatMapUnordered holds its part also while its element waits to be received. If what stands below, or the
// loop body, waits for the same limit, both may wait for ever: put the limit into the inner streams,
// f(v).ConcurrencyLimit(l), or use another one below. No other boundary's tasks wait for what stands below.
//
// Misuse: panics if l is nil.
func Shared(l *Limit) Option {
	notNil("Shared", "l", l == nil)
	return func(o *options) { o.limit = l }
}

// underLimit is s with its task under l, if there is one.
func (s Stream[T]) underLimit(l *Limit) Stream[T] {
	if l == nil {
		return s
	}
	return wholeTask(s, l.around)
}
