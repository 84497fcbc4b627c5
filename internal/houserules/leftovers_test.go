package houserules_test

import "testing"

func TestLeftovers(t *testing.T) {
	t.Run("a comment does not put work off", func(t *testing.T) {
		holds(t, "leftovers", `-- stream/a.go --
package stream

// F is. TODO // ! TODO: do it
func F() {
	x := "TODO" // context.TODOs and NOTODO are other words
	_ = x       // FIXME // ! FIXME: do it
}
`)
		holds(t, "leftovers", "-- examples/x/a_test.go --\npackage main\n\n// HACK: x // ! HACK\n// XXX // ! XXX\n")
	})
	for name, body := range map[string]string{
		"behind a condition":            "func TestX(t *testing.T) {\n\tif race {\n\t\tt.Skip(\"the race detector allocates\")\n\t}\n}",
		"in a case":                     "func TestX(t testing.TB) {\n\tswitch {\n\tcase race:\n\t\tt.Skipf(\"no %s here\", tool)\n\t}\n}",
		"with a reason from elsewhere":  "func TestX(t *testing.T) {\n\tif race {\n\t\tt.Skip(why)\n\t}\n}",
		"of a stream, not of a test":    "func TestX(t *testing.T) {\n\ts.Skip(1)\n\tstream.Of(1).Skip(2)\n\tSkip()\n}",
		"of rapid, with its condition":  "func TestX(t *testing.T) {\n\trapid.Check(t, func(rt *rapid.T) {\n\t\tif x {\n\t\t\trt.Skip(\"simultaneous\")\n\t\t}\n\t})\n}",
		"of a parameter of other types": "func f(t Stream, u *x.T, v *testing) {\n\tt.Skip(1)\n\tu.Skip(1)\n\tv.Skip(1)\n}",
	} {
		t.Run("a skip "+name+" is fine", func(t *testing.T) {
			holds(t, "leftovers", "-- stream/a_test.go --\npackage stream_test\n\n"+body+"\n")
		})
	}
	for name, body := range map[string]string{
		"without a condition":           "func TestX(t *testing.T) {\n\tt.Skip(\"flaky\") // ! skipped only where\n}",
		"without a reason":              "func TestX(t *testing.T) {\n\tif race {\n\t\tt.SkipNow() // ! and says why\n\t}\n}",
		"with an empty reason":          "func TestX(b *testing.B) {\n\tif race {\n\t\tb.Skip(\"\") // ! { b.Skip(\n\t}\n}",
		"with a condition further up":   "func TestX(t *testing.T) {\n\tif race {\n\t\tt.Run(\"x\", func(t *testing.T) {\n\t\t\tt.Skip(\"x\") // ! skipped only where\n\t\t})\n\t}\n}",
		"behind another's condition":    "func TestX(t *testing.T) {\n\tif race {\n\t\tg()\n\t}\n\tt.Skipf(\"x\") // ! skipped only where\n}",
		"of rapid":                      "func TestX(t *testing.T) {\n\trapid.Check(t, func(rt *rapid.T) {\n\t\trt.Skip(\"x\") // ! { rt.Skip(\n\t})\n}",
		"within a function of the test": "func TestX(t *testing.T) {\n\tf := func() {\n\t\tt.Skip(\"x\") // ! skipped only where\n\t}\n}",
	} {
		t.Run("a skip "+name+" is not", func(t *testing.T) {
			holds(t, "leftovers", "-- stream/a_test.go --\npackage stream_test\n\n"+body+"\n")
		})
	}
}
