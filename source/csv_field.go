package source

import (
	"encoding"
	"reflect"
	"strconv"
	"time"
)

// A csvField is one of a struct that a column is for.
type csvField struct {
	namedField
	set setter
}

// A setter parses text into a field.
type setter func(to reflect.Value, text string) error

// csvFields are the fields of a struct that columns are for.
func csvFields(t reflect.Type) []csvField {
	embedded := func(t reflect.Type) bool { return t.Kind() == reflect.Struct && setterOf(t) == nil }
	fields, same := namedFields(t, "csv", embedded)
	if same != nil {
		misuse("CSV", "the fields %s and %s are both for the column %q", same[0].path, same[1].path, same[1].name)
	}
	all := make([]csvField, len(fields))
	for i, f := range fields {
		set := setterOf(f.typ)
		if set == nil {
			misuse("CSV", "the field %s is a %v, of which no text can be made one", f.path, f.typ)
		}
		all[i] = csvField{f, set}
	}
	return all
}

// setterOf is nil if there is none.
func setterOf(t reflect.Type) setter {
	switch {
	case reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()):
		return func(to reflect.Value, text string) error {
			return to.Addr().Interface().(encoding.TextUnmarshaler).UnmarshalText([]byte(text))
		}
	case t == reflect.TypeFor[time.Duration]():
		return setterWith(time.ParseDuration, func(to reflect.Value, d time.Duration) { to.SetInt(int64(d)) })
	}
	switch t.Kind() {
	case reflect.Pointer:
		return setterOfPointer(t.Elem())
	case reflect.String:
		return func(to reflect.Value, text string) error { to.SetString(text); return nil }
	case reflect.Bool:
		return setterWith(strconv.ParseBool, reflect.Value.SetBool)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return setterWith(func(text string) (int64, error) { return strconv.ParseInt(text, 10, t.Bits()) }, reflect.Value.SetInt)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return setterWith(func(text string) (uint64, error) { return strconv.ParseUint(text, 10, t.Bits()) }, reflect.Value.SetUint)
	case reflect.Float32, reflect.Float64:
		return setterWith(func(text string) (float64, error) { return strconv.ParseFloat(text, t.Bits()) }, reflect.Value.SetFloat)
	}
	return nil
}

func setterWith[V any](parse func(string) (V, error), set func(reflect.Value, V)) setter {
	return func(to reflect.Value, text string) error {
		v, err := parse(text)
		if err == nil {
			set(to, v)
		}
		return err
	}
}

// setterOfPointer leaves nil for an empty text.
func setterOfPointer(t reflect.Type) setter {
	set := setterOf(t)
	if set == nil {
		return nil
	}
	return func(to reflect.Value, text string) error {
		if text == "" {
			return nil
		}
		v := reflect.New(t)
		to.Set(v)
		return set(v.Elem(), text)
	}
}
