package stream_test

import (
	"context"
	"errors"
	"fmt"
	"runtime/pprof"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/seed-09178888/leat/stream"
)

// The cases that all boundaries have in common are in boundary_test.go, those of the stream above in frontier_test.go.

// heapTree is the tree of 0 .. n-1 in which v has the children 2v+1 and 2v+2; task is called for each.
func heapTree(n int, task boundaryTask) func(context.Context, int) (int, []int, error) {
	return func(ctx context.Context, v int) (int, []int, error) {
		u, err := task(ctx, v)
		return u, slices.DeleteFunc([]int{2*v + 1, 2*v + 2}, func(c int) bool { return c >= n }), err
	}
}

// timed notes when the values of s come.
func timed(ctx context.Context, l *gLog, s stream.Stream[int]) error {
	return s.ForEach(ctx, func(v int) { l.add("%d", v) })
}

func TestExpand(t *testing.T) {
	t.Run("breadth first", func(t *testing.T) {
		got, err := stream.Of(0).Expand(1, heapTree(31, always(func(int) {}))).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, ints(31), got)
	})
	bubble(t, "results come as they are ready, and the end with the last", func(t *testing.T) {
		l := gNewLog()
		took := []time.Duration{2, 8, 1, 1, 4, 2}
		task := always(func(v int) { time.Sleep(took[v]*time.Second + time.Duration(v)) })
		require.NoError(t, timed(t.Context(), l, stream.Of(0).Expand(2, heapTree(6, task))))
		l.add("over")
		// 1 runs from 2 s to 10 s, and beside it 2 until 3 s and 5 until 5 s; then 3 and 4.
		assert.Equal(t, []string{"2s 0", "3.000000002s 2", "5.000000007s 5", "10.000000001s 1", "11.000000004s 3", "14.000000005s 4", "14.000000005s over"}, l.lines())
	})
	bubble(t, "as many run as there are elements, up to n", func(t *testing.T) {
		const size = 100
		for _, n := range []int{1, 2, 3, 7, 64, 1000} {
			steps, peak := 0, 0
			for level := []int{0}; len(level) > 0; steps++ { // in each second the first n
				now := level[:min(n, len(level))]
				peak = max(peak, len(now))
				level = level[len(now):]
				for _, v := range now {
					_, more, _ := heapTree(size, always(func(int) {}))(t.Context(), v)
					level = append(level, more...)
				}
			}
			var g gauge
			start := time.Now()
			task := always(func(int) { defer g.enter()(); time.Sleep(time.Second) })
			vs, err := stream.Of(0).Expand(n, heapTree(size, task)).TryCollect(t.Context())
			require.NoError(t, err)
			assert.ElementsMatch(t, ints(size), vs)
			assert.Equal(t, time.Duration(steps)*time.Second, time.Since(start), "n = %d", n)
			assert.LessOrEqual(t, g.peak.Load(), int64(n))
			assert.GreaterOrEqual(t, g.peak.Load(), int64(peak), "n = %d", n)
		}
	})
	bubble(t, "results that were not received fill the window", func(t *testing.T) {
		for _, w := range []int{3, 4, 10} {
			var started atomic.Int64
			received := int64(0)
			task := always(func(int) { started.Add(1) })
			require.NoError(t, stream.Of(0).Expand(3, heapTree(50, task), stream.Window(w)).ForEach(t.Context(), func(int) {
				synctest.Wait()
				received++
				assert.LessOrEqual(t, started.Load(), received+int64(w))
				if received > 6 { // before, there are not so many elements
					assert.Equal(t, min(received+int64(w), 50), started.Load(), "w = %d", w)
				}
			}))
		}
	})
	t.Run("a chain of 100,000", func(t *testing.T) {
		size := 100_000
		if raceEnabled {
			size /= 10
		}
		for _, n := range []int{1, 8} {
			count, err := stream.Of(0).Expand(n, func(_ context.Context, v int) (int, []int, error) {
				if v == size-1 {
					return v, nil, nil
				}
				return v, []int{v + 1}, nil
			}).Count(t.Context())
			require.NoError(t, err)
			assert.Equal(t, size, count)
		}
	})
	t.Run("one element that makes 100,000", func(t *testing.T) {
		sum, err := stream.Of(-1).Expand(8, func(_ context.Context, v int) (int, []int, error) {
			if v < 0 {
				return 0, ints(100_000), nil
			}
			return v, nil, nil
		}).Fold(t.Context(), 0, func(sum, v int) int { return sum + v })
		require.NoError(t, err)
		assert.Equal(t, 100_000*99_999/2, sum)
	})
	t.Run("f may use the slice that it returned again", func(t *testing.T) {
		own := make([]int, 2)
		vs, err := stream.Of(1).Expand(1, func(_ context.Context, v int) (int, []int, error) {
			own[0], own[1] = 2*v, 2*v+1
			return v, own, nil
		}).Take(3).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []int{1, 2, 3}, vs)
	})
	t.Run("the name is in the context of f", func(t *testing.T) {
		label, err := stream.Of(0).Expand(2, func(ctx context.Context, _ int) (string, []int, error) {
			name, _ := pprof.Label(ctx, "leat")
			return name, nil, nil
		}, stream.Name("crawl")).First(t.Context())
		require.NoError(t, err)
		assert.Equal(t, "crawl", label)
	})
	t.Run("starts fresh on every run, also on concurrent ones", func(t *testing.T) {
		s := stream.Of(0).Expand(4, heapTree(200, always(func(int) {})))
		var wg sync.WaitGroup
		for range 4 {
			wg.Go(func() {
				for range 3 {
					vs, err := s.TryCollect(t.Context())
					assert.NoError(t, err)
					assert.ElementsMatch(t, ints(200), vs)
				}
			})
		}
		wg.Wait()
	})
	t.Run("is the recursive function", func(t *testing.T) {
		rapid.Check(t, func(rt *rapid.T) { expandTree(t.Context(), rt) })
	})
}

// A tree fails, or has a value and children.
type tree struct {
	value    int
	err      error
	children []*tree
}

// walk appends the values and the number of errors of what can be reached.
func (tr *tree) walk(values []int, errs int) ([]int, int) {
	if tr.err != nil {
		return values, errs + 1
	}
	values = append(values, tr.value)
	for _, c := range tr.children {
		values, errs = c.walk(values, errs)
	}
	return values, errs
}

func drawTree(t *rapid.T, depth int) *tree {
	tr := &tree{value: rapid.Int().Draw(t, "value")}
	if rapid.IntRange(0, 9).Draw(t, "fails") == 0 {
		tr.err = errBoom
	}
	if depth > 0 {
		for range rapid.IntRange(0, 4).Draw(t, "children") {
			tr.children = append(tr.children, drawTree(t, depth-1))
		}
	}
	return tr
}

// expandTree compares a forest with what Expand makes of it.
func expandTree(ctx context.Context, t *rapid.T) {
	var roots []*tree
	var want []int
	failures := 0
	for range rapid.IntRange(0, 4).Draw(t, "roots") {
		root := drawTree(t, 4)
		roots = append(roots, root)
		want, failures = root.walk(want, failures)
	}
	n := rapid.IntRange(1, 5).Draw(t, "n")
	s := stream.Iter(roots).Expand(n, func(_ context.Context, tr *tree) (int, []*tree, error) {
		return tr.value, tr.children, tr.err
	}, stream.Window(n+rapid.IntRange(0, 9).Draw(t, "more")))
	values, errs := stream.Partition(s.Collect(ctx))
	assert.ElementsMatch(t, want, values)
	assert.Len(t, errs, failures)
	values, err := s.DropErrors(nil).TryCollect(ctx)
	require.NoError(t, err)
	assert.ElementsMatch(t, want, values)
	if failures > 0 {
		require.ErrorIs(t, s.Drain(ctx), errBoom)
	}
}

func TestExpandErrors(t *testing.T) {
	failing := func(at int) func(context.Context, int) (int, []int, error) {
		return heapTree(15, func(_ context.Context, v int) (int, error) {
			if v == at {
				return 99, errBoom
			}
			return v, nil
		})
	}
	t.Run("an error has its place, and no children", func(t *testing.T) {
		for at, want := range map[int]string{
			0:  "#",
			2:  "0 1 # 3 4 7 8 9 10",
			14: "0 1 2 3 4 5 6 7 8 9 10 11 12 13 #",
			15: "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14",
		} {
			assert.Equal(t, want, toMarbles(t, stream.Of(0).Expand(1, failing(at))))
		}
	})
	bubble(t, "a terminal that stops at errors cancels the rest, and starts nothing more", func(t *testing.T) {
		for _, opts := range [][]stream.Option{nil, {stream.FailFast()}} {
			for _, term := range gTerminals {
				l := gNewLog()
				s := stream.Of(0).Expand(3, heapTree(99, gTask(l, 0, 9, -2, 9)), opts...)
				if len(opts) == 0 && !term.stops {
					continue
				}
				_, err := term.run(t.Context(), s.Map(func(v int) int { return v }))
				l.add("back")
				assert.Equal(t, errBoom, err, term.name)
				assert.Equal(t, []string{"0s end 0", "0s start 0", "0s start 1", "0s start 2", "2s back", "2s cancel 1", "2s fail 2"}, l.lines(), term.name)
			}
		}
	})
	bubble(t, "FailFast makes the first failure the last element, whatever stands below", func(t *testing.T) {
		l := gNewLog()
		rs := stream.Of(0).Expand(3, heapTree(99, gTask(l, 0, 9, -2, 9)), stream.FailFast()).Collect(t.Context())
		assert.Equal(t, "0 #", drawMarbles(t, rs))
		assert.Contains(t, l.lines(), "2s cancel 1")
	})
	bubble(t, "break joins", func(t *testing.T) {
		var g gauge
		for v, err := range stream.Of(0).Expand(3, heapTree(99, func(ctx context.Context, v int) (int, error) {
			defer g.enter()()
			if v > 0 {
				<-ctx.Done()
				time.Sleep(time.Second)
			}
			return v, nil
		})).All(t.Context()) {
			require.NoError(t, err)
			assert.Zero(t, v)
			synctest.Wait()
			assert.EqualValues(t, 2, g.now.Load())
			break
		}
		assert.Zero(t, g.now.Load())
		assert.EqualValues(t, 3, g.total.Load())
	})
	for name, crash := range map[string]func(){"a panic": gPanic, "Goexit": gGoexit} {
		bubble(t, name+" cancels, joins and reaches the caller", func(t *testing.T) {
			for _, in := range []string{"f", "the source", "the task above", "the consumer"} {
				var g gauge
				at := func(place string, v int) {
					if place == in && v == 1 {
						time.Sleep(time.Second)
						crash()
					}
				}
				s := gGenerate(3, func(v int) { at("the source", v) }).Inspect(func(v int) { at("the task above", v) }).
					Expand(4, func(ctx context.Context, v int) (int, []int, error) {
						if v == 0 {
							return 1, []int{8, 9}, nil
						}
						defer g.enter()()
						at("f", v)
						<-ctx.Done()
						time.Sleep(time.Second)
						return 0, []int{v}, nil
					})
				got := gCall(func() { _ = s.ForEach(t.Context(), func(v int) { at("the consumer", v) }) })
				got.crashed(t, name == "Goexit")
				assert.Equal(t, 2*time.Second, got.after, in)
				assert.Zero(t, g.now.Load(), in)
				assert.GreaterOrEqual(t, g.total.Load(), int64(2), in)
				if in != "the consumer" {
					gCall(func() { _, _ = s.TryCollect(t.Context()) }).crashed(t, name == "Goexit")
				}
			}
		})
	}
}

// links are a small web. Most of its pages are found more than once.
var hyperlinks = map[string][]string{"/": {"/a", "/b"}, "/a": {"/b", "/", "/a/x"}, "/b": {"/a/x", "/404"}, "/a/x": {"/"}}

func ExampleStream_Expand() {
	var visited sync.Map // f is called concurrently, so the set must be safe for that
	visited.Store("/", true)
	crawl := func(_ context.Context, page string) (string, []string, error) {
		found, ok := hyperlinks[page]
		if !ok {
			return "", nil, errors.New(page + ": not found")
		}
		return page, slices.DeleteFunc(slices.Clone(found), func(link string) bool {
			_, seen := visited.LoadOrStore(link, true)
			return seen
		}), nil
	}
	pages, errs := stream.Partition(stream.Of("/").Expand(4, crawl).Collect(context.Background()))
	fmt.Println(slices.Sorted(slices.Values(pages)), errs)
	// Output: [/ /a /a/x /b] [/404: not found]
}

func ExampleStream_Expand_tree() {
	folders := map[string][]string{"src": {"src/io", "src/net"}, "src/net": {"src/net/http", "src/net/url"}}
	files := map[string]int{"src": 1, "src/io": 20, "src/net": 300, "src/net/http": 4000, "src/net/url": 50000}
	count := func(_ context.Context, folder string) (int, []string, error) {
		return files[folder], folders[folder], nil
	}
	total, err := stream.Of("src").Expand(8, count).Fold(context.Background(), 0, func(sum, n int) int { return sum + n })
	fmt.Println(total, err)
	// Output: 54321 <nil>
}
