package protocol

import "github.com/seed-09178888/leat/internal/protocol/explore"

// Check visits all states of a configuration, limit at most.
func (c Config) Check(limit int) explore.Verdict {
	if jobs := c.Jobs; len(jobs) > 1 {
		c.Jobs = []Job{jobs[0], jobs[1]}
		c.Jobs[0].name, c.Jobs[1].name = below, "above."
		c.Jobs[0].Size = c.Jobs[1].Size
	}
	return c.model().Check(limit)
}
