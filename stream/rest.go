package stream

import "context"

// Rest is the stream of what is left, that which was peeked at first. It takes
// its elements from the cursor, one by one: what it does not consume stays.
//
//	cursor       --a--b--c--d--|
//	Rest.Take(2) --a--b|
//	Next               c
//
// Order: as the cursor's stream.
//
// Concurrency: the functions of the cursor's stream run in the cursor's
// goroutine, one element per demand, as for Next. While a run of Rest is under way, nobody else may use the cursor.
//
// Memory: nothing is kept. A boundary below Rest reads ahead as always, and what it has read and
// not delivered when the run ends early is lost.
//
// Errors: are passed on.
//
// Cancellation: a run of Rest has the context of its terminal, the cursor's stream that
// of the cursor. When the former ends, the run returns at once and the element that is being pulled is
// not lost: the next Next, Peek or Rest gets it. When the cursor's ends, its
// cause is the last element of Rest, so that a part is not taken for the whole. A panic
// of the cursor's stream is one of Rest.
//
// Again: a second run continues where the first one stopped. After the end, and after [Cursor.Close], Rest is empty.
//
// Rust: StreamExt::by_ref.
func (c *Cursor[T]) Rest() Stream[T] {
	return Stream[T]{each: func(ctx context.Context, _ opts, emit func(T, error) bool) {
		// ctx may have ended while the element came: those below would drop it.
		for ctx.Err() == nil && c.fetch(ctx.Done()) && ctx.Err() == nil {
			r := c.head
			c.take()
			if !emit(r.Value, r.Err) {
				return
			}
		}
	}}
}
