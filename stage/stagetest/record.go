package stagetest

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/seed-09178888/leat/stream"
)

// A recording is what came out of a stream.
type recording struct {
	got    Script
	errs   []error  // those of its #
	hung   bool     // it has not ended though its context has
	goexit bool     // it has ended by runtime.Goexit
	left   []string // stacks of goroutines that should have ended
}

var (
	errCancelled = errors.New("stagetest: ^ of the script")
	errSeen      = errors.New("stagetest: seen enough")
)

// record runs what build makes for so many ticks. It must be called in a bubble.
func record[T any](c config, in Script, ticks int, build func(start time.Time) stream.Stream[T]) recording {
	before, start := goroutines(), time.Now()
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(errSeen)
	if k, tick, ok := in.ended(); ok && k == Cancel { // last in its tick
		defer time.AfterFunc(c.at(tick)+1, func() { cancel(errCancelled) }).Stop()
	}
	whole := time.Duration(ticks) * c.tick
	defer time.AfterFunc(whole-1, func() { cancel(errSeen) }).Stop()

	r := &recorder[T]{config: c, start: start}
	done := make(chan struct{})
	go func() {
		defer close(done)
		r.run(ctx, build(start))
	}()
	giveUp := time.NewTimer(whole + patience*c.tick)
	defer giveUp.Stop()
	hung := false
	select {
	case <-done:
	case <-giveUp.C:
		hung = true
	}
	left := settled(before)
	got := r.close()
	got.hung, got.goexit, got.left = hung, !hung && !r.returned, left
	return got
}

// A recorder writes down what comes, until it is closed: a stream that hangs may go on later.
type recorder[T any] struct {
	config
	start    time.Time
	returned bool
	mu       struct {
		sync.Mutex
		recording
		closed bool
	}
}

func (r *recorder[T]) close() recording {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.mu.closed = true
	return r.mu.recording
}

func (r *recorder[T]) run(ctx context.Context, s stream.Stream[T]) {
	ended := End
	element := func(v T, err error) {
		switch {
		case err == nil:
			r.note(Symbol{Text: textOf(r.config, v)}, nil)
		case ctx.Err() != nil && err == context.Cause(ctx): //nolint:errorlint // exactly the cause, which the terminal hands over as it is
			ended = Cancel
		default:
			r.note(Symbol{Kind: Error}, err)
		}
	}
	if r.stops {
		if err := s.ForEach(ctx, func(v T) { element(v, nil) }); err != nil {
			var zero T
			element(zero, err)
		}
	} else {
		for v, err := range s.All(ctx) {
			element(v, err)
		}
	}
	if ended != Cancel || !errors.Is(context.Cause(ctx), errSeen) { // which is no news
		r.note(Symbol{Kind: ended}, nil)
	}
	r.returned = true
}

// note adds what happens in this tick.
func (r *recorder[T]) note(y Symbol, err error) {
	tick := int(time.Since(r.start) / r.tick)
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.mu.closed {
		return
	}
	for len(r.mu.got) <= tick {
		r.mu.got = append(r.mu.got, nil)
	}
	r.mu.got[tick] = append(r.mu.got[tick], y)
	if err != nil {
		r.mu.errs = append(r.mu.errs, err)
	}
}
