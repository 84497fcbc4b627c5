package conformance_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/stream"
)

// A behaviour is a case, or a part of one: an id may come more than once.
type behaviour struct {
	id, does string
	test     func(t *testing.T)
}

var suite = slices.Concat(sources, elementStages, chunks, ordered, unordered, sets, concurrent,
	flattening, combining, failing, terminals, timed, sinks, cancelling, limiting)

func TestConformance(t *testing.T) {
	parts := map[string][]behaviour{}
	for _, b := range suite {
		parts[b.id] = append(parts[b.id], b)
	}
	for _, id := range ids() {
		if len(parts[id]) > 0 {
			t.Run(id, func(t *testing.T) {
				for _, b := range parts[id] {
					t.Run(b.does, b.test)
				}
			})
		}
	}
}

// check is a case in words of its own. It runs in virtual time, and a goroutine left behind fails it.
func check(id, does string, f func(t *testing.T)) behaviour {
	return behaviour{id, does, func(t *testing.T) { synctest.Test(t, f) }}
}

// horizon is how long a case waits for an element that never comes.
const horizon = time.Hour

var (
	errHorizon = errors.New("horizon")
	errOver    = errors.New("over") // the cause of a cancelled run
)

// got runs s and writes down what comes when.
func got[T any](t *testing.T, s stream.Stream[T]) script {
	t.Helper()
	ctx, cancel := context.WithTimeoutCause(t.Context(), horizon, errHorizon)
	defer cancel()
	return record(ctx, s, 0, func() {})
}

var short = strings.NewReplacer("h0m0s", "h", "m0s", "m")

// record writes down what comes when, until the end or, after the first stop
// elements, until it leaves. then is called after that many, or never.
func record[T any](ctx context.Context, s stream.Stream[T], stop int, then func()) script {
	out, last, n := []string{}, time.Now(), 0
	tick := func() {
		if d := time.Since(last); d > 0 {
			out = append(out, short.Replace(d.String()))
		}
		last = time.Now()
	}
	for v, err := range s.All(ctx) {
		if errors.Is(err, errHorizon) {
			return strings.Join(append(out, never), " ")
		}
		tick()
		out = append(out, drawn(v, err))
		if n++; n == stop {
			if then == nil {
				break
			}
			then()
		}
	}
	tick()
	return strings.Join(out, " ")
}

// A way says something of the streams of a case.
type way int

const (
	mixed   way = iota // what comes at one instant comes in any order
	orderly            // the same, but elements with the same first letter keep their order
	once               // the source cannot be read again
)

// yields is a case that is a stream and what comes out of it. The stream is
// made anew, in a bubble of its own, for every way of running it.
func yields[T any](id, does string, want script, s func() stream.Stream[T], ways ...way) behaviour {
	return behaviour{id, does, func(t *testing.T) {
		like, prefix := same, isPrefix
		anyOrder := slices.Contains(ways, mixed) || slices.Contains(ways, orderly)
		if anyOrder {
			like, prefix = sameMixed, isPart
		}
		in := func(f func(t *testing.T)) { t.Helper(); synctest.Test(t, f) }
		in(func(t *testing.T) {
			s := s()
			like(t, want, got(t, s))
			if !slices.Contains(ways, once) {
				like(t, want, got(t, s), "again")
			}
		})
		in(func(t *testing.T) { collects(t, want, s(), like) })
		in(func(t *testing.T) { endsForGood(t, want, s(), like) })
		in(func(t *testing.T) { sends(t, want, s(), like) })
		if !anyOrder {
			in(func(t *testing.T) { stopsAtErrors(t, want, s()) })
		}
		if slices.Contains(ways, orderly) {
			in(func(t *testing.T) { keepsOrder(t, want, s()) })
		}
		for k := range len(elements(want)) {
			in(func(t *testing.T) { leaves(t, want, s(), k+1, prefix) })
			in(func(t *testing.T) { cancelledBy(t, want, s(), k+1, prefix) })
		}
		in(func(t *testing.T) {
			ctx, cancel := context.WithCancelCause(t.Context())
			cancel(errOver)
			assert.Equal(t, "#over", record(ctx, s(), 0, nil), "ctx is done")
		})
		for _, at := range instants(want) {
			in(func(t *testing.T) { cancelledAt(t, want, s(), at, prefix) })
		}
	}}
}
