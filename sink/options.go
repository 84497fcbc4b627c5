package sink

import (
	"io/fs"
	"slices"
	"time"
)

// An Option changes how a sink works. Each says which sinks take it; the others panic.
type Option func(*options)

type options struct {
	given []string // the names of the options

	buffer int
	header []string
	comma  rune
	perm   fs.FileMode
	noSync bool
	batch  int
	within time.Duration
	unique bool
}

// newOptions are those of the sink, which takes the ones with these names.
func newOptions(sink string, given []Option, names ...string) options {
	o := options{buffer: 32 << 10, comma: ',', batch: 1000}
	for _, opt := range given {
		notNil(sink, "option", opt == nil)
		opt(&o)
	}
	for _, name := range o.given {
		if !slices.Contains(names, name) {
			misuse(sink, "it takes no option %s", name)
		}
	}
	return o
}

func (o options) has(name string) bool { return slices.Contains(o.given, name) }

// option makes an Option that has a name.
func option(name string, set func(*options)) Option {
	return func(o *options) {
		o.given = append(o.given, name)
		set(o)
	}
}

// Buffer is an option of [Lines], [JSONL] and [CSV]: what they write is gathered, and
// written as soon as it is n bytes or more. It is 32768 if the option is not given.
// Buffer(1) writes each element as it comes, with one Write: for a stream that is slow, or for a reader who waits.
func Buffer(n int) Option {
	atLeast("Buffer", "n", 1, n)
	return option("Buffer", func(o *options) { o.buffer = n })
}
