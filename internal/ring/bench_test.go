package ring_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/seed-09178888/leat/internal/ring"
)

// BenchmarkRing measures what the ring costs an element whose task costs
// nothing: ns/element, and allocs/element with the fixed costs of a run spread over 100,000.
func BenchmarkRing(b *testing.B) {
	const size = 100_000
	for _, n := range []int{2, 10, 100} {
		for _, unordered := range []bool{false, true} {
			for _, fed := range []bool{false, true} {
				for _, sink := range []bool{false, true} {
					name := fmt.Sprintf("%s/%s/%s/n=%d", pick(sink, "sink", "each"), pick(unordered, "unordered", "ordered"), pick(fed, "fed", "indexed"), n)
					b.Run(name, func(b *testing.B) { benchmark(b, count(n, size, unordered, fed), size, sink) })
				}
			}
		}
	}
}

func pick(b bool, yes, no string) string {
	if b {
		return yes
	}
	return no
}

// count is a job whose tasks add one.
func count(n, size int, unordered, fed bool) ring.Job[int] {
	j := ring.Job[int]{
		Workers: n, Window: n, Size: size, Unordered: unordered, Abort: func() {},
		Run: func(_ context.Context, lane int) (int, error) { return lane + 1, nil },
	}
	if fed {
		lanes := make([]int, ring.Lanes(n))
		j.Run = func(_ context.Context, lane int) (int, error) { return lanes[lane] + 1, nil }
		j.Feed = func(_ context.Context, in *ring.Inlet) {
			for i := range size {
				lanes[in.Lane] = i
				if !in.Commit(nil) {
					return
				}
			}
		}
	}
	return j
}

func benchmark(b *testing.B, j ring.Job[int], size int, sink bool) {
	b.ReportAllocs()
	sum := 0
	emit := func(v int, _ error) bool {
		sum += v
		return true
	}
	for b.Loop() {
		if sink {
			j.Sink(b.Context(), emit)
		} else {
			j.Each(b.Context(), emit)
		}
	}
	elements := float64(b.N) * float64(size)
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/elements, "ns/element")
	b.ReportMetric(0, "ns/op")
}
