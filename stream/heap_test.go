package stream_test

import (
	"context"
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/stream"
)

// heapElements is long enough for anything kept per element to show.
func heapElements() int {
	if raceEnabled || testing.Short() {
		return 20_000
	}
	return 1_000_000
}

// liveHeap is what is reachable.
func liveHeap() int64 {
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return int64(stats.HeapAlloc)
}

// heapTerminals run a stream to its end, and say how many elements there were.
var heapTerminals = map[string]func(context.Context, stream.Stream[int]) (int, error){
	"TryCollect": func(ctx context.Context, s stream.Stream[int]) (int, error) {
		vs, err := s.TryCollect(ctx)
		return len(vs), err
	},
	"Count": func(ctx context.Context, s stream.Stream[int]) (int, error) { return s.Count(ctx) },
	"ForEach": func(ctx context.Context, s stream.Stream[int]) (n int, err error) {
		err = s.ForEach(ctx, func(int) { n++ })
		return n, err
	},
}

func TestHeapBehindABlockedElement(t *testing.T) {
	const workers, window = 4, 1000
	n := heapElements()
	for name, terminal := range heapTerminals {
		for _, fed := range []bool{false, true} {
			for _, unordered := range []bool{false, true} {
				bubble(t, fmt.Sprintf("%s, fed %t, unordered %t", name, fed, unordered), func(t *testing.T) {
					blocked := n / 2
					block, done := make(chan struct{}), make(chan struct{})
					var started, beyond atomic.Int64
					s := stream.Iter(ints(n))
					if fed {
						s = pullsOf(n, new(int))
					}
					s = s.Map(func(v int) int {
						started.Add(1)
						if v == blocked {
							<-block
						} else if v > blocked {
							beyond.Add(1)
						}
						return v
					})
					if unordered {
						s = s.BufferedUnordered(workers, stream.Window(window))
					} else {
						s = s.Buffered(workers, stream.Window(window))
					}
					before := liveHeap()
					go func() {
						defer close(done)
						count, err := terminal(t.Context(), s)
						assert.NoError(t, err)
						assert.Equal(t, n, count)
					}()
					synctest.Wait()
					if unordered {
						assert.EqualValues(t, n, started.Load(), "the others are not held up")
					} else {
						assert.EqualValues(t, window-1, beyond.Load(), "as far as the window reaches, and no further")
					}
					if name != "TryCollect" {
						assert.Less(t, liveHeap()-before, int64(1<<20))
					}
					close(block)
					<-done
				})
			}
		}
	}
}

func TestHeapDoesNotGrow(t *testing.T) {
	const size = 4096
	n := heapElements() / 4
	for _, unordered := range []bool{false, true} {
		t.Run(fmt.Sprintf("of large elements no more than the window are alive, unordered %t", unordered), func(t *testing.T) {
			var samples []int64
			var mostInUse uint64
			blocks := stream.FromSeq(func(yield func([]byte) bool) {
				for i := range n {
					if i%(n/5) == n/10 {
						samples = append(samples, liveHeap())
						var stats runtime.MemStats
						runtime.ReadMemStats(&stats)
						mostInUse = max(mostInUse, stats.HeapInuse)
					}
					if !yield(make([]byte, size)) {
						return
					}
				}
			}).Map(func(b []byte) []byte { return b[:1] })
			if unordered {
				blocks = blocks.BufferedUnordered(8)
			} else {
				blocks = blocks.Buffered(8)
			}
			before := liveHeap()
			count, err := blocks.Count(t.Context())
			assert.NoError(t, err)
			assert.Equal(t, n, count)
			assert.Len(t, samples, 5)
			for _, live := range samples {
				assert.Less(t, live-before, int64(1<<20), "256 elements' worth")
			}
			assert.Less(t, mostInUse, uint64(before)+64<<20)
		})
	}
	t.Run("a received value is not kept alive by its slot or its lane", func(t *testing.T) {
		for _, unordered := range []bool{false, true} {
			big := stream.FromSeq(func(yield func([]byte) bool) {
				for range 64 {
					if !yield(make([]byte, 1<<20)) {
						return
					}
				}
			})
			if unordered {
				big = big.BufferedUnordered(64)
			} else {
				big = big.Buffered(64)
			}
			before, received := liveHeap(), 0
			err := big.ForEach(t.Context(), func([]byte) {
				if received++; received == 64 {
					assert.Less(t, liveHeap()-before, int64(4<<20), "of 64 MB, unordered %t", unordered)
				}
			})
			assert.NoError(t, err)
		}
	})
}
