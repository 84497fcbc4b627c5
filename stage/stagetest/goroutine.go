package stagetest

import (
	"fmt"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// NoGoroutineLeft notes which goroutines there are, and returns a check that
// fails if others are there than then:
//
//	defer stagetest.NoGoroutineLeft(t)()
//
// Within a synctest bubble both look at those of the bubble, as soon as all of
// them are blocked (synctest.Wait). Outside they look at all of the program, the check for up to a
// quarter of a second, in which they can end: tests that run in parallel see each other's.
func NoGoroutineLeft(tb testing.TB) (check func()) {
	tb.Helper()
	before := goroutines()
	return func() {
		tb.Helper()
		if left := settled(before); len(left) > 0 {
			tb.Errorf("%s", leftBehind(left))
		}
	}
}

func leftBehind(stacks []string) string {
	n := len(stacks)
	return fmt.Sprintf("stagetest: %d %s left that should have ended:\n\n%s", n, plural(n, "goroutine is", "goroutines are"), strings.Join(stacks, "\n\n"))
}

// settled returns the stacks of the goroutines that are not in before, when
// those that can end have had the time to.
func settled(before stacks) []string {
	left := goroutines().besides(before)
	for wait := time.Millisecond; before.bubble == "" && len(left) > 0 && wait < 200*time.Millisecond; wait *= 2 {
		time.Sleep(wait)
		left = goroutines().besides(before)
	}
	return left
}

// stacks are those of the goroutines in the bubble of the one that asks, or of
// all goroutines if it is in none.
type stacks struct {
	bubble string // of the one that asks; empty if it is in none
	ids    []string
	of     map[string]string
}

// header is the first line of a stack: goroutine 7 [sleep (durable), synctest bubble 3]:
var header = regexp.MustCompile(`^goroutine (\d+)[^\[]*\[[^\]]*?(?:synctest bubble (\d+))?\]`)

// goroutines returns those there are. In a bubble they have all come to a halt
// by then: the stack of one that has not yet begun does not name its bubble.
func goroutines() stacks {
	if inBubble() {
		synctest.Wait()
	}
	s := stacks{of: map[string]string{}}
	// The one that asks stands first.
	for i, stack := range strings.Split(strings.TrimSpace(allStacks()), "\n\n") {
		m := header.FindStringSubmatch(stack)
		if m == nil {
			continue
		}
		id, bubble := m[1], m[2]
		if i == 0 {
			s.bubble = bubble
		}
		if s.bubble == "" || bubble == s.bubble {
			s.ids = append(s.ids, id)
			s.of[id] = stack
		}
	}
	return s
}

func allStacks() string {
	for size := 1 << 16; ; size *= 2 {
		buf := make([]byte, size)
		if n := runtime.Stack(buf, true); n < size {
			return string(buf[:n])
		}
	}
}

// besides returns the stacks of those that are not in before.
func (s stacks) besides(before stacks) []string {
	var left []string
	for _, id := range s.ids {
		if _, was := before.of[id]; !was {
			left = append(left, s.of[id])
		}
	}
	return left
}

// inBubble reports whether the caller runs in a synctest bubble. There is no
// function that says so, but the stack does.
func inBubble() bool {
	buf := make([]byte, 256)
	m := header.FindSubmatch(buf[:runtime.Stack(buf, false)])
	return m != nil && len(m[2]) > 0
}

func plural(n int, one, more string) string {
	if n == 1 {
		return one
	}
	return more
}
