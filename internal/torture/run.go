package main

import (
	"context"
	"errors"
	"time"

	"github.com/seed-09178888/leat/stream"
)

// run runs the plan once and returns the world in which it did, and what came of it.
func (p *plan) run() (*world, outcome) {
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	w := &world{plan: p, cancel: cancel}
	w.body = w.gauge(1, "the function of the terminal")
	s := w.build()
	watchHandovers(w)
	defer watchHandovers(nil)
	switch p.fault.name {
	case cancelledBefore:
		w.end()
	case cancelsInTime:
		w.timers.after(time.Duration(p.fault.at)*time.Microsecond, w.end)
	}
	var out outcome
	done := make(chan struct{})
	go func() {
		normal := false
		defer func() {
			w.countGoroutines()
			if v := recover(); v != nil {
				out.value = v
			} else if !normal {
				out.goexit = true
			}
			close(done)
		}()
		p.terminal.run(w, ctx, s, &out)
		normal = true
	}()
	<-done
	if n := w.running.Load(); n != 0 {
		w.violated("%d functions still run after the end", n)
	}
	w.over.Store(true)
	w.timers.stop()
	w.judge(ctx.Err() != nil, out)
	return w, out
}

// build makes the stream. Tasks between two boundaries are counted together.
func (w *world) build() stream.Stream[int] {
	w.quota = w.newQuota(w.limit)
	links := make([]*link, len(w.links))
	task := w.gauge(1, "a task")
	first := task
	for i, l := range w.links {
		own := *l // a plan can be run again
		l = &own
		links[i] = l
		l.task, l.own = task, task
		switch l.kind {
		case element, chained:
			continue
		case buffer:
			task.limit = int64(l.n)
		case boundary:
			l.own = w.gauge(l.n, "the function of "+l.String())
		case sequence:
			l.own = w.gauge(1, "the function of "+l.String())
		}
		task = w.gauge(1, "a task below "+l.String())
		if l.kind == head {
			l.own = task
		}
	}
	if w.terminal.concurrent {
		task.limit, w.body.limit = int64(w.k), int64(w.k)
	}
	s := w.source.stream(w, first)
	for _, l := range links {
		s = l.leat(w, l, s)
	}
	return s
}

// failed is what a run must not be.
func (w *world) failed() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	var errs []error
	for _, v := range w.mu.violations {
		errs = append(errs, errors.New(v))
	}
	return errors.Join(errs...)
}
