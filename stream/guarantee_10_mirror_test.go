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

// A gMirror makes an error of the end of a context, as tasks do.
type gMirror struct {
	name string
	of   func(ctx context.Context) error
}

var gMirrors = []gMirror{
	{"ctx.Err", func(ctx context.Context) error { return ctx.Err() }},
	{"wrapped", func(ctx context.Context) error { return fmt.Errorf("fetch: %w", ctx.Err()) }},
	{"the cause", func(ctx context.Context) error { return context.Cause(ctx) }},
	{"the cause, joined", func(ctx context.Context) error { return errors.Join(errors.New("fetch"), context.Cause(ctx)) }},
}

// gWatched puts every stage that sees errors below s; each says what it saw.
func gWatched(s stream.Stream[int], saw func(stage string, err error)) stream.Stream[int] {
	return s.InspectErr(func(err error) { saw("InspectErr", err) }).
		MapErr(func(err error) error { saw("MapErr", err); return err }).
		OrElse(func(_ context.Context, err error) (int, error) { saw("OrElse", err); return 0, err }).
		DropErrors(func(err error) { saw("DropErrors", err) })
}

// gSeen is gWatched with stages that do not make use of errors, so that a failure cancels.
func gSeen(s stream.Stream[int], saw func(stage string, err error)) stream.Stream[int] {
	return s.InspectErr(func(err error) { saw("InspectErr", err) }).
		MapErr(func(err error) error { saw("MapErr", err); return err })
}

func TestGuarantee10Mirror(t *testing.T) {
	for _, m := range gMirrors {
		until := func(ctx context.Context, i int) (int, error) {
			if i == 0 {
				return 0, nil
			}
			<-ctx.Done()
			return 0, m.of(ctx)
		}
		never := func(t *testing.T) func(string, error) {
			return func(stage string, err error) { assert.Fail(t, "sees its own end", "%s: %v", stage, err) }
		}
		for _, watch := range []func(stream.Stream[int], func(string, error)) stream.Stream[int]{gWatched, gSeen} {
			bubble(t, m.name+": ctx ends, the stages within the task", func(t *testing.T) {
				for _, term := range gTerminals {
					for _, below := range gEnds(t) {
						ctx, cancel := context.WithTimeoutCause(t.Context(), time.Second, errWhy)
						defer cancel()
						_, err := term.run(ctx, below(watch(stream.Iter(ints(4)).TryMap(until), never(t))))
						assert.Equal(t, errWhy, err)
					}
				}
			})
			bubble(t, m.name+": ctx ends, the stages below the boundary", func(t *testing.T) {
				for _, term := range gTerminals {
					for _, below := range gEnds(t) {
						ctx, cancel := context.WithTimeoutCause(t.Context(), time.Second, errWhy)
						defer cancel()
						_, err := term.run(ctx, below(watch(below(stream.Iter(ints(4)).TryMap(until)), never(t))))
						assert.Equal(t, errWhy, err)
					}
				}
			})
			bubble(t, m.name+": the consumer leaves", func(t *testing.T) {
				for _, below := range gEnds(t)[1:] {
					for range below(watch(stream.Iter(ints(4)).TryMap(until), never(t))).All(t.Context()) {
						break
					}
					vs, err := below(watch(below(stream.Iter(ints(4)).TryMap(until)), never(t))).Take(1).TryCollect(t.Context())
					require.NoError(t, err)
					assert.Equal(t, []int{0}, vs)
					_, err = below(watch(stream.Iter(ints(4)).TryMap(until), never(t))).First(t.Context())
					require.NoError(t, err)
				}
			})
		}
		bubble(t, m.name+": from the terminal's own function it is the end of ctx", func(t *testing.T) {
			for _, below := range gEnds(t) {
				ctx, cancel := context.WithTimeoutCause(t.Context(), time.Second, errWhy)
				defer cancel()
				s := below(stream.Iter(ints(4)))
				err := s.TryForEach(ctx, func(ctx context.Context, i int) error {
					<-ctx.Done()
					return m.of(ctx)
				})
				assert.Equal(t, errWhy, err)
				ctx, cancel = context.WithTimeoutCause(t.Context(), time.Second, errWhy)
				defer cancel()
				_, err = s.TryFold(ctx, 0, func(ctx context.Context, _, _ int) (int, error) {
					<-ctx.Done()
					return 0, m.of(ctx)
				})
				assert.Equal(t, errWhy, err)
			}
		})
		bubble(t, m.name+": from a sequence stage's own function", func(t *testing.T) {
			wait := func(ctx context.Context) error {
				<-ctx.Done()
				return m.of(ctx)
			}
			for name, stage := range gTryStages(wait) {
				for _, below := range gEnds(t) {
					for _, term := range gTerminals {
						ctx, cancel := context.WithTimeoutCause(t.Context(), time.Second, errWhy)
						defer cancel()
						s := below(gWatched(stage(stream.Iter(ints(4))), never(t)))
						_, err := term.run(ctx, s)
						assert.Equal(t, errWhy, err, "%s, %s", name, term.name)
					}
					err := below(stream.Of(-1, 0).Chain(stage(stream.Iter(ints(4))).MapErr(func(err error) error { never(t)(name, err); return err }))).
						TryForEach(t.Context(), func(_ context.Context, i int) error { return map[int]error{0: errBoom}[i] })
					assert.Equal(t, errBoom, err, "%s: the consumer leaves", name)
				}
			}
		})
		bubble(t, m.name+": a failure is seen, what it cancels is not", func(t *testing.T) {
			for _, b := range gBoundaries {
				for _, opts := range [][]stream.Option{nil, {stream.FailFast()}} {
					for _, term := range gTerminals {
						if !term.stops && opts == nil {
							continue
						}
						seen := make(chan string, 20)
						saw := func(stage string, err error) { seen <- fmt.Sprintf("%s %v", stage, err) }
						task := func(ctx context.Context, i int) (int, error) {
							if i == 1 {
								time.Sleep(time.Second)
								return 0, errBoom
							}
							return until(ctx, i)
						}
						s := gSeen(b.below(gSeen(stream.Iter(ints(6)).TryMap(task), saw), 4, opts...), saw)
						_, err := term.run(t.Context(), s)
						assert.Equal(t, errBoom, err, "the root error")
						close(seen)
						var lines []string
						for line := range seen {
							lines = append(lines, line)
						}
						assert.Equal(t, []string{"InspectErr boom", "MapErr boom", "InspectErr boom", "MapErr boom"}, lines)
					}
				}
			}
		})
		bubble(t, m.name+": a failure in a lower boundary, the stages in an upper one", func(t *testing.T) {
			for _, b := range gBoundaries {
				for _, term := range gTerminals {
					if !term.stops {
						continue
					}
					s := gWatched(stream.Iter(ints(6)).TryMap(until), never(t)).Buffered(4).TryMap(func(context.Context, int) (int, error) {
						time.Sleep(time.Second)
						return 0, errBoom
					})
					_, err := term.run(t.Context(), b.below(s, 2))
					assert.Equal(t, errBoom, err)
				}
			}
		})
		bubble(t, m.name+": a panic or Goexit elsewhere", func(t *testing.T) {
			for _, crash := range []func(){gPanic, gGoexit} {
				for _, b := range gBoundaries {
					gCall(func() {
						_ = b.below(gWatched(stream.Iter(ints(6)).TryMap(func(ctx context.Context, i int) (int, error) {
							if i == 1 {
								time.Sleep(time.Second)
								crash()
							}
							return until(ctx, i)
						}), never(t)), 4).Drain(t.Context())
					})
				}
			}
		})
	}
}

// gTryStages are the sequence stages whose function gets a context; it calls f and fails if that does.
func gTryStages(f func(context.Context) error) map[string]func(stream.Stream[int]) stream.Stream[int] {
	return map[string]func(stream.Stream[int]) stream.Stream[int]{
		"TryTakeWhile": func(s stream.Stream[int]) stream.Stream[int] {
			return s.TryTakeWhile(func(ctx context.Context, _ int) (bool, error) { return true, f(ctx) })
		},
		"TrySkipWhile": func(s stream.Stream[int]) stream.Stream[int] {
			return s.TrySkipWhile(func(ctx context.Context, _ int) (bool, error) { return true, f(ctx) })
		},
		"TryScan": func(s stream.Stream[int]) stream.Stream[int] {
			return s.TryScan(0, func(ctx context.Context, a, i int) (int, int, error) { return a, i, f(ctx) })
		},
		"TryFlatMap": func(s stream.Stream[int]) stream.Stream[int] {
			return s.TryFlatMap(func(ctx context.Context, i int) (stream.Stream[int], error) { return stream.Of(i), f(ctx) })
		},
	}
}

// gEnds are ways to end a task: without a boundary, and with each.
func gEnds(t *testing.T) []func(stream.Stream[int]) stream.Stream[int] {
	t.Helper()
	return []func(stream.Stream[int]) stream.Stream[int]{
		func(s stream.Stream[int]) stream.Stream[int] { return s },
		func(s stream.Stream[int]) stream.Stream[int] { return s.Buffered(3) },
		func(s stream.Stream[int]) stream.Stream[int] { return s.BufferedUnordered(3) },
		func(s stream.Stream[int]) stream.Stream[int] { return s.Buffered(3, stream.FailFast()) },
		func(s stream.Stream[int]) stream.Stream[int] {
			return s.BufferedUnordered(2, stream.FailFast(), stream.Window(8))
		},
	}
}
