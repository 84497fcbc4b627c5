package protocol_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/internal/protocol"
)

// Each property can fail: in a protocol that is broken in one place, in the smallest
// configuration in which that matters.
func TestMutations(t *testing.T) {
	var (
		each   = config{Jobs: jobs{{Workers: 1, Window: 1, Size: 2}}}
		sink   = config{Jobs: jobs{{Workers: 2, Window: 2, Size: 3}}, Sink: true}
		cancel = config{Jobs: jobs{{Workers: 1, Window: 1, Size: 2}}, Cancel: true}
		panics = config{Jobs: jobs{{Workers: 1, Window: 1, Size: 2, Panics: of(0)}}}
		drops  = config{Jobs: jobs{{Workers: 1, Window: 1, Size: 3, Drops: of(1)}}}
		fails  = config{Jobs: jobs{{Workers: 2, Window: 2, Size: 3, Stops: true, UsesCtx: true, Fails: of(0)}}, Sink: true}
		first  = config{Jobs: jobs{{Workers: 2, Window: 2, Size: 2, FailFast: true, Fails: of(1)}}}
		wider  = config{Jobs: jobs{{Workers: 1, Window: 2, Size: 3}}}
		gaps   = config{Jobs: jobs{{Workers: 2, Window: 2, Size: 3, Drops: of(0)}}}
		fed    = config{Jobs: jobs{{Workers: 1, Window: 1, Size: 2, Fed: true}}}
		feeds  = config{Jobs: jobs{{Workers: 1, Window: 2, Size: 3, Fed: true}}, Sink: true}
		lanes  = config{Jobs: jobs{{Workers: 2, Window: 2, Size: 3, Fed: true, Unordered: true}}, Sink: true}
		three  = config{Jobs: jobs{{Workers: 3, Window: 3, Size: 4}}, Sink: true}
		five   = config{Jobs: jobs{{Workers: 2, Window: 2, Size: 5}}, Sink: true}
		linked = config{Jobs: jobs{{Workers: 1, Window: 1}, {Workers: 1, Window: 2, Size: 2}}, Sink: true}
		stalls = config{Jobs: jobs{{Workers: 1, Window: 2}, {Workers: 1, Window: 1, Size: 4}}, Sink: true}
		longer = config{Jobs: jobs{{Workers: 1, Window: 2}, {Workers: 1, Window: 1, Size: 5}}, Sink: true}
		ends   = config{Jobs: jobs{{Workers: 1, Window: 1, Unordered: true}, {Workers: 1, Window: 1, Size: 3}}, Sink: true, Cancel: true}
	)
	const (
		empty    = "a slot is emptied that holds nothing, or is not the receiver's any more"
		early    = "the source is asked for an element that there is no room for"
		deadlock = "deadlock: nobody can go on, and not all have ended"
		idles    = "an element waits, and a worker is free"
		slot     = "a slot is written before its last result was received"
	)
	for _, m := range []struct {
		by    protocol.Mutation
		in    config
		fault string
	}{
		{protocol.SleepBlindly, each, deadlock},
		{protocol.WakeTwice, each, "a sleeper gets two tokens"},
		{protocol.LookBeforeAnnounce, each, idles},
		{protocol.ComingForEver, feeds, idles},
		{protocol.OneTooMany, wider, "more than n tasks run"},
		{protocol.ParkUseful, five, idles},
		{protocol.ParkUseful, linked, "below." + idles},
		{protocol.NoNeed, sink, idles},
		{protocol.ClaimedSilently, three, idles},
		{protocol.LaneAfterClaim, lanes, "a task runs for a lane that is empty, or again for the same element"},
		{protocol.WideWindow, each, "pulled - released is more than the window"},
		{protocol.WideRoom, fed, early},
		{protocol.ReleaseSilently, each, idles},
		{protocol.AnnounceNothing, each, deadlock},
		{protocol.DropWithoutSkip, drops, "a result whose turn has come is not received"},
		{protocol.SkipStores, gaps, empty},
		{protocol.ForgetLate, fed, "a lane is lent that is in use"},
		{protocol.CommitSilently, fed, deadlock},
		{protocol.LeaveSilently, cancel, deadlock},
		{protocol.StateFirst, each, slot},
		{protocol.NextBeforeTake, each, empty},
		{protocol.NoSecondLook, feeds, deadlock},
		{protocol.DrainTogether, feeds, "two deliver at the same time"},
		{protocol.EndUnseen, fed, deadlock},
		{protocol.FailFirst, first, deadlock},
		{protocol.LimitFirst, fails, "a task behind a failure is not cancelled"},
		{protocol.StopSilently, panics, deadlock},
		{protocol.NotJoined, each, "left behind: worker"},
		{protocol.FeederKeepsResults, feeds, "there is room, and the source is not asked"},
		{protocol.StallSilently, stalls, "above." + idles},
		{protocol.NoLookAfterStalled, stalls, "above." + idles},
		{protocol.StalledUnseen, longer, "above." + idles},
		{protocol.LendUnwanted, ends, early},
		{protocol.NeverHungry, linked, "below." + idles},
	} {
		t.Run(string(m.by), func(t *testing.T) {
			m.in.Break = m.by
			v := m.in.Check(1_000_000)
			assert.Equal(t, m.fault, v.Fault)
			assert.NotEmpty(t, v.Trace)
			t.Logf("%d states, %v: %s", v.States, v.Took, m.in)
		})
	}
}
