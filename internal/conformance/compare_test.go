package conformance_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// instants are the points of time at which something happens in a script, and those just before and after.
func instants(s script) []time.Duration {
	var out []time.Duration
	now := time.Duration(0)
	for token := range strings.FieldsSeq(s) {
		if d, ok := pause(token); ok {
			out = append(out, now, now+1, now+d/2, now+d-1)
			now += d
		}
	}
	out = append(out, now)
	if strings.HasSuffix(s, never) {
		out = append(out, now+1, now+time.Minute)
	}
	return out
}

// span is how long a script takes.
func span(s script) time.Duration { return slices.Max(instants(s)) }

func same(t *testing.T, want, got script, msg ...any) {
	t.Helper()
	assert.Equal(t, want, got, msg...)
}

// sameMixed compares what comes at one instant without regard to order.
func sameMixed(t *testing.T, want, got script, msg ...any) {
	t.Helper()
	assert.Equal(t, sorted(want), sorted(got), msg...)
}

func sorted(s script) script {
	tokens := strings.Fields(s)
	from := 0
	for i, token := range append(slices.Clone(tokens), never) {
		if _, ok := pause(token); ok || token == never {
			slices.Sort(tokens[from:i])
			from = i + 1
		}
	}
	return strings.Join(tokens, " ")
}

func isPrefix(t *testing.T, want script, out []string, msg ...any) {
	t.Helper()
	all := elements(want)
	assert.Equal(t, all[:min(len(out), len(all))], out, msg...)
}

func isPart(t *testing.T, want script, out []string, msg ...any) {
	t.Helper()
	all := elements(want)
	for _, v := range out {
		i := slices.Index(all, v)
		require.GreaterOrEqual(t, i, 0, msg...)
		all = slices.Delete(all, i, i+1)
	}
}
