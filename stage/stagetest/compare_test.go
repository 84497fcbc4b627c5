package stagetest_test

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stage/stagetest"
	"github.com/seed-09178888/leat/stream"
)

// failure returns the one report of an Expect in a bubble.
func failure[In, Out any](t *testing.T, st func(stream.Stream[In]) stream.Stream[Out], in, out string, opts ...stagetest.Option) (text string) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		texts, stopped := reports(func(t *tb) { stagetest.Expect(t, st, in, out, opts...) })
		require.Len(t, texts, 1)
		require.False(t, stopped)
		text = texts[0]
		time.Sleep(2 * time.Hour) // what was left can end
	})
	return text
}

// report is what a test expects, without the line break it begins with and the tabs.
func report(text string) string {
	return strings.ReplaceAll(strings.TrimPrefix(text, "\n"), "\t\t\t", "")
}

func TestAFailureShows(t *testing.T) {
	pairs := func(s strs) stream.Stream[[]string] { return s.Chunks(2) }

	t.Run("the marbles one under the other, and the first tick that differs", func(t *testing.T) {
		assert.Equal(t, report(`
			stagetest: tick 3 (3s) should have nothing, but had b
			        in  a--b-(cd)|
			  expected  a---b(cd)|
			    actual  a--b-(cd)|
			               ~`), failure(t, same[string], "a--b-(cd)|", "a---b(cd)|"))
	})
	t.Run("every tick in a column as wide as its widest", func(t *testing.T) {
		assert.Equal(t, report(`
			stagetest: tick 3 (3s) should have nothing, but had [c d]
			        in  aé    cd    #    -|
			  expected  -[a é]--    [c d]#|
			    actual  -[a é]-[c d]#    -|
			                   ~~~~~
			    errors  # of tick 4: stagetest: error of the script`),
			failure(t, pairs, "aécd#-|", "-[a é]--[c d]#|"))
	})
	t.Run("no input where there is none", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			texts, _ := reports(func(t *tb) { stagetest.ExpectStream(t, stream.Of(1, 2), "(13|)") })
			assert.Equal(t, []string{report(`
			stagetest: tick 0 (0s) should have (13|), but had (12|)
			  expected  (13|)
			    actual  (12|)
			            ~~~~~`)}, texts)
		})
	})
	t.Run("that nothing was to come", func(t *testing.T) {
		assert.Equal(t, report(`
			stagetest: tick 1 (1s) should have nothing, but had |
			        in  a|
			  expected  a
			    actual  a|
			             ~`), failure(t, same[string], "a|", "a-"))
		assert.Equal(t, report(`
			stagetest: tick 0 (0s) should have a, but had nothing
			        in
			  expected  a|
			    actual
			            ~`), failure(t, same[string], "", "a|"))
	})
	t.Run("the time of the tick", func(t *testing.T) {
		assert.Contains(t, failure(t, same[string], "---a", "", stagetest.Tick(1500*time.Millisecond)),
			"stagetest: tick 3 (4.5s) should have nothing, but had a\n")
	})
	t.Run("what all errors say, also if they say it on several lines", func(t *testing.T) {
		assert.Equal(t, report(`
			stagetest: tick 4 (4s) should have nothing, but had |
			        in  #-#a|
			  expected  #-#a
			    actual  #-#a|
			                ~
			    errors  # of tick 0: boom
			            # of tick 2: one
			                two`), failure(t, same[string], "#-#a|", "#-#a", stagetest.InErrors(errBoom, errors.New("one\ntwo"))))
	})
	t.Run("an error that is not the one expected", func(t *testing.T) {
		assert.Equal(t, report(`
			stagetest: the error of tick 2 (2s) is not: boom
			        in  #-#|
			  expected  #-#|
			    actual  #-#|
			              ~
			    errors  # of tick 0: boom
			            # of tick 2: stagetest: error of the script`),
			failure(t, same[string], "#-#|", "#-#|", stagetest.InErrors(errBoom), stagetest.OutErrors(nil, errBoom)))
	})
	t.Run("not much of what comes long after the difference", func(t *testing.T) {
		ticking := func(strs) stream.Stream[int] {
			return stream.Unfold(1, func(n int) (int, int, bool) { time.Sleep(time.Second); return n % 10, n + 1, true })
		}
		assert.Equal(t, report(`
			stagetest: tick 3 (3s) should have 4, but had 3
			        in
			  expected  -124
			    actual  -123456789012345678901234567890123456789012 ...
			               ~`), failure(t, ticking, "", "-124"))
	})
	t.Run("not every one of many errors", func(t *testing.T) {
		many := strings.Repeat("#", 100)
		text := failure(t, same[string], many, many+"|", stagetest.OutErrors(errBoom))
		assert.Contains(t, text, "\n            # of tick 39: stagetest: error of the script\n            ... 60 more")
		assert.NotContains(t, text, "tick 40")
	})
	t.Run("which elements of one tick have another order, unless they may", func(t *testing.T) {
		text := failure(t, same[string], "(aab)-(cd|)", "(aba)-(dc|)")
		assert.Contains(t, text, "tick 0 (0s) should have (aba), but had (aab)")
		text = failure(t, same[string], "(aab)-(cd|)", "(aba)-(dd|)", stagetest.Unordered())
		assert.Contains(t, text, "tick 2 (2s) should have (dd|), but had (cd|)\n        in  (aab)-(cd|)\n  expected  (aba)-(dd|)\n    actual  (aba)-(cd|)")
		text = failure(t, same[string], "(aab)", "(abb)", stagetest.Unordered())
		assert.Contains(t, text, "should have (abb), but had (aab)")
	})
}

func TestExpectFailsIf(t *testing.T) {
	t.Run("a goroutine is left", func(t *testing.T) {
		release := make(chan struct{})
		text := ""
		synctest.Test(t, func(t *testing.T) {
			release = make(chan struct{})
			texts, _ := reports(func(t *tb) {
				stagetest.Expect(t, func(s strs) strs { return s.Inspect(func(string) { go func() { <-release }() }) }, "ab|", "ab|")
			})
			text = strings.Join(texts, "")
			close(release)
		})
		assert.Contains(t, text, "stagetest: 2 goroutines are left that should have ended:\n\ngoroutine ")
		assert.Contains(t, text, "compare_test.go")
	})
	t.Run("a goroutine sleeps on", func(t *testing.T) {
		text := failure(t, func(s strs) strs { return s.Inspect(func(string) { go time.Sleep(time.Hour) }) }, "a|", "a|")
		assert.Contains(t, text, "stagetest: 1 goroutine is left")
	})
	t.Run("the stage does not end with its context", func(t *testing.T) {
		text := failure(t, func(s strs) strs { return s.Inspect(func(string) { time.Sleep(time.Hour) }) }, "a^", "^")
		assert.Contains(t, text, "\nstagetest: the stream still runs 1000 ticks after its context has ended\nstagetest: 1 goroutine is left")
		assert.Contains(t, text, "time.Sleep")
	})
	t.Run("a function calls Goexit", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			texts, stopped := reports(func(t *tb) {
				stagetest.Expect(t, func(s strs) strs { return s.Inspect(func(string) { runtime.Goexit() }) }, "a|", "")
			})
			assert.Equal(t, []string{"stagetest: a function of the stream has called runtime.Goexit, as FailNow does"}, texts)
			assert.True(t, stopped)
		})
	})
	t.Run("there is one of these also in a bubble of its own", func(t *testing.T) {
		for name, task := range map[string]func(){
			"leak":   func() { go func() { select {} }() },
			"hung":   func() { select {} },
			"sleeps": func() { go time.Sleep(time.Hour) },
		} {
			own := new(testing.T)
			stagetest.Expect(own, func(s strs) strs { return s.Inspect(func(string) { task() }) }, "a|", "a|")
			assert.True(t, own.Failed(), name)
		}
		own := new(testing.T)
		stagetest.Expect(own, same[string], "a|", "a|")
		assert.False(t, own.Failed())
	})
	t.Run("but not for goroutines that were there before, or end with the run", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			go time.Sleep(time.Hour)
			stagetest.Expect(t, func(s strs) strs {
				return s.TryMap(func(ctx context.Context, v string) (string, error) {
					go func() { <-ctx.Done() }()
					return v, nil
				})
			}, "a|", "a|")
			time.Sleep(time.Hour)
		})
	})
}
