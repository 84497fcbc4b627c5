package stream_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/stream"
)

// gErr is an error of its own for every place.
type gErr int

func (e gErr) Error() string { return fmt.Sprintf("#%d", int(e)) }

// gCode is the place that an error belongs to.
func gCode(err error) int {
	var e gErr
	errors.As(err, &e)
	return int(e)
}

// gMixed yields 0 .. n-1, and gErr(i) in the places given.
func gMixed(n int, failing ...int) stream.Stream[int] {
	return stream.FromSeq2(func(yield func(int, error) bool) {
		for i := range n {
			var err error
			for _, f := range failing {
				if f == i {
					err = gErr(i)
				}
			}
			if !yield(i, err) {
				return
			}
		}
	})
}

// gDraw shows what s yields: values, and errors as "#3". It asserts that an error stands beside a zero value.
func gDraw[T any](t *testing.T, s stream.Stream[T]) string {
	t.Helper()
	var out []string
	for _, r := range s.Collect(t.Context()) {
		if r.Err != nil {
			assert.Zero(t, r.Value, "beside an error")
			out = append(out, r.Err.Error())
		} else {
			out = append(out, fmt.Sprint(r.Value))
		}
	}
	return strings.Join(out, " ")
}

func TestGuarantee07Errors(t *testing.T) {
	in := gMixed(6, 1, 4) // 0 #1 2 3 #4 5
	unseen := func(ctx context.Context, i int) error {
		if i == 1 || i == 4 {
			return errors.New("an error was seen as a value")
		}
		return nil
	}
	even := func(i int) bool { return i%2 == 0 }
	two := func(_ context.Context, i int) (bool, error) {
		if i == 2 {
			return true, gErr(20)
		}
		return true, nil
	}
	for name, c := range map[string]struct {
		got  func() string
		want string
	}{
		"alone": {func() string { return gDraw(t, in) }, "0 #1 2 3 #4 5"},
		"Map":   {func() string { return gDraw(t, in.Map(func(i int) int { return 10 * i })) }, "0 #1 20 30 #4 50"},
		"TryMap": {func() string {
			return gDraw(t, in.TryMap(func(ctx context.Context, i int) (int, error) { return i, unseen(ctx, i) }))
		}, "0 #1 2 3 #4 5"},
		"TryMap fails": {func() string {
			return gDraw(t, in.TryMap(func(context.Context, int) (int, error) { return 7, gErr(9) }))
		}, "#9 #1 #9 #9 #4 #9"},
		"Filter":    {func() string { return gDraw(t, in.Filter(even)) }, "0 #1 2 #4"},
		"TryFilter": {func() string { return gDraw(t, in.TryFilter(two)) }, "0 #1 #20 3 #4 5"},
		"FilterMap": {func() string { return gDraw(t, in.FilterMap(func(i int) (int, bool) { return i + 1, even(i) })) }, "1 #1 3 #4"},
		"TryFilterMap": {func() string {
			return gDraw(t, in.TryFilterMap(func(ctx context.Context, i int) (int, bool, error) {
				ok, err := two(ctx, i)
				return i, ok && i != 3, err
			}))
		}, "0 #1 #20 #4 5"},
		"Inspect": {func() string { return gDraw(t, in.Inspect(func(i int) { assert.NoError(t, unseen(t.Context(), i)) })) }, "0 #1 2 3 #4 5"},
		"InspectErr": {func() string {
			var seen []error
			out := gDraw(t, in.InspectErr(func(err error) { seen = append(seen, err) }))
			assert.Equal(t, []error{gErr(1), gErr(4)}, seen)
			return out
		}, "0 #1 2 3 #4 5"},
		"MapErr": {func() string { return gDraw(t, in.MapErr(func(err error) error { return gErr(10 * gCode(err)) })) }, "0 #10 2 3 #40 5"},
		"OrElse": {func() string {
			return gDraw(t, in.OrElse(func(_ context.Context, err error) (int, error) {
				if gCode(err) == 1 {
					return 11, nil
				}
				return 7, gErr(44)
			}))
		}, "0 11 2 3 #44 5"},
		"DropErrors":       {func() string { return gDraw(t, in.DropErrors(nil)) }, "0 2 3 5"},
		"Take":             {func() string { return gDraw(t, in.Take(2)) }, "0 #1"},
		"Skip":             {func() string { return gDraw(t, in.Skip(2)) }, "2 3 #4 5"},
		"Enumerate":        {func() string { return gDraw(t, in.Enumerate()) }, "{0 0} #1 {2 2} {3 3} #4 {5 5}"},
		"TakeWhile":        {func() string { return gDraw(t, in.TakeWhile(func(i int) bool { return i < 3 })) }, "0 #1 2"},
		"SkipWhile":        {func() string { return gDraw(t, in.SkipWhile(func(i int) bool { return i < 3 })) }, "#1 3 #4 5"},
		"Scan":             {func() string { return gDraw(t, in.Scan(0, func(a, i int) (int, int) { return a + i, a + i })) }, "0 #1 2 5 #4 10"},
		"Chunks(2)":        {func() string { return gDraw(t, in.Chunks(2)) }, "[0] #1 [2 3] #4 [5]"},
		"Chunks(9)":        {func() string { return gDraw(t, in.Chunks(9)) }, "[0] #1 [2 3] #4 [5]"},
		"Chunks of errors": {func() string { return gDraw(t, gMixed(3, 0, 1, 2).Chunks(2)) }, "#0 #1 #2"},
		"StepBy":           {func() string { return gDraw(t, in.StepBy(2)) }, "0 2 #4"},
		"MapWhile":         {func() string { return gDraw(t, in.MapWhile(doubleBelow3)) }, "0 #1 4"},
		"ChunkBy":          {func() string { return gDraw(t, in.ChunkBy(half)) }, "[0] #1 [2 3] #4 [5]"},
		"TryTakeWhile":     {func() string { return gDraw(t, in.TryTakeWhile(two)) }, "0 #1 #20 3 #4 5"},
		"TrySkipWhile":     {func() string { return gDraw(t, in.TrySkipWhile(two)) }, "#1 #20 #4"},
		"TryScan": {func() string {
			return gDraw(t, in.TryScan(0, func(ctx context.Context, a, i int) (int, int, error) {
				_, err := two(ctx, i)
				return a + i, a + i, err
			}))
		}, "0 #1 #20 3 #4 8"},
		"TryFlatMap": {func() string {
			return gDraw(t, in.TryFlatMap(func(ctx context.Context, i int) (stream.Stream[int], error) {
				_, err := two(ctx, i)
				return gMixed(i, 0), err
			}))
		}, "#1 #20 #0 1 2 #4 #0 1 2 3 4"},
		"Results":    {func() string { return gDraw(t, in.Results()) }, "{0 <nil>} {0 #1} {2 <nil>} {3 <nil>} {0 #4} {5 <nil>}"},
		"Chain":      {func() string { return gDraw(t, in.Chain(gMixed(2, 0))) }, "0 #1 2 3 #4 5 #0 1"},
		"FlatMap":    {func() string { return gDraw(t, in.FlatMap(func(i int) stream.Stream[int] { return gMixed(i, 0) })) }, "#1 #0 1 #0 1 2 #4 #0 1 2 3 4"},
		"CatchPanic": {func() string { return gDraw(t, in.Map(func(i int) int { return i }).CatchPanic()) }, "0 #1 2 3 #4 5"},

		"Defer":     {func() string { return gDraw(t, deferred(in)) }, "0 #1 2 3 #4 5"},
		"Tasks":     {func() string { return gDraw(t, stream.Tasks(yields(1, gErr(0)), yields(1, nil), yields(1, gErr(2)))) }, "#0 1 #2"},
		"Cycle":     {func() string { return gDraw(t, in.Cycle().Take(8)) }, "0 #1 2 3 #4 5 0 #1"},
		"Throttle":  {func() string { return gDraw(t, in.Throttle(time.Nanosecond)) }, "0 #1 2 3 #4 5"},
		"TakeUntil": {func() string { return gDraw(t, in.TakeUntil(make(chan struct{}))) }, "0 #1 2 3 #4 5"},

		"Zip": {func() string { return gDraw(t, in.Zip(gMixed(5, 0, 1))) }, "#0 #1\n#1 {2 2} {3 3} #4"},
		"Generate": {func() string {
			return gDraw(t, stream.Generate(func(_ context.Context, yield func(int) bool) error { yield(1); return gErr(2) }))
		}, "1 #2"},
		"TryGenerate": {func() string {
			return gDraw(t, stream.TryGenerate(func(_ context.Context, yield func(int, error) bool) error {
				yield(1, gErr(1))
				yield(2, nil)
				return gErr(3)
			}))
		}, "#1 2 #3"},
		"Transform, passed": {func() string {
			return gDraw(t, in.Transform(func(_ context.Context, in iter.Seq2[int, error], yield func(int, error) bool) {
				for v, err := range in {
					yield(v+1, err)
				}
			}))
		}, "1 #1 3 4 #4 6"},
		"Buffered, no task":    {func() string { return gDraw(t, in.Buffered(2)) }, "0 #1 2 3 #4 5"},
		"Buffered":             {func() string { return gDraw(t, in.Map(func(i int) int { return i }).Buffered(2)) }, "0 #1 2 3 #4 5"},
		"Buffered, InspectErr": {func() string { return gDraw(t, in.InspectErr(func(error) {}).Buffered(4, stream.Window(9))) }, "0 #1 2 3 #4 5"},
		"unordered, alone":     {func() string { return gDraw(t, in.BufferedUnordered(1)) }, "0 #1 2 3 #4 5"},
		"a value beside an error": {func() string {
			return gDraw(t, stream.FromSeq2(func(yield func(int, error) bool) { yield(7, gErr(7)) }).Buffered(2))
		}, "#7"},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, c.want, c.got()) })
	}
	t.Run("a boundary keeps them in place, wherever they come from", func(t *testing.T) { gInPlace(t) })
}

func gInPlace(t *testing.T) {
	slow := func(_ context.Context, i int) (int, error) { // the earlier the slower; 5 fails
		time.Sleep(time.Duration(20-i) * time.Second)
		if i == 5 {
			return 0, gErr(5)
		}
		return i, nil
	}
	for _, n := range gBounds(8) {
		bubble(t, fmt.Sprintf("Buffered %d: behind elements that still run", n), func(t *testing.T) {
			assert.Equal(t, "0 #1 2 3 #4 #5 6 7", gDraw(t, gMixed(8, 1, 4).TryMap(slow).Buffered(n)))
			assert.Equal(t, "0 #1 2 3 #4 #5 6 7", gDraw(t, gMixed(8, 1, 4).TryMap(slow).InspectErr(func(error) {}).Buffered(n, stream.Window(4*n))))
		})
	}
	bubble(t, "BufferedUnordered: an error from above has finished when it is pulled", func(t *testing.T) {
		assert.Equal(t, "#1 #4 7 6 #5 3 2 0", gDraw(t, gMixed(8, 1, 4).TryMap(slow).BufferedUnordered(8)))
		l := gNewLog()
		s := stream.TryGenerate(func(_ context.Context, yield func(int, error) bool) error {
			yield(0, nil)
			yield(1, nil)
			time.Sleep(time.Second)
			yield(0, gErr(2)) // both workers are busy
			time.Sleep(time.Second)
			yield(0, gErr(3))
			return nil
		}).TryMap(slow)
		for v, err := range s.BufferedUnordered(2, stream.Window(3)).All(t.Context()) {
			l.add("%d %v", v, err)
		}
		assert.Equal(t, []string{"1s 0 #2", "2s 0 #3", "19s 1 <nil>", "20s 0 <nil>"}, l.lines())
	})
	bubble(t, "the task sees errors from above, whatever follows in it", func(t *testing.T) {
		self := func(i int) int { return i }
		saved := gMixed(6, 1, 4).OrElse(func(_ context.Context, err error) (int, error) { return 10 * gCode(err), nil })
		for name, s := range map[string]stream.Stream[int]{
			"OrElse":        saved,
			"OrElse, Map":   saved.Map(self),
			"OrElse, Chain": saved.Map(self).Chain(stream.Empty[int]()),
		} {
			for _, b := range gBoundaries {
				vs, err := b.below(s, 3).TryCollect(t.Context())
				assert.NoError(t, err, name)
				assert.ElementsMatch(t, []int{0, 10, 2, 3, 40, 5}, vs, name)
			}
		}
	})
	bubble(t, "BufferedUnordered: an error takes its place in the window until it is received", func(t *testing.T) {
		l := gNewLog()
		s := stream.TryGenerate(func(_ context.Context, yield func(int, error) bool) error {
			for i := range 6 {
				l.add("ask %d", i)
				if !yield(0, gErr(i)) {
					return nil
				}
			}
			return nil
		})
		n := 0
		for range s.BufferedUnordered(2).All(t.Context()) {
			if n++; n < 3 {
				time.Sleep(time.Second)
			}
		}
		assert.Equal(t, []string{"0s ask 0", "0s ask 1", "0s ask 2", "1s ask 3", "2s ask 4", "2s ask 5"}, l.lines())
	})
	bubble(t, "thousands of them overtake a slow task by more than a ring", func(t *testing.T) {
		s := stream.TryGenerate(func(_ context.Context, yield func(int, error) bool) error {
			for i := range 3000 {
				var err error
				if i%7 != 0 {
					err = gErr(i)
				}
				if !yield(i, err) {
					break
				}
			}
			return nil
		}).Map(func(i int) int {
			if i == 0 {
				time.Sleep(time.Second)
			}
			return i
		})
		vs, errs := stream.Partition(s.BufferedUnordered(3, stream.Window(5)).Collect(t.Context()))
		assert.Len(t, vs, 429)
		assert.Len(t, errs, 3000-429)
		seen := map[int]bool{}
		for _, v := range vs {
			assert.Zero(t, v%7)
			seen[v] = true
		}
		assert.Len(t, seen, 429)
		assert.Zero(t, vs[len(vs)-1])
	})
}
