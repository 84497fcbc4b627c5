package protocol

import "github.com/seed-09178888/leat/internal/protocol/explore"

// each is Job.Each of internal/ring.
func (r *ring) each() {
	r.start()
	r.consume()
	r.close()
}

// intoSink is Job.Sink of internal/ring.
func (r *ring) intoSink() {
	switch {
	case r.linked():
		r.crew.enlist()
		r.above.start()
		r.guarded(r.work)
		r.above.close()
	case r.job.Fed:
		r.guarded(r.runFeed)
	default:
		r.crew.enlist()
		r.guarded(r.work)
	}
	r.wait()
	r.close()
}

// model returns what the explorer checks.
func (c *Config) model() explore.Model[shared] {
	start := c.start()
	m := explore.Model[shared]{Start: start, Wrong: c.wrong, Quiet: c.quiet}
	add := func(name string, count int, run func(*ring)) {
		m.Programs = append(m.Programs, explore.Program[shared]{Name: name, Count: count, Run: func(p *process) {
			run(c.rings(p))
		}})
	}
	add("caller", 1, c.caller)
	workers := c.Jobs[0].Workers
	if c.Sink && !c.Jobs[0].Fed {
		workers--
	}
	if c.Break == OneTooMany {
		workers++
	}
	if workers > 0 {
		add("worker", workers, (*ring).worker)
	}
	if len(c.Jobs) > 1 {
		add("worker above", c.Jobs[1].Workers, func(r *ring) { r.above.worker() })
	}
	switch {
	case len(c.Jobs) > 1 && c.Jobs[1].Fed:
		add("feeder above", 1, func(r *ring) { r.above.feeder() })
	case c.Jobs[0].Fed && !c.Sink:
		add("feeder", 1, (*ring).feeder)
	}
	if c.Cancel {
		m.Programs = append(m.Programs, explore.Program[shared]{Name: "outside", Count: 1, Outside: true, Run: func(p *process) {
			first := p.Do(step{Name: "context ends", Optional: true, Do: func(s *shared) int {
				was := s.contexts[0]
				s.contexts[0] = yes
				return int(1 - was)
			}})
			if first == yes {
				c.rings(p).cancel(1)
			}
		}})
	}
	return m
}

// caller calls Each or Sink.
func (c *Config) caller(r *ring) {
	if c.Sink {
		r.intoSink()
	} else {
		r.each()
	}
	r.once("return", nil, func(s *shared) int {
		s.returned = yes
		return 0
	})
}
