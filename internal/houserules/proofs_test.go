package houserules_test

import "testing"

func TestProofs(t *testing.T) {
	t.Run("a page names tests that are there", func(t *testing.T) {
		holds(t, "proofs", `-- docs/rust.md --
Proven by TestConformance, TestGone and TestRing: a TestX1. // ! there is no test TestGone
-- internal/ring/ring_test.go --
package ring_test

func TestRing(t *testing.T) {}

func TestX1(t *testing.T) {}
-- internal/conformance/conformance_test.go --
package conformance_test

func TestConformance(t *testing.T) {}
`)
	})
	t.Run("what is no test does not count", func(t *testing.T) {
		holds(t, "proofs", `-- docs/guarantees.md --
TestMethod // ! there is no test TestMethod
TestCode // ! there is no test TestCode
Testing, a Tester and contest are words.
-- stream/a_test.go --
package stream_test

func (s suite) TestMethod() {}
-- stream/a.go --
package stream

func TestCode() {}
`)
	})
	t.Run("the page of the guarantees names every test of one", func(t *testing.T) {
		holds(t, "proofs", `-- docs/guarantees.md --
TestGuarantee01Lazy
-- stream/a_test.go --
package stream_test

func TestGuarantee01Lazy(t *testing.T) {}

func TestGuarantee01Later(t *testing.T) {} // ! docs/guarantees.md does not name TestGuarantee01Later

func TestOther(t *testing.T) {}
`)
	})
	t.Run("without that page there is nothing to be named in", func(t *testing.T) {
		holds(t, "proofs", "-- stream/a_test.go --\npackage stream_test\n\nfunc TestGuarantee01(t *testing.T) {}\n")
	})
}
