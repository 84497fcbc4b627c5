package marble_test

import (
	"context"
	"iter"
	"strings"
	"time"

	"github.com/seed-09178888/leat/stream"
)

func below3(n int) bool { return n < 3 }

// below5 fails at 2.
func below5(_ context.Context, n int) (bool, error) {
	if n == 2 {
		return false, errFailed
	}
	return n < 5, nil
}

func sum(total, n int) (next, out int) { return total + n, total + n }

var sequenceScenes = []act{
	{"stream.Take", func(s *scene) {
		in := s.in[string]("in", "a---b---c---d---|")
		s.out(in.Take(3))
	}},
	{"stream.TakeWhile", func(s *scene) {
		in := s.in[int]("in", "1---2---#---5---1---|")
		s.out(in.TakeWhile(below3))
	}},
	{"stream.TryTakeWhile", func(s *scene) {
		in := s.in[int]("in", "1---2---3---9---1---|")
		s.out(in.TryTakeWhile(below5))
	}},
	{"stream.TakeUntil", func(s *scene) {
		in := s.in[string]("in", "a---b---c-------d---|")
		stop := s.stop("stop", "----------|")
		s.out(in.TakeUntil(stop))
	}},
	{"stream.Skip", func(s *scene) {
		in := s.in[string]("in", "a---#---c---d---|")
		s.out(in.Skip(2))
	}},
	{"stream.SkipWhile", func(s *scene) {
		in := s.in[int]("in", "1---#---2---9---1---|")
		s.out(in.SkipWhile(below3))
	}},
	{"stream.TrySkipWhile", func(s *scene) {
		in := s.in[int]("in", "1---2---3---9---1---|")
		s.out(in.TrySkipWhile(below5))
	}},
	{"stream.StepBy", func(s *scene) {
		in := s.in[int]("in", "0--1--2--3--4--|")
		s.out(in.StepBy(2))
	}},
	{"stream.MapWhile", func(s *scene) {
		in := s.in[string]("in", "a---e---#---b---i---|")
		upperVowel := func(v string) (string, bool) { return strings.ToUpper(v), isVowel(v) }
		s.out(in.MapWhile(upperVowel))
	}},
	{"stream.Scan", func(s *scene) {
		in := s.in[int]("in", "1---2---#---3---|")
		s.out(in.Scan(0, sum))
	}},
	{"stream.TryScan", func(s *scene) {
		in := s.in[int]("in", "1---2---3---|")
		sum := func(_ context.Context, total, n int) (next, out int, err error) {
			if n == 2 {
				return 0, 0, errFailed
			}
			return total + n, total + n, nil
		}
		s.out(in.TryScan(0, sum))
	}},
	{"stream.Enumerate", func(s *scene) {
		in := s.in[string]("in", "a---b---#---d---|")
		s.out(in.Enumerate())
	}},
	{"stream.Results", func(s *scene) {
		in := s.in[string]("in", "a---#---c---|")
		s.out(in.Results())
	}},
	{"stream.Chunks", func(s *scene) {
		in := s.in[int]("in", "1--2--3--#--4--5--6--|")
		s.out(in.Chunks(2))
	}},
	{"stream.ChunkBy", func(s *scene) {
		in := s.in[int]("in", "1--1--2--#--2--1--|")
		itself := func(n int) int { return n }
		s.out(in.ChunkBy(itself))
	}},
	{"stream.ReadyChunks", func(s *scene) {
		in := s.in[int]("in", "1---2-3-4---|")
		s.busy(6*time.Second, in.ReadyChunks(3))
	}},
	{"stream.ChunksTimeout", func(s *scene) {
		in := s.in[int]("in", "1--2-------3-4-5-----|")
		s.out(in.ChunksTimeout(3, 5*time.Second))
	}},
	{"stream.Chain", func(s *scene) {
		a, b := s.in[string]("a", "a---b--|"), s.in[string]("b", "-c---d--|")
		s.out(a.Chain(b))
	}},
	{"stream.Cycle", func(s *scene) {
		in := s.in[string]("in", "-a---b---c-|")
		s.out(in.Cycle())
	}},
	{"stream.Zip", func(s *scene) {
		a, b := s.in[int]("a", "1----2--#-------4--5--|"), s.in[string]("b", "-a-b--------c---d---|")
		s.out(a.Zip(b))
	}},
	{"stream.FlatMap", func(s *scene) {
		in := s.in[string]("in", "x--y--|")
		inner := map[string]stream.Stream[string]{"x": s.in[string]("x", "-a---a--|"), "y": s.in[string]("y", "-b--#--b--|")}
		f := func(v string) stream.Stream[string] { return inner[v] }
		s.out(in.FlatMap(f))
	}},
	{"stream.TryFlatMap", func(s *scene) {
		in := s.in[string]("in", "x--y--z--|")
		inner := map[string]stream.Stream[string]{"x": s.in[string]("x", "-a---a--|"), "z": s.in[string]("z", "-c---c--|")}
		open := s.task("x-X", "y---#", "z-Z")
		f := func(ctx context.Context, v string) (stream.Stream[string], error) {
			_, err := open(ctx, v)
			return inner[v], err
		}
		s.out(in.TryFlatMap(f))
	}},
	{"stream.Throttle", func(s *scene) {
		ch := s.channel[string]("ch", "a-b-c----------d-|")
		s.out(stream.FromChan(ch).Throttle(4 * time.Second))
	}},
	{"stream.IdleTimeout", func(s *scene) {
		in := s.in[string]("in", "a---b-----------c---|")
		s.out(in.IdleTimeout(5 * time.Second))
	}},
	{"stream.Transform", func(s *scene) {
		in := s.in[string]("in", "a---b---#---c---|")
		twice := func(_ context.Context, in iter.Seq2[string, error], yield func(string, error) bool) {
			for v, err := range in {
				if !yield(v, err) || err == nil && !yield(strings.ToUpper(v), nil) {
					return
				}
			}
		}
		s.out(in.Transform(twice))
	}},
	{"stream.Through", func(s *scene) {
		in := s.in[string]("in", "a-b-c-|")
		fetch := s.task("a----A", "b--B", "c---C")
		fetched := func(in stream.Stream[string]) stream.Stream[string] { return in.TryMap(fetch).Buffered(2) }
		s.out(in.Through(fetched))
	}},
}
