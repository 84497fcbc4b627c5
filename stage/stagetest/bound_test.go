package stagetest_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/stage/stagetest"
)

func TestBound(t *testing.T) {
	var g stagetest.Gauge
	defer g.Enter()()
	g.Enter()()
	for n, want := range map[int][]string{
		1: {"stagetest: 2 have run at a time, which is over the bound of 1 (2 in all)"},
		2: nil,
		3: {"stagetest: only 2 have run at a time, though 3 could (2 in all)"},
	} {
		texts, stopped := reports(func(rec *tb) { assert.Equal(t, n == 2, stagetest.Bound(rec, &g, n)) })
		assert.Equal(t, want, texts)
		assert.False(t, stopped)
	}
}

func ExampleBound() {
	var t printing // that of your test
	var g stagetest.Gauge
	leave := g.Enter()
	g.Enter()()
	leave()

	fmt.Println(stagetest.Bound(t, &g, 2))
	fmt.Println(stagetest.Bound(t, &g, 3))
	// Output:
	// true
	// stagetest: only 2 have run at a time, though 3 could (2 in all)
	// false
}
