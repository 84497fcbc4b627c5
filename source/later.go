package source

import (
	"bytes"
	"database/sql"
	"fmt"
	"reflect"
)

// A later is the target of a column whose value a sql.Scanner takes. It keeps the value until sql.Rows.Scan
// has returned: that holds a lock meanwhile, with which a panic of the Scanner
// would leave the rows, and they could never be closed (golang.org/issue/76465).
type later struct {
	target reflect.Value // a Scanner's, or a pointer to one, or a pointer to that ...
	column string
	value  any
}

var scanner = reflect.TypeFor[sql.Scanner]()

// scans reports whether a value of this type is made by a Scanner.
func scans(t reflect.Type) bool {
	return reflect.PointerTo(t).Implements(scanner) || t.Kind() == reflect.Pointer && scans(t.Elem())
}

// Scan implements sql.Scanner. The driver may use the memory of the value again.
func (l *later) Scan(v any) error {
	if b, ok := v.([]byte); ok {
		v = bytes.Clone(b)
	}
	l.value = v
	return nil
}

// deliver calls the Scanner. As in package sql, NULL is a nil pointer if there is one.
func (l *later) deliver() error {
	to := l.target
	for !to.Addr().Type().Implements(scanner) {
		if l.value == nil {
			return nil
		}
		to.Set(reflect.New(to.Type().Elem()))
		to = to.Elem()
	}
	if err := to.Addr().Interface().(sql.Scanner).Scan(l.value); err != nil {
		return fmt.Errorf("column %q: %w", l.column, err)
	}
	return nil
}
