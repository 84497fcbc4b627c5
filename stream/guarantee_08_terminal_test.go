package stream_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestGuarantee08Terminal(t *testing.T) {
	self := func(i int) int { return i }
	// Every place yields 0 1 2, an error, and 4 5.
	places := map[string]func(err error) stream.Stream[int]{
		"the source": func(err error) stream.Stream[int] {
			return stream.TryGenerate(func(_ context.Context, yield func(int, error) bool) error {
				for i := range 6 {
					if !yield(i, map[int]error{3: err}[i]) {
						break
					}
				}
				return nil
			})
		},
		"a task":           func(err error) stream.Stream[int] { return gFailsAt(6, 3, err) },
		"Buffered":         func(err error) stream.Stream[int] { return gFailsAt(6, 3, err).Buffered(3) },
		"Buffered, Map":    func(err error) stream.Stream[int] { return gFailsAt(6, 3, err).Buffered(3).Map(self) },
		"two boundaries":   func(err error) stream.Stream[int] { return gFailsAt(6, 3, err).Buffered(3).Map(self).Buffered(2) },
		"the lower of two": func(err error) stream.Stream[int] { return gFailsAt(6, 3, err).Chain().Buffered(2).Buffered(9) },
		"Chain": func(err error) stream.Stream[int] {
			return gThree().Map(self).Chain(stream.Fail[int](err), stream.Of(4, 5)).Buffered(8)
		},
		"an inner stream": func(err error) stream.Stream[int] {
			return stream.Of(0, 1).FlatMap(func(int) stream.Stream[int] { return gFailsAt(6, 3, err).Buffered(2) }).Buffered(4)
		},
		"unordered, one at a time": func(err error) stream.Stream[int] { return gFailsAt(6, 3, err).BufferedUnordered(1) },
		"FlatMap over Chunks":      func(err error) stream.Stream[int] { return gFailsAt(6, 3, err).Chunks(2).FlatMap(stream.Iter) },
		"FailFast, one at a time":  func(err error) stream.Stream[int] { return gSlowly(gFailsAt(6, 3, err)).Buffered(1, stream.FailFast()) },
	}
	for name, place := range places {
		bubble(t, "stops at an error of "+name, func(t *testing.T) {
			failure := &gFailure{7}
			s := place(failure)
			same := func(err error, terminal string) {
				assert.Same(t, failure, err, "%s: as the stage produced it", terminal)
				var as *gFailure
				assert.True(t, errors.As(err, &as) && as.code == 7)
			}
			vs, err := s.TryCollect(t.Context())
			same(err, "TryCollect")
			assert.Equal(t, []int{0, 1, 2}, vs, "the values before it")

			n, err := s.Count(t.Context())
			same(err, "Count")
			assert.Equal(t, 3, n, "the count so far")

			sum, err := s.Fold(t.Context(), 10, func(a, i int) int { return a + i })
			same(err, "Fold")
			assert.Equal(t, 13, sum, "the accumulator so far")

			sum, err = s.TryFold(t.Context(), 10, func(_ context.Context, a, i int) (int, error) { return a + i, nil })
			same(err, "TryFold")
			assert.Equal(t, 13, sum)

			vs = nil
			same(s.ForEach(t.Context(), func(i int) { vs = append(vs, i) }), "ForEach")
			assert.Equal(t, []int{0, 1, 2}, vs)

			vs = nil
			same(s.TryForEach(t.Context(), func(_ context.Context, i int) error { vs = append(vs, i); return nil }), "TryForEach")
			assert.Equal(t, []int{0, 1, 2}, vs)

			same(s.Drain(t.Context()), "Drain")
			last, err := s.Last(t.Context())
			same(err, "Last")
			assert.Equal(t, 2, last, "the value before it")
			found, err := s.AnyMatch(t.Context(), func(i int) bool { return i > 3 })
			same(err, "AnyMatch")
			assert.False(t, found)
			found, err = s.AllMatch(t.Context(), func(i int) bool { return i < 3 })
			same(err, "AllMatch")
			assert.False(t, found)
			same(s.TryForEachConcurrent(t.Context(), 1, func(context.Context, int) error { return nil }), "TryForEachConcurrent")

			v, err := s.First(t.Context())
			require.NoError(t, err, "an error behind the first is none")
			assert.Zero(t, v)
			v, err = s.Skip(3).First(t.Context())
			same(err, "First")
			assert.Zero(t, v)
		})
		bubble(t, "Collect and All hand it on: "+name, func(t *testing.T) {
			failure := &gFailure{7}
			want := []stream.Result[int]{{Value: 0}, {Value: 1}, {Value: 2}, {Err: failure}, {Value: 4}, {Value: 5}}
			if name == "an inner stream" {
				want = append(want, want...)
			}
			if name == "FailFast, one at a time" {
				want = want[:4]
			}
			assert.Equal(t, want, place(failure).Collect(t.Context()))
			var got []stream.Result[int]
			for v, err := range place(failure).All(t.Context()) {
				got = append(got, stream.Result[int]{Value: v, Err: err})
			}
			assert.Equal(t, want, got)
		})
	}
	bubble(t, "at the first in stream order, of several", func(t *testing.T) {
		for _, term := range gTerminals {
			for _, n := range gBounds(8) {
				s := stream.Iter(ints(8)).TryMap(func(_ context.Context, i int) (int, error) {
					time.Sleep(time.Duration(8-i) * time.Second)
					if i%3 == 2 {
						return i, gErr(i)
					}
					return i, nil
				}).Buffered(n)
				vs, err := term.run(t.Context(), s)
				assert.Equal(t, gErr(2), err)
				if term.stops && !term.blind {
					assert.Equal(t, []int{0, 1}, vs)
				}
			}
		}
	})
	bubble(t, "at an error of its own function, which stands for the stream's", func(t *testing.T) {
		for _, b := range gBoundaries {
			failure := &gFailure{7}
			s := b.below(stream.Iter(ints(9)), 1)
			n := 0
			err := s.TryForEach(t.Context(), func(_ context.Context, i int) error {
				n++
				return map[int]error{3: failure}[i]
			})
			assert.Same(t, failure, err)
			assert.Equal(t, 4, n)
			sum, err := s.TryFold(t.Context(), 0, func(_ context.Context, a, i int) (int, error) { return a + i, map[int]error{3: failure}[i] })
			assert.Same(t, failure, err)
			assert.Equal(t, 3, sum, "what came beside the error is dropped")
		}
	})
	t.Run("without an error all is returned", func(t *testing.T) {
		for _, s := range []stream.Stream[int]{stream.Empty[int](), {}, stream.Iter[int](nil).Buffered(2), stream.Of(1).Take(0).BufferedUnordered(3)} {
			vs, err := s.TryCollect(t.Context())
			require.NoError(t, err)
			assert.Equal(t, []int{}, vs, "never nil")
			assert.Equal(t, []stream.Result[int]{}, s.Collect(t.Context()))
			n, err := s.Count(t.Context())
			require.NoError(t, err)
			assert.Zero(t, n)
			_, err = s.First(t.Context())
			assert.Equal(t, stream.ErrEmpty, err)
			_, err = s.Last(t.Context())
			assert.Equal(t, stream.ErrEmpty, err)
			require.NoError(t, s.Drain(t.Context()))
		}
	})
}

type gFailure struct{ code int }

func (e *gFailure) Error() string { return fmt.Sprint("failure ", e.code) }

// gFailsAt yields 0 .. n-1, of which one fails in the task.
func gFailsAt(n, at int, err error) stream.Stream[int] {
	return stream.Iter(ints(n)).TryMap(func(_ context.Context, i int) (int, error) {
		if i == at {
			return 99, err
		}
		return i, nil
	})
}

// gSlowly takes a second for each element.
func gSlowly(s stream.Stream[int]) stream.Stream[int] {
	return s.Inspect(func(int) { time.Sleep(time.Second) }).InspectErr(func(error) { time.Sleep(time.Second) })
}
