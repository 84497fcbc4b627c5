package ring_test

import (
	"runtime"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/internal/ring"
)

func TestTable(t *testing.T) {
	t.Run("has no memory before an entry is grown", func(t *testing.T) {
		tb := ring.NewTable[int](3*ring.Segment + 1)
		for i := range 3*ring.Segment + 1 {
			assert.Nil(t, tb.At(i))
		}
	})
	t.Run("grows a segment at a time, whatever its length", func(t *testing.T) {
		for _, n := range []int{1, 2, ring.Segment - 1, ring.Segment, ring.Segment + 1, 3*ring.Segment + 7} {
			tb := ring.NewTable[int](n)
			*tb.Grow(n - 1) = 7
			assert.Equal(t, 7, *tb.At(n - 1), "n = %d", n)
			first := (n - 1) / ring.Segment * ring.Segment
			assert.NotNil(t, tb.At(first), "n = %d", n)
			if first > 0 {
				assert.Nil(t, tb.At(first-1), "n = %d", n)
			}
			for i := range n {
				*tb.Grow(i) = i
			}
			for i := range n {
				assert.Equal(t, i, *tb.At(i), "n = %d", n)
			}
		}
	})
	t.Run("has no entries beyond its length", func(t *testing.T) {
		tb := ring.NewTable[int](ring.Segment + 1)
		tb.Grow(ring.Segment)
		assert.Panics(t, func() { tb.At(ring.Segment + 1) })
	})
	t.Run("keeps an entry where it is", func(t *testing.T) {
		tb := ring.NewTable[int](ring.Segment)
		p := tb.Grow(3)
		*p = 5
		assert.Same(t, p, tb.Grow(3))
		tb.Grow(4)
		assert.Same(t, p, tb.At(3))
	})
	t.Run("is read while it grows", func(t *testing.T) {
		const n = 20 * ring.Segment
		tb := ring.NewTable[int](n)
		var written atomic.Int64
		go func() {
			for i := range n {
				*tb.Grow(i) = i
				written.Store(int64(i + 1))
			}
		}()
		for end := 0; end < n; end = int(written.Load()) {
			for i := range end {
				if v := tb.At(i); v == nil || *v != i {
					require.Fail(t, "entry lost", "%d", i)
				}
			}
			_ = tb.At(n - 1) // nil or not, but no race
			runtime.Gosched()
		}
	})
}

func TestLanes(t *testing.T) {
	for w, lanes := range map[int]int{1: 1, 2: 2, 3: 4, 4: 4, 5: 8, 100: 128, 128: 128, 129: 256, 1 << 20: 1 << 20} {
		assert.Equal(t, lanes, ring.Lanes(w), "w = %d", w)
	}
}
