package ring_test

import (
	"context"
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sourcegraph/conc/panics"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/internal/ring"
)

// ending runs f in a goroutine of its own and tells how it ended.
func ending(f func()) (value any, goexit bool) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		normal := false
		defer func() {
			value = recover()
			goexit = !normal && value == nil
		}()
		f()
		normal = true
	}()
	<-done
	return value, goexit
}

// forms calls f for every form that a ring has.
func forms(t *testing.T, name string, f func(t *testing.T, p plan)) {
	for i := range 8 {
		p := plan{unordered: i&1 > 0, fed: i&2 > 0, sink: i&4 > 0}
		bubble(t, fmt.Sprintf("%s (%s, %s, %s)", name, pick(p.sink, "sink", "each"), pick(p.unordered, "unordered", "ordered"), pick(p.fed, "fed", "indexed")),
			func(t *testing.T) { f(t, p) })
	}
}

// A crash is a job of which a part panics or calls Goexit after a second; all else would take an hour.
type crash struct {
	plan
	where                    string
	how                      func()
	began                    time.Time
	started, ended, received atomic.Int64
	late                     atomic.Bool
}

func (c *crash) job(abort func()) ring.Job[int] {
	j := ring.Job[int]{Workers: 3, Window: 5, Size: 20, Unordered: c.unordered, UsesCtx: true, Abort: abort}
	task := func(ctx context.Context, i int) (int, error) {
		c.started.Add(1)
		defer c.ended.Add(1)
		if time.Since(c.began) > time.Second {
			c.late.Store(true)
		}
		if c.where == "emit" && i == 0 {
			time.Sleep(time.Second)
			return i, nil
		}
		if c.where == "task" && i == 1 {
			time.Sleep(time.Second)
			c.how()
		}
		wait(ctx, time.Hour)
		return i, ctx.Err()
	}
	j.Run = task
	if !c.fed {
		return j
	}
	lanes := make([]int, ring.Lanes(5))
	j.Run = func(ctx context.Context, lane int) (int, error) { return task(ctx, lanes[lane]) }
	j.Size = 0
	j.Feed = func(ctx context.Context, in *ring.Inlet) {
		for i := 0; ; i++ {
			if c.where == "feed" && i == 2 {
				time.Sleep(time.Second)
				c.how()
			}
			lanes[in.Lane] = i
			if !in.Commit(nil) {
				return
			}
		}
	}
	return j
}

func (c *crash) emit(int, error) bool {
	c.received.Add(1)
	if c.where == "emit" {
		c.how()
	}
	return true
}

func (c *crash) run(t *testing.T) (any, bool) {
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	c.began = time.Now()
	value, goexit := ending(func() {
		if c.sink {
			c.job(cancel).Sink(ctx, c.emit)
		} else {
			c.job(cancel).Each(ctx, c.emit)
		}
	})
	assert.Equal(t, time.Second, time.Since(c.began), "all is joined at once")
	assert.Equal(t, c.started.Load(), c.ended.Load(), "all that was started has ended")
	assert.False(t, c.late.Load(), "nothing starts afterwards")
	require.Error(t, ctx.Err(), "the whole run is aborted")
	if c.where != "emit" {
		assert.Zero(t, c.received.Load(), "nothing is received afterwards")
	}
	return value, goexit
}

func TestCrash(t *testing.T) {
	wrapped := panics.NewRecovered(0, "inner")
	for _, where := range []string{"task", "feed", "emit"} {
		skip := func(p plan) bool { return where == "feed" && !p.fed || where == "emit" && p.sink }
		forms(t, "a panic in "+where+" continues in the caller", func(t *testing.T, p plan) {
			if skip(p) {
				return
			}
			value, _ := (&crash{plan: p, where: where, how: func() { panic("boom") }}).run(t)
			if where == "emit" {
				assert.Equal(t, "boom", value, "it is the caller's own")
				return
			}
			r, ok := value.(*panics.Recovered)
			require.True(t, ok, "%T", value)
			assert.Equal(t, "boom", r.Value)
			assert.Contains(t, string(r.Stack), "crash_test.go", "the stack of the panic")
		})
		forms(t, "a panic in "+where+" is wrapped once", func(t *testing.T, p plan) {
			if skip(p) {
				return
			}
			value, _ := (&crash{plan: p, where: where, how: func() { panic(&wrapped) }}).run(t)
			assert.Same(t, &wrapped, value)
		})
		forms(t, "Goexit in "+where+" continues in the caller", func(t *testing.T, p plan) {
			if skip(p) {
				return
			}
			value, goexit := (&crash{plan: p, where: where, how: runtime.Goexit}).run(t)
			assert.Nil(t, value)
			assert.True(t, goexit)
		})
	}
	bubble(t, "a panic while the consumer is in its body comes after it", func(t *testing.T) {
		began, received := time.Now(), 0
		ctx, cancel := context.WithCancel(t.Context())
		j := ring.Job[int]{Workers: 2, Window: 2, Size: 10, Abort: cancel, Run: func(_ context.Context, i int) (int, error) {
			if i == 3 {
				time.Sleep(time.Second)
				panic("boom")
			}
			return i, nil
		}}
		value, _ := ending(func() {
			j.Each(ctx, func(int, error) bool {
				received++
				time.Sleep(time.Minute)
				return true
			})
		})
		assert.IsType(t, &panics.Recovered{}, value)
		assert.Equal(t, 2, received) // 3 starts when 1 is received
		assert.Equal(t, 2*time.Minute, time.Since(began))
	})
}
