package houserules_test

import (
	"strings"
	"testing"
)

// fill is n lines for the body of a function or, as comments, for a file.
func fill(n int, line string) string { return strings.Repeat(line+"\n", n) }

func TestSizes(t *testing.T) {
	t.Run("a file has 250 lines at most, a test file 400", func(t *testing.T) {
		holds(t, "size", "-- stream/a.go --\npackage stream\n"+fill(249, "//"))
		holds(t, "size", "-- stream/a.go --\npackage stream\n"+fill(249, "//")+"// // ! the file has 251 lines, 250 at most\n")
		holds(t, "size", "-- stream/a_test.go --\npackage stream_test\n"+fill(399, "//"))
		holds(t, "size", "-- examples/x/a_test.go --\npackage main\n"+fill(399, "//")+"// // ! the file has 402 lines, 400 at most\n//\n")
	})
	t.Run("a function has 50 lines at most, its doc not counted", func(t *testing.T) {
		holds(t, "size", "-- stream/a.go --\npackage stream\n\n// F\n// is.\nfunc F() {\n"+fill(48, "\tF()")+"}\n")
		holds(t, "size", "-- internal/x/a.go --\npackage x\n\n// F is.\nfunc F() { // ! F has 51 lines, 50 at most\n"+fill(49, "\tF()")+"}\n")
		holds(t, "size", "-- internal/x/a.go --\npackage x\n\nfunc (t *T[K]) f() { // ! f has 51 lines\n"+fill(49, "\tF()")+"}\n")
	})
	t.Run("a test may be longer, an Example has 15 lines at most in its body", func(t *testing.T) {
		holds(t, "size", "-- stream/a_test.go --\npackage stream_test\n\nfunc TestF(t *testing.T) {\n"+fill(90, "\tF()")+"}\n")
		holds(t, "size", "-- stream/a_test.go --\npackage stream_test\n\nfunc ExampleF() {\n"+fill(15, "\tF()")+"}\n")
		holds(t, "size", "-- stream/a_test.go --\npackage stream_test\n\nfunc ExampleF() { // ! ExampleF has 16 lines in its body, 15 at most\n"+fill(16, "\tF()")+"}\n")
		holds(t, "size", "-- stream/a_test.go --\npackage stream_test\n\nfunc ExampleOf(t *testing.T) {\n"+fill(16, "\tF()")+"}\n")
	})
	t.Run("what is no test is no Example", func(t *testing.T) {
		holds(t, "size", "-- internal/x/a.go --\npackage x\n\nfunc ExampleF() {\n"+fill(16, "\tF()")+"}\n")
	})
	t.Run("a function without a body is no trouble", func(t *testing.T) {
		holds(t, "size", "-- internal/x/a.go --\npackage x\n\nfunc f()\n")
	})
}
