package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// slow is a fetch of virtual seconds, and remembers how many ran at a time.
type slow struct {
	running, most atomic.Int64
	fails         string
}

var errMissing = errors.New("missing")

func (s *slow) fetch(ctx context.Context, name string) (document, error) {
	now := s.running.Add(1)
	defer s.running.Add(-1)
	for most := s.most.Load(); now > most && !s.most.CompareAndSwap(most, now); most = s.most.Load() {
	}
	select {
	case <-time.After(time.Duration(1+len(text(name))%7) * time.Second): // not all alike
	case <-ctx.Done():
		return document{}, ctx.Err()
	}
	if name == s.fails {
		return document{}, errMissing
	}
	return document{name, text(name)}, nil
}

// wanted are the documents with these names.
func wanted(names []string) []document {
	var docs []document
	for _, name := range names {
		docs = append(docs, document{name, text(name)})
	}
	return docs
}

func TestFetchingPatterns(t *testing.T) {
	for name, c := range map[string]struct {
		run       func(ctx context.Context, f fetch, names []string, n int) ([]document, error)
		atOnce    int64
		unordered bool
	}{
		"one by one": {run: func(ctx context.Context, f fetch, names []string, _ int) ([]document, error) {
			return oneByOne(ctx, f, names)
		}, atOnce: 1},
		"concurrently":          {run: concurrently, atOnce: 4},
		"order does not matter": {run: orderDoesNotMatter, atOnce: 4, unordered: true},
		"no boxes, ordered": {run: func(ctx context.Context, f fetch, names []string, n int) ([]document, error) {
			return noBoxes(ctx, f, names, n, true)
		}, atOnce: 4},
		"no boxes, unordered": {run: func(ctx context.Context, f fetch, names []string, n int) ([]document, error) {
			return noBoxes(ctx, f, names, n, false)
		}, atOnce: 4, unordered: true},
	} {
		t.Run(name+" yields all documents, so many at a time", func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s, start := new(slow), time.Now()
				docs, err := c.run(t.Context(), s.fetch, names(20), 4)
				require.NoError(t, err)
				if c.unordered {
					slices.SortFunc(docs, func(a, b document) int { return strings.Compare(a.name, b.name) })
				}
				assert.Equal(t, wanted(names(20)), docs)
				assert.Equal(t, c.atOnce, s.most.Load())
				var alone time.Duration
				for _, d := range docs {
					alone += time.Duration(1+len(d.text)%7) * time.Second
				}
				assert.GreaterOrEqual(t, time.Since(start), alone/time.Duration(c.atOnce))
				if c.atOnce > 1 {
					assert.Less(t, time.Since(start), alone/2)
				}
			})
		})
		t.Run(name+" ends at a failure", func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := &slow{fails: names(20)[5]}
				docs, err := c.run(t.Context(), s.fetch, names(20), 4)
				require.ErrorIs(t, err, errMissing)
				assert.Zero(t, s.running.Load())
				if !c.unordered {
					assert.Equal(t, wanted(names(5)), docs)
				}
			})
		})
	}
}

func TestComputingPatterns(t *testing.T) {
	docs := wanted(names(12))
	sequential, err := loop(t.Context(), docs)
	require.NoError(t, err)
	parallel, err := inParallel(t.Context(), docs)
	require.NoError(t, err)
	assert.Equal(t, sequential, parallel)

	want := map[string]int{}
	for _, d := range docs {
		for w := range strings.FieldsSeq(d.text) {
			want[w]++
		}
	}
	got, err := sharedData(t.Context(), docs)
	require.NoError(t, err)
	assert.True(t, maps.Equal(want, got.counts()), fmt.Sprint(want, got.counts()))
	assert.Equal(t, "no words", newIndex().String())
}
