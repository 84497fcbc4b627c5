package stagetest

import (
	"errors"
	"fmt"
	"testing"

	"github.com/seed-09178888/leat/stream"
)

// ErrorAt fails if element i of what Collect returned is not an error that is
// target, as errors.Is sees it, and says where there are errors instead.
// It returns whether all is well.
func ErrorAt[T any](tb testing.TB, rs []stream.Result[T], i int, target error) bool {
	tb.Helper()
	var is string
	switch {
	case i < 0 || i >= len(rs):
		is = fmt.Sprintf("does not exist: there are %d", len(rs))
	case rs[i].Err == nil:
		is = fmt.Sprintf("is the value %v", rs[i].Value)
	case !errors.Is(rs[i].Err, target):
		is = fmt.Sprintf("is the error: %v", rs[i].Err)
	default:
		return true
	}
	tb.Errorf("stagetest: element %d should be the error: %v\nbut it %s\n%s", i, target, is, errorsOf(rs))
	return false
}

func errorsOf[T any](rs []stream.Result[T]) string {
	out, n := "", 0
	for i, r := range rs {
		if r.Err == nil {
			continue
		}
		if n++; n > shown {
			return out + "\n    ..."
		}
		out += fmt.Sprintf("\n    element %d: %v", i, r.Err)
	}
	if n == 0 {
		return "no element is an error"
	}
	return "all errors:" + out
}
