package stage_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/stage"
)

func TestMisuse(t *testing.T) {
	var none stage.Stage[int, int]
	some := stage.Sliding[int](1)
	for want, f := range map[string]func(){
		"stage: Then: a must not be nil":                       func() { none.Then(some) },
		"stage: Then: b must not be nil":                       func() { some.Then[int](nil) },
		"stage: Compose: f must not be nil":                    func() { stage.Compose(none, some) },
		"stage: Compose: g must not be nil":                    func() { stage.Compose[int, []int, int](some, nil) },
		"stage: DistinctBy: key must not be nil":               func() { stage.DistinctBy[int, int](nil) },
		"stage: Sliding: n must be at least 1, got 0":          func() { stage.Sliding[int](0) },
		"stage: Sliding: n must be at least 1, got -3":         func() { stage.Sliding[int](-3) },
		"stage: FlattenUnordered: n must be at least 1, got 0": func() { stage.FlattenUnordered[int](0) },
	} {
		t.Run(want, func(t *testing.T) { assert.PanicsWithValue(t, want, f) })
	}
}
