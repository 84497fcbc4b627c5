package stream_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// given is a task without input.
func given[T any](v T, f func(context.Context) error) func(context.Context) (T, error) {
	return func(ctx context.Context) (T, error) { return v, f(ctx) }
}

// takes is a task that takes so many seconds, or until its context ends.
func takes(v int) func(context.Context) (int, error) {
	return given(v, func(ctx context.Context) error { return gWait(ctx, time.Duration(v)*time.Second) })
}

// setOpen is a set of tasks that takes more.
func setOpen[T any](n int, tasks ...func(context.Context) (T, error)) *stream.TaskSet[T] {
	ts := stream.NewTaskSet[T](n)
	for _, task := range tasks {
		ts.Go(task)
	}
	return ts
}

// setOf is a set of tasks that takes no more.
func setOf[T any](n int, tasks ...func(context.Context) (T, error)) *stream.TaskSet[T] {
	ts := setOpen(n, tasks...)
	ts.Close()
	return ts
}

func TestTaskSet(t *testing.T) {
	bubble(t, "yields the results as they finish", func(t *testing.T) {
		l := gNewLog()
		require.NoError(t, timed(t.Context(), l, setOf(3, takes(9), takes(2), takes(3), takes(5)).Stream()))
		assert.Equal(t, []string{"2s 2", "3s 3", "7s 5", "9s 9"}, l.lines())
		assert.Equal(t, 9*time.Second, time.Since(l.start))
	})
	bubble(t, "tasks start in the order in which they were given, n at a time", func(t *testing.T) {
		for _, n := range []int{1, 2, 5, 20} {
			for _, term := range gTerminals {
				var g gauge
				var order []int
				ts, start := setOpen[int](n), time.Now()
				for i := range 10 {
					ts.Go(given(i, func(context.Context) error {
						defer g.enter()()
						if n == 1 {
							order = append(order, i)
						}
						time.Sleep(time.Second)
						return nil
					}))
				}
				ts.Close()
				vs, err := term.run(t.Context(), ts.Stream())
				require.NoError(t, err)
				if !term.blind {
					assert.ElementsMatch(t, ints(10), vs)
				}
				if n == 1 {
					assert.Equal(t, ints(10), order)
				}
				assert.EqualValues(t, min(n, 10), g.peak.Load())
				assert.Equal(t, time.Duration((9+n)/n)*time.Second, time.Since(start), "%s %d", term.name, n)
			}
		}
	})
	bubble(t, "takes tasks from tasks, from the consumer and from anybody", func(t *testing.T) {
		for _, n := range []int{1, 2, 100} {
			ts := stream.NewTaskSet[string](n)
			var open sync.WaitGroup
			plain := func(name string) { open.Add(1); ts.Go(given(name, func(context.Context) error { return nil })) }
			plain("before")
			ts.Go(func(context.Context) (string, error) {
				plain("by a task")
				return "giver", nil
			})
			open.Go(func() { time.Sleep(time.Second); plain("by anybody") })
			open.Add(1)
			go func() { open.Wait(); ts.Close() }()
			var got []string
			require.NoError(t, ts.Stream().ForEach(t.Context(), func(name string) {
				if name == "before" {
					plain("by the consumer")
				}
				got = append(got, name)
				open.Done()
			}))
			slices.Sort(got)
			assert.Equal(t, []string{"before", "by a task", "by anybody", "by the consumer", "giver"}, got)
		}
	})
	bubble(t, "an empty set ends when it is closed, not before", func(t *testing.T) {
		for _, term := range gTerminals {
			_, err := term.run(t.Context(), setOf[int](1).Stream())
			require.NoError(t, err)
			ts, start := stream.NewTaskSet[int](3), time.Now()
			time.AfterFunc(time.Hour, ts.Close)
			_, err = term.run(t.Context(), ts.Stream())
			require.NoError(t, err)
			assert.Equal(t, time.Hour, time.Since(start), "the feeder waited")
		}
	})
	bubble(t, "E9: it revives after all have finished, until Close", func(t *testing.T) {
		ts := stream.NewTaskSet[int](2)
		for i := range 3 {
			time.AfterFunc(time.Duration(i)*time.Minute, func() { ts.Go(takes(1)) })
		}
		time.AfterFunc(2*time.Minute+time.Millisecond, func() { ts.Close(); ts.Close() })
		l := gNewLog()
		require.NoError(t, timed(t.Context(), l, ts.Stream()))
		l.add("over")
		assert.Equal(t, []string{"1s 1", "1m1s 1", "2m1s 1", "2m1s over"}, l.lines(), "closed twice while the last one ran")
	})
	bubble(t, "E12: the others go on while one never ends", func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		l := gNewLog()
		require.ErrorIs(t, timed(ctx, l, setOf(2, takes(3600), takes(1), takes(2), takes(3)).Stream()), context.DeadlineExceeded)
		assert.Equal(t, []string{"1s 1", "3s 2", "6s 3"}, l.lines())
	})
	bubble(t, "E13: a member that was cancelled yields one result", func(t *testing.T) {
		ts, start := stream.NewTaskSet[int](3), time.Now()
		for i := range 3 {
			ctx, cancel := context.WithCancel(t.Context())
			ts.Go(given(i, func(context.Context) error { <-ctx.Done(); return ctx.Err() }))
			time.AfterFunc(time.Duration(i)*time.Second, cancel)
		}
		ts.Close()
		assert.Equal(t, "context canceled context canceled context canceled", toMarbles(t, ts.Stream()))
		assert.Equal(t, 2*time.Second, time.Since(start))
	})
}

func TestTaskSetDoesNotWaitForTheConsumer(t *testing.T) {
	bubble(t, "all tasks end while it is busy with the first result", func(t *testing.T) {
		for _, n := range []int{1, 2, 7} {
			var g gauge
			ts := stream.NewTaskSet[int](n)
			for i := range 100 {
				ts.Go(given(i, func(context.Context) error { g.enter()(); return nil }))
			}
			ts.Close()
			got := 0
			require.NoError(t, ts.Stream().ForEach(t.Context(), func(int) {
				synctest.Wait()
				got++
				assert.EqualValues(t, 100, g.total.Load())
			}))
			assert.Equal(t, 100, got)
		}
	})
	bubble(t, "its body may wait for a task that it has given", func(t *testing.T) {
		for _, n := range []int{1, 2} {
			ts, start, depth := setOpen(n, takes(1)), time.Now(), 0
			require.NoError(t, ts.Stream().ForEach(t.Context(), func(int) {
				if depth++; depth > 5 {
					return
				}
				done := make(chan struct{})
				ts.Go(given(0, func(context.Context) error { time.Sleep(time.Second); close(done); return nil }))
				<-done
				if depth == 5 {
					ts.Close()
				}
			}))
			assert.Equal(t, 6, depth)
			assert.Equal(t, 6*time.Second, time.Since(start))
		}
	})
	t.Run("a result does not wait while the worker that made it runs another task", func(t *testing.T) {
		runs := 2000
		if raceEnabled {
			runs = 300
		}
		for range runs {
			synctest.Test(t, func(t *testing.T) {
				ts, received := stream.NewTaskSet[int](3), make(chan struct{})
				ts.Go(func(context.Context) (int, error) {
					ts.Go(given(1, func(context.Context) error { <-received; return nil }))
					return 0, nil
				})
				for v, err := range ts.Stream().All(t.Context()) {
					assert.NoError(t, err)
					if v == 0 {
						close(received)
						ts.Close()
					}
				}
			})
		}
	})
}

func TestTaskSetBelow(t *testing.T) {
	bubble(t, "stages and boundaries", func(t *testing.T) {
		l := gNewLog()
		s := setOf(3, takes(3), takes(1), takes(2)).Stream().Map(double).Skip(1).TryMap(func(ctx context.Context, v int) (int, error) {
			return v, gWait(ctx, time.Minute)
		}).Buffered(2)
		require.NoError(t, timed(t.Context(), l, s))
		assert.Equal(t, []string{"1m2s 4", "1m3s 6"}, l.lines())
	})
	bubble(t, "Take ends it, and drops what waits", func(t *testing.T) {
		l := gNewLog()
		ts := stream.NewTaskSet[int](2)
		for i := range 5 {
			ts.Go(func(ctx context.Context) (int, error) { return gTask(l, 1, 60, 1, 60, 60)(ctx, i) })
		}
		vs, err := ts.Stream().Take(2).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, []int{0, 2}, vs)
		assert.Contains(t, l.lines(), "2s cancel 1")
		assert.NotContains(t, l.lines(), "2s start 4")
	})
	bubble(t, "Merge and FlatMap", func(t *testing.T) {
		l := gNewLog()
		require.NoError(t, timed(t.Context(), l, stream.Merge(setOf(1, takes(1), takes(3)).Stream(), setOf(2, takes(2), takes(5)).Stream())))
		require.NoError(t, timed(t.Context(), l, stream.Of(6, 7).FlatMap(func(v int) stream.Stream[int] { return setOf(2, takes(v), takes(1)).Stream() })))
		assert.Equal(t, []string{"1s 1", "2s 2", "4s 3", "5s 5", "6s 1", "11s 6", "12s 1", "18s 7"}, l.lines())
	})
	bubble(t, "a failure in FlatMap cancels what is behind it above", func(t *testing.T) {
		l := gNewLog()
		s := stream.Iter(ints(3)).TryMap(gTask(l, 0, 9)).Buffered(2).FlatMap(func(int) stream.Stream[int] {
			return setOf(2, func(context.Context) (int, error) { time.Sleep(time.Second); return 0, errBoom }).Stream()
		})
		require.ErrorIs(t, s.Drain(t.Context()), errBoom)
		assert.Contains(t, l.lines(), "1s cancel 1")
	})
}

func ExampleNewTaskSet() {
	tasks := stream.NewTaskSet[string](2)
	for _, name := range []string{"a", "b", "c"} {
		tasks.Go(func(context.Context) (string, error) { return name + name, nil })
	}
	tasks.Close()
	names, err := tasks.Stream().TryCollect(context.Background())
	slices.Sort(names)
	fmt.Println(names, err)
	// Output: [aa bb cc] <nil>
}

func ExampleTaskSet_Go() {
	tasks := stream.NewTaskSet[string](1)
	tasks.Go(func(context.Context) (string, error) {
		tasks.Go(func(context.Context) (string, error) {
			tasks.Close()
			return "a second one", nil
		})
		return "a task that gives", nil
	})
	fmt.Println(tasks.Stream().TryCollect(context.Background()))
	// Output: [a task that gives a second one] <nil>
}

func ExampleTaskSet_Close() {
	tasks, left := stream.NewTaskSet[int](3), 3
	tasks.Go(func(context.Context) (int, error) { return 0, nil })
	for v, err := range tasks.Stream().All(context.Background()) {
		fmt.Println(v, err)
		if left--; left == 0 { // what is to be done turns out while results come
			tasks.Close()
			continue
		}
		tasks.Go(func(context.Context) (int, error) { return v + 1, nil })
	}
	// Output:
	// 0 <nil>
	// 1 <nil>
	// 2 <nil>
}

func ExampleTaskSet_Stream() {
	tasks := stream.NewTaskSet[int](2)
	for _, v := range []int{1, 2, 0, 4} {
		tasks.Go(func(context.Context) (int, error) {
			if v == 0 {
				return 0, errors.New("division by zero")
			}
			return 100 / v, nil
		})
	}
	tasks.Close()
	quotients := tasks.Stream().DropErrors(func(err error) { fmt.Println(err) })
	fmt.Println(quotients.Fold(context.Background(), 0, func(sum, v int) int { return sum + v }))
	// Output:
	// division by zero
	// 175 <nil>
}
