package stagetest

import (
	"context"
	"errors"
	"time"

	"github.com/seed-09178888/leat/stream"
)

// A recording is what came out of a stream.
type recording struct {
	got    Script
	errs   []error // those of its #
	ticks  int     // for how many it was looked at
	hung   bool    // it has not ended though its context has
	goexit bool
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
		r.goexit = true
		r.run(ctx, build(start))
		r.goexit = false
	}()
	giveUp := time.NewTimer(whole + patience*c.tick)
	defer giveUp.Stop()
	select {
	case <-done:
		left := settled(before)
		return recording{got: r.script, errs: r.errs, ticks: ticks, goexit: r.goexit, left: left}
	case <-giveUp.C:
		left := settled(before) // also makes what r has noted visible
		return recording{got: r.script, errs: r.errs, ticks: ticks, hung: true, left: left}
	}
}

// A recorder writes down what comes.
type recorder[T any] struct {
	config
	start  time.Time
	script Script
	errs   []error
	goexit bool
}

func (r *recorder[T]) run(ctx context.Context, s stream.Stream[T]) {
	ended := End
	element := func(v T, err error) {
		switch {
		case err == nil:
			r.note(Symbol{Text: textOf(r.config, v)})
		case ctx.Err() != nil && err == context.Cause(ctx): //nolint:errorlint // exactly the cause, which the terminal hands over as it is
			ended = Cancel
		default:
			r.note(Symbol{Kind: Error})
			r.errs = append(r.errs, err)
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
	if ended == Cancel && context.Cause(ctx) == errSeen {
		return // that is no news
	}
	r.note(Symbol{Kind: ended})
}

// note adds what happens in this tick.
func (r *recorder[T]) note(y Symbol) {
	tick := int(time.Since(r.start) / r.tick)
	for len(r.script) <= tick {
		r.script = append(r.script, nil)
	}
	r.script[tick] = append(r.script[tick], y)
}
