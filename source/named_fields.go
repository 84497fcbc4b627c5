package source

import (
	"reflect"
	"slices"
	"strings"
)

// A namedField is one of a struct that is found by its name.
type namedField struct {
	name     string // in its tag, or else in Go
	tagged   bool
	optional bool
	path     string // for people
	typ      reflect.Type
	index    []int // for reflect.Value.FieldByIndex
}

// is reports whether the field has this name. Without a tag, case and underscores do not count.
func (f namedField) is(name string) bool {
	if f.tagged {
		return f.name == name
	}
	return fold(f.name) == fold(name)
}

// same reports whether there is a name that both would have.
func (f namedField) same(g namedField) bool { return f.is(g.name) || g.is(f.name) }

func fold(name string) string { return strings.ToLower(strings.ReplaceAll(name, "_", "")) }

// namedFields are the fields of a struct by their tags, those of embedded structs included
// that inner says to look into. As in Go, a field hides those of the same
// name that are deeper. If two are equally deep, they are returned as same.
func namedFields(t reflect.Type, tag string, inner func(reflect.Type) bool) (all, same []namedField) {
	level := []namedField{{typ: t}}
	for len(level) > 0 {
		outer := level[0]
		level = level[1:]
		for sf := range outer.typ.Fields() {
			f := tagOf(sf, tag)
			f.index = append(append([]int{}, outer.index...), sf.Index...)
			f.path = strings.TrimPrefix(outer.path+"."+sf.Name, ".")
			switch {
			case f.tagged && f.name == "-":
			case sf.Anonymous && !f.tagged && inner(sf.Type):
				level = append(level, f)
			case sf.IsExported():
				i := slices.IndexFunc(all, f.same)
				if i >= 0 && len(all[i].index) == len(f.index) {
					return nil, []namedField{all[i], f}
				}
				if i < 0 {
					all = append(all, f)
				}
			}
		}
	}
	return all, nil
}

// tagOf reads the tag of a field: `db:"name,optional"`.
func tagOf(sf reflect.StructField, tag string) namedField {
	name, opts, _ := strings.Cut(sf.Tag.Get(tag), ",")
	f := namedField{name: name, tagged: name != "", typ: sf.Type, optional: slices.Contains(strings.Split(opts, ","), "optional")}
	if !f.tagged {
		f.name = sf.Name
	}
	return f
}
