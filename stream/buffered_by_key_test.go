package stream_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/seed-09178888/leat/stream"
)

// The cases that all boundaries have in common are in boundary_test.go.

// A keyedElement is of a key, takes a time, and may fail.
type keyedElement struct {
	i, key int
	takes  time.Duration
	fails  bool
}

func keyOf(e keyedElement) int { return e.key }

func (e keyedElement) run(ctx context.Context) (keyedElement, error) {
	if err := gWait(ctx, e.takes); err != nil {
		return e, err
	}
	if e.fails {
		return e, errBoom
	}
	return e, nil
}

// byKeyStarts says when each element starts if n workers claim in input order, leave
// what is of a key at work to whoever is there, and w elements are in the window.
func byKeyStarts(es []keyedElement, n, w int) []time.Duration {
	starts := make([]time.Duration, len(es))
	type worker struct {
		at  int
		end time.Duration
	}
	var (
		now      time.Duration
		busy     []worker
		waiting  = map[int][]int{} // of keys at work
		next     int
		received int
	)
	start := func(i int) {
		starts[i] = now
		busy = append(busy, worker{at: i, end: now + es[i].takes})
	}
	for received < len(es) {
		for len(busy) < n && next < min(len(es), received+w) {
			i := next
			next++
			if slices.ContainsFunc(busy, func(b worker) bool { return es[b.at].key == es[i].key }) {
				waiting[es[i].key] = append(waiting[es[i].key], i)
			} else {
				start(i)
			}
		}
		first := slices.IndexFunc(busy, func(b worker) bool {
			return b.end == slices.MinFunc(busy, func(a, b worker) int { return cmp.Compare(a.end, b.end) }).end
		})
		ended := busy[first]
		busy = slices.Delete(busy, first, first+1)
		now = ended.end
		received++
		if key := es[ended.at].key; len(waiting[key]) > 0 {
			i := waiting[key][0]
			waiting[key] = waiting[key][1:]
			start(i)
		}
	}
	return starts
}

func TestBufferedByKeyModel(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		length := rapid.IntRange(0, 40).Draw(rt, "length")
		keys := rapid.IntRange(1, 8).Draw(rt, "keys")
		n := rapid.IntRange(1, 6).Draw(rt, "n")
		w := n + rapid.IntRange(0, 20).Draw(rt, "w - n")
		es := make([]keyedElement, length)
		for i := range es {
			// Binary digits below the second make all sums differ.
			takes := time.Duration(rapid.IntRange(1, 9).Draw(rt, "takes"))*time.Second + time.Duration(1)<<(i%30)
			es[i] = keyedElement{i, rapid.IntRange(0, keys-1).Draw(rt, "key"), takes, false}
		}
		synctest.Test(t, func(t *testing.T) {
			begin := time.Now()
			starts := make([]time.Duration, length)
			vs, err := stream.Iter(es).BufferedByKey(n, keyOf, func(ctx context.Context, e keyedElement) (keyedElement, error) {
				starts[e.i] = time.Since(begin)
				return e.run(ctx)
			}, stream.Window(w)).TryCollect(t.Context())
			require.NoError(t, err)
			assert.Len(t, vs, length)
			assert.Equal(t, byKeyStarts(es, n, w), starts)
		})
		if t.Failed() {
			rt.FailNow()
		}
	})
}

func TestBufferedByKey(t *testing.T) {
	second := func(keys string) stream.Stream[string] { return stream.Iter(strings.Fields(keys)) }
	key := func(v string) string { return v[:1] }
	sleep := func(ctx context.Context, v string) (string, error) {
		return v, gWait(ctx, time.Second)
	}
	bubble(t, "elements of one key run one after another, different keys at the same time", func(t *testing.T) {
		l := gNewLog()
		task := func(ctx context.Context, v string) (string, error) {
			l.add("start %s", v)
			return sleep(ctx, v)
		}
		require.NoError(t, second("a1 a2 a3 b1 c1 b2").BufferedByKey(2, key, task).Drain(t.Context()))
		assert.Equal(t, []string{"0s start a1", "0s start b1", "1s start a2", "1s start c1", "2s start a3", "2s start b2"}, l.lines())
	})
	bubble(t, "output per key is in input order, though elements of it fail", func(t *testing.T) {
		r := rand.New(rand.NewPCG(1, 1))
		var es []keyedElement
		for i := range 300 {
			es = append(es, keyedElement{i, r.IntN(7), time.Duration(r.IntN(5)) * time.Second, r.IntN(4) == 0})
		}
		seen := map[int][]int{}
		want := map[int][]int{}
		for _, e := range es {
			want[e.key] = append(want[e.key], e.i)
		}
		rs := stream.Iter(es).BufferedByKey(5, keyOf, func(ctx context.Context, e keyedElement) (keyedElement, error) {
			v, err := e.run(ctx)
			if err != nil {
				return v, &keyedError{e}
			}
			return v, nil
		}).Collect(t.Context())
		for _, r := range rs {
			e := r.Value
			if failed := new(keyedError); errors.As(r.Err, &failed) {
				e = failed.e
			}
			seen[e.key] = append(seen[e.key], e.i)
		}
		assert.Equal(t, want, seen)
	})
	bubble(t, "with n = 1 it is the input order", func(t *testing.T) {
		assert.Equal(t, "a1 b1 a2 c1 a3", toMarbles(t, second("a1 b1 a2 c1 a3").BufferedByKey(1, key, sleep)))
	})
	bubble(t, "a hot key holds one worker, and idles the others only by filling the window", func(t *testing.T) {
		l := gNewLog()
		pulled := 0
		task := func(ctx context.Context, v int) (int, error) {
			l.add("start %d", v)
			return v, gWait(ctx, time.Second)
		}
		hot := func(v int) bool { return v < 9 }
		require.NoError(t, pullsOf(10, &pulled).BufferedByKey(2, hot, task).Drain(t.Context()))
		assert.Contains(t, l.lines(), "2s start 9", "the window is 8: it comes into it when two have been received")
		assert.Contains(t, l.lines(), "8s start 8")
	})
	bubble(t, "the window is 4n and holds what waits for its key", func(t *testing.T) {
		pulled := 0
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		forever := func(ctx context.Context, v int) (int, error) { <-ctx.Done(); return 0, ctx.Err() }
		_ = pullsOf(100, &pulled).BufferedByKey(3, func(int) string { return "" }, forever).Drain(ctx)
		assert.Equal(t, 12, pulled)
		pulled = 0
		ctx, cancel = context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		_ = pullsOf(100, &pulled).BufferedByKey(3, func(int) string { return "" }, forever, stream.Window(5)).Drain(ctx)
		assert.Equal(t, 5, pulled)
	})
	bubble(t, "the key is asked for one element at a time, and so is the task above", func(t *testing.T) {
		var above, keys, tasks gauge
		s := stream.Iter(ints(20)).Inspect(func(int) { defer above.enter()(); time.Sleep(time.Second) }).
			BufferedByKey(4, func(v int) int { defer keys.enter()(); return v }, func(ctx context.Context, v int) (int, error) {
				defer tasks.enter()()
				return v, gWait(ctx, time.Minute)
			})
		require.NoError(t, s.Drain(t.Context()))
		assert.EqualValues(t, 1, above.peak.Load())
		assert.EqualValues(t, 1, keys.peak.Load())
		assert.EqualValues(t, 20, keys.total.Load())
		assert.EqualValues(t, 4, tasks.peak.Load())
	})
	bubble(t, "an error from above has no key and passes", func(t *testing.T) {
		never := func(int) int { panic("asked") }
		assert.Equal(t, "# #", toMarbles(t, fromMarbles("# #").BufferedByKey(2, never, func(_ context.Context, v int) (int, error) { return v, nil })))
	})
	bubble(t, "a value beside an error is dropped", func(t *testing.T) {
		failing := func(_ context.Context, v int) (int, error) { return v, errBoom }
		assert.Equal(t, "# #", toMarbles(t, stream.Of(7, 8).BufferedByKey(2, func(v int) int { return v }, failing)))
	})
	t.Run("a received value is not kept alive by its slot or its lane", func(t *testing.T) {
		big := stream.FromSeq(func(yield func([]byte) bool) {
			for range 64 {
				if !yield(make([]byte, 1<<20)) {
					return
				}
			}
		}).BufferedByKey(64, func(b []byte) int { return len(b) }, func(_ context.Context, b []byte) ([]byte, error) { return b, nil })
		before, received := liveHeap(), 0
		err := big.ForEach(t.Context(), func([]byte) {
			if received++; received == 64 {
				assert.Less(t, liveHeap()-before, int64(4<<20), "of 64 MB")
			}
		})
		assert.NoError(t, err)
	})
	bubble(t, "when the terminal stops at errors what waits for its key does not start", func(t *testing.T) {
		started := 0
		_, err := stream.Iter(ints(9)).BufferedByKey(3, func(int) int { return 0 }, func(_ context.Context, v int) (int, error) {
			started++
			time.Sleep(time.Second)
			return v, errBoom
		}).TryCollect(t.Context())
		require.ErrorIs(t, err, errBoom)
		assert.Equal(t, 1, started)
	})
	bubble(t, "a key that is asked for may panic", func(t *testing.T) {
		s := pullsOf(9, new(int)).BufferedByKey(3, func(v int) int {
			if v == 2 {
				gPanic()
			}
			return v
		}, func(ctx context.Context, v int) (int, error) { <-ctx.Done(); return v, ctx.Err() })
		gCall(func() { _ = s.Drain(t.Context()) }).recovered(t, errWhy, "gPanic")
	})
	t.Run("a key that cannot be compared panics as a map's does", func(t *testing.T) {
		s := stream.Of[any](1, []int{2}).BufferedByKey(2, func(v any) any { return v }, func(_ context.Context, v any) (any, error) { return v, nil })
		got := gCall(func() { _ = s.Drain(t.Context()) })
		assert.Contains(t, fmt.Sprint(got.value), "hash of unhashable type")
	})
	bubble(t, "memory depends on the window, not on the number of keys", func(t *testing.T) {
		n := heapElements()
		var samples []int64
		s := stream.FromSeq(func(yield func(int) bool) {
			for i := range n {
				if i%(n/4) == n/8 {
					samples = append(samples, liveHeap())
				}
				if !yield(i) {
					return
				}
			}
		}).BufferedByKey(4, func(v int) string { return fmt.Sprint(v) }, func(_ context.Context, v int) (int, error) { return v, nil })
		before := liveHeap()
		count, err := s.Count(t.Context())
		require.NoError(t, err)
		assert.Equal(t, n, count)
		for _, live := range samples {
			assert.Less(t, live-before, int64(1<<20))
		}
	})
}

type keyedError struct{ e keyedElement }

func (e *keyedError) Error() string { return fmt.Sprint("failed: ", e.e.i) }

// The table in the documentation of BufferedByKey.
func TestBufferedByKeyBusy(t *testing.T) {
	const n, length = 8, 4000
	busy := func(t *testing.T, keys int, hot float64, window int) (share float64) {
		r := rand.New(rand.NewPCG(5, 6))
		var work time.Duration
		es := make([]keyedElement, length)
		for i := range es {
			es[i] = keyedElement{i: i, key: r.IntN(keys), takes: time.Second + time.Duration(r.Int64N(int64(2*time.Second)))}
			if r.Float64() < hot {
				es[i].key = -1
			}
			work += es[i].takes
		}
		synctest.Test(t, func(t *testing.T) {
			start := time.Now()
			task := func(ctx context.Context, e keyedElement) (int, error) { return e.i, gWait(ctx, e.takes) }
			require.NoError(t, stream.Iter(es).BufferedByKey(n, keyOf, task, stream.Window(window)).Drain(t.Context()))
			share = float64(work) / float64(n*time.Since(start))
		})
		return share
	}
	for _, c := range []struct {
		keys int
		hot  float64   // share of one more key
		want []float64 // with a window of n, 2n, 4n, 16n
	}{
		{1000, 0, []float64{1, 1, 1, 1}},
		{2 * n, 0, []float64{0.77, 0.99, 1, 1}},
		{1000, 0.12, []float64{0.88, 0.97, 0.99, 0.99}},
		{1000, 0.25, []float64{0.49, 0.49, 0.49, 0.49}}, // 1 / (n * 0.25): the hot key is at work all the time
	} {
		for i, w := range []int{n, 2 * n, 4 * n, 16 * n} {
			got := busy(t, c.keys, c.hot, w)
			assert.InDelta(t, c.want[i], got, 0.01, "%d keys, hot key %.0f %%, window %d", c.keys, 100*c.hot, w)
		}
	}
}

func ExampleStream_BufferedByKey() {
	// Orders of a customer are booked one after another, those of different customers at the same time.
	type order struct{ customer, item string }
	book := func(_ context.Context, o order) (string, error) { return o.customer + ": " + o.item, nil }
	orders := stream.Of(order{"ann", "pen"}, order{"bob", "ink"}, order{"ann", "cap"})

	booked, err := orders.BufferedByKey(8, func(o order) string { return o.customer }, book).TryCollect(context.Background())
	slices.SortStableFunc(booked, func(a, b string) int { return strings.Compare(a[:3], b[:3]) })
	fmt.Printf("%q %v\n", booked, err)
	// Output: ["ann: pen" "ann: cap" "bob: ink"] <nil>
}
