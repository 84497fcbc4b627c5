package main

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"runtime/metrics"
	"time"

	"github.com/seed-09178888/leat/stream"
)

// A block is an element: large enough to show if it is kept.
type block struct {
	number int
	_      [248]byte
}

// chain sends n blocks through three boundaries, none of which knows the number beforehand.
func chain(n int) stream.Stream[*block] {
	numbers := stream.Unfold(0, func(i int) (int, int, bool) { return i, i + 1, i < n })
	key := func(b *block) int { return b.number % 61 }
	return numbers.Map(func(i int) *block { return &block{number: i} }).Buffered(8, stream.Window(64)).
		Filter(func(b *block) bool { return b.number%10 != 9 }).BufferedUnordered(8).
		BufferedByKey(8, key, func(_ context.Context, b *block) (*block, error) { return b, nil })
}

// samples is how often memory is looked at, warmUp which of them is the first that counts.
const (
	samples = 20
	warmUp  = 2
)

// A sample is the memory of the process, in bytes.
type sample struct{ resident, live int64 }

func take() sample { return sample{resident(), metric("/gc/heap/live:bytes")} }

func metric(name string) int64 {
	read := []metrics.Sample{{Name: name}}
	metrics.Read(read)
	return int64(read[0].Value.Uint64())
}

// soak runs s, which is to yield nine tenths of n elements, and reports the
// first sample that exceeds the warm one by more than growth.
func soak(ctx context.Context, s stream.Stream[*block], n int, growth int64, say func(line string)) error {
	var (
		received int
		warm     sample
		failure  error
		total    = n - n/10
		began    = time.Now()
	)
	debug.FreeOSMemory() // what came before the run does not count
	say("     received   resident       live    ns/element")
	err := s.ForEach(ctx, func(*block) {
		received++
		k := received * samples / total
		if k == (received-1)*samples/total {
			return
		}
		now := take()
		say(fmt.Sprintf("%13d %7.1f MiB %6.1f MiB %13d", received, mib(now.resident), mib(now.live), int(time.Since(began))/received))
		switch {
		case k == warmUp:
			warm = now
		case k > warmUp && failure == nil:
			failure = exceeds(warm, now, growth, received)
		}
	})
	if err == nil && received != total {
		err = fmt.Errorf("%d elements came, not %d", received, total)
	}
	return errors.Join(err, failure)
}

func exceeds(warm, now sample, growth int64, received int) error {
	if more := now.resident - warm.resident; more > growth {
		return fmt.Errorf("resident memory has grown by %.1f MiB after %d elements, %.1f MiB may be", mib(more), received, mib(growth))
	}
	if more := now.live - warm.live; more > growth {
		return fmt.Errorf("the live heap has grown by %.1f MiB after %d elements, %.1f MiB may be", mib(more), received, mib(growth))
	}
	return nil
}

func mib(bytes int64) float64 { return float64(bytes) / (1 << 20) }
