package stagetest_test

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/stage/stagetest"
	"github.com/seed-09178888/leat/stream"
)

func TestExpect(t *testing.T) {
	t.Run("what goes in comes out in its tick", func(t *testing.T) {
		for _, marbles := range []string{"", "|", "a", "---a--b-", "a-(bc)#-|", "(ab|)", "(#a#)(^)", "a^", "^", `[a b]{0 a}"two"|`, "--^", "(ab)^"} {
			stagetest.Expect(t, same[string], marbles, marbles)
		}
	})
	t.Run("digits are numbers, letters runes", func(t *testing.T) {
		type id uint8
		stagetest.Expect(t, same[int], `12-"-34"|`, `12-"-34"|`)
		stagetest.Expect(t, same[id], `1 "255"|`, `1 "255"|`)
		stagetest.Expect(t, same[float64], `1 "0.5"|`, `1 "0.5"|`)
		stagetest.Expect(t, same[bool], `0 "true"|`, `"false""true"|`)
		stagetest.Expect(t, same[rune], `a1|`, `a1|`)
		stagetest.Expect(t, func(s nums) stream.Stream[rune] { return s.Map(func(v int) rune { return 'a' + rune(v) }) }, `012|`, `abc|`)
	})
	t.Run("in and out may be of different types", func(t *testing.T) {
		stagetest.Expect(t, func(s strs) stream.Stream[[]string] { return s.Chunks(2) },
			"ab-c    d#|",
			"-[a b]--[c d]#|")
		stagetest.Expect(t, func(s strs) stream.Stream[stream.Indexed[string]] { return s.Enumerate() },
			"a    #b|",
			"{0 a}#{2 b}|")
	})
	t.Run("an end in the tick of the last element", func(t *testing.T) {
		stagetest.Expect(t, func(s strs) strs { return s.Take(2) }, "a-bc", "a-(b|)")
	})
	t.Run("what a task takes is time", func(t *testing.T) {
		stagetest.Expect(t, func(s strs) strs { return s.TryMap(sleep[string](2 * time.Second)) },
			"abc|",
			"--a-b-(c|)")
		stagetest.Expect(t, func(s strs) strs { return s.TryMap(sleep[string](2 * time.Second)).Buffered(3) },
			"abc|",
			"--ab(c|)") // the end is known since tick 3, but c comes first
		stagetest.Expect(t, func(s strs) strs { return s.TryMap(sleep[string](2500 * time.Millisecond)).Buffered(3) },
			"abc-----|",
			"--abc---|")
	})
	t.Run("what a stage waits for comes before what the input has for the same tick", func(t *testing.T) {
		timeout := func(s strs) strs { // a value, or - if it comes later than 2 s
			return s.Transform(func(ctx context.Context, in iter.Seq2[string, error], yield func(string, error) bool) {
				begun := time.Now()
				for v := range in {
					if time.Since(begun) > 2*time.Second {
						v = "late"
					}
					if begun = time.Now(); !yield(v, nil) {
						return
					}
				}
			})
		}
		stagetest.Expect(t, timeout, `ab-c-----d|`, `ab-"late"`+`-----"late"|`)
	})
	t.Run("an element that nobody asks for waits", func(t *testing.T) {
		slow := func(s strs) strs { return s.Inspect(func(string) { time.Sleep(3 * time.Second) }) }
		stagetest.Expect(t, slow, "ab------c|", "---a--b----(c|)")
	})
	t.Run("the context is cancelled after all else in its tick", func(t *testing.T) {
		for range 10 {
			stagetest.Expect(t, same[string], "(ab^)", "(ab^)")
			stagetest.Expect(t, same[string], "-(a#^)", "-(a#^)")
		}
		stagetest.Expect(t, func(s strs) strs { return s.TryMap(sleep[string](time.Second)) }, "a^", "-(a^)")
		stagetest.Expect(t, func(s strs) strs { return s.TryMap(sleep[string](1001 * time.Millisecond)) }, "a^", "-^")
		cleanUp := func(s strs) strs {
			return s.TryMap(func(ctx context.Context, v string) (string, error) {
				<-ctx.Done()
				time.Sleep(2 * time.Second)
				return v, nil
			})
		}
		stagetest.Expect(t, cleanUp, "a^", "---^")
		blocked := func(s strs) strs { return s.Chain(stream.Pending[string]()) }
		stagetest.Expect(t, blocked, "a|", "a")
	})
	t.Run("a stage may ask for its input late, or never", func(t *testing.T) {
		stagetest.Expect(t, func(s strs) strs {
			return stream.Of("x").TryMap(sleep[string](3 * time.Second)).Chain(s)
		}, "ab---c|", "---(xab)-c|")
		stagetest.Expect(t, func(strs) strs { return stream.Of("x") }, "ab^", "(x|)")
	})
	t.Run("works in a bubble, also twice", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			time.Sleep(time.Hour)
			stagetest.Expect(t, same[string], "a-b|", "a-b|")
			stagetest.Expect(t, same[string], "a-b", "a-b")
		})
	})
	t.Run("in a bubble t may be any TB", func(t *testing.T) {
		synctest.Test(t, func(*testing.T) {
			texts, _ := reports(func(t *tb) { stagetest.Expect(t, same[string], "a", "b") })
			assert.Len(t, texts, 1)
		})
		texts, stopped := reports(func(t *tb) { stagetest.Expect(t, same[string], "a", "a") })
		assert.Equal(t, []string{"stagetest: outside a synctest bubble tb must be a *testing.T, for which one can be made, got *stagetest_test.tb"}, texts)
		assert.True(t, stopped)
	})
	t.Run("says what is wrong with its arguments", func(t *testing.T) {
		for want, f := range map[string]func(t *tb){
			"stagetest: Expect: in: column 2: unexpected \")\"\n\ta)\n\t ^": func(t *tb) { stagetest.Expect(t, same[string], "a)", "a") },
			"stagetest: Expect: out: column 1: ( without )\n\t(\n\t^":       func(t *tb) { stagetest.Expect(t, same[string], "a", "(") },
			`stagetest: Expect: in: 1a|: tick 1: "a" is no int`:             func(t *tb) { stagetest.Expect(t, same[int], "1a|", "") },
			`stagetest: Expect: in: a"bc": tick 1: "bc" is no rune`:         func(t *tb) { stagetest.Expect(t, same[rune], `a"bc"`, "") },
			`stagetest: Expect: in: "300": tick 0: "300" is no uint8`:       func(t *tb) { stagetest.Expect(t, same[uint8], `"300"`, "") },
			`stagetest: Expect: in: a: tick 0: "a" is no bool`:              func(t *tb) { stagetest.Expect(t, same[bool], "a", "") },
			`stagetest: Expect: in: a: tick 0: "a" is no float64`:           func(t *tb) { stagetest.Expect(t, same[float64], "a", "") },
			`stagetest: Expect: in: a: tick 0: no []int can be made of "a": say how with the option Values or Read`: func(t *tb) {
				stagetest.Expect(t, same[[]int], "a", "")
			},
			"stagetest: Expect: stage must not be nil": func(t *tb) { stagetest.Expect[int, int](t, nil, "", "") },
			"stagetest: ExpectStream: out: column 3: nothing can happen after the end\n\ta|b\n\t  ^": func(t *tb) {
				stagetest.ExpectStream(t, stream.Of(1), "a|b")
			},
		} {
			texts, stopped := reports(f)
			assert.Equal(t, []string{want}, texts)
			assert.True(t, stopped)
		}
	})
}

func TestExpectStream(t *testing.T) {
	stagetest.ExpectStream(t, stream.Of(1, 2, 3), "(123|)")
	stagetest.ExpectStream(t, stream.Fail[int](errBoom), "(#|)")
	stagetest.ExpectStream(t, stream.Empty[int](), "|")
	stagetest.ExpectStream(t, stream.Pending[int](), "")
	stagetest.ExpectStream(t, stagetest.Source[int]("1-2|").Chain(stagetest.Source[int]("-3-(4|)")), "1-2-3-(4|)")
	synctest.Test(t, func(t *testing.T) {
		stagetest.ExpectStream(t, stagetest.Source[int]("1-2|"), "1-2|")
	})
}

func ExampleExpect() {
	t := new(testing.T) // that of your test

	vowel := func(v string) bool { return strings.Contains("aeiou", v) }
	pairs := func(s stream.Stream[string]) stream.Stream[[]string] { return s.Filter(vowel).Chunks(2) }

	stagetest.Expect(t, pairs,
		"ab-e    -c-i#     -o|",
		"---[a e]----([i]#)--([o]|)")

	fmt.Println("failed:", t.Failed())
	// Output: failed: false
}

func ExampleExpectStream() {
	t := new(testing.T) // that of your test

	abc := stagetest.Source[string]("a-b-c|")
	xyz := stagetest.Source[string]("-x-y-z|")

	stagetest.ExpectStream(t, stream.Merge(abc, xyz),
		"axbycz|")

	fmt.Println("failed:", t.Failed())
	// Output: failed: false
}
