package contenders_test

import (
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/internal/compare/contenders"
)

// TestProbe is in virtual time, so that what it sees does not depend on the machine.
func TestProbe(t *testing.T) {
	for _, test := range []struct {
		contender contenders.Contender
		marks     []string
	}{
		{contenders.Leat, nil},
		{contenders.LeatForEach, nil},
		{contenders.LeatFromChan, nil},
		{contenders.LeatUnordered, []string{"unordered"}},
		{contenders.LeatTwice, nil},
		{contenders.ConcStreamTwice, nil},
		{contenders.ChanOfChanTwice, nil},
		{contenders.Loop, []string{"one at a time"}},
		{contenders.Channels, nil},
		{contenders.ChanOfChan, nil},
		{contenders.ChannelsUnordered, []string{"unordered"}},
		{contenders.Errgroup, nil},
		{contenders.Lo, []string{"unbounded"}},
		{contenders.RoMerge, []string{"unbounded", "unordered"}},
	} {
		t.Run(test.contender.Name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				assert.Equal(t, test.marks, contenders.Probe(test.contender).Marks())
			})
		})
	}
}

func TestMarks(t *testing.T) {
	assert.Equal(t, []string{"runs 5 of 4"}, contenders.Finding{Peak: 5, Bound: 4, Ordered: true}.Marks())
	assert.Empty(t, contenders.Finding{Peak: 2, Bound: 4, Ordered: true}.Marks())
}
