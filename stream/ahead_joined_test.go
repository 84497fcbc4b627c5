package stream_test

import (
	"context"
	"runtime"
	"testing"
	"time"
	"weak"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// An aheadRun says what happens at which place while a stage reads ahead, of 0 1 2 and then nothing.
type aheadRun struct {
	source, task, body func() // after 1.5 s; for value 1; at every chunk
	terminal           func(ctx context.Context, s stream.Stream[[]int], body func()) error
}

// of returns how the run came back, its error, and whether the source had ended, which takes a second of cleaning up.
func (r aheadRun) of(ctx context.Context, stage func(stream.Stream[int]) stream.Stream[[]int]) (out gOutcome, err error, left bool) { //nolint:revive // left is last
	call := func(f func()) {
		if f != nil {
			f()
		}
	}
	s := stream.Generate(func(ctx context.Context, yield func(int) bool) error {
		defer func() {
			time.Sleep(time.Second)
			left = true
		}()
		for i := range 3 {
			if !yield(i) {
				return nil
			}
		}
		if gWait(ctx, 1500*time.Millisecond) == nil {
			call(r.source)
		}
		<-ctx.Done()
		return nil
	}).Inspect(func(v int) {
		if v == 1 {
			call(r.task)
		}
	})
	out = gCall(func() {
		if r.terminal != nil {
			err = r.terminal(ctx, stage(s), func() { call(r.body) })
			return
		}
		err = stage(s).ForEach(ctx, func([]int) { call(r.body) })
	})
	return out, err, left
}

func TestAheadIsJoined(t *testing.T) {
	for _, c := range aheadStages {
		bubble(t, c.name+" when the consumer breaks", func(t *testing.T) {
			_, _, left := aheadRun{terminal: func(ctx context.Context, s stream.Stream[[]int], _ func()) error {
				for range s.All(ctx) {
					break
				}
				return nil
			}}.of(t.Context(), c.stage)
			assert.True(t, left)
		})
		bubble(t, c.name+" when the consumer fails", func(t *testing.T) {
			_, err, left := aheadRun{terminal: func(ctx context.Context, s stream.Stream[[]int], _ func()) error {
				return s.TryForEach(ctx, func(context.Context, []int) error { return errBoom })
			}}.of(t.Context(), c.stage)
			assert.Same(t, errBoom, err)
			assert.True(t, left)
		})
		bubble(t, c.name+" when ctx ends", func(t *testing.T) {
			for _, busy := range []time.Duration{0, time.Second, time.Hour} {
				ctx, cancel := context.WithTimeoutCause(t.Context(), 500*time.Millisecond, errWhy)
				out, err, left := aheadRun{body: func() { time.Sleep(busy) }}.of(ctx, c.stage)
				assert.Same(t, errWhy, err)
				assert.True(t, left)
				assert.Equal(t, max(1500*time.Millisecond, busy), out.after)
				cancel()
			}
		})
		for name, crash := range map[string]func(){"panics": gPanic, "calls Goexit": gGoexit} {
			for place, run := range map[string]aheadRun{
				"source":   {source: crash},
				"task":     {task: crash},
				"consumer": {body: crash},
			} {
				bubble(t, c.name+" when the "+place+" "+name, func(t *testing.T) {
					out, _, left := run.of(t.Context(), c.stage)
					out.crashed(t, name != "panics")
					assert.True(t, left)
					assert.LessOrEqual(t, out.after, 2500*time.Millisecond, "at once, but for the second of cleaning up")
				})
			}
			bubble(t, c.name+" when a task of a boundary above "+name, func(t *testing.T) {
				l := gNewLog()
				out := gCall(func() {
					_ = c.stage(stream.Iter(ints(9)).TryMap(func(ctx context.Context, v int) (int, error) {
						if v == 2 {
							time.Sleep(2500 * time.Millisecond)
							crash()
						}
						return gTask(l, 0, 60, 60, 60)(ctx, v)
					}).Buffered(4)).ForEach(t.Context(), func([]int) { l.add("chunk") })
				})
				out.crashed(t, name != "panics")
				assert.Subset(t, l.lines(), []string{"2.5s cancel 1", "2.5s cancel 3"})
				assert.Equal(t, 2500*time.Millisecond, out.after)
			})
		}
		bubble(t, c.name+": a panic of All's own body passes as it is", func(t *testing.T) {
			out, _, left := aheadRun{body: gPanic, terminal: func(ctx context.Context, s stream.Stream[[]int], body func()) error {
				for range s.All(ctx) {
					body()
				}
				return nil
			}}.of(t.Context(), c.stage)
			assert.Equal(t, errWhy, out.value)
			assert.True(t, left)
		})
	}
}

func TestAheadDropsWhatIsLeft(t *testing.T) {
	for _, c := range aheadStages {
		bubble(t, c.name+" when ctx ends while the consumer is busy", func(t *testing.T) {
			ctx, cancel := context.WithTimeoutCause(t.Context(), 3*time.Second, errWhy)
			defer cancel()
			chunks := 0
			assert.Same(t, errWhy, c.stage(paced("0 +1500ms 1")).ForEach(ctx, func([]int) {
				chunks++
				time.Sleep(5 * time.Second)
			}), "though the source has ended before")
			assert.Equal(t, 1, chunks)
		})
		bubble(t, c.name+" when ctx ends, though the source takes its time to see it", func(t *testing.T) {
			ctx, cancel := context.WithTimeoutCause(t.Context(), 500*time.Millisecond, errWhy)
			defer cancel()
			chunks := 0
			out := gCall(func() {
				assert.Same(t, errWhy, c.stage(stream.FromSeq(func(yield func(int) bool) {
					yield(0)
					time.Sleep(time.Minute)
					yield(1)
				})).ForEach(ctx, func([]int) { chunks++ }))
			})
			assert.Equal(t, time.Minute, out.after)
			if c.name == "ChunksTimeout(3)" {
				assert.Zero(t, chunks, "the first was not due before")
			} else {
				assert.Equal(t, 1, chunks)
			}
		})
		for name, crash := range map[string]func(){"panics": gPanic, "calls Goexit": gGoexit} {
			if c.limit == 1 {
				continue // it is not asked for the element at which it would
			}
			bubble(t, c.name+" when the source "+name+" while the consumer is busy", func(t *testing.T) {
				chunks := 0
				out := gCall(func() {
					_ = c.stage(paced("0 +1500ms 1 +1s 2").Inspect(func(v int) {
						if v == 2 {
							crash()
						}
					})).ForEach(t.Context(), func([]int) {
						chunks++
						time.Sleep(5 * time.Second)
					})
				})
				out.crashed(t, name != "panics")
				assert.Equal(t, 1, chunks)
			})
		}
	}
}

func TestAheadDoesNotFlushAfterACrash(t *testing.T) {
	for name, crash := range map[string]func(){"a panic": gPanic, "Goexit": gGoexit} {
		bubble(t, "though the consumer waits: "+name+" is no end", func(t *testing.T) {
			for range 300 { // the two race
				out := gCall(func() {
					_ = paced("0 1 2").Inspect(func(v int) { gAt(v-1, crash) }).ChunksTimeout(9, time.Hour).
						ForEach(t.Context(), func([]int) { assert.Fail(t, "flushed") })
				})
				out.crashed(t, name == "Goexit")
			}
		})
	}
}

func TestAheadKeepsNothing(t *testing.T) {
	type big [1 << 10]int
	t.Run("of what has been yielded", func(t *testing.T) {
		const length = 8
		ch, received := make(chan *big), make(chan weak.Pointer[big], length)
		go func() {
			defer close(ch)
			for i := range length {
				ch <- new(big)
				w := <-received
				for gc := 0; gc < 100 && i < length-1 && w.Value() != nil; gc++ {
					runtime.GC()
				}
				assert.Truef(t, i == length-1 || w.Value() == nil, "element %d is kept alive", i)
			}
		}()
		require.NoError(t, stream.FromChan(ch).ReadyChunks(4).ForEach(t.Context(), func(c []*big) { received <- weak.Make(c[0]) }))
	})
	t.Run("of a long stream of values and errors", func(t *testing.T) {
		n := heapElements()
		before := liveHeap()
		err := gGenerate(n, func(int) {}).TryMap(oddFails).ReadyChunks(8).DropErrors(nil).ForEach(t.Context(), func(c []int) {
			if c[0] == n-2 {
				assert.Less(t, liveHeap()-before, int64(1<<20))
			}
		})
		require.NoError(t, err)
	})
}
