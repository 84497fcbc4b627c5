package protocol_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// Small configurations have up to so many states.
const few = 1_000_000

var smallConfigs = []config{
	// One ring, indexed.
	{Jobs: jobs{{Workers: 1, Window: 1, Size: 2}}, Spin: true, Cancel: true},
	{Jobs: jobs{{Workers: 1, Window: 2, Size: 3, Drops: of(1)}}, Cancel: true},
	{Jobs: jobs{{Workers: 1, Window: 2, Size: 3, Unordered: true, Drops: of(0)}}},
	{Jobs: jobs{{Workers: 2, Window: 2, Size: 2}}},
	{Jobs: jobs{{Workers: 2, Window: 2, Size: 3}}, Leave: 1},
	{Jobs: jobs{{Workers: 2, Window: 2, Size: 3, Panics: of(1)}}},
	{Jobs: jobs{{Workers: 2, Window: 2, Size: 2, Stops: true, UsesCtx: true, Fails: of(0, 1)}}},
	{Jobs: jobs{{Workers: 2, Window: 2, Size: 2, FailFast: true, Fails: of(0, 1)}}},
	{Jobs: jobs{{Workers: 2, Window: 2, Size: 3, Unordered: true, Stops: true, Fails: of(1)}}, Sink: true},
	{Jobs: jobs{{Workers: 2, Window: 2, Size: 5}}, Sink: true},
	{Jobs: jobs{{Workers: 2, Window: 3, Size: 4}}, Sink: true, Cancel: true},
	{Jobs: jobs{{Workers: 2, Window: 3, Size: 4}}, Sink: true, Spin: true},
	{Jobs: jobs{{Workers: 2, Window: 3, Size: 4, Unordered: true, Drops: of(1)}}, Sink: true},
	{Jobs: jobs{{Workers: 2, Window: 3, Size: 4, Stops: true, UsesCtx: true, Fails: of(1, 2)}}, Sink: true},
	{Jobs: jobs{{Workers: 2, Window: 3, Size: 4, FailFast: true, Fails: of(1, 2)}}, Sink: true},
	{Jobs: jobs{{Workers: 2, Window: 3, Size: 4, Panics: of(1)}}, Sink: true},

	// One ring, fed.
	{Jobs: jobs{{Workers: 1, Window: 1, Size: 1, Fed: true}}, Cancel: true},
	{Jobs: jobs{{Workers: 1, Window: 2, Size: 2, Fed: true}}},
	{Jobs: jobs{{Workers: 1, Window: 1, Size: 2, Fed: true, Unordered: true, UpErrs: of(0)}}},
	{Jobs: jobs{{Workers: 1, Window: 2, Size: 3, Fed: true, UpErrs: of(1), FailFast: true}}, Sink: true},
	{Jobs: jobs{{Workers: 1, Window: 2, Size: 3, Fed: true, UpErrs: of(1), Stops: true}}, Sink: true},
	{Jobs: jobs{{Workers: 1, Window: 2, Size: 3, Fed: true, UpErrs: of(1), SeesErrs: true}}, Sink: true},
	{Jobs: jobs{{Workers: 1, Window: 2, Size: 4, Fed: true}}, Sink: true, Spin: true},
	{Jobs: jobs{{Workers: 1, Window: 2, Size: 3, Fed: true}}, Sink: true, Cancel: true},
	{Jobs: jobs{{Workers: 1, Window: 2, Size: 3, Fed: true, Unordered: true, Drops: of(1)}}, Sink: true},

	// Two rings.
	{Jobs: jobs{{Workers: 1, Window: 1}, {Workers: 1, Window: 1, Size: 1}}, Cancel: true},
	{Jobs: jobs{{Workers: 1, Window: 1}, {Workers: 1, Window: 1, Size: 2}}, Sink: true},
	{Jobs: jobs{{Workers: 1, Window: 1}, {Workers: 1, Window: 2, Size: 2}}, Sink: true},
	{Jobs: jobs{{Workers: 1, Window: 2}, {Workers: 1, Window: 1, Size: 3}}, Sink: true},
	{Jobs: jobs{{Workers: 1, Window: 1, Drops: of(0)}, {Workers: 1, Window: 1, Size: 2}}, Sink: true},
	{Jobs: jobs{{Workers: 1, Window: 1}, {Workers: 1, Window: 1, Size: 2, Drops: of(0)}}, Sink: true},
	{Jobs: jobs{{Workers: 1, Window: 1, Stops: true}, {Workers: 1, Window: 1, Size: 2, Fails: of(0), Stops: true}}, Sink: true},
	{Jobs: jobs{{Workers: 1, Window: 1}, {Workers: 1, Window: 1, Size: 2, Panics: of(0)}}, Sink: true},
}

func TestProtocol(t *testing.T) {
	for _, c := range smallConfigs {
		t.Run(c.String(), func(t *testing.T) {
			v := c.Check(few)
			assert.Empty(t, v.Fault, "%s", v.Trace)
		})
	}
}
