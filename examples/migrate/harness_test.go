package migrate_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/stage/stagetest"
)

var errDown = errors.New("down")

// A site takes its time, on virtual clocks, and writes down what was asked of it.
type site struct {
	takes map[string]time.Duration // a second if not said otherwise
	fails map[string]error
	gauge stagetest.Gauge
	mu    struct {
		sync.Mutex
		asked, cancelled []string
	}
}

func (s *site) fetch(ctx context.Context, url string) (string, error) {
	defer s.gauge.Enter()()
	s.note(&s.mu.asked, url)
	takes := s.takes[url]
	if takes == 0 {
		takes = time.Second
	}
	select {
	case <-time.After(takes):
		return "page of " + url, s.fails[url]
	case <-ctx.Done():
		s.note(&s.mu.cancelled, url)
		return "", ctx.Err()
	}
}

func (s *site) visit(ctx context.Context, url string) error {
	_, err := s.fetch(ctx, url)
	return err
}

func (s *site) note(list *[]string, url string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	*list = append(*list, url)
}

// An outcome is what can be seen of a run from outside.
type outcome struct {
	pages []string
	err   error
	took  time.Duration
	peak  int

	asked, cancelled []string // sorted: at one instant they come in any order
}

// run runs one half in a bubble, which ends only when all of its goroutines have.
func run(t *testing.T, s *site, half func(ctx context.Context, s *site) ([]string, error)) (o outcome) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		o.pages, o.err = half(t.Context(), s)
		o.took = time.Since(start)
		assert.Zero(t, s.gauge.Running(), "it has returned, and something still runs")
		o.peak = s.gauge.Peak()
		s.mu.Lock()
		defer s.mu.Unlock()
		o.asked, o.cancelled = slices.Sorted(slices.Values(s.mu.asked)), slices.Sorted(slices.Values(s.mu.cancelled))
	})
	return o
}

// urls are n of them.
func urls(n int) (all []string) {
	for i := range n {
		all = append(all, fmt.Sprintf("/%02d", i))
	}
	return all
}
