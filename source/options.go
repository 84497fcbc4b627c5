package source

import (
	"encoding/json/v2"
	"slices"
)

// An Option changes how a source works. Each says which sources take it; the others panic.
type Option func(*options)

type options struct {
	given []string // the names of the options

	name    string
	maxLine int
	json    []json.Options
	csv     dialect
	include globs
	exclude globs
	ahead   int
	workers int
}

// newOptions are those of the source, which takes the ones with these names.
func newOptions(source string, given []Option, names ...string) options {
	o := options{maxLine: 1 << 20, csv: dialect{comma: ','}}
	for _, opt := range given {
		notNil(source, "option", opt == nil)
		opt(&o)
	}
	for _, name := range o.given {
		if !slices.Contains(names, name) {
			misuse(source, "it takes no option %s", name)
		}
	}
	return o
}

// option makes an Option that has a name.
func option(name string, set func(*options)) Option {
	return func(o *options) {
		o.given = append(o.given, name)
		set(o)
	}
}
