package stagetest

import (
	"fmt"
	"reflect"
	"strconv"
	"unicode/utf8"
)

// valueOf makes a T of a symbol's text.
func valueOf[T any](c config, text string) (v T, err error) {
	parse := c.codecs[reflect.TypeFor[T]()].parse
	if parse == nil {
		err = parseInto(reflect.ValueOf(&v).Elem(), text)
		return v, err
	}
	a, err := parse(text)
	if err != nil {
		return v, err
	}
	v, _ = a.(T) // a nil interface is no T
	return v, nil
}

// textOf is how a T is written.
func textOf[T any](c config, v T) string {
	if show := c.codecs[reflect.TypeFor[T]()].print; show != nil {
		return show(v)
	}
	if r, ok := any(v).(rune); ok {
		return string(r)
	}
	return fmt.Sprint(v)
}

// parseInto reads text as the type of to has it: a string is its text, a rune
// its character, a number and a bool what strconv makes of it.
func parseInto(to reflect.Value, text string) error {
	if to.Type() == reflect.TypeFor[rune]() {
		r, size := utf8.DecodeRuneInString(text)
		if size != len(text) || size == 0 {
			return fmt.Errorf("%q is no rune", text)
		}
		to.SetInt(int64(r))
		return nil
	}
	var err error
	switch to.Kind() {
	case reflect.String:
		to.SetString(text)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		var n int64
		n, err = strconv.ParseInt(text, 10, to.Type().Bits())
		to.SetInt(n)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		var n uint64
		n, err = strconv.ParseUint(text, 10, to.Type().Bits())
		to.SetUint(n)
	case reflect.Float32, reflect.Float64:
		var x float64
		x, err = strconv.ParseFloat(text, to.Type().Bits())
		to.SetFloat(x)
	case reflect.Bool:
		var b bool
		b, err = strconv.ParseBool(text)
		to.SetBool(b)
	default:
		return fmt.Errorf("no %v can be made of %q: say how with the option Values or Read", to.Type(), text)
	}
	if err != nil {
		return fmt.Errorf("%q is no %v", text, to.Type())
	}
	return nil
}
