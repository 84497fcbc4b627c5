package houserules_test

import "testing"

const listedTwo = `-- stream/doc.go --
// Package stream is.
//
// # Guarantees
//
//  1. Lazy. Of 14. nothing.
//  2. Scoped. Also
//     12. as text.
package stream
`

func TestGuarantees(t *testing.T) {
	t.Run("each has a test", func(t *testing.T) {
		holds(t, "guarantees", listedTwo+`-- stream/a_test.go --
package stream_test

// See guarantee 2.
func TestGuarantee01Lazy(t *testing.T) {}

func TestGuarantee02(t *testing.T) {}

func TestGuarantee02More(t *testing.T) {}
`)
	})
	t.Run("one has none", func(t *testing.T) {
		holds(t, "guarantees", `-- stream/doc.go --
// Package stream is.
//
// # Guarantees
//
//  1. Lazy.
//  12. Scoped. // ! guarantee 12 has no test that fails when it is broken: func TestGuarantee12
package stream
-- stream/a_test.go --
package stream_test

func TestGuarantee01(t *testing.T) {}
-- stream/guarantee.go --
package stream

func TestGuarantee12() {}
`)
	})
	t.Run("nothing speaks of one that is not listed", func(t *testing.T) {
		holds(t, "guarantees", listedTwo+`-- stream/a_test.go --
package stream_test

// TestGuarantee01 is of guarantee 11. // ! stream/doc.go does not list a guarantee 11
func TestGuarantee01(t *testing.T) {}

func TestGuarantee02(t *testing.T) {}

func TestGuarantee03(t *testing.T) {} // ! TestGuarantee03 tests a guarantee that stream/doc.go does not list
-- internal/x/x.go --
package x

func f() {} // as guarantees 3 and 4 ask // ! list a guarantee 3
`)
	})
	t.Run("without a list there is nothing to hold to", func(t *testing.T) {
		holds(t, "guarantees", "-- stream/doc.go --\n// Package stream is.\npackage stream\n-- stream/a_test.go --\npackage stream_test\n\nfunc TestGuarantee03(t *testing.T) {} // of guarantee 3\n-- sink/doc.go --\n// Package sink is.\n//\n// # Guarantees\n//\n//  1. None.\npackage sink\n")
	})
}
