//go:build interleave

package main

import (
	"sync/atomic"

	"github.com/seed-09178888/leat/internal/ring"
)

// With the tag, the engine calls the world that runs at every hand-over point.
const handovers = true

var current atomic.Pointer[world]

func init() {
	call := func() {
		if w := current.Load(); w != nil {
			w.handover()
		}
	}
	ring.Pause.Store(&call)
}

// watchHandovers makes w the world that is called; nil: none is.
func watchHandovers(w *world) { current.Store(w) }
