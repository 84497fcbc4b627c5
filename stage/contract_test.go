package stage_test

import (
	"context"
	"errors"
	"runtime"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/sourcegraph/conc/panics"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stage"
	"github.com/seed-09178888/leat/stage/stagetest"
	"github.com/seed-09178888/leat/stream"
)

// stages are all stages of this package over numbers, with what they make of 11#213.
var stages = []struct {
	name  string
	stage func(stream.Stream[int]) stream.Stream[string]
	out   string // of 11#213|
	pulls int    // to yield the first element
	width int    // how many tasks above run at a time with Buffered(4) below
}{
	{"Distinct", func(s stream.Stream[int]) stream.Stream[string] { return drawn(stage.Distinct(s)) },
		"1-#2-3|", 1, 1},
	{"DistinctBy", func(s stream.Stream[int]) stream.Stream[string] {
		return drawn(s.Through(stage.DistinctBy(func(v int) bool { return v > 1 })))
	},
		"1-#2--|", 1, 1},
	{"Dedup", func(s stream.Stream[int]) stream.Stream[string] { return drawn(stage.Dedup(s)) },
		"1-#213|", 1, 1},
	{"Sliding", func(s stream.Stream[int]) stream.Stream[string] { return drawn(s.Through(stage.Sliding[int](2))) },
		"-[1 1]#[1 2][2 1][1 3]|", 2, 1},
	{"Flatten", func(s stream.Stream[int]) stream.Stream[string] { return drawn(stage.Flatten(s.Map(copies))) },
		"11#(22)1(333)|", 1, 1},
	{"FromResults", func(s stream.Stream[int]) stream.Stream[string] { return drawn(stage.FromResults(s.Map(succeeded))) },
		"11#213|", 1, 4},
	{"FlattenUnordered", func(s stream.Stream[int]) stream.Stream[string] {
		return drawn(s.Map(copies).Through(stage.FlattenUnordered[int](2)))
	},
		"11#(22)1(333)|", 1, 2},
}

func TestStages(t *testing.T) {
	for _, c := range stages {
		t.Run(c.name+" keeps errors in place, and its state across them", func(t *testing.T) {
			stagetest.Expect(t, c.stage, "11#213|", c.out, stagetest.OutErrors(stagetest.ErrScript))
			stagetest.Expect(t, c.stage, "#|", "#|")
			stagetest.Expect(t, c.stage, "##|", "##|")
		})
		t.Run(c.name+" of an empty stream", func(t *testing.T) {
			stagetest.Expect(t, c.stage, "--|", "--|")
			vs, err := c.stage(stream.Stream[int]{}).TryCollect(t.Context())
			require.NoError(t, err)
			assert.Empty(t, vs)
		})
		t.Run(c.name+" ends with ctx, whose cause comes out", func(t *testing.T) {
			stagetest.Expect(t, c.stage, "---^", "---^")
			ctx, cancel := context.WithCancelCause(t.Context())
			cancel(errBoom)
			vs, err := c.stage(stream.Of(1, 2)).TryCollect(ctx)
			assert.Equal(t, errBoom, err)
			assert.Empty(t, vs)
		})
		bubble(t, c.name+" asks for no more than the first element needs, and for nothing before the run", func(t *testing.T) {
			var p stagetest.Probe[int]
			p.Send(1, 2, 3, 4)
			s := c.stage(p.Stream())
			synctest.Wait()
			require.Zero(t, p.Pulled())
			for _, err := range s.All(t.Context()) {
				require.NoError(t, err)
				synctest.Wait()
				if c.name == "FlattenUnordered" { // a window of two that are open, besides the one that has ended
					require.LessOrEqual(t, p.Pulled(), c.pulls+2)
					return
				}
				break
			}
			assert.Equal(t, c.pulls, p.Pulled())
		})
		bubble(t, c.name+" starts fresh on every run, also on concurrent ones", func(t *testing.T) {
			slow := stream.Of(1, 1, 2, 1, 3).Inspect(func(int) { time.Sleep(time.Second) })
			s := c.stage(slow)
			want, err := s.TryCollect(t.Context())
			require.NoError(t, err)
			require.NotEmpty(t, want)
			var runs sync.WaitGroup
			for range 3 {
				runs.Go(func() {
					got, err := s.TryCollect(t.Context())
					assert.NoError(t, err)
					if c.name == "FlattenUnordered" {
						assert.ElementsMatch(t, want, got)
					} else {
						assert.Equal(t, want, got)
					}
				})
			}
			runs.Wait()
		})
		bubble(t, c.name+" lets a failure cancel what is behind it at once (guarantee 9)", func(t *testing.T) {
			start, cancelled := time.Now(), time.Duration(-1)
			_, err := c.stage(stream.Of(1, 2, 3).TryMap(func(ctx context.Context, v int) (int, error) {
				switch v {
				case 1:
					time.Sleep(time.Minute)
				case 2:
					time.Sleep(time.Second) // all have started
					return 0, errBoom
				case 3:
					select {
					case <-ctx.Done():
					case <-time.After(time.Hour):
					}
					cancelled = time.Since(start)
				}
				return v, ctx.Err()
			}).Buffered(3)).TryCollect(t.Context())
			require.ErrorIs(t, err, errBoom)
			assert.Equal(t, time.Second, cancelled, "while the first was still running")
		})
		bubble(t, c.name+" joins a boundary above when the consumer leaves", func(t *testing.T) {
			var g stagetest.Gauge
			_, err := c.stage(stream.Of(1, 2, 3, 4, 5).TryMap(g.Wrap(func(ctx context.Context, v int) (int, error) {
				if v > 2 {
					<-ctx.Done()
					time.Sleep(time.Second) // still cleaning up
				}
				return v, nil
			})).Buffered(3)).First(t.Context())
			require.NoError(t, err)
			assert.Zero(t, g.Running())
		})
		bubble(t, c.name+" runs the task above it as it says", func(t *testing.T) {
			var g stagetest.Gauge
			task := g.Wrap(func(_ context.Context, v int) (int, error) { time.Sleep(time.Second); return v, nil })
			require.NoError(t, c.stage(stream.Of(1, 1, 2, 3).TryMap(task)).Buffered(4).Drain(t.Context()))
			stagetest.Bound(t, &g, c.width)
		})
	}
}

func TestStagesPassPanicsOn(t *testing.T) {
	s := func() stream.Stream[int] { return stream.Of(1, 2) }
	for name, run := range map[string]func(do func()) error{
		"DistinctBy": func(do func()) error {
			return s().Through(stage.DistinctBy(func(int) int { do(); return 0 })).Drain(t.Context())
		},
		"Flatten": func(do func()) error {
			inner := func(int) stream.Stream[int] { return copies(1).Inspect(func(int) { do() }) }
			return stage.Flatten(s().Map(inner)).Drain(t.Context())
		},
		"FlattenUnordered": func(do func()) error {
			inner := func(int) stream.Stream[int] { return copies(1).Inspect(func(int) { do() }) }
			return s().Map(inner).Through(stage.FlattenUnordered[int](2)).Drain(t.Context())
		},
		"Distinct, of values that cannot be compared": func(do func()) error {
			return stage.Distinct(stream.Of[any](1, []int{1})).Inspect(func(any) { do() }).Drain(t.Context())
		},
	} {
		t.Run(name+": a panic", func(t *testing.T) {
			defer func() {
				p, ok := recover().(*panics.Recovered)
				require.True(t, ok)
				if err, ok := p.Value.(error); ok {
					var uncomparable runtime.Error
					assert.True(t, errors.Is(err, errBoom) || errors.As(err, &uncomparable))
				}
			}()
			_ = run(func() { panic(errBoom) })
			assert.Fail(t, "no panic")
		})
		t.Run(name+": Goexit", func(t *testing.T) {
			returned, done := false, make(chan struct{})
			go func() {
				defer close(done)
				_ = run(runtime.Goexit)
				returned = true
			}()
			<-done
			assert.False(t, returned)
		})
	}
}
