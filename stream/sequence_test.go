package stream_test

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/sourcegraph/conc/panics"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// fromMarbles reads "1 2 # 4": values, and # for errBoom.
func fromMarbles(marbles string) stream.Stream[int] {
	return stream.FromSeq2(func(yield func(int, error) bool) {
		for m := range strings.FieldsSeq(marbles) {
			v, err := strconv.Atoi(m)
			if m == "#" {
				v, err = 0, errBoom
			}
			if !yield(v, err) {
				return
			}
		}
	})
}

// toMarbles runs s and draws what it yields. Every error must come with the zero value.
func toMarbles[T any](t *testing.T, s stream.Stream[T]) string {
	t.Helper()
	return drawMarbles(t, s.Collect(t.Context()))
}

func drawMarbles[T any](t *testing.T, rs []stream.Result[T]) string {
	t.Helper()
	var out []string
	for _, r := range rs {
		switch {
		case r.Err == nil:
			out = append(out, fmt.Sprint(r.Value))
			continue
		case errors.Is(r.Err, errBoom):
			out = append(out, "#")
		default:
			out = append(out, r.Err.Error())
		}
		assert.Zero(t, r.Value, "beside an error")
	}
	return strings.Join(out, " ")
}

// pullsOf yields 0 .. n-1 and counts how many it was asked for.
func pullsOf(n int, pulled *int) stream.Stream[int] {
	return stream.FromSeq(func(yield func(int) bool) {
		for i := range n {
			*pulled++
			if !yield(i) {
				return
			}
		}
	})
}

// drawn makes values of any type comparable with marbles.
func drawn[T any](s stream.Stream[T]) stream.Stream[string] {
	return s.Map(func(v T) string { return fmt.Sprint(v) })
}

// sequenceStages are the stages that see the elements one after another, with
// what all their tests need to know of them.
var sequenceStages = []struct {
	name    string
	stage   func(stream.Stream[int]) stream.Stream[string]
	out     string // of 1 2 # 3 1
	cut     string // of 1 2 3, when ctx ends before 4
	empty   string // of nothing
	size    int    // of five values, if known
	pulls   int    // to yield the first element
	usesErr bool   // makes something of errors but the end
}{
	{"Take", func(s stream.Stream[int]) stream.Stream[string] { return drawn(s.Take(4)) },
		"1 2 # 3", "1 2 3 over", "", 4, 1, false},
	{"TakeWhile", func(s stream.Stream[int]) stream.Stream[string] { return drawn(s.TakeWhile(below(3))) },
		"1 2 #", "1 2", "", 0, 1, false},
	{"TryTakeWhile", func(s stream.Stream[int]) stream.Stream[string] { return drawn(s.TryTakeWhile(tried(below(3)))) },
		"1 2 #", "1 2", "", 0, 1, false},
	{"MapWhile", func(s stream.Stream[int]) stream.Stream[string] { return drawn(s.MapWhile(doubleBelow3)) },
		"2 4 #", "2 4", "", 0, 1, false},
	{"Skip", func(s stream.Stream[int]) stream.Stream[string] { return drawn(s.Skip(1)) },
		"2 # 3 1", "2 3 over", "", 4, 2, true},
	{"Skip(0)", func(s stream.Stream[int]) stream.Stream[string] { return drawn(s.Skip(0)) },
		"1 2 # 3 1", "1 2 3 over", "", 5, 1, false},
	{"SkipWhile", func(s stream.Stream[int]) stream.Stream[string] { return drawn(s.SkipWhile(below(2))) },
		"2 # 3 1", "2 3 over", "", 0, 3, false},
	{"TrySkipWhile", func(s stream.Stream[int]) stream.Stream[string] { return drawn(s.TrySkipWhile(tried(below(2)))) },
		"2 # 3 1", "2 3 over", "", 0, 3, false},
	{"StepBy", func(s stream.Stream[int]) stream.Stream[string] { return drawn(s.StepBy(2)) },
		"1 # 1", "1 3 over", "", 3, 1, true},
	{"StepBy(1)", func(s stream.Stream[int]) stream.Stream[string] { return drawn(s.StepBy(1)) },
		"1 2 # 3 1", "1 2 3 over", "", 5, 1, false},
	{"Enumerate", func(s stream.Stream[int]) stream.Stream[string] { return drawn(s.Enumerate()) },
		"{0 1} {1 2} # {3 3} {4 1}", "{0 1} {1 2} {2 3} over", "", 5, 1, false},
	{"Results", func(s stream.Stream[int]) stream.Stream[string] { return drawn(s.Results()) },
		"{1 <nil>} {2 <nil>} {0 boom} {3 <nil>} {1 <nil>}", "{1 <nil>} {2 <nil>} {3 <nil>} over", "", 5, 1, true},
	{"Chunks", func(s stream.Stream[int]) stream.Stream[string] { return drawn(s.Chunks(2)) },
		"[1 2] # [3 1]", "[1 2] over", "", 3, 2, false},
	{"ChunkBy", func(s stream.Stream[int]) stream.Stream[string] { return drawn(s.ChunkBy(half)) },
		"[1] [2] # [3] [1]", "[1] over", "", 5, 3, false},
	{"Scan", func(s stream.Stream[int]) stream.Stream[string] { return drawn(s.Scan(0, runningSum)) },
		"1 3 # 6 7", "1 3 6 over", "", 5, 1, false},
	{"TryScan", func(s stream.Stream[int]) stream.Stream[string] { return drawn(s.TryScan(0, tryRunningSum)) },
		"1 3 # 6 7", "1 3 6 over", "", 5, 1, false},
	{"FlatMap", func(s stream.Stream[int]) stream.Stream[string] { return drawn(s.FlatMap(copies)) },
		"1 2 2 # 3 3 3 1", "1 2 2 3 3 3 over", "", 0, 2, false},
	{"TryFlatMap", func(s stream.Stream[int]) stream.Stream[string] { return drawn(s.TryFlatMap(tried(copies))) },
		"1 2 2 # 3 3 3 1", "1 2 2 3 3 3 over", "", 0, 2, false},
	{"Transform", func(s stream.Stream[int]) stream.Stream[string] { return drawn(s.Transform(dedup)) },
		"1 2 # 3 1", "1 2 3 over", "", 0, 1, true},
	{"Zip", func(s stream.Stream[int]) stream.Stream[string] { return drawn(s.Zip(stream.Iter(ints(4)))) },
		"{1 0} {2 1} # {3 3}", "{1 0} {2 1} {3 2} over", "", 4, 1, false},
	{"Zip, on the right", func(s stream.Stream[int]) stream.Stream[string] { return drawn(stream.Iter(ints(4)).Zip(s)) },
		"{0 1} {1 2} # {3 3}", "{0 1} {1 2} {2 3} over", "", 4, 1, false},
	{"Chain", func(s stream.Stream[int]) stream.Stream[string] { return drawn(s.Chain(stream.Of(8))) },
		"1 2 # 3 1 8", "1 2 3 over", "8", 6, 1, false},
	{"ReadyChunks", func(s stream.Stream[int]) stream.Stream[string] { return drawn(s.ReadyChunks(1)) },
		"[1] [2] # [3] [1]", "[1] [2] [3] over", "", 5, 1, false},
	{"ChunksTimeout", func(s stream.Stream[int]) stream.Stream[string] { return drawn(s.ChunksTimeout(2, time.Hour)) },
		"[1 2] # [3 1]", "[1 2] over", "", 0, 2, false},
	{"IdleTimeout", func(s stream.Stream[int]) stream.Stream[string] { return drawn(s.IdleTimeout(time.Hour)) },
		"1 2 # 3 1", "1 2 3 over", "", 5, 1, false},
	{"Cycle", func(s stream.Stream[int]) stream.Stream[string] { return drawn(s.Cycle().Take(7)) },
		"1 2 # 3 1 1 2", "1 2 3 over", "", 0, 1, false},
	{"Throttle", func(s stream.Stream[int]) stream.Stream[string] { return drawn(s.Throttle(time.Nanosecond)) },
		"1 2 # 3 1", "1 2 3 over", "", 5, 1, false},
	{"TakeUntil", func(s stream.Stream[int]) stream.Stream[string] { return drawn(s.TakeUntil(make(chan struct{}))) },
		"1 2 # 3 1", "1 2 3 over", "", 5, 1, false},
}

// readAhead says how many more than they need some of them may pull.
var readAhead = map[string]int{"ReadyChunks": 1, "ChunksTimeout": 2, "IdleTimeout": 1}

func below(limit int) func(int) bool { return func(v int) bool { return v < limit } }

func half(v int) int { return v / 2 }

func doubleBelow3(v int) (int, bool) { return 2 * v, v < 3 }

func runningSum(sum, v int) (int, int) { return sum + v, sum + v }

func tryRunningSum(_ context.Context, sum, v int) (int, int, error) { return sum + v, sum + v, nil }

// tried is f for a stage that takes one that may fail.
func tried[T, U any](f func(T) U) func(context.Context, T) (U, error) {
	return func(_ context.Context, v T) (U, error) { return f(v), nil }
}

// copies is v times v; for 0 nothing.
func copies(v int) stream.Stream[int] { return stream.Iter(ints(v)).Map(func(int) int { return v }) }

// dedup drops repeated values.
func dedup(_ context.Context, in iter.Seq2[int, error], yield func(int, error) bool) {
	last := -1
	for v, err := range in {
		if err == nil && v == last {
			continue
		}
		if last = v; !yield(v, err) {
			return
		}
	}
}

func TestSequenceStages(t *testing.T) {
	for _, c := range sequenceStages {
		t.Run(c.name+" keeps errors in place", func(t *testing.T) {
			assert.Equal(t, c.out, toMarbles(t, c.stage(fromMarbles("1 2 # 3 1"))))
		})
		t.Run(c.name+" of an empty stream", func(t *testing.T) {
			assert.Equal(t, c.empty, toMarbles(t, c.stage(stream.Empty[int]())))
			assert.Equal(t, c.empty, toMarbles(t, c.stage(stream.Of[int]())))
		})
		t.Run(c.name+" reads nothing before the run", func(t *testing.T) {
			pulled := 0
			s := c.stage(pullsOf(9, &pulled))
			require.Zero(t, pulled)
			_, err := s.First(t.Context())
			require.NoError(t, err)
			assert.GreaterOrEqual(t, pulled, c.pulls)
			assert.LessOrEqual(t, pulled, c.pulls+readAhead[c.name], "no more than the first element needs")
		})
		t.Run(c.name+" tells TryCollect how many there are", func(t *testing.T) {
			vs, err := c.stage(stream.Of(1, 2, 3, 4, 5)).TryCollect(t.Context())
			require.NoError(t, err)
			if c.size > 0 {
				assert.Equal(t, c.size, cap(vs))
			}
		})
		bubble(t, c.name+" starts fresh on every run, also on concurrent ones", func(t *testing.T) {
			s := c.stage(fromMarbles("1 2 # 3 1").Inspect(func(int) { time.Sleep(time.Millisecond) }))
			runs := make(chan string)
			for range 3 {
				go func() { runs <- toMarbles(t, s) }()
			}
			for range 3 {
				assert.Equal(t, c.out, <-runs)
			}
			assert.Equal(t, c.out, toMarbles(t, s))
		})
		bubble(t, c.name+" runs the task above it one element at a time, in order", func(t *testing.T) {
			var g gauge
			task := stream.Of(1, 2, 3, 3, 1).Inspect(func(int) { defer g.enter()(); time.Sleep(time.Millisecond) })
			require.NoError(t, c.stage(task).Buffered(4).Drain(t.Context()))
			if c.name == "Chain" { // hands the task on
				assert.EqualValues(t, 4, g.peak.Load())
			} else {
				assert.EqualValues(t, 1, g.peak.Load())
			}
		})
		bubble(t, c.name+" yields nothing after the end of ctx but its cause", func(t *testing.T) {
			ctx, cancel := context.WithCancelCause(t.Context())
			s := c.stage(stream.FromSeq(func(yield func(int) bool) {
				if yield(1) && yield(2) && yield(3) {
					synctest.Wait() // until those that are read ahead have been yielded
					cancel(errors.New("over"))
					_ = yield(4) && yield(5)
				}
			}))
			assert.Equal(t, c.cut, drawMarbles(t, s.Collect(ctx)))
		})
		bubble(t, c.name+" lets a failure cancel what is behind it, unless it makes use of errors", func(t *testing.T) {
			start, cancelled := time.Now(), time.Duration(-1)
			s := c.stage(stream.Iter(ints(3)).TryMap(func(ctx context.Context, v int) (int, error) {
				switch v {
				case 0:
					time.Sleep(time.Second)
				case 1:
					time.Sleep(time.Millisecond) // all have started
					return 0, errBoom
				case 2:
					select {
					case <-ctx.Done():
					case <-time.After(time.Minute):
					}
					cancelled = time.Since(start)
				}
				return v, ctx.Err()
			}).Buffered(3))
			_, err := s.TryCollect(t.Context())
			if c.usesErr {
				assert.GreaterOrEqual(t, cancelled, time.Second)
			} else {
				require.ErrorIs(t, err, errBoom)
				assert.Equal(t, time.Millisecond, cancelled)
			}
		})
	}
}

func TestSequenceStagesDoNotPromiseWhatTheyMayDrop(t *testing.T) {
	src := stream.Iter(ints(1000))
	same := func(int) bool { return true }
	for name, s := range map[string]stream.Stream[int]{
		"TakeWhile":    src.TakeWhile(below(3)),
		"TryTakeWhile": src.TryTakeWhile(tried(below(3))),
		"SkipWhile":    src.SkipWhile(below(997)),
		"TrySkipWhile": src.TrySkipWhile(tried(below(997))),
		"MapWhile":     src.MapWhile(doubleBelow3),
		"ChunkBy":      src.ChunkBy(same).Map(func(c []int) int { return len(c) }),
		"StepBy":       src.TakeWhile(below(9)).StepBy(3),
		"TryScan":      src.TakeWhile(below(3)).TryScan(0, tryRunningSum),
	} {
		vs, err := s.TryCollect(t.Context())
		require.NoError(t, err)
		assert.NotEmpty(t, vs, name)
		assert.LessOrEqual(t, cap(vs), 4, "%s: TryCollect gives back what it has allocated for all", name)
	}
}

func TestSequenceStagesPassPanicsOn(t *testing.T) {
	for name, stage := range map[string]func(stream.Stream[int]) stream.Stream[int]{
		"TakeWhile": func(s stream.Stream[int]) stream.Stream[int] { return s.TakeWhile(func(int) bool { panic(errBoom) }) },
		"SkipWhile": func(s stream.Stream[int]) stream.Stream[int] { return s.SkipWhile(func(int) bool { panic(errBoom) }) },
		"Scan": func(s stream.Stream[int]) stream.Stream[int] {
			return s.Scan(0, func(int, int) (int, int) { panic(errBoom) })
		},
		"FlatMap": func(s stream.Stream[int]) stream.Stream[int] {
			return s.FlatMap(func(int) stream.Stream[int] { panic(errBoom) })
		},
		"MapWhile": func(s stream.Stream[int]) stream.Stream[int] {
			return s.MapWhile(func(int) (int, bool) { panic(errBoom) })
		},
		"ChunkBy": func(s stream.Stream[int]) stream.Stream[int] {
			return s.ChunkBy(func(int) int { panic(errBoom) }).FlatMap(stream.Iter)
		},
		"TryTakeWhile": func(s stream.Stream[int]) stream.Stream[int] {
			return s.TryTakeWhile(func(context.Context, int) (bool, error) { panic(errBoom) })
		},
		"TrySkipWhile": func(s stream.Stream[int]) stream.Stream[int] {
			return s.TrySkipWhile(func(context.Context, int) (bool, error) { panic(errBoom) })
		},
		"TryScan": func(s stream.Stream[int]) stream.Stream[int] {
			return s.TryScan(0, func(context.Context, int, int) (int, int, error) { panic(errBoom) })
		},
		"TryFlatMap": func(s stream.Stream[int]) stream.Stream[int] {
			return s.TryFlatMap(func(context.Context, int) (stream.Stream[int], error) { panic(errBoom) })
		},
		"Transform": func(s stream.Stream[int]) stream.Stream[int] {
			return s.Transform(func(_ context.Context, in iter.Seq2[int, error], _ func(int, error) bool) {
				for range in {
					panic(errBoom)
				}
			})
		},
	} {
		bubble(t, name, func(t *testing.T) {
			var g gauge
			s := stage(stream.Iter(ints(9)).TryMap(func(ctx context.Context, v int) (int, error) {
				defer g.enter()()
				if v > 0 {
					<-ctx.Done()
					time.Sleep(time.Second)
				}
				return v, nil
			}).Buffered(3))
			defer func() {
				p, ok := recover().(*panics.Recovered)
				require.True(t, ok)
				assert.Equal(t, errBoom, p.Value)
				assert.Zero(t, g.now.Load(), "all tasks have been joined")
			}()
			_ = s.Drain(t.Context())
		})
	}
}
