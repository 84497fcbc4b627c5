package ring

import (
	"context"
	"runtime/pprof"
)

// labelled returns ctx with the name of the boundary as a profiler label, which
// tasks that use pprof.Do keep.
func labelled(ctx context.Context, name string) context.Context {
	if name == "" {
		return ctx
	}
	return pprof.WithLabels(ctx, pprof.Labels("leat", name))
}

// label labels the calling goroutine. Workers of linked rings start each other and would
// inherit the other's name.
func (r *ring[T]) label() {
	if r.Name != "" || r.linked() || r.below != nil {
		pprof.SetGoroutineLabels(r.ctx)
	}
}
