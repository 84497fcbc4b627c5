package stream

import (
	"context"
	"sync"
	"time"
)

// An ahead holds what a stage that makes chunks has read ahead of its consumer:
// at most limit elements. They lie there as the parcels that they will be taken as.
type ahead[T any] struct {
	limit  int
	filled chan struct{} // a token: what the consumer waits for may have come
	taken  chan struct{} // a token: there may be room
	mu     struct {
		sync.Mutex
		parcels []parcel[T]
		held    int // elements in all parcels
		ended   bool
	}
}

// A parcel is a run of values, or an error.
type parcel[T any] struct {
	values []T
	err    error
	since  time.Time // when its first element has arrived
}

// readAhead runs s in a goroutine of its own while body takes parcels in the caller's.
func (s Stream[T]) readAhead(ctx context.Context, o opts, limit int, body func(a *ahead[T])) {
	a := &ahead[T]{limit: limit, filled: make(chan struct{}, 1), taken: make(chan struct{}, 1)}
	beside(ctx, o, func(ctx context.Context) {
		s.push(ctx, o, func(v T, err error) bool {
			room := a.add(v, err)
			return !o.last(err) && (room || a.waitForRoom(ctx))
		})
		a.end() // not after a panic: what is there must not be flushed then
	}, func() { body(a) })
}

// add reports whether there is room for another element. It wakes the consumer
// only for what wait looks for, not for every value of a long chunk.
func (a *ahead[T]) add(v T, err error) (room bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	i := len(a.mu.parcels) - 1
	if i < 0 || err != nil || a.mu.parcels[i].err != nil {
		a.mu.parcels = append(a.mu.parcels, parcel[T]{err: err, since: time.Now()})
		i++
	}
	if err == nil {
		a.mu.parcels[i].values = append(a.mu.parcels[i].values, v)
	}
	a.mu.held++
	room = a.mu.held < a.limit
	if a.mu.held == 1 || err != nil || !room {
		signal(a.filled)
	}
	return room
}

func (a *ahead[T]) end() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.mu.ended = true
	signal(a.filled)
}

// waitForRoom comes before the source is asked for another element. It is false when ctx has ended.
func (a *ahead[T]) waitForRoom(ctx context.Context) bool {
	for {
		select {
		case <-a.taken:
		case <-ctx.Done():
			return false
		}
		a.mu.Lock()
		room := a.mu.held < a.limit
		a.mu.Unlock()
		if room { // the token may be of an earlier take
			return true
		}
	}
}

// wait waits for a parcel, and for one that is whole until late fires. It says
// since when the parcel is there, or that there is none: the stream has ended, or ctx has.
func (a *ahead[T]) wait(ctx context.Context, whole bool, late <-chan time.Time) (since time.Time, ok bool) {
	for {
		since, enough, over := a.look(whole)
		if over || ctx.Err() != nil { // ctx comes after look: its end may be why no more follows
			return since, false
		}
		if enough {
			return since, true
		}
		select {
		case <-a.filled:
		case <-late:
			whole = false // what is there will do
		case <-ctx.Done():
		}
	}
}

// look looks at the first parcel. It is whole if no value can be added to it:
// there is no room, an error follows, or the end.
func (a *ahead[T]) look(whole bool) (since time.Time, enough, over bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if len(a.mu.parcels) == 0 {
		return since, false, a.mu.ended
	}
	first := &a.mu.parcels[0]
	enough = !whole || a.mu.ended || a.mu.held >= a.limit || len(a.mu.parcels) > 1 || first.err != nil
	return first.since, enough, false
}

// take takes the first parcel, which wait has found.
func (a *ahead[T]) take() (values []T, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	first := a.mu.parcels[0]
	a.mu.parcels[0] = parcel[T]{} // it is the receiver's now
	if len(a.mu.parcels) == 1 {
		a.mu.parcels = a.mu.parcels[:0]
	} else {
		a.mu.parcels = a.mu.parcels[1:]
	}
	a.mu.held -= max(1, len(first.values))
	signal(a.taken)
	return first.values, first.err
}
