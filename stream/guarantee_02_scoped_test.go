package stream_test

import (
	"context"
	"fmt"
	"iter"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/stream"
)

// Every task, source and inner stream of these pipelines is counted from its
// start to its very end, and takes its time to leave after its context has ended.
func TestGuarantee02Scoped(t *testing.T) {
	for shape, build := range gScoped {
		for way, leave := range gWays {
			bubble(t, shape+": "+way, func(t *testing.T) {
				for _, term := range gTerminals {
					var g gauge
					gCall(func() { leave(t.Context(), term, build, &g) })
					assert.Zero(t, g.now.Load(), "%s: runs after the terminal has returned", term.name)
					assert.NotZero(t, g.total.Load(), "%s: nothing ran", term.name)
				}
			})
		}
	}
	bubble(t, "iter.Pull over All: stop joins", func(t *testing.T) {
		for shape, build := range gScoped {
			var g gauge
			next, stop := iter.Pull2(build(&g, gSlow).All(t.Context()))
			_, _, ok := next()
			assert.True(t, ok, shape)
			stop()
			assert.Zero(t, g.now.Load(), shape)
			_, _, ok = next()
			assert.False(t, ok, "the end is final")
		}
	})
}

type gTaskFunc = func(ctx context.Context, i int) (int, error)

// gSlow ends a while after its context has.
func gSlow(ctx context.Context, i int) (int, error) {
	err := gWait(ctx, time.Duration(1+i%3)*time.Second)
	if err != nil {
		time.Sleep(time.Duration(1+i%5) * time.Millisecond)
	}
	return i, err
}

var gScoped = map[string]func(g *gauge, task gTaskFunc) stream.Stream[int]{
	"no boundary": func(g *gauge, task gTaskFunc) stream.Stream[int] {
		return gCounted(g).TryMap(gCount(g, task))
	},
	"Buffered, indexed": func(g *gauge, task gTaskFunc) stream.Stream[int] {
		return stream.Iter(ints(12)).TryMap(gCount(g, task)).Buffered(3)
	},
	"Buffered, fed": func(g *gauge, task gTaskFunc) stream.Stream[int] {
		return gCounted(g).TryMap(gCount(g, task)).Buffered(3, stream.Window(7))
	},
	"BufferedUnordered, fed": func(g *gauge, task gTaskFunc) stream.Stream[int] {
		return gCounted(g).TryMap(gCount(g, task)).BufferedUnordered(3, stream.Window(7))
	},
	"FailFast": func(g *gauge, task gTaskFunc) stream.Stream[int] {
		return gCounted(g).TryMap(gCount(g, task)).Buffered(3, stream.FailFast())
	},
	"two boundaries": func(g *gauge, task gTaskFunc) stream.Stream[int] {
		return gCounted(g).TryMap(gCount(g, gSlow)).BufferedUnordered(3).TryMap(gCount(g, task)).Buffered(3)
	},
	"two boundaries, the task above": func(g *gauge, task gTaskFunc) stream.Stream[int] {
		return gCounted(g).TryMap(gCount(g, task)).Buffered(3).Chunks(2).FlatMap(stream.Iter).TryMap(gCount(g, gSlow)).Buffered(3)
	},
	"FlatMap": func(g *gauge, task gTaskFunc) stream.Stream[int] {
		return gCounted(g).TryMap(gCount(g, gSlow)).Buffered(3).FlatMap(func(int) stream.Stream[int] {
			return gCounted(g).TryMap(gCount(g, task)).Buffered(3)
		})
	},
	"Chain": func(g *gauge, task gTaskFunc) stream.Stream[int] {
		return stream.Of(0).TryMap(gCount(g, gSlow)).Chain(gCounted(g).TryMap(gCount(g, task))).Buffered(4)
	},
	"Defer, Throttle, TakeUntil": func(g *gauge, task gTaskFunc) stream.Stream[int] {
		return deferred(gCounted(g).TryMap(gCount(g, task)).Buffered(3)).Throttle(time.Second).TakeUntil(make(chan struct{})).BufferedUnordered(2)
	},
	"Cycle": func(g *gauge, task gTaskFunc) stream.Stream[int] {
		return gCounted(g).TryMap(gCount(g, task)).Buffered(3).Cycle().Take(15).Buffered(2)
	},
	"Zip": func(g *gauge, task gTaskFunc) stream.Stream[int] {
		return gCounted(g).TryMap(gCount(g, gSlow)).Buffered(3).Zip(gCounted(g).TryMap(gCount(g, task)).Buffered(3)).Map(gSecond)
	},
	"Transform": func(g *gauge, task gTaskFunc) stream.Stream[int] {
		return gCounted(g).TryMap(gCount(g, task)).Buffered(3).Transform(func(ctx context.Context, in iter.Seq2[int, error], yield func(int, error) bool) {
			defer g.enter()()
			for v, err := range in {
				if !yield(v, err) {
					break
				}
			}
		}).BufferedUnordered(2)
	},
}

func gCount(g *gauge, task gTaskFunc) gTaskFunc {
	return func(ctx context.Context, i int) (int, error) {
		defer g.enter()()
		return task(ctx, i)
	}
}

// gCounted yields 0 .. 11, and takes its time to leave.
func gCounted(g *gauge) stream.Stream[int] {
	return stream.Generate(func(ctx context.Context, yield func(int) bool) error {
		defer g.enter()()
		for i := range 12 {
			if !yield(i) {
				time.Sleep(7 * time.Millisecond)
				break
			}
		}
		return nil
	})
}

type gBuild = func(g *gauge, task gTaskFunc) stream.Stream[int]

var gWays = map[string]func(ctx context.Context, term gTerminal, build gBuild, g *gauge){
	"the end": func(ctx context.Context, term gTerminal, build gBuild, g *gauge) {
		_, _ = term.run(ctx, build(g, gSlow))
	},
	"an error": func(ctx context.Context, term gTerminal, build gBuild, g *gauge) {
		_, _ = term.run(ctx, build(g, func(ctx context.Context, i int) (int, error) {
			if i == 4 {
				return 0, errBoom
			}
			return gSlow(ctx, i)
		}))
	},
	"the end of ctx": func(ctx context.Context, term gTerminal, build gBuild, g *gauge) {
		ctx, cancel := context.WithTimeout(ctx, 2500*time.Millisecond)
		defer cancel()
		_, _ = term.run(ctx, build(g, gSlow))
	},
	"break": func(ctx context.Context, _ gTerminal, build gBuild, g *gauge) {
		n := 0
		for range build(g, gSlow).All(ctx) {
			if n++; n == 3 {
				break
			}
		}
	},
	"Take": func(ctx context.Context, term gTerminal, build gBuild, g *gauge) {
		_, _ = term.run(ctx, build(g, gSlow).Take(3))
	},
	"First": func(ctx context.Context, _ gTerminal, build gBuild, g *gauge) {
		_, _ = build(g, gSlow).First(ctx)
	},
	"an error of the terminal": func(ctx context.Context, _ gTerminal, build gBuild, g *gauge) {
		_ = build(g, gSlow).TryForEach(ctx, func(context.Context, int) error { return errBoom })
	},
	"a panic in a task": func(ctx context.Context, term gTerminal, build gBuild, g *gauge) {
		_, _ = term.run(ctx, build(g, gCrashing(gPanic)))
	},
	"Goexit in a task": func(ctx context.Context, term gTerminal, build gBuild, g *gauge) {
		_, _ = term.run(ctx, build(g, gCrashing(gGoexit)))
	},
	"a panic in the body": func(ctx context.Context, _ gTerminal, build gBuild, g *gauge) {
		for range build(g, gSlow).All(ctx) {
			gPanic()
		}
	},
	"Goexit in the body": func(ctx context.Context, _ gTerminal, build gBuild, g *gauge) {
		for range build(g, gSlow).All(ctx) {
			gGoexit()
		}
	},
	"a panic in ForEach": func(ctx context.Context, _ gTerminal, build gBuild, g *gauge) {
		_ = build(g, gSlow).ForEach(ctx, func(int) { gPanic() })
	},
}

func gCrashing(crash func()) gTaskFunc {
	return func(ctx context.Context, i int) (int, error) {
		if i == 4 {
			crash()
		}
		return gSlow(ctx, i)
	}
}

// The return of a terminal is not delayed beyond that of the slowest task either.
func TestGuarantee02Prompt(t *testing.T) {
	for _, b := range gBoundaries {
		for _, term := range gTerminals {
			bubble(t, fmt.Sprintf("%s, %s", b.name, term.name), func(t *testing.T) {
				ctx, cancel := context.WithTimeout(t.Context(), time.Second)
				defer cancel()
				start := time.Now()
				_, err := term.run(ctx, b.below(stream.Iter(ints(9)).TryMap(func(ctx context.Context, i int) (int, error) {
					<-ctx.Done()
					time.Sleep(time.Duration(i) * time.Millisecond)
					return i, nil
				}), 4))
				assert.ErrorIs(t, err, context.DeadlineExceeded)
				assert.Equal(t, time.Second+3*time.Millisecond, time.Since(start))
			})
		}
	}
}
