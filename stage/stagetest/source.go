package stagetest

import (
	"context"
	"fmt"
	"time"

	"github.com/seed-09178888/leat/stream"
)

// Source plays marbles: a stream for tests with more than one input, as of Zip,
// and for the end of a chain under test. It must run in a synctest bubble, as
// [ExpectStream] makes one. Values are made of their text as for [Expect].
//
//	"a-b#|"  ->  a at 0s, b at 2s, ErrScript at 3s, the end at 4s
//
// Order: as the marbles.
//
// Concurrency: the marbles play in one goroutine. Their time starts when the stream is first asked for an
// element. An element that nobody asks for in its tick comes when it is asked for, and all else when it is due.
//
// Memory: the marbles.
//
// Errors: [ErrScript], or those of [InErrors].
//
// Cancellation: ends with ctx. Marbles without | are silent after their last symbol until then.
//
// Again: yes, from the first tick.
//
// Misuse: panics if the marbles are wrong, or have a ^, or a value that cannot be made a T.
func Source[T any](marbles string, opts ...Option) stream.Stream[T] {
	c := configOf(opts)
	script, err := Parse(marbles)
	if err != nil {
		misuse("Source", "%v", err)
	}
	if k, _, ok := script.ended(); ok && k == Cancel {
		misuse("Source", "%s: the context is not the source's: it cannot play ^", marbles)
	}
	elements, err := elementsOf[T](c, script)
	if err != nil {
		misuse("Source", "%s: %v", marbles, err)
	}
	return stream.TryGenerate(func(ctx context.Context, yield func(T, error) bool) error {
		return play(ctx, c, script, elements, time.Now(), yield)
	})
}

// elementsOf makes the values and errors of a script, one after another.
func elementsOf[T any](c config, script Script) (elements []stream.Result[T], err error) {
	errs := c.inErrors
	for tick, symbols := range script {
		for _, y := range symbols {
			var r stream.Result[T]
			switch y.Kind {
			case Value:
				if r.Value, err = valueOf[T](c, y.Text); err != nil {
					return nil, fmt.Errorf("tick %d: %w", tick, err)
				}
			case Error:
				r.Err = ErrScript
				if len(errs) > 0 {
					r.Err, errs = errs[0], errs[1:]
				}
			}
			elements = append(elements, r)
		}
	}
	return elements, nil
}

// play yields every element when it is due, but not before it is asked for.
func play[T any](ctx context.Context, c config, script Script, elements []stream.Result[T], start time.Time, yield func(T, error) bool) error {
	next := 0
	for tick, symbols := range script {
		for _, y := range symbols {
			if y.Kind == Cancel {
				break // it comes when Expect says so
			}
			sleepUntil(ctx, start.Add(c.at(tick))) // if ctx ends, yield says so
			if y.Kind == End || !yield(elements[next].Value, elements[next].Err) {
				return nil
			}
			next++
		}
	}
	<-ctx.Done()
	return nil
}

func sleepUntil(ctx context.Context, at time.Time) {
	timer := time.NewTimer(time.Until(at))
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
	}
}
