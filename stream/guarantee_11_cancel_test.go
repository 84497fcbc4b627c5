package stream_test

import (
	"context"
	"fmt"
	"iter"
	"testing"
	"time"

	"github.com/sourcegraph/conc/panics"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestGuarantee11Cancel(t *testing.T) {
	for name, crash := range map[string]func(){"a panic": gPanic, "Goexit": gGoexit} {
		t.Run(name+" cancels all else at once and joins it", func(t *testing.T) { gCancelled(t, crash) })
		t.Run(name+" is not lost to what happens at the same time", func(t *testing.T) { gAlongside(t, crash) })
		bubble(t, "sequence stages do not flush after "+name, func(t *testing.T) {
			for _, b := range gBoundaries {
				got := 0
				out := gCall(func() {
					_ = b.below(gThree().Inspect(func(i int) {
						time.Sleep(time.Duration(i) * time.Second)
						gAt(i, crash)
					}), 3).Chunks(9).ForEach(t.Context(), func([]int) { got++ })
				})
				out.crashed(t, name == "Goexit")
				assert.Zero(t, got)
			}
		})
	}
	t.Run("CatchPanic makes it an error element, and the stream goes on", gCaught)
}

// crashed asserts that the call ended by gGoexit or gPanic.
func (o gOutcome) crashed(t *testing.T, goexit bool) {
	t.Helper()
	if goexit {
		assert.True(t, o.goexit, "Goexit")
		return
	}
	o.recovered(t, errWhy, "gPanic")
}

func gCancelled(t *testing.T, crash func()) {
	after := func(d time.Duration) func(context.Context, int) (int, error) {
		return func(context.Context, int) (int, error) {
			time.Sleep(d)
			crash()
			return 0, nil
		}
	}
	self := func(i int) int { return i }
	// second is a task of which number 1 crashes at 1 s, and the others wait for their context.
	second := func(l *gLog) func(context.Context, int) (int, error) {
		return func(ctx context.Context, i int) (int, error) {
			if i == 1 {
				return after(time.Second)(ctx, i)
			}
			return gTask(l, 60, 60, 60, 60)(ctx, i)
		}
	}
	gEach(t, 3, func(t *testing.T, b gBoundary, n int, src gSource, term gTerminal) {
		l := gNewLog()
		got := gCall(func() {
			_, _ = term.run(t.Context(), b.below(src.of(3).TryMap(second(l)), n))
		})
		switch n {
		case 1:
			assert.Equal(t, []string{"0s start 0", "1m0s end 0"}, l.lines())
			assert.Equal(t, 61*time.Second, got.after)
		case 2:
			assert.Equal(t, []string{"0s start 0", "1s cancel 0"}, l.lines())
		default:
			assert.Equal(t, []string{"0s start 0", "0s start 2", "1s cancel 0", "1s cancel 2"}, l.lines())
			assert.Equal(t, time.Second, got.after)
		}
	})
	bubble(t, "tasks of another boundary, though a sibling ignores its context", func(t *testing.T) {
		for _, term := range gTerminals {
			for _, b := range gBoundaries {
				upper, lower := gNewLog(), gNewLog()
				deaf := false
				s := b.below(stream.Iter(ints(9)).TryMap(func(ctx context.Context, i int) (int, error) {
					switch i {
					case 0:
						return 0, nil
					case 1:
						return after(time.Second)(ctx, i)
					case 2:
						time.Sleep(time.Minute)
						deaf = true
						return 2, nil
					}
					return gTask(upper, 90, 90, 90, 90, 90)(ctx, i)
				}), 4)
				s = b.below(s.TryMap(gTask(lower, 60)), 2)
				got := gCall(func() { _, _ = term.run(t.Context(), s) })
				assert.Equal(t, time.Minute, got.after, "all is joined")
				assert.True(t, deaf)
				assert.Contains(t, upper.lines(), "1s cancel 3")
				assert.Equal(t, []string{"0s start 0", "1s cancel 0"}, lower.lines())
			}
		}
	})
	bubble(t, "tasks below, when a sequence stage crashes, though one above it ignores its context", func(t *testing.T) {
		for _, b := range gBoundaries {
			l := gNewLog()
			s := b.below(stream.Iter(ints(3)).Map(func(i int) int {
				time.Sleep([]time.Duration{0, time.Second, time.Minute}[i])
				return i
			}), 3).FlatMap(func(i int) stream.Stream[int] {
				gAt(i, crash)
				return stream.Of(i)
			})
			got := gCall(func() { _ = b.below(s.TryMap(gTask(l, 90)), 3).Drain(t.Context()) })
			assert.Equal(t, []string{"0s start 0", "1s cancel 0"}, l.lines())
			assert.Equal(t, time.Minute, got.after)
		}
	})
	bubble(t, "the upper boundary's, when it is the lower one that crashes", func(t *testing.T) {
		for _, b := range gBoundaries {
			l := gNewLog()
			s := stream.Iter(ints(9)).TryMap(gTask(l, 0, 90, 90)).Buffered(3).TryMap(after(time.Second))
			got := gCall(func() { _ = b.below(s, 2).Drain(t.Context()) })
			assert.Equal(t, time.Second, got.after)
			assert.Subset(t, l.lines(), []string{"1s cancel 1", "1s cancel 2"})
		}
	})
	bubble(t, "the source", func(t *testing.T) {
		for _, b := range gBoundaries {
			l := gNewLog()
			s := stream.Generate(func(ctx context.Context, yield func(int) bool) error {
				yield(0)
				l.add("source %v", gWait(ctx, time.Hour))
				assert.False(t, yield(1))
				return errBoom
			})
			got := gCall(func() { _, _ = b.below(s.TryMap(after(time.Second)), 2).TryCollect(t.Context()) })
			assert.Equal(t, time.Second, got.after)
			assert.Equal(t, []string{"1s source context canceled"}, l.lines())
		}
	})
	bubble(t, "tasks, when a terminal's function or a sequence stage crashes", func(t *testing.T) {
		for _, b := range gBoundaries {
			for name, run := range map[string]func(stream.Stream[int]){
				"ForEach": func(s stream.Stream[int]) {
					_ = s.ForEach(t.Context(), func(int) { _, _ = after(time.Second)(t.Context(), 0) })
				},
				"All": func(s stream.Stream[int]) {
					for range s.All(t.Context()) {
						_, _ = after(time.Second)(t.Context(), 0)
					}
				},
				"a task below a sequence stage": func(s stream.Stream[int]) { _ = s.Take(8).TryMap(after(time.Second)).Drain(t.Context()) },
				"Transform": func(s stream.Stream[int]) {
					_ = s.Transform(func(_ context.Context, in iter.Seq2[int, error], _ func(int, error) bool) {
						for range in {
							_, _ = after(time.Second)(t.Context(), 0)
						}
					}).Buffered(2).Drain(t.Context())
				},
				"FlatMap": func(s stream.Stream[int]) {
					_ = s.FlatMap(func(int) stream.Stream[int] { return gThree().TryMap(after(time.Second)).Buffered(2) }).Drain(t.Context())
				},
			} {
				l := gNewLog()
				got := gCall(func() { run(b.below(stream.Iter(ints(9)).TryMap(gTask(l, 0, 90, 90)), 3)) })
				assert.Equal(t, time.Second, got.after, name)
				assert.Subset(t, l.lines(), []string{"1s cancel 1", "1s cancel 2"}, name)
			}
		}
	})
	bubble(t, "what a terminal's function waits for with its context", func(t *testing.T) {
		for _, b := range gBoundaries {
			s := b.below(stream.Iter(ints(9)).TryMap(func(ctx context.Context, i int) (int, error) {
				if i == 1 {
					return after(time.Second)(ctx, i)
				}
				return i, nil
			}), 2)
			wait := func(ctx context.Context, _ int) error { return gWait(ctx, time.Hour) }
			assert.Equal(t, time.Second, gCall(func() { _ = s.TryForEach(t.Context(), wait) }).after)
			assert.Equal(t, time.Second, gCall(func() {
				_, _ = s.TryFold(t.Context(), 0, func(ctx context.Context, _, i int) (int, error) { return 0, wait(ctx, i) })
			}).after)
			assert.Equal(t, time.Second, gCall(func() { _ = s.TryForEachConcurrent(t.Context(), 2, wait) }).after)
		}
	})
	bubble(t, "what a sequence stage's function waits for with its context", func(t *testing.T) {
		wait := func(ctx context.Context) error { return gWait(ctx, time.Hour) }
		for name, stage := range gTryStages(wait) {
			for _, b := range gBoundaries {
				above := b.below(stream.Iter(ints(9)).TryMap(func(ctx context.Context, i int) (int, error) {
					if i == 1 {
						return after(time.Second)(ctx, i)
					}
					return i, nil
				}), 2)
				for _, term := range gTerminals {
					got := gCall(func() { _, _ = term.run(t.Context(), stage(above)) })
					assert.Equal(t, time.Second, got.after, "%s, %s", name, term.name)
					got = gCall(func() { _, _ = term.run(t.Context(), b.below(stage(above).Map(self), 2)) })
					assert.Equal(t, time.Second, got.after, "%s above a boundary, %s", name, term.name)
					got = gCall(func() {
						_, _ = term.run(t.Context(), stream.Of(1).FlatMap(func(int) stream.Stream[int] { return stage(above) }))
					})
					assert.Equal(t, time.Second, got.after, "%s within FlatMap, %s", name, term.name)
				}
			}
		}
	})
	bubble(t, "a pull that is blocked in a stream before it", func(t *testing.T) {
		for _, b := range gBoundaries {
			got := gCall(func() {
				_ = b.below(stream.Of(1).TryMap(after(time.Second)).Chain(stream.Pending[int]()).Map(self), 3).Drain(t.Context())
			})
			assert.Equal(t, time.Second, got.after)
		}
	})
}

// gAlongside: task 1 crashes at 1 s, while the run is about to end in another way.
func gAlongside(t *testing.T, crash func()) {
	goexit := gCall(crash).goexit
	deaf := func(_ context.Context, i int) (int, error) { // does not see that it is cancelled
		if i == 1 {
			time.Sleep(time.Second)
			crash()
		}
		time.Sleep(time.Millisecond) // 1 has started when the others end
		return i, nil
	}
	for _, b := range gBoundaries {
		s := b.below(gThree().TryMap(deaf), 3)
		two := b.below(b.below(gThree().TryMap(deaf), 3).Map(func(i int) int { return i }), 2)
		for name, s := range map[string]stream.Stream[int]{"one boundary": s, "two": two} {
			bubble(t, fmt.Sprintf("%s, %s: break, Take, First", b.name, name), func(t *testing.T) {
				gCall(func() {
					for range s.All(t.Context()) {
						break
					}
				}).crashed(t, goexit)
				gCall(func() { _, _ = s.Take(1).TryCollect(t.Context()) }).crashed(t, goexit)
				gCall(func() { _, _ = s.First(t.Context()) }).crashed(t, goexit)
			})
			bubble(t, fmt.Sprintf("%s, %s: an error, the end of ctx", b.name, name), func(t *testing.T) {
				gCall(func() { _ = s.TryForEach(t.Context(), func(context.Context, int) error { return errBoom }) }).crashed(t, goexit)
				for _, term := range gTerminals {
					ctx, cancel := context.WithTimeout(t.Context(), 60*time.Millisecond)
					gCall(func() { _, _ = term.run(ctx, s) }).crashed(t, goexit)
					cancel()
				}
			})
			bubble(t, fmt.Sprintf("%s, %s: the body's own panic passes, and all is joined", b.name, name), func(t *testing.T) {
				got := gCall(func() {
					for range s.All(t.Context()) {
						panic("body")
					}
				})
				assert.Equal(t, "body", got.value)
				assert.Equal(t, time.Second, got.after)
			})
		}
		bubble(t, b.name+": a failure of another task", func(t *testing.T) {
			s := b.below(gThree().TryMap(func(ctx context.Context, i int) (int, error) {
				v, err := deaf(ctx, i)
				if i == 0 {
					err = errBoom
				}
				return v, err
			}), 3)
			for _, term := range gTerminals {
				gCall(func() { _, _ = term.run(t.Context(), s) }).crashed(t, goexit)
			}
		})
		bubble(t, b.name+": many crashes at once", func(t *testing.T) {
			for range 20 {
				got := gCall(func() {
					_ = b.below(gThree().Inspect(func(int) { time.Sleep(time.Second); crash() }), 3).Drain(t.Context())
				})
				got.crashed(t, goexit)
			}
		})
	}
}

func gCaught(t *testing.T) {
	gEach(t, 3, func(t *testing.T, b gBoundary, n int, src gSource, term gTerminal) {
		s := func() stream.Stream[int] {
			return b.below(src.of(3).Inspect(func(i int) { gAt(i, gPanic) }).CatchPanic(), n)
		}
		_, err := term.run(t.Context(), s())
		var rec *panics.ErrRecovered
		require.ErrorAs(t, err, &rec)
		assert.Equal(t, errWhy, rec.Value)
		assert.ErrorIs(t, err, errWhy)
		assert.Contains(t, string(rec.Stack), "gPanic")
		vs, err := s().DropErrors(nil).TryCollect(t.Context())
		require.NoError(t, err)
		assert.ElementsMatch(t, []int{0, 2}, vs)
	})
	bubble(t, "also one that has come through another run", func(t *testing.T) {
		s := gThree().TryMap(func(ctx context.Context, _ int) (int, error) {
			return gThree().Inspect(func(int) { gPanic() }).Buffered(2).Count(ctx)
		}).CatchPanic().Buffered(2)
		var rec *panics.ErrRecovered
		require.ErrorAs(t, s.Drain(t.Context()), &rec)
		assert.Equal(t, errWhy, rec.Value, "wrapped once")
	})
	bubble(t, "Goexit is not caught", func(t *testing.T) {
		assert.True(t, gCall(func() { _ = gThree().Inspect(func(int) { gGoexit() }).CatchPanic().Buffered(2).Drain(t.Context()) }).goexit)
	})
	bubble(t, "nor a panic below it", func(t *testing.T) {
		gCall(func() {
			_ = gThree().Map(func(i int) int { return i }).CatchPanic().Inspect(func(int) { gPanic() }).Buffered(2).Drain(t.Context())
		}).recovered(t, errWhy, "gPanic")
	})
}
