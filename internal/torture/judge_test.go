package main

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/sourcegraph/conc/panics"

	"github.com/seed-09178888/leat/stream"
)

// with is the tables with one terminal.
func with(end terminal) tables {
	from := all
	from.terminals = []terminal{end}
	if !end.leaves { // one that is right, for plans in which it does
		from.terminals = append(from.terminals, cursorTerminal)
	}
	return from
}

// collects is a terminal that is right if it is given the stream and the context as they are.
func collects(run func(w *world, ctx context.Context, s stream.Stream[int], out *outcome)) terminal {
	return terminal{text: "broken", stops: true, run: run}
}

func tryCollect(ctx context.Context, s stream.Stream[int], out *outcome) {
	vs, err := s.TryCollect(ctx)
	out.got, out.err = values(vs...), err
}

// Each check has to be seen failing, at something that is wrong in that way alone.
func TestStagesThatAreWrong(t *testing.T) {
	plus := named(t, elementRows, "Map(v + $a)")
	t.Run("another value", func(t *testing.T) {
		wrong := plus
		wrong.naive = func(l *link, in []item) []item {
			return each(in, func(v int) []item { return values(v + l.a + v/30) })
		}
		finds(t, only(wrong), "elements, not these:")
	})
	t.Run("an element is lost", func(t *testing.T) {
		wrong := named(t, boundaryRows, "BufferedUnordered($n, Window($w))")
		leat := wrong.leat
		wrong.leat = func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
			return leat(w, l, s).Filter(func(v int) bool { return v != 17 })
		}
		wrong.mixes, wrong.holds = true, true // else a source that blocks is waited for: its consumer ends the run with the last element
		finds(t, only(wrong), "elements without these: 17")
	})
	t.Run("an element comes twice", func(t *testing.T) {
		wrong := named(t, boundaryRows, "BufferedUnordered($n, Window($w))")
		leat := wrong.leat
		wrong.mixes = true
		wrong.leat = func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
			return leat(w, l, s).Chain(stream.Of(3))
		}
		finds(t, only(wrong), "which was not to come, or not so often")
	})
	t.Run("one task too many runs", func(t *testing.T) {
		wrong := named(t, boundaryRows, "Buffered($n, Window($w))")
		wrong.leat = func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] { return s.Buffered(l.n + 1) }
		broken := only(wrong)
		broken.rows = append(broken.rows, []row{plus})
		finds(t, broken, "at a time, ")
	})
	t.Run("the window is wider", func(t *testing.T) {
		finds(t, only(watchedRow("Buffered", false, func(l *link, s stream.Stream[int]) stream.Stream[int] {
			return s.Buffered(l.n, stream.Window(l.w+3))
		})), "are pulled and not received")
	})
	t.Run("keys take no turns", func(t *testing.T) {
		wrong := named(t, boundaryRows, "BufferedByKey($n, v % 3, v % ($a+2) == $b fails, Window($w))")
		wrong.leat = func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
			q, f := w.queues(3), l.try(w, l.own)
			return s.Map(func(v int) int { q.add(rest(v, 3), v); return v }).Take(1000).TryMap(func(ctx context.Context, v int) (int, error) {
				defer q.serve(rest(v, 3), v)()
				return f(ctx, v)
			}).BufferedUnordered(l.n, l.window())
		}
		finds(t, only(wrong), "BufferedByKey works on")
	})
	t.Run("a function sees a foreign error", func(t *testing.T) {
		wrong := named(t, elementRows, "DropErrors()")
		leat := wrong.leat
		wrong.leat = func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
			return leat(w, l, s.Chain(stream.Fail[int](context.Canceled)))
		}
		finds(t, only(wrong), "was given the error context canceled")
	})
	t.Run("a goroutine is left", func(t *testing.T) {
		wrong, block := plus, make(chan struct{})
		defer close(block)
		wrong.leat = func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
			go func() { <-block }()
			return plus.leat(w, l, s)
		}
		finds(t, only(wrong), "goroutines are left")
	})
}

func TestTerminalsThatAreWrong(t *testing.T) {
	for words, run := range map[string]func(w *world, ctx context.Context, s stream.Stream[int], out *outcome){
		"ended with the error another": func(_ *world, ctx context.Context, s stream.Stream[int], out *outcome) {
			if tryCollect(ctx, s, out); out.err == nil {
				out.err = errors.New("another")
			}
		},
		"ended with the error context canceled": func(_ *world, ctx context.Context, s stream.Stream[int], out *outcome) {
			if tryCollect(ctx, s, out); out.err == errCause { //nolint:errorlint // as it is
				out.err = ctx.Err()
			}
		},
		"the context had ended before": func(_ *world, ctx context.Context, s stream.Stream[int], out *outcome) {
			if ctx.Err() != nil {
				ctx = context.WithoutCancel(ctx)
			}
			tryCollect(ctx, s, out)
		},
		"did not come through": func(_ *world, ctx context.Context, s stream.Stream[int], out *outcome) {
			defer func() { _ = recover() }()
			tryCollect(ctx, s, out)
		},
		"panicked with the *errors.errorString": func(_ *world, ctx context.Context, s stream.Stream[int], out *outcome) {
			defer func() {
				if p, ok := recover().(*panics.Recovered); ok {
					panic(p.Value)
				}
			}()
			tryCollect(ctx, s, out)
		},
		"panicked with": func(_ *world, ctx context.Context, s stream.Stream[int], out *outcome) {
			tryCollect(ctx, s, out)
			r := panics.NewRecovered(0, "unasked for")
			panic(&r)
		},
		"Goexit came through: false": func(_ *world, ctx context.Context, s stream.Stream[int], out *outcome) {
			done := make(chan struct{})
			go func() {
				defer close(done)
				defer func() { out.value = recover() }()
				tryCollect(ctx, s, out)
			}()
			<-done
		},
		"is called after the end": func(w *world, ctx context.Context, s stream.Stream[int], out *outcome) {
			tryCollect(ctx, s, out)
			time.AfterFunc(time.Millisecond, func() { w.call(w.body, 0, 0)() })
			go time.Sleep(5 * time.Millisecond) // is waited for
		},
		"functions still run after the end": func(w *world, ctx context.Context, s stream.Stream[int], out *outcome) {
			tryCollect(ctx, s, out)
			w.running.Add(1)
		},
	} {
		t.Run(words, func(t *testing.T) { finds(t, with(collects(run)), words) })
	}
	t.Run("an element after the context has ended", func(t *testing.T) {
		finds(t, with(terminal{text: "broken", seen: true, exact: true, run: func(w *world, ctx context.Context, s stream.Stream[int], out *outcome) {
			for v, err := range s.All(context.WithoutCancel(ctx)) {
				out.items(item{Value: v, Err: err})
				w.receive()
			}
		}}), "though the context had ended with number")
	})
	t.Run("a consumer that cannot leave", func(t *testing.T) {
		finds(t, with(terminal{text: "broken", leaves: true, run: func(w *world, ctx context.Context, s stream.Stream[int], out *outcome) {
			for v, err := range s.All(ctx) {
				out.items(item{Value: v, Err: err})
				w.leavesAt(len(out.got))
			}
		}}), "the consumer left after")
	})
	t.Run("a second consumer that gets another number of elements", func(t *testing.T) {
		wrong := teeTerminal
		wrong.run = func(w *world, ctx context.Context, s stream.Stream[int], out *outcome) {
			w.k++
			defer func() { w.k-- }()
			teeTerminal.run(w, ctx, s, out)
		}
		finds(t, with(wrong), "the second consumer got")
	})
	t.Run("a cursor that goes on", func(t *testing.T) {
		wrong := cursorTerminal
		wrong.run = func(w *world, ctx context.Context, s stream.Stream[int], out *outcome) {
			cursorTerminal.run(w, ctx, s, out)
			w.final(func() (int, bool, error) { return 1, true, nil })
		}
		finds(t, with(wrong), "a cursor yields after its end")
	})
}
