package stream_test

import (
	"slices"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
)

// rBytes draws numbers from data: one byte each, two if the range needs them.
// So a byte that is changed is another stage or argument, and what is behind it
// stays as it was; rapid's own MakeFuzz takes 8 bytes a number and more. Behind the end of data come zeros.
func rBytes(data []byte) rDraws {
	return func(_ string, from, to int) int {
		n := 0
		for size := to - from; size > 0; size >>= 8 {
			n <<= 8
			if len(data) > 0 {
				n += int(data[0])
				data = data[1:]
			}
		}
		return from + n%(to-from+1)
	}
}

// FuzzChain is TestRandomChains for chains that are written as bytes, so that
// those that reach new code are found and kept.
func FuzzChain(f *testing.F) {
	f.Fuzz(func(t *testing.T, data []byte) {
		r := drawRun(rBytes(data))
		synctest.Test(t, func(t *testing.T) { r.check(t.Context(), t) })
	})
}

func TestRandomBytes(t *testing.T) {
	draw := rBytes([]byte{7, 200, 1, 2, 9})
	got := []int{draw("", 0, 9), draw("", 1, 6), draw("", 0, 30_000), draw("", 3, 3), draw("", 0, 8), draw("", 2, 8), draw("", 0, 1000)}
	assert.Equal(t, []int{7, 1 + 200%6, 0x102, 3, 0, 2, 0}, got)
	// All that can be drawn is drawn.
	var seen []int
	for b := range 256 {
		seen = append(seen, rBytes([]byte{byte(b)})("", 1, 6))
	}
	slices.Sort(seen)
	assert.Equal(t, []int{1, 2, 3, 4, 5, 6}, slices.Compact(seen))
}
