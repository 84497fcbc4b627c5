package stream_test

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// paced yields marbles with waits between them: "1 2 +3s # 4".
func paced(script string) stream.Stream[int] {
	return stream.TryGenerate(func(ctx context.Context, yield func(int, error) bool) error {
		for m := range strings.FieldsSeq(script) {
			if d, err := time.ParseDuration(m); m[0] == '+' && err == nil {
				if gWait(ctx, d) != nil {
					return nil
				}
				continue
			}
			v, err := strconv.Atoi(m)
			if m == "#" {
				err = errBoom
			}
			if !yield(v, err) {
				return nil
			}
		}
		return nil
	})
}

// timeline draws what s yields to a loop that is busy after each element, when, and when it ends.
func timeline[T any](t *testing.T, s stream.Stream[T], busy ...time.Duration) string {
	t.Helper()
	var out strings.Builder
	start := time.Now()
	for v, err := range s.All(t.Context()) {
		fmt.Fprintf(&out, "%v %s, ", time.Since(start), drawMarbles(t, []stream.Result[T]{{Value: v, Err: err}}))
		for _, d := range busy {
			time.Sleep(d)
		}
	}
	return fmt.Sprintf("%s%v |", out.String(), time.Since(start))
}

// aheadStages are the stages that race their upstream, with how far they read ahead.
var aheadStages = []struct {
	name  string
	limit int
	stage func(stream.Stream[int]) stream.Stream[[]int]
}{
	{"ReadyChunks(1)", 1, func(s stream.Stream[int]) stream.Stream[[]int] { return s.ReadyChunks(1) }},
	{"ReadyChunks(3)", 3, func(s stream.Stream[int]) stream.Stream[[]int] { return s.ReadyChunks(3) }},
	{"ChunksTimeout(1)", 1, func(s stream.Stream[int]) stream.Stream[[]int] { return s.ChunksTimeout(1, time.Second) }},
	{"ChunksTimeout(3)", 3, func(s stream.Stream[int]) stream.Stream[[]int] { return s.ChunksTimeout(3, time.Second) }},
	{"IdleTimeout", 1, func(s stream.Stream[int]) stream.Stream[[]int] {
		return s.IdleTimeout(time.Hour).Map(func(v int) []int { return []int{v} })
	}},
}

func TestAhead(t *testing.T) {
	for _, c := range aheadStages {
		bubble(t, c.name+" pulls exactly up to its limit beyond what it has yielded", func(t *testing.T) {
			for name, s := range map[string]func(asked func(int)) stream.Stream[int]{
				"Generate": func(asked func(int)) stream.Stream[int] { return gGenerate(20, asked) },
				"a task":   func(asked func(int)) stream.Stream[int] { return stream.Iter(ints(20)).Inspect(asked) },
				"errors":   func(asked func(int)) stream.Stream[int] { return gGenerate(20, asked).TryMap(oddFails) },
				"slow": func(asked func(int)) stream.Stream[int] {
					return gGenerate(20, asked).Inspect(func(int) { time.Sleep(time.Second) })
				},
			} {
				var pulled atomic.Int64
				yielded := 0
				for vs := range c.stage(s(func(int) { pulled.Add(1) })).All(t.Context()) {
					yielded += max(1, len(vs)) // an error is one, too
					time.Sleep(10 * time.Second)
					assert.EqualValues(t, min(20, yielded+c.limit), pulled.Load(), name)
				}
				assert.Equal(t, 20, yielded, name)
			}
		})
		bubble(t, c.name+" receives from a channel only when there is room", func(t *testing.T) {
			ch, yielded := filled(20), 0
			for vs := range c.stage(stream.FromChan(ch)).All(t.Context()) {
				yielded += len(vs)
				synctest.Wait()
				require.Len(t, ch, 20-yielded-c.limit)
				if yielded > 20-2*c.limit {
					break
				}
			}
		})
		t.Run(c.name+" can be left by an endless source", func(t *testing.T) {
			endless := stream.Unfold(0, func(v int) (int, int, bool) { return v, v + 1, true })
			vs, err := c.stage(endless).FlatMap(stream.Iter).Take(1000).TryCollect(t.Context())
			require.NoError(t, err)
			assert.Equal(t, ints(1000), vs)
		})
		bubble(t, c.name+" stops at an error at once if the terminal does", func(t *testing.T) {
			asked, left := 0, false
			s := stream.TryGenerate(func(_ context.Context, yield func(int, error) bool) error {
				defer func() { left = true }()
				for _, err := range []error{nil, errBoom, nil, nil} {
					asked++
					if !yield(0, err) {
						break
					}
				}
				return nil
			})
			err := c.stage(s).ForEach(t.Context(), func([]int) {
				synctest.Wait() // the consumer is busy
				assert.Equal(t, 2, asked)
				assert.Equal(t, c.name != "IdleTimeout", left, "which hands the error over first")
			})
			require.ErrorIs(t, err, errBoom)
			assert.Equal(t, 2, asked)
			assert.True(t, left)
			assert.Len(t, c.stage(s).DropErrors(nil).FlatMap(stream.Iter).Collect(t.Context()), 3)
			assert.Equal(t, 6, asked)
		})
		bubble(t, c.name+" within FlatMap: an error that is not yet yielded cancels what is behind it", func(t *testing.T) {
			l := gNewLog()
			s := stream.Iter(ints(3)).TryMap(gTask(l, 0, 90, 90)).Buffered(3).FlatMap(func(int) stream.Stream[[]int] {
				return c.stage(paced("0 +2s # 1"))
			})
			require.ErrorIs(t, s.ForEach(t.Context(), func([]int) { time.Sleep(30 * time.Second) }), errBoom)
			assert.Subset(t, l.lines(), []string{"2s cancel 1", "2s cancel 2"})
		})
		bubble(t, c.name+" below Buffered: tasks behind a failure are cancelled, those before it finish", func(t *testing.T) {
			l := gNewLog()
			s := c.stage(stream.Iter(ints(9)).TryMap(gTask(l, 2, -1, 90, 90)).Buffered(4)).FlatMap(stream.Iter)
			vs, err := s.TryCollect(t.Context())
			require.ErrorIs(t, err, errBoom)
			assert.Equal(t, []int{0}, vs)
			assert.Equal(t, []string{"1s cancel 2", "1s cancel 3", "1s fail 1", "2s end 0"}, l.lines()[4:])
		})
	}
}

func oddFails(_ context.Context, v int) (int, error) {
	if v%2 == 1 {
		return 0, errBoom
	}
	return v, nil
}
