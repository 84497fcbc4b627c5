package protocol_test

import (
	"flag"
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/internal/protocol"
)

var large = flag.Bool("large", false, "check the large configurations as well, for minutes: make model")

type (
	config = protocol.Config
	jobs   = []protocol.Job
)

var of = protocol.Of

// The large configurations have up to so many states, which take some gigabytes.
const most = 25_000_000

var largeConfigs = []config{
	// One ring, indexed.
	{Jobs: jobs{{Workers: 2, Window: 2, Size: 3}}, Spin: true},
	{Jobs: jobs{{Workers: 2, Window: 2, Size: 3}}, Cancel: true},
	{Jobs: jobs{{Workers: 2, Window: 2, Size: 4}}},
	{Jobs: jobs{{Workers: 2, Window: 3, Size: 4}}},
	{Jobs: jobs{{Workers: 2, Window: 2, Size: 3, Drops: of(0, 1)}}, Cancel: true},
	{Jobs: jobs{{Workers: 2, Window: 2, Size: 3, Unordered: true, Drops: of(1)}}},
	{Jobs: jobs{{Workers: 2, Window: 2, Size: 3, Stops: true, UsesCtx: true, Fails: of(1, 2)}}},
	{Jobs: jobs{{Workers: 2, Window: 2, Size: 3, FailFast: true, Fails: of(1, 2)}}, Cancel: true},
	{Jobs: jobs{{Workers: 2, Window: 2, Size: 3, Unordered: true, Stops: true, Fails: of(1)}}},
	{Jobs: jobs{{Workers: 2, Window: 2, Size: 4, Panics: of(2)}}},
	{Jobs: jobs{{Workers: 2, Window: 2, Size: 4}}, Leave: 2},
	{Jobs: jobs{{Workers: 3, Window: 3, Size: 4}}, Sink: true},
	{Jobs: jobs{{Workers: 3, Window: 3, Size: 3}}, Sink: true, Cancel: true},
	{Jobs: jobs{{Workers: 3, Window: 3, Size: 3, Unordered: true, Drops: of(1)}}, Sink: true},
	{Jobs: jobs{{Workers: 2, Window: 3, Size: 5}}, Sink: true, Cancel: true},
	{Jobs: jobs{{Workers: 3, Window: 3, Size: 4, Fails: of(1, 2), Stops: true, UsesCtx: true}}, Sink: true},

	// One ring, fed.
	{Jobs: jobs{{Workers: 1, Window: 2, Size: 4, Fed: true}}, Spin: true},
	{Jobs: jobs{{Workers: 1, Window: 2, Size: 4, Fed: true, Drops: of(1)}}},
	{Jobs: jobs{{Workers: 1, Window: 2, Size: 3, Fed: true}}, Cancel: true},
	{Jobs: jobs{{Workers: 1, Window: 2, Size: 4, Fed: true, Unordered: true}}},
	{Jobs: jobs{{Workers: 1, Window: 2, Size: 3, Fed: true, Unordered: true, UpErrs: of(1), Stops: true}}},
	{Jobs: jobs{{Workers: 1, Window: 2, Size: 3, Fed: true, UpErrs: of(1), FailFast: true}}},
	{Jobs: jobs{{Workers: 1, Window: 2, Size: 3, Fed: true, Stops: true, Fails: of(1), UsesCtx: true}}},
	{Jobs: jobs{{Workers: 2, Window: 2, Size: 2, Fed: true}}},
	{Jobs: jobs{{Workers: 2, Window: 2, Size: 3, Fed: true}}, Sink: true},
	{Jobs: jobs{{Workers: 1, Window: 2, Size: 4, Fed: true}}, Sink: true, Spin: true},
	{Jobs: jobs{{Workers: 1, Window: 3, Size: 4, Fed: true}}, Sink: true, Cancel: true},
	{Jobs: jobs{{Workers: 1, Window: 2, Size: 4, Fed: true, Unordered: true, Drops: of(1)}}, Sink: true},
	{Jobs: jobs{{Workers: 1, Window: 2, Size: 4, Fed: true, Unordered: true, UpErrs: of(1), FailFast: true}}, Sink: true},

	// Two rings.
	{Jobs: jobs{{Workers: 1, Window: 1}, {Workers: 1, Window: 1, Size: 2}}},
	{Jobs: jobs{{Workers: 1, Window: 1}, {Workers: 1, Window: 1, Size: 2}}, Leave: 1},
	{Jobs: jobs{{Workers: 1, Window: 1}, {Workers: 1, Window: 1, Size: 3}}, Sink: true, Cancel: true},
	{Jobs: jobs{{Workers: 1, Window: 1}, {Workers: 1, Window: 1, Size: 3}}, Sink: true, Spin: true},
	{Jobs: jobs{{Workers: 1, Window: 2}, {Workers: 1, Window: 1, Size: 4}}, Sink: true},
	{Jobs: jobs{{Workers: 1, Window: 1}, {Workers: 1, Window: 2, Size: 4}}, Sink: true},
	{Jobs: jobs{{Workers: 1, Window: 1}, {Workers: 1, Window: 1, Size: 1, Fed: true}}, Sink: true},
	{Jobs: jobs{{Workers: 1, Window: 1, Unordered: true}, {Workers: 1, Window: 1, Size: 3, Unordered: true}}, Sink: true},
	{Jobs: jobs{{Workers: 1, Window: 1}, {Workers: 1, Window: 1, Size: 3, Drops: of(1)}}, Sink: true},
	{Jobs: jobs{{Workers: 1, Window: 1, Drops: of(1)}, {Workers: 1, Window: 1, Size: 3}}, Sink: true},
	{Jobs: jobs{{Workers: 1, Window: 1, Stops: true}, {Workers: 1, Window: 1, Size: 3, Fails: of(1), Stops: true}}, Sink: true},
	{Jobs: jobs{{Workers: 1, Window: 1}, {Workers: 1, Window: 1, Size: 3, Fails: of(1), FailFast: true}}, Sink: true},
	{Jobs: jobs{{Workers: 1, Window: 1, Fails: of(0), FailFast: true}, {Workers: 1, Window: 1, Size: 3}}, Sink: true},
	{Jobs: jobs{{Workers: 1, Window: 1, Unordered: true}, {Workers: 1, Window: 1, Size: 3, Fails: of(1)}}, Sink: true},
	{Jobs: jobs{{Workers: 1, Window: 2, Unordered: true}, {Workers: 1, Window: 1, Size: 3, Fails: of(0)}}, Sink: true, Cancel: true},
	{Jobs: jobs{{Workers: 1, Window: 1, Unordered: true, FailFast: true}, {Workers: 1, Window: 1, Size: 3, Fails: of(1)}}, Sink: true},
	{Jobs: jobs{{Workers: 1, Window: 1, SeesErrs: true}, {Workers: 1, Window: 1, Size: 3, Fails: of(1)}}, Sink: true},
	{Jobs: jobs{{Workers: 1, Window: 1, Stops: true, Fails: of(1)}, {Workers: 1, Window: 2, Size: 3, Stops: true, UsesCtx: true}}, Sink: true},
	{Jobs: jobs{{Workers: 1, Window: 1, Panics: of(0)}, {Workers: 1, Window: 1, Size: 3}}, Sink: true},
	{Jobs: jobs{{Workers: 1, Window: 1}, {Workers: 1, Window: 1, Size: 3, Panics: of(1)}}, Sink: true},
}

func TestLarge(t *testing.T) {
	if !*large {
		t.Skip("takes minutes: make model")
	}
	for _, c := range largeConfigs {
		v := c.Check(most)
		fmt.Printf("%10d states %11d steps %7.1fs  %s\n", v.States, v.Steps, v.Took.Seconds(), c)
		assert.Empty(t, v.Fault, "%s\n%s", c, v.Trace)
	}
}
