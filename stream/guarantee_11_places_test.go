package stream_test

import (
	"context"
	"iter"

	"github.com/seed-09178888/leat/stream"
)

// gPlaces put more stages below a crash.
var gPlaces = map[string]func(stream.Stream[int]) stream.Stream[int]{
	"no boundary":       func(s stream.Stream[int]) stream.Stream[int] { return s },
	"Buffered":          func(s stream.Stream[int]) stream.Stream[int] { return s.Buffered(2) },
	"BufferedUnordered": func(s stream.Stream[int]) stream.Stream[int] { return s.BufferedUnordered(2, stream.Window(5)) },
	"FailFast":          func(s stream.Stream[int]) stream.Stream[int] { return s.Buffered(2, stream.FailFast()) },
	"boundary above": func(s stream.Stream[int]) stream.Stream[int] {
		return stream.Of(1).Buffered(2).FlatMap(func(int) stream.Stream[int] { return s })
	},
	"two boundaries": func(s stream.Stream[int]) stream.Stream[int] {
		return s.Buffered(2).Map(func(i int) int { return i }).BufferedUnordered(2)
	},
	"sequence stages": func(s stream.Stream[int]) stream.Stream[int] {
		return s.Buffered(2).Take(9).Chunks(2).FlatMap(stream.Iter).Buffered(2).Skip(0)
	},
	"inner boundary": func(s stream.Stream[int]) stream.Stream[int] {
		return stream.Of(1, 2).Buffered(2).FlatMap(func(int) stream.Stream[int] { return s.Buffered(2) }).Buffered(2)
	},
	"Transform": func(s stream.Stream[int]) stream.Stream[int] {
		return s.Buffered(2).Transform(func(_ context.Context, in iter.Seq2[int, error], yield func(int, error) bool) {
			for v, err := range in {
				yield(v, err)
			}
		}).Buffered(2)
	},
	"another run": func(s stream.Stream[int]) stream.Stream[int] {
		return gThree().TryMap(func(ctx context.Context, _ int) (int, error) {
			return s.Map(func(i int) int { return i }).Buffered(2).Count(ctx)
		}).Buffered(2)
	},
	"feeder": func(s stream.Stream[int]) stream.Stream[int] {
		return s.Skip(0).Map(func(i int) int { return i }).Buffered(2)
	},
	"FlatMapUnordered": func(s stream.Stream[int]) stream.Stream[int] {
		return stream.Of(1).FlatMapUnordered(2, func(int) stream.Stream[int] { return s })
	},
	"named boundaries": func(s stream.Stream[int]) stream.Stream[int] {
		return s.Buffered(2, stream.Name("upper")).Map(func(i int) int { return i }).BufferedUnordered(2, stream.Name("lower"))
	},
}

// gBeside puts s beside a task that is in flight until its context ends.
func gBeside(flight *gauge, s stream.Stream[int]) stream.Stream[int] {
	return stream.Merge(s, stream.Of(9).TryMap(func(ctx context.Context, i int) (int, error) {
		defer flight.enter()()
		<-ctx.Done()
		return i, ctx.Err()
	}).Buffered(1))
}

// gTerminalCrashes are the terminals that take a function, which crashes when it is called.
var gTerminalCrashes = map[string]func(ctx context.Context, s stream.Stream[int], crash func()){
	"ForEach": func(ctx context.Context, s stream.Stream[int], crash func()) {
		_ = s.ForEach(ctx, func(int) { crash() })
	},
	"TryForEach": func(ctx context.Context, s stream.Stream[int], crash func()) {
		_ = s.TryForEach(ctx, func(context.Context, int) error { crash(); return nil })
	},
	"TryForEachConcurrent": func(ctx context.Context, s stream.Stream[int], crash func()) {
		_ = s.TryForEachConcurrent(ctx, 2, func(context.Context, int) error { crash(); return nil })
	},
	"AnyMatch": func(ctx context.Context, s stream.Stream[int], crash func()) {
		_, _ = s.AnyMatch(ctx, func(int) bool { crash(); return false })
	},
	"AllMatch": func(ctx context.Context, s stream.Stream[int], crash func()) {
		_, _ = s.AllMatch(ctx, func(int) bool { crash(); return true })
	},
	"Fold": func(ctx context.Context, s stream.Stream[int], crash func()) {
		_, _ = s.Fold(ctx, 0, func(int, int) int { crash(); return 0 })
	},
	"TryFold": func(ctx context.Context, s stream.Stream[int], crash func()) {
		_, _ = s.TryFold(ctx, 0, func(context.Context, int, int) (int, error) { crash(); return 0, nil })
	},
	"Tee": func(ctx context.Context, s stream.Stream[int], crash func()) {
		reads := func(ctx context.Context, in stream.Stream[int]) error { return in.Drain(ctx) }
		_ = s.Tee(ctx, reads, func(context.Context, stream.Stream[int]) error { crash(); return nil })
	},
}

// gPassing are functions that are called where the caller can see it: what they panic with passes as it is.
var gPassing = map[string]func(ctx context.Context, s stream.Stream[int], crash func()){
	"All's loop body": func(ctx context.Context, s stream.Stream[int], crash func()) {
		for range s.All(ctx) {
			crash()
		}
	},
	"Into": func(ctx context.Context, s stream.Stream[int], crash func()) {
		_, _ = s.Into(ctx, func(ctx context.Context, s stream.Stream[int]) (int, error) {
			_, _ = s.First(ctx)
			crash()
			return 0, nil
		})
	},
	"Through": func(_ context.Context, s stream.Stream[int], crash func()) {
		s.Through(func(s stream.Stream[int]) stream.Stream[int] { crash(); return s })
	},
	"Cursor.NextIf": func(ctx context.Context, s stream.Stream[int], crash func()) {
		c := s.Cursor(ctx)
		defer c.Close()
		_, _, _ = c.NextIf(func(int) bool { crash(); return true })
	},
}
