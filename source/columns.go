package source

import (
	"database/sql"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"
)

// columns say where the values of a row belong in a T.
type columns[T any] struct {
	record bool         // T is a struct whose fields take a column each; else T takes the only one
	fields []namedField // of a record
}

// newColumns looks at T before any run.
func newColumns[T any]() columns[T] {
	t := reflect.TypeFor[T]()
	c := columns[T]{record: isRecord(t)}
	raw := t == reflect.TypeFor[sql.RawBytes]()
	if c.record {
		var same []namedField
		c.fields, same = namedFields(t, "db", isRecord)
		if len(same) > 0 {
			misuse("Rows", "the fields %s and %s of %v have the same name", same[0].path, same[1].path, t)
		}
		raw = slices.ContainsFunc(c.fields, func(f namedField) bool { return f.typ == reflect.TypeFor[sql.RawBytes]() })
	}
	if raw {
		misuse("Rows", "%v must have no sql.RawBytes, which the next row overwrites", t)
	}
	return c
}

// isRecord: a struct that no driver or Scanner makes as a whole.
func isRecord(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && t != reflect.TypeFor[time.Time]() && !scans(t)
}

// begin returns what makes a T of each row. All rows of a run are scanned into the same place.
func (c columns[T]) begin(rows *sql.Rows) (func(*sql.Rows) (T, error), error) {
	names, err := rows.Columns()
	if err != nil {
		return nil, err
	}
	row := new(T)
	fields, err := c.places(names, reflect.ValueOf(row).Elem())
	if err != nil {
		return nil, err
	}
	targets, scanners := targetsOf(fields, names)
	n := 0
	return func(rows *sql.Rows) (T, error) {
		var zero T
		*row = zero
		n++
		err := rows.Scan(targets...)
		for i := 0; i < len(scanners) && err == nil; i++ {
			err = scanners[i].deliver()
		}
		if err != nil {
			return zero, &Error{Name: "row", Line: n, Err: err}
		}
		return *row, nil
	}, nil
}

// targetsOf are what a row is scanned into, and those of them that have to be delivered after that.
func targetsOf(places []reflect.Value, names []string) (targets []any, scanners []*later) {
	for i, place := range places {
		if !scans(place.Type()) {
			targets = append(targets, place.Addr().Interface())
			continue
		}
		l := &later{target: place, column: names[i]}
		targets, scanners = append(targets, l), append(scanners, l)
	}
	return targets, scanners
}

// places are those within row for the columns.
func (c columns[T]) places(names []string, row reflect.Value) ([]reflect.Value, error) {
	if !c.record {
		if len(names) != 1 {
			return nil, fmt.Errorf("source: Rows: %v takes one column, but there are %d: %s", row.Type(), len(names), strings.Join(names, ", "))
		}
		return []reflect.Value{row}, nil
	}
	places := make([]reflect.Value, len(names))
	taken := make([]string, len(c.fields))
	for i, name := range names {
		at := slices.IndexFunc(c.fields, func(f namedField) bool { return f.is(name) })
		if at < 0 {
			return nil, fmt.Errorf("source: Rows: the column %q has no field in %v", name, row.Type())
		}
		if taken[at] != "" {
			return nil, fmt.Errorf("source: Rows: the columns %q and %q are both for the field %s of %v", taken[at], name, c.fields[at].path, row.Type())
		}
		taken[at] = name
		places[i] = row.FieldByIndex(c.fields[at].index)
	}
	for at, f := range c.fields {
		if taken[at] == "" && !f.optional {
			return nil, fmt.Errorf("source: Rows: the field %s of %v has no column; if it needs none, tag it `db:\",optional\"`", f.path, row.Type())
		}
	}
	return places, nil
}
