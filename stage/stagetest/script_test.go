package stagetest_test

import (
	"fmt"
	"testing"

	"github.com/seed-09178888/leat/stage/stagetest"
	"github.com/seed-09178888/leat/stream"
)

func ExampleErrScript() {
	t := new(testing.T) // that of your test
	all := func(s stream.Stream[string]) stream.Stream[string] { return s }

	stagetest.Expect(t, all, "#|", "#|", stagetest.OutErrors(stagetest.ErrScript))

	fmt.Println("failed:", t.Failed(), stagetest.ErrScript)
	// Output: failed: false stagetest: error of the script
}
