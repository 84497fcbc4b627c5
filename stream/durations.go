package stream

import (
	"math"
	"slices"
	"sync"
	"time"
)

// durations are those of recent tasks, and a percentile of them.
type durations struct {
	mu struct {
		sync.Mutex
		recent     [128]time.Duration
		n          int // that were added in all
		percentile time.Duration
	}
}

// few is how many durations say nothing yet, and how often the percentile is computed anew.
const few = 16

func (d *durations) add(took time.Duration, percent float64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.mu.recent[d.mu.n%len(d.mu.recent)] = took
	d.mu.n++
	if d.mu.n%few != 0 {
		return
	}
	sorted := slices.Clone(d.mu.recent[:min(d.mu.n, len(d.mu.recent))])
	slices.Sort(sorted)
	rank := int(math.Ceil(percent / 100 * float64(len(sorted)))) // nearest rank
	d.mu.percentile = sorted[max(rank, 1)-1]
}

// percentile is 0 while there are too few.
func (d *durations) percentile() time.Duration {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.mu.percentile
}
