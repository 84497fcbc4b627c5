package stagetest

import (
	"context"
	"reflect"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/seed-09178888/leat/stream"
)

// Expect runs a stage below a source that plays the marbles in, and fails if
// what comes out, and in which tick, is not what the marbles out say:
//
//	stagetest.Expect(t, stage.Dedup[string],
//		"aab-b#b|",
//		"a-b--#-|")
//
// [Parse] says how marbles are written. Time is virtual: Expect makes a synctest
// bubble, or uses the one it is called in. A tick is a second; see [Tick].
// What comes between two ticks counts for the first of them.
//
//	in   a letter is its own value for strings and runes, a digit for numbers;
//	     for other types see Values and Read. # is ErrScript or one of InErrors.
//	     ^ cancels the context, after all else in its tick.
//	out  a value is written as fmt.Sprint writes it, or Show; # is any error, or
//	     one of OutErrors. ^ says that the stream has ended because the context was cancelled.
//
// In without | or ^ is silent after its last symbol. Out without them says that nothing more
// comes: Expect looks on for 1000 ticks, or see [For], and then cancels the context, which does not count.
//
// What a script has for one tick comes in that order. What a stage waits for (a
// timer, a task) comes before what the input has for the same tick. An element
// that the stage does not ask for in its tick comes when it does.
//
// It also fails if a goroutine of the stage is left, or if the stage does not
// end with its context. Other goroutines of the bubble must not call
// synctest.Wait meanwhile. tb is a *testing.T if Expect is to make the bubble.
func Expect[In, Out any](tb testing.TB, stage func(stream.Stream[In]) stream.Stream[Out], in, out string, opts ...Option) {
	tb.Helper()
	if stage == nil {
		tb.Fatalf("stagetest: Expect: stage must not be nil")
	}
	c := configOf(opts)
	c.needsTypes(tb, "Expect", reflect.TypeFor[In](), reflect.TypeFor[Out]())
	input, expected := parse(tb, "Expect: in", in), parse(tb, "Expect: out", out)
	elements, err := elementsOf[In](c, input)
	if err != nil {
		tb.Fatalf("stagetest: Expect: in: %s: %v", in, err)
	}
	verify(tb, c, &comparison{in: input, hasIn: true, want: expected}, func(start time.Time) stream.Stream[Out] {
		return stage(stream.TryGenerate(func(ctx context.Context, yield func(In, error) bool) error {
			return play(ctx, c, input, elements, start, yield)
		}))
	})
}

// ExpectStream runs s and fails if what comes out, and in which tick, is not
// what the marbles say. It is [Expect] for streams that have a source already,
// a [Source] for example; all else is as there.
//
//	abc := stagetest.Source[string]("a-b-c|")
//	xyz := stagetest.Source[string]("-x-y-z|")
//	stagetest.ExpectStream(t, stream.Merge(abc, xyz), "axbycz|")
func ExpectStream[T any](tb testing.TB, s stream.Stream[T], out string, opts ...Option) {
	tb.Helper()
	c := configOf(opts)
	c.needsTypes(tb, "ExpectStream", reflect.TypeFor[T]())
	expected := parse(tb, "ExpectStream: out", out)
	verify(tb, c, &comparison{want: expected}, func(time.Time) stream.Stream[T] { return s })
}

func parse(tb testing.TB, what, marbles string) Script {
	tb.Helper()
	script, err := Parse(marbles)
	if err != nil {
		tb.Fatalf("stagetest: %s: %v", what, err)
	}
	return script
}

// verify runs the stream and compares. It reports from the goroutine of the
// test, so that the line of the failure is that of the caller.
func verify[T any](tb testing.TB, c config, cmp *comparison, build func(start time.Time) stream.Stream[T]) {
	tb.Helper()
	run := func() recording { return record(c, cmp.in, c.ticks(cmp), build) }
	var got recording
	if inBubble() {
		got = run()
	} else {
		own, ok := tb.(*testing.T)
		if !ok {
			tb.Fatalf("stagetest: outside a synctest bubble tb must be a *testing.T, for which one can be made, got %T", tb)
		}
		got = inOwnBubble(own, run)
	}
	cmp.config, cmp.recording = c, got
	if problem := cmp.problem(); problem != "" {
		tb.Errorf("%s", problem)
	}
	if got.goexit { // most likely a FailNow within the stage
		tb.FailNow()
	}
}

// patience is for how many ticks nothing must happen to count as nothing more.
const patience = 1000

func (c config) ticks(cmp *comparison) int {
	if c.watch > 0 {
		return c.watch
	}
	return max(len(cmp.in), len(cmp.want)) + patience
}

// inOwnBubble is run in a bubble of its own. What run has found left there is in
// its recording, so that the bubble need not panic because of it.
func inOwnBubble(t *testing.T, run func() recording) (got recording) {
	t.Helper()
	defer func() {
		if len(got.left) > 0 {
			_ = recover()
		}
	}()
	synctest.Test(t, func(*testing.T) { got = run() })
	return got
}

// needsTypes sees to it that every value option is for one of the types.
func (c config) needsTypes(tb testing.TB, name string, types ...reflect.Type) {
	tb.Helper()
	for of := range c.codecs {
		if !slices.Contains(types, of) {
			tb.Fatalf("stagetest: %s: an option is for values of %v, but there are only those of %v", name, of, slices.Compact(types))
		}
	}
}
