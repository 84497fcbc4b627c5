package conformance_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/sourcegraph/conc/panics"
	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/stream"
)

var failing = []behaviour{
	yields("I1", "Map touches values", "7 #0", func() stream.Stream[int] { return numbers("5 #0").Map(plus(2)) }),
	yields("I1", "MapErr touches errors", "5 #2", func() stream.Stream[int] {
		return numbers("5 #0").MapErr(func(error) error { return failure("2") })
	}),
	yields("I2", "TryMap goes on after errors, from above and its own", "10 #u #f 30", func() stream.Stream[int] {
		return numbers("1 #u 2 3").TryMap(failAt(2)).Map(func(v int) int { return 10 * v })
	}),
	yields("I3", "OrElse recovers in place", "1 9 2 3", func() stream.Stream[int] {
		return numbers("1 #u 2 3").OrElse(func(context.Context, error) (int, error) { return 9, nil })
	}),
	yields("I4", "errors pass Filter", "2 #e", func() stream.Stream[int] { return numbers("1 2 3 #e").Filter(even) }),
	yields("I4", "and TryFilter", "2 #e", func() stream.Stream[int] {
		return numbers("1 2 3 #e").TryFilter(func(_ context.Context, v int) (bool, error) { return even(v), nil })
	}),
	yields("I5", "errors pass TryFilterMap", "3 #e", func() stream.Stream[int] {
		return numbers("1 6 #e").TryFilterMap(func(_ context.Context, v int) (int, bool, error) { return v / 2, even(v), nil })
	}),
	yields("I6", "TryFilterMap that always fails, and then no errors", "", func() stream.Stream[int] {
		return upTo(3).TryFilterMap(func(context.Context, int) (int, bool, error) { return 0, true, failure("f") }).DropErrors(nil)
	}),
	yields("I7", "a predicate of TrySkipWhile that fails", "#p #p #p", func() stream.Stream[int] {
		return upTo(3).TrySkipWhile(tryBelow(9, 1, 2, 3))
	}),
	yields("I7", "a predicate of TryTakeWhile that fails", "#p #p #p", func() stream.Stream[int] {
		return upTo(3).TryTakeWhile(tryBelow(9, 1, 2, 3))
	}),
	yields("I8", "TrySkipWhile", "3 2", func() stream.Stream[int] { return stream.Of(1, 3, 2).TrySkipWhile(tryBelow(3)) }),
	yields("I9", "an error passes TrySkipWhile, too", "#e 5 1", func() stream.Stream[int] {
		return numbers("1 #e 2 5 1").TrySkipWhile(tryBelow(3))
	}),
	yields("I9", "an error passes SkipWhile, which goes on skipping", "#e 5 1", func() stream.Stream[int] {
		return numbers("1 #e 2 5 1").SkipWhile(below(3))
	}),
	yields("I10", "TryTakeWhile", "1 2", func() stream.Stream[int] { return stream.Of(1, 2, 3, 2).TryTakeWhile(tryBelow(3)) }),
	yields("I11", "an error does not end TryTakeWhile", "1 #e 2", func() stream.Stream[int] {
		return numbers("1 #e 2 5 1").TryTakeWhile(tryBelow(3))
	}),
	yields("I11", "an error does not end TakeWhile", "1 #e 2", func() stream.Stream[int] {
		return numbers("1 #e 2 5 1").TakeWhile(below(3))
	}),
	yields("I12", "an error of the predicate stands in its element's place", "1 #p 3", func() stream.Stream[int] {
		return upTo(3).TryTakeWhile(tryBelow(9, 2))
	}),
	check("I13", "TryCollect gives the values before the error with it", func(t *testing.T) {
		vs, err := numbers("1 2 3 4 5 #6").TryCollect(t.Context())
		assert.Equal(t, []int{1, 2, 3, 4, 5}, vs)
		assert.Equal(t, failure("6"), err)
	}),
	check("I14", "Collect gives all", func(t *testing.T) {
		want := []stream.Result[int]{{Value: 1}, {Err: failure("e")}, {Value: 2}}
		assert.Equal(t, want, numbers("1 #e 2").Collect(t.Context()))
	}),
	check("I15", "TryCollect does not read on after an error", func(t *testing.T) {
		pulled := 0
		vs, err := endless(&pulled).TryMap(failAt(1)).TryCollect(t.Context())
		assert.Equal(t, []int{0}, vs)
		assert.Equal(t, failure("f"), err)
		assert.Equal(t, 2, pulled)
	}),
	check("I16", "AllMatch and AnyMatch end at an error, and at the decision", func(t *testing.T) {
		all, err := numbers("2 4 #e 8").AllMatch(t.Context(), even)
		assert.False(t, all)
		assert.Equal(t, failure("e"), err)
		some, err := numbers("1 3 #e 8").AnyMatch(t.Context(), even)
		assert.False(t, some)
		assert.Equal(t, failure("e"), err)
		all, err = numbers("2 3 #e 4").AllMatch(t.Context(), even)
		assert.False(t, all)
		assert.NoError(t, err)
		some, err = numbers("1 2 #e 4").AnyMatch(t.Context(), even)
		assert.True(t, some)
		assert.NoError(t, err)
	}),
	check("I17", "TryFold ends at the error", func(t *testing.T) {
		sum, err := numbers("1 #e 2").TryFold(t.Context(), 0, func(_ context.Context, a, v int) (int, error) { return a + v, nil })
		assert.Equal(t, 1, sum)
		assert.Equal(t, failure("e"), err)
	}),
	check("I17", "TryForEach ends at the error", func(t *testing.T) {
		var seen []int
		err := numbers("1 #e 2").TryForEach(t.Context(), func(_ context.Context, v int) error { seen = append(seen, v); return nil })
		assert.Equal(t, []int{1}, seen)
		assert.Equal(t, failure("e"), err)
	}),
	check("I18", "TryForEach that fails leaves an endless source", func(t *testing.T) {
		pulled, sum := 0, 0
		err := endless(&pulled).TryForEach(t.Context(), func(_ context.Context, v int) error {
			if sum += v; sum == 3 {
				return failure("three")
			}
			return nil
		})
		assert.Equal(t, failure("three"), err)
		assert.Equal(t, 3, pulled)
	}),
	yields("I19", "CatchPanic fails one element, and the stream goes on", "10 #caught:_eleven 12", func() stream.Stream[int] {
		return upTo(3).Map(plus(9)).Inspect(func(v int) {
			if v == 11 {
				panic("eleven")
			}
		}).CatchPanic().MapErr(func(err error) error { return fmt.Errorf("caught: %v", caught(err)) })
	}),
	check("I19", "without it the panic comes out of the terminal", func(t *testing.T) {
		defer func() { assert.Equal(t, "eleven", recover().(*panics.Recovered).Value) }()
		_ = upTo(3).Inspect(func(int) { panic("eleven") }).Drain(t.Context())
	}),
}

// failAt is a task that fails for one value.
func failAt(n int) func(context.Context, int) (int, error) {
	return func(_ context.Context, v int) (int, error) {
		if v == n {
			return 0, failure("f")
		}
		return v, nil
	}
}

// tryBelow is below for a predicate that fails for some values.
func tryBelow(n int, bad ...int) func(context.Context, int) (bool, error) {
	return func(_ context.Context, v int) (bool, error) {
		if slices.Contains(bad, v) {
			return true, failure("p")
		}
		return v < n, nil
	}
}

// caught is what was panicked with.
func caught(err error) any {
	var p *panics.ErrRecovered
	if !errors.As(err, &p) {
		return err
	}
	return p.Value
}
