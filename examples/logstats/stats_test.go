package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/source"
	"github.com/seed-09178888/leat/stream"
)

// lines is a chunk of these lines.
func lines(name string, at int, texts ...string) chunk {
	c := chunk{name: name}
	for i, text := range texts {
		c.lines = append(c.lines, stream.Indexed[string]{Index: at + i, Value: text})
	}
	return c
}

func request(path string) string { return fmt.Sprintf(`h - - [t] "GET %s H" 200 10 0.001`, path) }

func TestStats(t *testing.T) {
	t.Run("the order of the parts does not matter", func(t *testing.T) {
		var parts []*part
		for i := range 20 {
			parts = append(parts, count(lines(fmt.Sprint("file", i%3), 100*i, request("/a"), "bad", request(fmt.Sprint("/", i%4)), "bad")))
		}
		var want string
		for range 10 {
			s := newStats()
			for _, at := range rand.Perm(len(parts)) {
				s.add(parts[at])
			}
			s.failed(&source.Error{Name: "file0", Line: 50, Err: source.ErrTooLong})
			got := fmt.Sprint(s.first, string(s.table(10)))
			if want == "" {
				want = got
			}
			assert.Equal(t, want, got)
			assert.Equal(t, 41, s.bad)
			assert.Equal(t, 81, s.lines)
			require.Len(t, s.first, shown)
			assert.EqualError(t, s.first[0], "file0:2: "+errTime.Error())
			assert.EqualError(t, s.first[2], "file0:50: "+source.ErrTooLong.Error())
			assert.EqualError(t, s.first[3], "file0:302: "+errTime.Error())
		}
	})

	t.Run("whatever is no line is a failure of its file", func(t *testing.T) {
		s := newStats()
		s.failed(errors.New("gone"))
		s.failed(&source.Error{Name: "x", Line: 3, Err: errors.New("broken")})
		assert.Zero(t, s.lines)
		assert.Len(t, s.failures, 2)
	})

	t.Run("percentiles have three digits", func(t *testing.T) {
		s := newStats()
		for i := range 10_000 {
			s.add(&part{took: []time.Duration{time.Duration(i+1) * 123 * time.Microsecond}})
		}
		for _, p := range []float64{50, 90, 99, 100} {
			assert.InEpsilon(t, p*100*123e3, float64(s.percentile(p)), 0.005)
		}
		assert.Equal(t, "615ms", s.percentile(50).String())
	})
}

func TestPrune(t *testing.T) {
	t.Run("all counts are lowered by that of the first path that goes", func(t *testing.T) {
		s := newStats()
		s.maxPaths = 2
		s.missing = 1
		s.add(&part{paths: map[string]int{"/a": 9, "/b": 7, "/c": 4, "/d": 3, "/e": 1}})
		assert.Equal(t, map[string]int{"/a": 5, "/b": 3}, s.paths)
		assert.Equal(t, 1+4, s.missing)
	})

	for _, distinct := range []int{3, 20, 100, 10_000} {
		t.Run(fmt.Sprintf("of %d paths, counts are as exact as promised", distinct), func(t *testing.T) {
			r := rand.New(rand.NewPCG(1, uint64(distinct)))
			zipf := rand.NewZipf(r, 1.1, 1, uint64(distinct-1))
			exact := map[string]int{}
			s := newStats()
			s.maxPaths = 20
			n := 0
			for range 500 {
				p := &part{paths: map[string]int{}}
				for range 100 {
					path := fmt.Sprint("/", zipf.Uint64())
					exact[path]++
					p.paths[path]++
					n++
				}
				s.add(p)
				require.LessOrEqual(t, len(s.paths), 2*s.maxPaths)
			}
			assert.LessOrEqual(t, s.missing, n/s.maxPaths)
			assert.Equal(t, distinct > 2*s.maxPaths, s.missing > 0)
			for path, n := range exact {
				assert.LessOrEqual(t, s.paths[path], n)
				assert.GreaterOrEqual(t, s.paths[path], n-s.missing)
			}
			if s.missing > 0 {
				assert.Contains(t, string(s.table(3)), fmt.Sprintf("More than 20 paths: each number may be too low by up to %d.\n", s.missing))
			}
		})
	}
}
