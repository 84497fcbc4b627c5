package stream_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestGuarantee05Work(t *testing.T) {
	t.Run("n tasks run while the source has elements", gConserves)
	t.Run("a task never waits for the loop body", gBodyWaits)
	t.Run("a task never waits for another element", gTaskWaits)
	t.Run("a ready result is delivered", gReady)
}

func gConserves(t *testing.T) {
	for _, b := range gBoundaries {
		for _, src := range gSources {
			for _, term := range gTerminals {
				bubble(t, fmt.Sprintf("%s over %s, %s", b.name, src.name, term.name), func(t *testing.T) {
					l := gNewLog()
					s := b.below(src.of(6).TryMap(gTask(l, 4, 1, 1, 1, 1, 1)), 2, stream.Window(6))
					_, err := term.run(t.Context(), s)
					require.NoError(t, err)
					assert.Equal(t, []string{
						"0s start 0", "0s start 1", "1s end 1", "1s start 2", "2s end 2", "2s start 3",
						"3s end 3", "3s start 4", "4s end 0", "4s end 4", "4s start 5", "5s end 5",
					}, l.lines())
				})
			}
		}
	}
	bubble(t, "a strict window holds them up behind a slow head, a larger one does not", func(t *testing.T) {
		for window, at := range map[int]string{2: "4s start 2", 3: "1s start 2", 4: "1s start 2"} {
			l := gNewLog()
			_, err := stream.Iter(ints(4)).TryMap(gTask(l, 4, 1, 1, 1)).Buffered(2, stream.Window(window)).TryCollect(t.Context())
			require.NoError(t, err)
			assert.Contains(t, l.lines(), at, "window %d", window)
		}
	})
	bubble(t, "BufferedUnordered goes on at once: head blocked, window n", func(t *testing.T) {
		l := gNewLog()
		_, err := stream.Iter(ints(5)).TryMap(gTask(l, 9, 1, 1, 1, 1)).BufferedUnordered(2).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []string{
			"0s start 0", "0s start 1", "1s end 1", "1s start 2", "2s end 2", "2s start 3", "3s end 3", "3s start 4", "4s end 4", "9s end 0",
		}, l.lines())
	})
	bubble(t, "boundaries work at the same time, through sequence stages too", func(t *testing.T) {
		sleep := func(i int) int {
			time.Sleep(time.Second)
			return i
		}
		start := time.Now()
		vs, err := stream.Iter(ints(12)).Map(sleep).Buffered(2).Scan(0, func(n, v int) (int, int) { return n + 1, v }).
			Map(sleep).Buffered(2).Enumerate().Map(func(p stream.Indexed[int]) int { return sleep(p.Value) }).Buffered(2).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, ints(12), vs)
		assert.Equal(t, 8*time.Second, time.Since(start), "six rounds, and two until the pipeline is full")
	})
	bubble(t, "across the seam of Chain", func(t *testing.T) {
		l := gNewLog()
		first := stream.Iter(ints(3)).TryMap(gTask(l, 2, 2, 2))
		second := gGenerate(6, func(int) {}).Skip(3).TryMap(gTask(l, 0, 0, 0, 2, 2, 2))
		_, err := first.Chain(second).Buffered(4).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []string{
			"0s start 0", "0s start 1", "0s start 2", "0s start 3", "2s end 0", "2s end 1", "2s end 2", "2s end 3",
			"2s start 4", "2s start 5", "4s end 4", "4s end 5",
		}, l.lines())
	})
}

func gBodyWaits(t *testing.T) {
	for _, b := range gBoundaries {
		for _, src := range gSources {
			bubble(t, fmt.Sprintf("%s over %s: tasks run while the body is busy", b.name, src.name), func(t *testing.T) {
				l := gNewLog()
				err := b.below(src.of(6).TryMap(gTask(l, 1, 1, 1, 1, 1, 1)), 2).ForEach(t.Context(), func(i int) {
					if i < 2 {
						l.add("body")
						time.Sleep(10 * time.Second)
					}
				})
				require.NoError(t, err)
				assert.Equal(t, []string{ // at 1 s one is received, and its slot free; the other keeps its own
					"0s start 0", "0s start 1", "1s body", "1s end 0", "1s end 1", "1s start 2", "2s end 2",
				}, l.lines()[:7])
			})
			for _, n := range gBounds(6)[1:] {
				bubble(t, fmt.Sprintf("%s %d over %s: the body waits for what a later task does", b.name, n, src.name), func(t *testing.T) {
					started := make([]chan struct{}, 7)
					for i := range started {
						started[i] = make(chan struct{})
					}
					close(started[6])
					seen := 0
					s := b.below(src.of(6).Inspect(func(i int) { close(started[i]) }), n)
					for i, err := range s.All(t.Context()) {
						require.NoError(t, err)
						<-started[i+1]
						seen++
					}
					assert.Equal(t, 6, seen)
				})
			}
			bubble(t, fmt.Sprintf("%s over %s: the body takes a lock that tasks take", b.name, src.name), func(t *testing.T) {
				lock := make(chan struct{}, 1)
				locked := func(int) {
					lock <- struct{}{}
					time.Sleep(time.Second)
					<-lock
				}
				start := time.Now()
				require.NoError(t, b.below(src.of(6).Inspect(locked), 2).ForEach(t.Context(), locked))
				assert.Equal(t, 12*time.Second, time.Since(start))
			})
		}
	}
}

func gTaskWaits(t *testing.T) {
	gEach(t, 6, func(t *testing.T, b gBoundary, n int, src gSource, term gTerminal) {
		if n < 2 {
			t.Skip("one at a time")
		}
		// Of each pair the first waits for the second.
		done := make([]chan struct{}, 6)
		for i := range done {
			done[i] = make(chan struct{})
		}
		s := b.below(src.of(6).Inspect(func(i int) {
			if i%2 == 0 {
				<-done[i+1]
			}
			close(done[i])
		}), n)
		vs, err := term.run(t.Context(), s)
		require.NoError(t, err)
		if !term.blind {
			assert.Equal(t, ints(6), slices.Sorted(slices.Values(vs)))
		}
	})
	for _, b := range gBoundaries {
		for _, term := range gTerminals {
			bubble(t, fmt.Sprintf("%s: tasks wait for the source to be asked, %s", b.name, term.name), func(t *testing.T) {
				asked := make(chan struct{}) // for element 4, as soon as one has been received of a window of 4
				s := gGenerate(6, func(i int) {
					if i == 4 {
						close(asked)
					}
				}).Inspect(func(i int) {
					if i == 1 || i == 2 {
						<-asked
					}
				})
				_, err := term.run(t.Context(), b.below(s, 2, stream.Window(4)))
				require.NoError(t, err)
			})
			bubble(t, fmt.Sprintf("%s: the task runs though no other element comes, %s", b.name, term.name), func(t *testing.T) {
				ch, ran := make(chan int), make(chan int, 3)
				go func() {
					for i := range 3 {
						ch <- i
						assert.Equal(t, i, <-ran) // only then comes the next
					}
					close(ch)
				}()
				_, err := term.run(t.Context(), b.below(stream.FromChan(ch).Inspect(func(i int) { ran <- i }), 3))
				require.NoError(t, err)
			})
		}
	}
}

func gReady(t *testing.T) {
	for _, b := range gBoundaries {
		for _, n := range []int{2, 10} {
			bubble(t, fmt.Sprintf("%s %d: though the source is blocked and the window not full", b.name, n), func(t *testing.T) {
				l := gNewLog()
				s := stream.Generate(func(ctx context.Context, yield func(int) bool) error {
					for i := 0; yield(i) && i < 2; i++ {
						time.Sleep(time.Hour)
					}
					return nil
				}).TryMap(gTask(l, 1, 1, 1))
				require.NoError(t, b.below(s, n).ForEach(t.Context(), func(i int) { l.add("got %d", i) }))
				assert.Equal(t, []string{
					"0s start 0", "1s end 0", "1s got 0", "1h0m0s start 1", "1h0m1s end 1", "1h0m1s got 1",
					"2h0m0s start 2", "2h0m1s end 2", "2h0m1s got 2",
				}, l.lines())
			})
		}
		bubble(t, b.name+": though all workers are busy", func(t *testing.T) {
			l := gNewLog()
			s := b.below(stream.Iter(ints(8)).TryMap(gTask(gNewLog(), 1, 2, 9, 9)), 2, stream.Window(8))
			require.NoError(t, s.ForEach(t.Context(), func(i int) { l.add("got %d", i) }))
			assert.Equal(t, []string{"1s got 0", "2s got 1"}, l.lines()[:2])
		})
		bubble(t, b.name+": through a chain of boundaries and sequence stages", func(t *testing.T) {
			l := gNewLog()
			ch := make(chan int)
			go func() {
				for i := range 3 {
					time.Sleep(time.Minute)
					ch <- i
				}
				close(ch)
			}()
			up := b.below(stream.FromChan(ch).Map(func(i int) int { return i }), 4).Take(3).Chunks(1)
			s := b.below(up.FlatMap(stream.Iter).Map(func(i int) int { return i }), 4)
			require.NoError(t, s.ForEach(t.Context(), func(i int) { l.add("got %d", i) }))
			assert.Equal(t, []string{"1m0s got 0", "2m0s got 1", "3m0s got 2"}, l.lines())
		})
	}
	bubble(t, "BufferedUnordered: behind one that never ends, all others", func(t *testing.T) {
		ctx, cancel := context.WithCancel(t.Context())
		var once sync.Once
		n := 0
		s := stream.Iter(ints(100)).TryMap(func(ctx context.Context, i int) (int, error) {
			if i == 0 {
				<-ctx.Done()
			}
			return i, ctx.Err()
		}).BufferedUnordered(2)
		err := s.ForEach(ctx, func(int) {
			if n++; n == 99 {
				once.Do(cancel)
			}
		})
		require.ErrorIs(t, err, context.Canceled)
		assert.Equal(t, 99, n)
	})
}
