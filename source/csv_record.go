package source

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// A recordParser makes a T of a record, or says which field is bad.
type recordParser[T any] func(record []string) (v T, field int, err error)

// recordType is how records become a T: as they are, or by the names of the columns.
type recordType[T any] struct {
	plain recordParser[T]
	named func(names []string) (parse recordParser[T], column int, err error)
}

// recordsAs finds out what T is.
func recordsAs[T any]() recordType[T] {
	switch t := reflect.TypeFor[T](); {
	case t == reflect.TypeFor[[]string]():
		plain := func(record []string) ([]string, int, error) { return record, 0, nil }
		return recordType[T]{plain: any(plain).(func([]string) (T, int, error))}
	case t == reflect.TypeFor[map[string]string]():
		return recordType[T]{named: func(names []string) (recordParser[T], int, error) {
			column, err := twice(names)
			return any(mapParser(names)).(func([]string) (T, int, error)), column, err
		}}
	case t.Kind() == reflect.Struct:
		fields := csvFields(t)
		return recordType[T]{named: func(names []string) (recordParser[T], int, error) {
			columns, column, err := columnsOf(fields, names)
			return structParser[T](columns, names), column, err
		}}
	default:
		misuse("CSV", "T must be []string, map[string]string or a struct, not %v", t)
		return recordType[T]{}
	}
}

// parser is that of one run. It reads the header, if there is one to be read.
func (as recordType[T]) parser(c *csvReader) (recordParser[T], error) {
	if as.plain != nil {
		return as.plain, nil
	}
	names := c.in.csv.header
	c.csv.ReuseRecord = true
	if names == nil {
		header, ok, err := c.next()
		switch {
		case err != nil:
			return nil, err
		case !ok:
			return nil, c.in.at(1, 0, 0, errors.New("the header is missing"))
		}
		names = slices.Clone(header)
	}
	parse, column, err := as.named(names)
	switch {
	case err != nil && c.in.csv.header != nil:
		return nil, c.in.at(0, 0, 0, fmt.Errorf("Header: %w", err))
	case err != nil:
		return nil, c.bad(column, err)
	}
	return parse, nil
}

// twice is the first column whose name another one before it has.
func twice(names []string) (column int, err error) {
	for i, name := range names {
		if slices.Contains(names[:i], name) {
			return i, fmt.Errorf("the column %q is there twice", name)
		}
	}
	return 0, nil
}

func mapParser(names []string) func(record []string) (map[string]string, int, error) {
	return func(record []string) (map[string]string, int, error) {
		v := make(map[string]string, len(names))
		for i, text := range record[:min(len(record), len(names))] {
			v[names[i]] = text
		}
		return v, 0, nil
	}
}

// columnsOf says for each column which field it is for, nil if none.
func columnsOf(fields []csvField, names []string) (columns []*csvField, column int, err error) {
	columns = make([]*csvField, len(names))
	for i := range fields {
		f := &fields[i]
		found := slices.IndexFunc(names, f.is)
		if found < 0 {
			if f.optional {
				continue
			}
			return nil, 0, fmt.Errorf("the column %q is missing; there are %s", f.name, strings.Join(names, ", "))
		}
		if next := slices.IndexFunc(names[found+1:], f.is); next >= 0 {
			return nil, found + 1 + next, fmt.Errorf("the column %q is there twice", names[found+1+next])
		}
		columns[found] = f
	}
	return columns, 0, nil
}

func structParser[T any](columns []*csvField, names []string) recordParser[T] {
	return func(record []string) (v T, field int, err error) {
		to := reflect.ValueOf(&v).Elem()
		for i, text := range record[:min(len(record), len(columns))] {
			f := columns[i]
			if f == nil || f.optional && text == "" {
				continue
			}
			if err := f.set(to.FieldByIndex(f.index), text); err != nil {
				return v, i, fmt.Errorf("column %q: %w", names[i], err)
			}
		}
		return v, 0, nil
	}
}
