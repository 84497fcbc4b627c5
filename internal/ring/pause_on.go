//go:build interleave

package ring

import "sync/atomic"

// Pause is called at every hand-over point; tests set it to yield or to sleep.
var Pause atomic.Pointer[func()]

func pause() {
	if f := Pause.Load(); f != nil {
		(*f)()
	}
}
