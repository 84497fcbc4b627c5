package stagetest_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/stage/stagetest"
	"github.com/seed-09178888/leat/stream"
)

func numbers(from, to int) (vs []int) {
	for v := from; v < to; v++ {
		vs = append(vs, v)
	}
	return vs
}

func TestOrder(t *testing.T) {
	check := func(want, got []int) string {
		texts, stopped := reports(func(rec *tb) {
			assert.Equal(t, slices.Equal(want, got), stagetest.Order(rec, want, got))
		})
		assert.False(t, stopped)
		assert.LessOrEqual(t, len(texts), 1)
		return fmt.Sprint(texts)
	}
	assert.Equal(t, "[]", check(nil, nil))
	assert.Equal(t, "[]", check(nil, []int{}))
	assert.Equal(t, "[]", check(numbers(0, 9), numbers(0, 9)))
	assert.Equal(t, "[stagetest: element 1 should be 2, but is 3\n  expected  1 2 3  (3 elements)\n    actual  1 3 2  (3 elements)]", check([]int{1, 2, 3}, []int{1, 3, 2}))
	assert.Equal(t, "[stagetest: element 1 should be 2, but is absent\n  expected  1 2  (2 elements)\n    actual  1  (1 element)]", check([]int{1, 2}, []int{1}))
	assert.Equal(t, "[stagetest: element 0 should be absent, but is 1\n  expected    (0 elements)\n    actual  1  (1 element)]", check(nil, []int{1}))
	long := numbers(0, 100)
	long[50] = -1
	assert.Equal(t, "[stagetest: element 50 should be 50, but is -1\n"+
		"  expected  ... 45 46 47 48 49 50 51 52 53 54 55 ...  (100 elements)\n"+
		"    actual  ... 45 46 47 48 49 -1 51 52 53 54 55 ...  (100 elements)]", check(numbers(0, 100), long))
	assert.Equal(t, "[stagetest: element 60 should be 60, but is absent\n"+
		"  expected  ... 55 56 57 58 59 60 61 62 63 64 65 ...  (100 elements)\n"+
		"    actual  ... 55 56 57 58 59  (60 elements)]", check(numbers(0, 100), numbers(0, 60)))
	t.Run("compares deeply", func(t *testing.T) {
		texts, _ := reports(func(rec *tb) { stagetest.Order(rec, [][]int{{1}, {2}}, [][]int{{1}, {2}}) })
		assert.Empty(t, texts)
		texts, _ = reports(func(rec *tb) { stagetest.Order(rec, [][]int{{1}, {2}}, [][]int{{1}, {3}}) })
		assert.Len(t, texts, 1)
	})
}

func TestOrderByKey(t *testing.T) {
	initial := func(v string) string { return v[:1] }
	check := func(want, got []string) string {
		texts, _ := reports(func(rec *tb) { stagetest.OrderByKey(rec, want, got, initial) })
		return fmt.Sprint(texts)
	}
	want := []string{"a1", "b1", "a2", "b2"}
	assert.Equal(t, "[]", check(want, want))
	assert.Equal(t, "[]", check(want, []string{"b1", "b2", "a1", "a2"}))
	assert.Equal(t, "[stagetest: element 0 of key b should be b1, but is b2\n  expected  b1 b2  (2 elements)\n    actual  b2 b1  (2 elements)]", check(want, []string{"b2", "a1", "a2", "b1"}))
	assert.Equal(t, "[stagetest: element 1 of key a should be a2, but is absent\n  expected  a1 a2  (2 elements)\n    actual  a1  (1 element)]", check(want, []string{"a1", "b1", "b2"}))
	assert.Equal(t, "[stagetest: element 0 of key c should be absent, but is c1\n  expected    (0 elements)\n    actual  c1  (1 element)]", check(want, append([]string{"c1"}, want...)))
	assert.Equal(t, "[stagetest: element 0 of key a should be a1, but is absent\n  expected  a1  (1 element)\n    actual    (0 elements)]", check([]string{"a1"}, nil))
}

func ExampleOrder() {
	var t printing // that of your test
	doubled, _ := stream.Of(1, 2, 3).Map(func(v int) int { return 2 * v }).Buffered(2).TryCollect(context.Background())

	fmt.Println(stagetest.Order(t, []int{2, 4, 6}, doubled))
	fmt.Println(stagetest.Order(t, []int{2, 6, 4}, doubled))
	// Output:
	// true
	// stagetest: element 1 should be 6, but is 4
	//   expected  2 6 4  (3 elements)
	//     actual  2 4 6  (3 elements)
	// false
}

func ExampleOrderByKey() {
	var t printing // that of your test
	sign := func(v int) bool { return v < 0 }

	fmt.Println(stagetest.OrderByKey(t, []int{1, -1, 2, -2}, []int{-1, 1, 2, -2}, sign))
	fmt.Println(stagetest.OrderByKey(t, []int{1, -1, 2, -2}, []int{2, -1, 1, -2}, sign))
	// Output:
	// true
	// stagetest: element 0 of key false should be 1, but is 2
	//   expected  1 2  (2 elements)
	//     actual  2 1  (2 elements)
	// false
}
