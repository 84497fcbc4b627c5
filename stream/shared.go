package stream

// Shared puts the tasks of a boundary under a [Limit], besides its n: each holds a weight of 1 while it
// runs, the pauses of a Retry included. It is a [Stream.ConcurrencyLimit] right above the boundary, also for those whose task is
// the function that they are given. Those that wait for the limit hold their slot. An adaptive limit learns from the errors and
// durations of whole tasks; a task of FlatMapUnordered is an inner stream, whose errors it does not see.
//
// An inner stream also holds its part while its elements wait to be received. If they wait for a stage below that
// wants the same limit, that is a deadlock: give FlatMapUnordered a limit of its own, or share the one with the boundaries within f.
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
