package ring

import (
	"runtime"
	"sync/atomic"

	"github.com/sourcegraph/conc/panics"
)

// A Guard catches what user code does to a goroutine that is not the caller's,
// a panic or a Goexit, so that it can be continued in the caller's. The zero Guard is ready.
type Guard struct {
	crashed atomic.Pointer[panics.Recovered]
	goexit  atomic.Bool
}

// Run calls f and, if it has panicked or called Goexit, end, which ends the run.
func (g *Guard) Run(f, end func()) {
	normal := false
	defer func() {
		if normal {
			return
		}
		if v := recover(); v != nil {
			g.crashed.CompareAndSwap(nil, Recovered(v))
		} else {
			g.goexit.Store(true)
		}
		end()
	}()
	f()
	normal = true
}

// Rethrow continues what was caught, the first panic or else a Goexit, if there was any.
func (g *Guard) Rethrow() {
	if p := g.crashed.Load(); p != nil {
		panic(p)
	}
	if g.goexit.Load() {
		runtime.Goexit()
	}
}

// Recovered is what is panicked with for a recovered value: the value and the
// stack of its panic, wrapped once.
func Recovered(v any) *panics.Recovered {
	if p, ok := v.(*panics.Recovered); ok {
		return p
	}
	p := panics.NewRecovered(2, v)
	return &p
}
