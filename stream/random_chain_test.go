package stream_test

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/seed-09178888/leat/stream"
)

var chainsFlag = flag.Int("chains", 0, "how many random chains to try; 0: 10,000, and fewer under the race detector")

func chains() int {
	switch {
	case *chainsFlag > 0:
		return *chainsFlag
	case raceEnabled || testing.Short():
		return 300
	}
	return 10_000
}

// An rLink is a stage of a random chain, with its arguments.
type rLink struct {
	rStage
	a, b int
}

// An rChain is a random chain, and what comes of it.
type rChain struct {
	source    []rElement
	from      string
	links     []rLink
	want      []rElement
	unordered bool // as a multiset
}

// rDraws draws a number: at random, or from the bytes of a fuzz target.
type rDraws func(what string, from, to int) int

func drawChain(draw rDraws) (c rChain) {
	sources := []string{"Iter", "FromSeq2", "FromChan", "Tasks", "Chain", "Cursor"}
	c.from = sources[draw("source", 0, len(sources)-1)]
	for i := range draw("elements", 0, 15) {
		e := rElement{Value: i}
		if draw("element", 0, 5) == 0 {
			e = rElement{Err: rError(i)}
		}
		c.source = append(c.source, e)
	}
	c.want = c.source
	for range draw("length", 1, 8) {
		from := rStages
		if c.unordered {
			from = slices.DeleteFunc(slices.Clone(rStages), func(s rStage) bool { return !s.pointwise })
		}
		l := rLink{from[draw("stage", 0, len(from)-1)], draw("a", 1, 6), draw("b", 1, 4)}
		if next := l.naive(c.want, l.a, l.b); len(next) < 200 { // else it only takes time
			c.links, c.want = append(c.links, l), next
			c.unordered = c.unordered || l.unordered && l.b > 1
		}
	}
	return c
}

func (c rChain) String() string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s(%s)", c.from, rDraw(c.source))
	for _, l := range c.links {
		fmt.Fprintf(&out, ".%s[%d %d]", l.name, l.a, l.b)
	}
	return out.String()
}

// stream builds the chain anew.
func (c rChain) stream(ctx context.Context) stream.Stream[int] {
	s := stream.Iter(c.source).TryMap(func(_ context.Context, e rElement) (int, error) { return e.Get() })
	pushed := stream.FromSeq2(func(yield func(int, error) bool) {
		for _, e := range c.source {
			if !yield(e.Value, e.Err) {
				return
			}
		}
	})
	switch c.from {
	case "FromSeq2":
		s = pushed
	case "FromChan":
		sent := s
		s = stream.Defer(func(context.Context) (stream.Stream[int], error) {
			return stream.FromChan(sent.Chan(ctx)).TryMap(func(_ context.Context, e rElement) (int, error) { return e.Get() }), nil
		})
	case "Tasks":
		tasks := make([]func(context.Context) (int, error), len(c.source))
		for i, e := range c.source {
			tasks[i] = func(context.Context) (int, error) { return e.Get() }
		}
		s = stream.Tasks(tasks...)
	case "Cursor":
		sent := s
		s = stream.Defer(func(context.Context) (stream.Stream[int], error) { return sent.Cursor(ctx).Rest(), nil })
	case "Chain":
		half := len(c.source) / 2
		s = s.Take(half).Chain(pushed.Skip(half))
	}
	for _, l := range c.links {
		s = l.leat(s, l.a, l.b)
	}
	return s
}

// rDraw draws elements: 1 2 #3.
func rDraw(es []rElement) string {
	var out []string
	for _, e := range es {
		if e.Err != nil {
			out = append(out, e.Err.Error())
		} else {
			out = append(out, strconv.Itoa(e.Value))
		}
	}
	return strings.Join(out, " ")
}

// same compares what came with what was to come, n elements of it.
func (c rChain) same(t assert.TestingT, got []rElement, n int, how string) {
	if !c.unordered {
		assert.Equal(t, rDraw(c.want[:n]), rDraw(got), "%s: %s", how, c)
		return
	}
	assert.Len(t, got, n, "%s: %s", how, c)
	left := strings.Fields(rDraw(c.want))
	for e := range strings.FieldsSeq(rDraw(got)) {
		i := slices.Index(left, e)
		if !assert.GreaterOrEqual(t, i, 0, "%s: %s was not to come, or not so often: %s, of %s", how, e, c, rDraw(c.want)) {
			return
		}
		left = slices.Delete(left, i, i+1)
	}
}

var errOver = errors.New("over")

// rTerminals are the ways to run a chain; k and d say when something ends it.
var rTerminals = map[string]func(t assert.TestingT, ctx context.Context, c rChain, k int, d time.Duration){
	"Collect": func(t assert.TestingT, ctx context.Context, c rChain, _ int, _ time.Duration) {
		s := c.stream(ctx)
		c.same(t, s.Collect(ctx), len(c.want), "Collect")
	},
	"TryCollect": func(t assert.TestingT, ctx context.Context, c rChain, _ int, _ time.Duration) {
		vs, err := c.stream(ctx).TryCollect(ctx)
		first := slices.IndexFunc(c.want, func(e rElement) bool { return e.Err != nil })
		switch {
		case first < 0:
			assert.NoError(t, err, "TryCollect: %s", c)
			c.same(t, rOf(vs...), len(c.want), "TryCollect")
		case c.unordered:
			c.same(t, append(rOf(vs...), rElement{Err: err}), len(vs)+1, "TryCollect")
		default:
			assert.Equal(t, c.want[first].Err, err, "TryCollect: %s", c)
			c.same(t, rOf(vs...), first, "TryCollect")
		}
	},
	"break": func(t assert.TestingT, ctx context.Context, c rChain, k int, _ time.Duration) {
		k = max(k, 1)
		var got []rElement
		for v, err := range c.stream(ctx).All(ctx) {
			if got = append(got, rElement{Value: v, Err: err}); len(got) == k {
				break
			}
		}
		c.same(t, got, min(k, len(c.want)), "break")
	},
	"cancel in the body": func(t assert.TestingT, ctx context.Context, c rChain, k int, _ time.Duration) {
		ctx, cancel := context.WithCancelCause(ctx)
		defer cancel(nil)
		var got []rElement
		for v, err := range c.stream(ctx).All(ctx) {
			if got = append(got, rElement{Value: v, Err: err}); len(got) == k {
				cancel(errOver)
			}
		}
		c.cut(t, got, k, "cancel in the body")
	},
	"cancel at some time": func(t assert.TestingT, ctx context.Context, c rChain, _ int, d time.Duration) {
		ctx, cancel := context.WithTimeoutCause(ctx, d, errOver)
		defer cancel()
		begin := time.Now()
		got := c.stream(ctx).Collect(ctx)
		assert.LessOrEqual(t, time.Since(begin), d, "back when ctx has ended: %s", c)
		c.cut(t, got, len(got)-1, "cancel at some time")
	},
	"Cursor, Rest": func(t assert.TestingT, ctx context.Context, c rChain, k int, _ time.Duration) {
		cur := c.stream(ctx).Cursor(ctx)
		defer cur.Close()
		var got []rElement
		for len(got) < k {
			v, ok, err := cur.Next()
			if !ok {
				break
			}
			got = append(got, rElement{Value: v, Err: err})
		}
		c.same(t, append(got, cur.Rest().Collect(ctx)...), len(c.want), "Cursor, Rest")
	},
	"Chan": func(t assert.TestingT, ctx context.Context, c rChain, _ int, _ time.Duration) {
		var got []rElement
		for r := range c.stream(ctx).Chan(ctx) {
			got = append(got, r)
		}
		c.same(t, got, len(c.want), "Chan")
	},
	"Tee": func(t assert.TestingT, ctx context.Context, c rChain, k int, _ time.Duration) {
		var all, some []rElement
		err := c.stream(ctx).Tee(ctx, func(ctx context.Context, s stream.Stream[int]) error {
			all = s.Buffered(2).Collect(ctx)
			return nil
		}, func(ctx context.Context, s stream.Stream[int]) error {
			some = s.Take(k).Collect(ctx)
			return nil
		})
		assert.NoError(t, err, "Tee: %s", c)
		c.same(t, all, len(c.want), "Tee")
		c.same(t, some, min(k, len(c.want)), "Tee, Take")
	},
}

// cut says that k elements came and then the end of ctx, or all of them and no end.
func (c rChain) cut(t assert.TestingT, got []rElement, k int, how string) {
	if len(got) > 0 && got[len(got)-1].Err == errOver { //nolint:errorlint // as it is
		assert.Len(t, got, k+1, "%s: %s", how, c)
		c.same(t, got[:len(got)-1], len(got)-1, how)
		return
	}
	c.same(t, got, len(c.want), how)
}

// Random chains of stages with random inputs, errors, ends of ctx and consumers
// that leave give what a naive interpreter of the same chain gives.
func TestRandomChains(t *testing.T) {
	checks := flag.Lookup("rapid.checks").Value
	before := checks.String()
	defer func() { require.NoError(t, checks.Set(before)) }()
	require.NoError(t, checks.Set(strconv.Itoa(chains())))
	rapid.Check(t, func(rt *rapid.T) {
		r := drawRun(func(what string, from, to int) int { return rapid.IntRange(from, to).Draw(rt, what) })
		synctest.Test(t, func(t *testing.T) { r.check(t.Context(), rt) })
	})
}

// An rRun is a random chain and a way to run it.
type rRun struct {
	rChain
	terminal string
	k        int
	d        time.Duration
}

func drawRun(draw rDraws) rRun {
	c, names := drawChain(draw), slices.Sorted(maps.Keys(rTerminals))
	return rRun{c, names[draw("terminal", 0, len(names)-1)], draw("k", 0, 20), time.Duration(draw("d", 0, 30_000)) * time.Microsecond}
}

func (r rRun) check(ctx context.Context, t assert.TestingT) {
	rTerminals[r.terminal](t, ctx, r.rChain, r.k, r.d)
}
