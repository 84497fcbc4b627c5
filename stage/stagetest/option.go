package stagetest

import (
	"fmt"
	"reflect"
	"slices"
	"time"
)

// An Option changes how [Expect], [ExpectStream] and [Source] read and write marbles.
type Option func(*config)

type config struct {
	tick      time.Duration
	watch     int // ticks; 0: until nothing happens any more
	stops     bool
	unordered bool
	inErrors  []error
	outErrors []error
	codecs    map[reflect.Type]codec
}

// A codec is between a value and its text. Either may be nil: as the type has it.
type codec struct {
	parse func(text string) (any, error)
	print func(v any) string
}

func configOf(opts []Option) config {
	c := config{tick: time.Second, codecs: map[reflect.Type]codec{}}
	for _, set := range opts {
		if set == nil {
			misuse("Option", "must not be nil")
		}
		set(&c)
	}
	return c
}

// at is when a script's tick begins. A tick of a script lasts one nanosecond
// longer than one of the clock: what a stage waits for comes before what the
// script has for the same tick, instead of at the same instant, which would be a race.
func (c config) at(tick int) time.Duration { return time.Duration(tick) * (c.tick + 1) }

func misuse(name, format string, args ...any) {
	panic("stagetest: " + name + ": " + fmt.Sprintf(format, args...))
}

// Tick sets how long a tick is. Without it a tick is a second.
//
// Misuse: panics if d is less than a microsecond.
func Tick(d time.Duration) Option {
	if d < time.Microsecond {
		misuse("Tick", "d must be at least 1µs, got %v", d)
	}
	return func(c *config) { c.tick = d }
}

// For looks at the first n ticks only, and cancels the stream then: for
// streams that have no end and are never silent.
//
// Misuse: panics if n < 1.
func For(n int) Option {
	if n < 1 {
		misuse("For", "n must be at least 1, got %d", n)
	}
	return func(c *config) { c.watch = n }
}

// StopAtError runs the stream with a terminal that stops at the first error, as
// TryCollect does, so that a failure cancels what is behind it. Without it
// errors are elements, as for Collect. The output then ends in the tick of its error: "ab(#|)".
func StopAtError() Option { return func(c *config) { c.stops = true } }

// Unordered lets what comes out in one tick come in any order: below
// BufferedUnordered, (ab) and (ba) are the same if a and b are finished at the same time.
func Unordered() Option { return func(c *config) { c.unordered = true } }

// InErrors says which error the first # of an input is, the second, and so on.
// Those it does not name are [ErrScript].
//
// Misuse: panics if one of errs is nil.
func InErrors(errs ...error) Option {
	if slices.Contains(errs, nil) {
		misuse("InErrors", "errs must not be nil")
	}
	return func(c *config) { c.inErrors = errs }
}

// OutErrors says what the first # of an output must be, the second, and so on,
// as errors.Is sees it. Those it does not name may be any error, as may those that it says are nil.
func OutErrors(targets ...error) Option { return func(c *config) { c.outErrors = targets } }

// Values says which values of T the symbols of the marbles are, in the input,
// if that is of T, and in the output, if that is of T. A value that is none of
// them is written as fmt.Sprint writes it.
func Values[T any](values map[string]T) Option {
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	slices.Sort(names) // of two names of a value the first is taken, always
	return withCodec[T](codec{
		parse: func(text string) (any, error) {
			v, ok := values[text]
			if !ok {
				return nil, fmt.Errorf("Values has no %q", text)
			}
			return v, nil
		},
		print: func(v any) string {
			for _, name := range names {
				if reflect.DeepEqual(v, any(values[name])) {
					return name
				}
			}
			return fmt.Sprint(v)
		},
	})
}

// Read says how a value of T is made of its text in the marbles of an input.
//
// Misuse: panics if f is nil.
func Read[T any](f func(text string) (T, error)) Option {
	if f == nil {
		misuse("Read", "f must not be nil")
	}
	return withCodec[T](codec{parse: func(text string) (any, error) { return f(text) }})
}

// Show says how a value of T is written in the marbles of an output. Without it fmt.Sprint writes it.
//
// Misuse: panics if f is nil.
func Show[T any](f func(T) string) Option {
	if f == nil {
		misuse("Show", "f must not be nil")
	}
	return withCodec[T](codec{print: func(v any) string {
		t, _ := v.(T) // a nil interface is no T
		return f(t)
	}})
}

// withCodec adds to what is known of T.
func withCodec[T any](add codec) Option {
	return func(c *config) {
		of := c.codecs[reflect.TypeFor[T]()]
		if add.parse != nil {
			of.parse = add.parse
		}
		if add.print != nil {
			of.print = add.print
		}
		c.codecs[reflect.TypeFor[T]()] = of
	}
}
