package stream_test

import (
	"runtime"
	"testing"
	"weak"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestGuarantee04Memory(t *testing.T) {
	t.Run("memory does not depend on the length of the stream", gMemory)
	t.Run("what has been received is not kept alive", gForgets)
}

// gMemory: 20 MB flow through, in elements of 4 KB.
func gMemory(t *testing.T) {
	heap := func() int {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return int(m.HeapAlloc)
	}
	for _, b := range gBoundaries {
		for name, below := range map[string]func(stream.Stream[[]byte]) stream.Stream[[]byte]{
			"Map": func(s stream.Stream[[]byte]) stream.Stream[[]byte] { return b.below(s, 4, stream.Window(64)) },
			"FlatMap": func(s stream.Stream[[]byte]) stream.Stream[[]byte] {
				return b.below(s, 4).Chunks(5).FlatMap(stream.Iter)
			},
			"Chain": func(s stream.Stream[[]byte]) stream.Stream[[]byte] { return b.below(s.Chain(s), 4) },
		} {
			t.Run(b.name+", "+name, func(t *testing.T) {
				const length = 5_000
				early, late, n := 0, 0, 0
				src := gGenerate(length, func(int) {}).Map(func(i int) []byte { return make([]byte, 4096) })
				err := below(src).ForEach(t.Context(), func([]byte) {
					switch n++; n {
					case length / 10:
						early = heap()
					case length:
						late = heap()
					}
				})
				require.NoError(t, err)
				assert.Less(t, late, early+2<<20)
			})
		}
	}
}

// gForgets: 8 elements have been received and dropped, the source blocks. None but the last may still be reachable.
func gForgets(t *testing.T) {
	type big [1 << 12]byte
	self := func(v *big) *big { return v }
	for _, b := range gBoundaries {
		for name, below := range map[string]func(stream.Stream[*big]) stream.Stream[*big]{
			"no task":        func(s stream.Stream[*big]) stream.Stream[*big] { return b.below(s, 16) },
			"Map":            func(s stream.Stream[*big]) stream.Stream[*big] { return b.below(s.Map(self), 4, stream.Window(16)) },
			"Chain":          func(s stream.Stream[*big]) stream.Stream[*big] { return b.below(stream.Empty[*big]().Chain(s), 16) },
			"two boundaries": func(s stream.Stream[*big]) stream.Stream[*big] { return b.below(b.below(s, 16).Map(self), 16) },
			"Filter": func(s stream.Stream[*big]) stream.Stream[*big] {
				return b.below(s.Filter(func(*big) bool { return true }), 16)
			},
			"no boundary": func(s stream.Stream[*big]) stream.Stream[*big] { return s.Map(self).Chunks(1).FlatMap(stream.Iter) },
		} {
			t.Run(b.name+", "+name, func(t *testing.T) {
				const length = 8
				ch, received := make(chan *big), make(chan weak.Pointer[big], length)
				go func() {
					defer close(ch)
					for range length {
						ch <- new(big)
					}
					for i := range length {
						w := <-received
						for gc := 0; gc < 100 && i < length-1 && w.Value() != nil; gc++ {
							runtime.GC()
						}
						assert.Truef(t, i == length-1 || w.Value() == nil, "element %d is kept alive", i)
					}
				}()
				assert.NoError(t, below(stream.FromChan(ch)).ForEach(t.Context(), func(v *big) { received <- weak.Make(v) }))
			})
		}
	}
}
