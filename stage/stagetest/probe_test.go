package stagetest_test

import (
	"context"
	"fmt"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stage/stagetest"
	"github.com/seed-09178888/leat/stream"
)

func TestProbe(t *testing.T) {
	bubble(t, "yields what it is sent, in order, when it is sent", func(t *testing.T) {
		var p stagetest.Probe[int]
		var got []string
		go func() {
			for v, err := range p.Stream().All(t.Context()) {
				got = append(got, fmt.Sprint(v, err))
			}
			got = append(got, "end")
		}()
		for _, step := range []struct {
			do   func()
			want []string
		}{
			{func() {}, nil},
			{func() { p.Send(1) }, []string{"1 <nil>"}},
			{func() { p.Send(2, 3); p.Fail(errBoom) }, []string{"2 <nil>", "3 <nil>", "0 boom"}},
			{func() { time.Sleep(time.Hour) }, nil},
			{func() { p.Send(4) }, []string{"4 <nil>"}},
			{func() { p.End(); p.End() }, []string{"end"}},
		} {
			got = nil
			step.do()
			synctest.Wait()
			assert.Equal(t, step.want, got)
		}
		assert.Equal(t, 6, p.Pulled(), "five elements and the end")
	})
	bubble(t, "never blocks, and counts what was asked for", func(t *testing.T) {
		var p stagetest.Probe[int]
		p.Send(1, 2, 3, 4)
		assert.Equal(t, 0, p.Pulled())
		assert.Equal(t, 4, p.Queued())
		vs, err := p.Stream().Take(2).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []int{1, 2}, vs)
		assert.Equal(t, 2, p.Pulled())
		assert.Equal(t, 2, p.Queued(), "what was not taken is still there")
	})
	bubble(t, "is asked for an element when a slot of a boundary is free, and not before", func(t *testing.T) {
		var p stagetest.Probe[int]
		var held stagetest.Probe[struct{}] // one for each task that may go on
		tasks := p.Stream().TryMap(func(ctx context.Context, v int) (int, error) {
			_, err := held.Stream().First(ctx)
			return v, err
		}).Buffered(2)
		run := make(chan []int)
		go func() {
			vs, err := tasks.TryCollect(t.Context())
			assert.NoError(t, err)
			run <- vs
		}()
		synctest.Wait()
		assert.Equal(t, 1, p.Pulled(), "one element after another")
		p.Send(1, 2, 3, 4)
		synctest.Wait()
		assert.Equal(t, 2, p.Pulled())
		held.Send(struct{}{})
		synctest.Wait()
		assert.LessOrEqual(t, p.Pulled(), 3)
		held.Send(struct{}{}, struct{}{}, struct{}{})
		p.End()
		assert.Equal(t, []int{1, 2, 3, 4}, <-run)
	})
	bubble(t, "ends with ctx, which takes nothing from it", func(t *testing.T) {
		var p stagetest.Probe[int]
		ctx, cancel := context.WithTimeoutCause(t.Context(), time.Second, errBoom)
		defer cancel()
		assert.Equal(t, errBoom, p.Stream().Drain(ctx))
		p.Send(1)
		v, err := p.Stream().First(t.Context())
		assert.NoError(t, err)
		assert.Equal(t, 1, v)
	})
	bubble(t, "shares its elements between runs, and its end", func(t *testing.T) {
		var p stagetest.Probe[int]
		counts := make(chan int)
		for range 2 {
			go func() {
				n, _ := p.Stream().Count(t.Context())
				counts <- n
			}()
		}
		synctest.Wait()
		p.Send(1, 2, 3)
		p.End()
		assert.Equal(t, 3, <-counts+<-counts)
		n, err := p.Stream().Count(t.Context())
		assert.NoError(t, err)
		assert.Zero(t, n)
	})
	t.Run("is misused", func(t *testing.T) {
		var p stagetest.Probe[int]
		assert.PanicsWithValue(t, "stagetest: Probe.Fail: err must not be nil", func() { p.Fail(nil) })
		p.End()
		assert.PanicsWithValue(t, "stagetest: Probe.Send: after End", func() { p.Send(1) })
		assert.PanicsWithValue(t, "stagetest: Probe.Fail: after End", func() { p.Fail(errBoom) })
		assert.Zero(t, p.Queued())
	})
}

func ExampleProbe() {
	var p stagetest.Probe[int]
	p.Send(1, 2, 3)

	first, err := p.Stream().Take(2).TryCollect(context.Background())
	fmt.Println(first, err, "pulled:", p.Pulled(), "queued:", p.Queued())
	// Output: [1 2] <nil> pulled: 2 queued: 1
}

func ExampleProbe_Stream() {
	var p stagetest.Probe[string]
	p.Send("a")
	p.End()

	fmt.Println(p.Stream().Chain(stream.Of("b")).TryCollect(context.Background()))
	// Output: [a b] <nil>
}

func ExampleProbe_Send() {
	var p stagetest.Probe[int]
	p.Send(1, 2) // nobody asks for them: they wait

	fmt.Println(p.Queued())
	// Output: 2
}

func ExampleProbe_Fail() {
	var p stagetest.Probe[int]
	p.Send(1)
	p.Fail(errBoom)

	fmt.Println(p.Stream().TryCollect(context.Background()))
	// Output: [1] boom
}

func ExampleProbe_End() {
	var p stagetest.Probe[int]
	p.Send(1, 2, 3)
	p.End()

	fmt.Println(p.Stream().Count(context.Background()))
	// Output: 3 <nil>
}

func ExampleProbe_Pulled() {
	var p stagetest.Probe[int]
	p.Send(1, 2, 3)
	small := func(v int) bool { return v < 2 }

	vs, _ := p.Stream().TakeWhile(small).TryCollect(context.Background())
	fmt.Println(vs, "pulled:", p.Pulled())
	// Output: [1] pulled: 2
}

func ExampleProbe_Queued() {
	var p stagetest.Probe[int]
	p.Send(1, 2, 3)
	_, _ = p.Stream().First(context.Background())

	fmt.Println(p.Queued())
	// Output: 2
}
