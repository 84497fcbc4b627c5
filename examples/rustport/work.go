package main

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"sync"
)

// A sum is a checksum.
type sum [sha256.Size]byte

type sums []sum

// checksum computes for a while: it hashes the text, and 20,000 times the hash.
func checksum(d document) sum {
	s := sha256.Sum256([]byte(d.text))
	for range 20_000 {
		s = sha256.Sum256(s[:])
	}
	return s
}

// String tells sums of equal documents from others.
func (s sums) String() string {
	all := sha256.New()
	for _, one := range s {
		all.Write(one[:])
	}
	return fmt.Sprintf("%d sums, %x in all", len(s), all.Sum(nil)[:4])
}

// An index counts words, for any number of goroutines.
type index struct {
	mu struct {
		sync.Mutex
		count map[string]int
	}
}

func newIndex() *index {
	x := new(index)
	x.mu.count = make(map[string]int)
	return x
}

func (x *index) add(words []string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, w := range words {
		x.mu.count[w]++
	}
}

// counts is a copy of the index.
func (x *index) counts() map[string]int {
	x.mu.Lock()
	defer x.mu.Unlock()
	return maps.Clone(x.mu.count)
}

func (x *index) String() string {
	counts := x.counts()
	if len(counts) == 0 {
		return "no words"
	}
	most := slices.MaxFunc(slices.Sorted(maps.Keys(counts)), func(a, b string) int { return cmp.Compare(counts[a], counts[b]) })
	return fmt.Sprintf("%d words, most often %q: %d", len(counts), most, counts[most])
}
