package houserules_test

import "testing"

func TestContents(t *testing.T) {
	const table = "-- stage/doc.go --\n// Package stage is.\n//\n// # Contents\n//\n//\tpieces  Stage Stage.Then\n//\t        Compose; option Wide\npackage stage\n"
	t.Run("all that is declared stands in the table", func(t *testing.T) {
		holds(t, "contents", table+`-- stage/stage.go --
package stage

type Stage int

func (s Stage) Then() {}

func (s Stage) String() string { return "" }

type hidden int

func (h hidden) Method() {}

func Compose() {}
-- stage/wide.go --
package stage

const Few, Many = 1, 2

type Wide int

func (w Wide) Method() {}
`)
	})
	t.Run("or is missed where it is declared", func(t *testing.T) {
		holds(t, "contents", table+`-- stage/stage.go --
package stage

type Stage int

func (s Stage) Then() {}

func (s Stage) With() {} // ! Stage.With does not stand in the table # Contents of stage/doc.go

func Compose() {}

func Dedup() {} // ! Dedup does not stand

var ErrX = 1 // ! ErrX does not stand

type Wide int

type Narrow int // ! Narrow does not stand
`)
	})
	t.Run("a method may stand there without its type", func(t *testing.T) {
		holds(t, "contents", "-- stage/doc.go --\n// Package stage is.\n//\n// # Contents\n//\n//\tpieces  Stage Then\npackage stage\n\ntype Stage int\n\nfunc (s Stage) Then() {}\n")
	})
	t.Run("what is not there does not stand in the table", func(t *testing.T) {
		holds(t, "contents", "-- sink/doc.go --\n// Package sink is.\n//\n// # Contents\n//\n//\tall  Sink Lines\npackage sink // ! # Contents lists Lines, which is not exported\n\ntype Sink int\n")
	})
	t.Run("a doc.go without a table lists nothing", func(t *testing.T) {
		holds(t, "contents", "-- sink/doc.go --\n// Package sink has a Sink.\npackage sink\n-- sink/sink.go --\npackage sink\n\ntype Sink int // ! Sink does not stand\n")
	})
	t.Run("a package without doc.go, but one that users cannot import needs none", func(t *testing.T) {
		holds(t, "contents", "-- sink/sink.go --\npackage sink // ! the package has no doc.go\n\ntype Sink int\n-- internal/x/x.go --\npackage x\n\ntype X int\n-- examples/x/x.go --\npackage x\n\ntype X int\n")
	})
	t.Run("a doc.go without a comment lists nothing", func(t *testing.T) {
		holds(t, "contents", "-- sink/doc.go --\npackage sink\n\ntype Sink int // ! Sink does not stand\n")
	})
}
