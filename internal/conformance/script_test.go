package conformance_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/seed-09178888/leat/stream"
)

// A script says what comes when: "1s a #e 20ms b never" is nothing for a second,
// then a and the error e, b 20 ms later, and then neither an element nor the end.
// Sources and tasks play scripts, and what a stream yields is written down as one.
type script = string

// failure is the error #e of a script.
type failure string

func (f failure) Error() string { return string(f) }

// each plays s, until emit returns false or ctx has ended.
func each(ctx context.Context, s script, emit func(v string, err error) bool) error {
	for token := range strings.FieldsSeq(s) {
		more := true
		if token == never {
			<-ctx.Done()
		} else if d, ok := pause(token); ok {
			wait(ctx, d)
		} else if e, ok := strings.CutPrefix(token, "#"); ok {
			more = emit("", failure(e))
		} else {
			more = emit(token, nil)
		}
		if !more || ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}

const never = "never"

// pause reads a token that says how long nothing comes.
func pause(token string) (d time.Duration, ok bool) {
	d, err := time.ParseDuration(token)
	return d, err == nil && token != "0"
}

// wait returns after d, or with an error when ctx ends.
func wait(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
	return ctx.Err()
}

// play is a task: it takes as long and gives what its script says.
func play(ctx context.Context, s script) (v string, err error) {
	if over := each(ctx, s, func(w string, e error) bool { v, err = w, e; return true }); over != nil {
		return "", over
	}
	return v, err
}

// tasks is a stream of one task for each script.
func tasks(ss ...script) stream.Stream[string] { return stream.Iter(ss).TryMap(play) }

// playable is a task that takes nothing.
func playable(s script) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) { return play(ctx, s) }
}

// words is a source that plays s.
func words(s script) stream.Stream[string] {
	return stream.TryGenerate(func(ctx context.Context, yield func(string, error) bool) error {
		return each(ctx, s, yield)
	})
}

// numbers is a source that plays s.
func numbers(s script) stream.Stream[int] {
	return stream.TryGenerate(func(ctx context.Context, yield func(int, error) bool) error {
		return each(ctx, s, func(word string, err error) bool {
			if err != nil {
				return yield(0, err)
			}
			n, err := strconv.Atoi(word)
			return yield(n, err)
		})
	})
}

// channel is a channel that s is sent to, and that is closed then, whether somebody reads it or not.
func channel(s script) <-chan string {
	ch := make(chan string, len(s))
	sendAll(ch, strings.Fields(s))
	return ch
}

func sendAll(ch chan<- string, tokens []string) {
	for i, token := range tokens {
		if d, ok := pause(token); ok {
			time.AfterFunc(d, func() { sendAll(ch, tokens[i+1:]) })
			return
		}
		ch <- token
	}
	close(ch)
}

// upTo is 1 2 .. n as a stream without a task.
func upTo(n int) stream.Stream[int] {
	return stream.Unfold(1, func(i int) (int, int, bool) { return i, i + 1, i <= n })
}

// endless is 0 1 2 .. and counts how many were pulled.
func endless(pulled *int) stream.Stream[int] {
	return stream.FromSeq(func(yield func(int) bool) {
		for *pulled = 1; yield(*pulled - 1); *pulled++ {
		}
	})
}

// drawn is an element as scripts write it.
func drawn[T any](v T, err error) string {
	word := strings.ReplaceAll(fmt.Sprint(v), " ", ",")
	if errors.Is(err, stream.ErrIdle) {
		word = "#idle"
	} else if err != nil {
		word = "#" + strings.NewReplacer("\n", "+", " ", "_").Replace(err.Error())
	}
	if err != nil && !reflect.ValueOf(&v).Elem().IsZero() {
		word += "_beside_a_value"
	}
	return word
}

// elements is a script without its waits.
func elements(s script) []string {
	out := []string{}
	for token := range strings.FieldsSeq(s) {
		if _, ok := pause(token); !ok && token != never {
			out = append(out, token)
		}
	}
	return out
}
