package stagetest_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/stage/stagetest"
	"github.com/seed-09178888/leat/stream"
)

type order struct{ ID, Cents int }

func TestOptions(t *testing.T) {
	t.Run("Tick", func(t *testing.T) {
		ms := func(s strs) strs { return s.TryMap(sleep[string](time.Millisecond)) }
		stagetest.Expect(t, ms, "a-b|", "-a-(b|)", stagetest.Tick(time.Millisecond))
		stagetest.Expect(t, ms, "a-b|", "a-b|")
		stagetest.Expect(t, ms, "a|", "a|", stagetest.Tick(time.Hour))
	})
	t.Run("For looks at no more than that", func(t *testing.T) {
		stagetest.Expect(t, same[string], "a-b", "a-", stagetest.For(2))
		stagetest.Expect(t, same[string], "a-b", "a-b", stagetest.For(3))
		stagetest.Expect(t, same[string], "a-b|", "a-b", stagetest.For(3))
		forever := func(strs) nums {
			return stream.Unfold(0, func(n int) (int, int, bool) { time.Sleep(time.Second); return n, n + 1, true })
		}
		stagetest.Expect(t, forever, "", "-012", stagetest.For(4))
	})
	t.Run("StopAtError ends the run at the first error, whose failure cancels what is behind it", func(t *testing.T) {
		stagetest.Expect(t, same[string], "a#b|", "a(#|)", stagetest.StopAtError())
		stagetest.Expect(t, same[string], "ab|", "ab|", stagetest.StopAtError())
		stagetest.Expect(t, same[string], "ab^", "ab^", stagetest.StopAtError())
		stagetest.Expect(t, same[string], "ab", "ab", stagetest.StopAtError())
		var g stagetest.Gauge
		second := func(s strs) strs {
			return s.TryMap(g.Wrap(func(ctx context.Context, v string) (string, error) {
				if v == "b" {
					return v, errBoom
				}
				return sleep[string](3*time.Second)(ctx, v)
			})).Buffered(2)
		}
		stagetest.Expect(t, second, "abcd|", "---(a#|)", stagetest.StopAtError(), stagetest.OutErrors(errBoom))
		assert.Equal(t, 2, g.Total())
	})
	t.Run("Values are of the input, the output, or both", func(t *testing.T) {
		values := stagetest.Values(map[string]order{"a": {1, 100}, "b": {2, 250}, "c": {2, 250}})
		stagetest.Expect(t, same[order], "abc-#|", "abb-#|", values)
		stagetest.Expect(t, func(s stream.Stream[order]) nums { return s.Map(func(o order) int { return o.ID }) }, "a-b|", "1-2|", values)
		stagetest.Expect(t, func(s nums) stream.Stream[order] { return s.Map(func(n int) order { return order{n, 100} }) }, "12|", "a{2 100}|", values)
		stagetest.Expect(t, same[[]int], "ab|", "ab|", stagetest.Values(map[string][]int{"a": {1}, "b": nil}))
		stagetest.Expect(t, same[error], "ab|", "ab|", stagetest.Values(map[string]error{"a": errBoom, "b": nil}))
	})
	t.Run("Read and Show", func(t *testing.T) {
		read := stagetest.Read(func(text string) (order, error) {
			id, err := strconv.Atoi(text)
			return order{ID: id}, err
		})
		show := stagetest.Show(func(o order) string { return "<" + strconv.Itoa(o.ID) + ">" })
		stagetest.Expect(t, same[order], "12|", "{1 0}{2 0}|", read)
		stagetest.Expect(t, same[order], "12|", `"<1>""<2>"|`, read, show)
		stagetest.Expect(t, same[order], "a|", `"<1>"|`, show, stagetest.Values(map[string]order{"a": {1, 1}}), show)
		stagetest.Expect(t, same[fmt.Stringer], "a|", "n|", stagetest.Values(map[string]fmt.Stringer{"a": nil}),
			stagetest.Show(func(s fmt.Stringer) string { return map[bool]string{true: "n", false: "s"}[s == nil] }))
	})
	t.Run("InErrors and OutErrors", func(t *testing.T) {
		errOther := errors.New("other")
		wrap := func(s strs) strs {
			return s.MapErr(func(err error) error { return fmt.Errorf("while reading: %w", err) })
		}
		stagetest.Expect(t, wrap, "#a##|", "#a##|", stagetest.InErrors(errBoom, errOther), stagetest.OutErrors(errBoom, errOther, stagetest.ErrScript))
		stagetest.Expect(t, wrap, "##|", "##|", stagetest.OutErrors(nil, stagetest.ErrScript, errOther))
	})
	t.Run("Unordered", func(t *testing.T) {
		unordered := func(s strs) strs { return s.TryMap(sleep[string](time.Second)).BufferedUnordered(3) }
		stagetest.Expect(t, unordered, "(abc)(#|)", "-(bca#|)", stagetest.Unordered())
	})
	t.Run("are misused", func(t *testing.T) {
		for want, f := range map[string]func(){
			"stagetest: Tick: d must be at least 1µs, got 0s":                          func() { stagetest.Tick(0) },
			"stagetest: For: n must be at least 1, got 0":                              func() { stagetest.For(0) },
			"stagetest: Read: f must not be nil":                                       func() { stagetest.Read[int](nil) },
			"stagetest: Show: f must not be nil":                                       func() { stagetest.Show[int](nil) },
			"stagetest: InErrors: errs must not be nil":                                func() { stagetest.InErrors(errBoom, nil) },
			"stagetest: Option: must not be nil":                                       func() { stagetest.Source[int]("1", nil) },
			"stagetest: Source: a^: the context is not the source's: it cannot play ^": func() { stagetest.Source[string]("a^") },
		} {
			assert.PanicsWithValue(t, want, f)
		}
		texts, stopped := reports(func(t *tb) {
			stagetest.Expect(t, same[int], "1", "1", stagetest.Show(func(o order) string { return "" }))
		})
		assert.Equal(t, []string{"stagetest: Expect: an option is for values of stagetest_test.order, but there are only those of [int]"}, texts)
		assert.True(t, stopped)
		texts, _ = reports(func(t *tb) {
			stagetest.Expect(t, same[order], "b", "", stagetest.Values(map[string]order{"a": {}}))
		})
		assert.Equal(t, []string{`stagetest: Expect: in: b: tick 0: Values has no "b"`}, texts)
	})
}
