package stagetest_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/stage/stagetest"
	"github.com/seed-09178888/leat/stream"
)

func TestErrorAt(t *testing.T) {
	rs := []stream.Result[int]{{Value: 7}, {Err: fmt.Errorf("reading: %w", errBoom)}, {Err: io.EOF}}
	all := "\nall errors:\n    element 1: reading: boom\n    element 2: EOF"
	for _, c := range []struct {
		i      int
		target error
		want   string
	}{
		{1, errBoom, ""},
		{2, io.EOF, ""},
		{0, errBoom, "stagetest: element 0 should be the error: boom\nbut it is the value 7" + all},
		{2, errBoom, "stagetest: element 2 should be the error: boom\nbut it is the error: EOF" + all},
		{3, errBoom, "stagetest: element 3 should be the error: boom\nbut it does not exist: there are 3" + all},
		{-1, errBoom, "stagetest: element -1 should be the error: boom\nbut it does not exist: there are 3" + all},
	} {
		texts, stopped := reports(func(rec *tb) { assert.Equal(t, c.want == "", stagetest.ErrorAt(rec, rs, c.i, c.target)) })
		assert.False(t, stopped)
		if c.want == "" {
			assert.Empty(t, texts)
		} else {
			assert.Equal(t, []string{c.want}, texts)
		}
	}
	texts, _ := reports(func(rec *tb) { stagetest.ErrorAt(rec, rs[:1], 0, errBoom) })
	assert.Equal(t, []string{"stagetest: element 0 should be the error: boom\nbut it is the value 7\nno element is an error"}, texts)
	many := make([]stream.Result[int], 50)
	for i := range many {
		many[i].Err = io.EOF
	}
	texts, _ = reports(func(rec *tb) { stagetest.ErrorAt(rec, many, 0, errBoom) })
	assert.Contains(t, texts[0], "\n    element 39: EOF\n    ...")
	assert.NotContains(t, texts[0], "element 40")
}

func ExampleErrorAt() {
	var t printing // that of your test
	errOdd := errors.New("odd")
	half := func(_ context.Context, v int) (int, error) {
		if v%2 != 0 {
			return 0, errOdd
		}
		return v / 2, nil
	}
	rs := stream.Of(2, 3, 4).TryMap(half).Collect(context.Background())

	fmt.Println(stagetest.ErrorAt(t, rs, 1, errOdd))
	// Output: true
}
