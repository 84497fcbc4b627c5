package stagetest_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/seed-09178888/leat/stage/stagetest"
	"github.com/seed-09178888/leat/stream"
)

func ExampleOption() {
	t := new(testing.T) // that of your test
	ahead := func(s stream.Stream[string]) stream.Stream[string] { return s.BufferedUnordered(2) }

	stagetest.Expect(t, ahead, "(ab)#|", "(ba)#|",
		stagetest.Tick(time.Millisecond), stagetest.Unordered(), stagetest.OutErrors(stagetest.ErrScript))

	fmt.Println("failed:", t.Failed())
	// Output: failed: false
}

func ExampleTick() {
	t := new(testing.T) // that of your test
	throttled := func(s stream.Stream[string]) stream.Stream[string] { return s.Throttle(200 * time.Millisecond) }

	stagetest.Expect(t, throttled, "(abc)|", "a-b-c-|", stagetest.Tick(100*time.Millisecond))

	fmt.Println("failed:", t.Failed())
	// Output: failed: false
}

func ExampleFor() {
	t := new(testing.T) // that of your test
	ticks := stream.Interval(2 * time.Second).Map(func(time.Time) string { return "t" })

	stagetest.ExpectStream(t, ticks, "--t-t-t", stagetest.For(7)) // it has no end

	fmt.Println("failed:", t.Failed())
	// Output: failed: false
}

func ExampleStopAtError() {
	t := new(testing.T) // that of your test
	all := func(s stream.Stream[string]) stream.Stream[string] { return s }

	stagetest.Expect(t, all, "a#b|", "a#b|") // as for Collect
	stagetest.Expect(t, all, "a#b|", "a(#|)", stagetest.StopAtError())

	fmt.Println("failed:", t.Failed())
	// Output: failed: false
}

func ExampleUnordered() {
	t := new(testing.T) // that of your test
	slow := func(_ context.Context, v string) (string, error) { time.Sleep(time.Second); return v, nil }
	all := func(s stream.Stream[string]) stream.Stream[string] { return s.TryMap(slow).BufferedUnordered(3) }

	stagetest.Expect(t, all, "(abc)-|", "-(abc)|", stagetest.Unordered()) // they end at the same time

	fmt.Println("failed:", t.Failed())
	// Output: failed: false
}

func ExampleInErrors() {
	t := new(testing.T) // that of your test
	errGone := errors.New("gone")
	present := func(s stream.Stream[string]) stream.Stream[string] {
		return s.OrElse(func(_ context.Context, err error) (string, error) { return err.Error()[:1], nil })
	}

	stagetest.Expect(t, present, "a#b|", "agb|", stagetest.InErrors(errGone))

	fmt.Println("failed:", t.Failed())
	// Output: failed: false
}

func ExampleOutErrors() {
	t := new(testing.T) // that of your test
	parsed := func(s stream.Stream[string]) stream.Stream[int] { return s.TryMap(stream.Fallible(strconv.Atoi)) }

	stagetest.Expect(t, parsed, "1x#2|", "1##2|", stagetest.OutErrors(strconv.ErrSyntax, stagetest.ErrScript))

	fmt.Println("failed:", t.Failed())
	// Output: failed: false
}

func ExampleValues() {
	type point struct{ X, Y int }
	t := new(testing.T) // that of your test
	mirror := func(s stream.Stream[point]) stream.Stream[point] {
		return s.Map(func(p point) point { return point{-p.X, p.Y} })
	}

	stagetest.Expect(t, mirror,
		"l-r-o|",
		"r-l-o|", stagetest.Values(map[string]point{"l": {-1, 0}, "r": {1, 0}, "o": {0, 1}}))

	fmt.Println("failed:", t.Failed())
	// Output: failed: false
}

func ExampleRead() {
	t := new(testing.T) // that of your test
	double := func(s stream.Stream[time.Duration]) stream.Stream[time.Duration] {
		return s.Map(func(d time.Duration) time.Duration { return 2 * d })
	}

	stagetest.Expect(t, double, `"1s" "5m"|`, `"2s" "10m0s"|`, stagetest.Read(time.ParseDuration))

	fmt.Println("failed:", t.Failed())
	// Output: failed: false
}

func ExampleShow() {
	t := new(testing.T) // that of your test
	first := func(w []string) string { return w[0] }
	chunks := func(s stream.Stream[string]) stream.Stream[[]string] { return s.Chunks(2) }

	stagetest.Expect(t, chunks, "abcd|", "-a-c|", stagetest.Show(first))

	fmt.Println("failed:", t.Failed())
	// Output: failed: false
}

func ExampleKind() {
	script, _ := stagetest.Parse("(a#|)")
	for _, symbol := range script[0] {
		fmt.Println(symbol.Kind == stagetest.Value, symbol.Kind == stagetest.Error, symbol.Kind == stagetest.End)
	}
	// Output:
	// true false false
	// false true false
	// false false true
}

func ExampleScript_String() {
	script, _ := stagetest.Parse("a - (b c) [d e] |")
	fmt.Println(script.String())
	// Output: a-(bc)[d e]|
}

func ExampleSymbol_String() {
	for _, text := range []string{"a", "10", "[1 2]", "-"} {
		fmt.Println(stagetest.Symbol{Text: text}.String())
	}
	// Output:
	// a
	// "10"
	// [1 2]
	// "-"
}

func ExampleSyntaxError_Error() {
	_, err := stagetest.Parse("a(b-c)")
	fmt.Println(err.Error())
	// Output:
	// column 4: - within a group, which takes one tick whatever its width
	// 	a(b-c)
	// 	   ^
}
