package marble_test

import (
	"context"

	"github.com/seed-09178888/leat/stream"
)

var terminalScenes = []act{
	{"stream.TryCollect", func(s *scene) {
		in, ctx := s.in[string]("in", "a-b-c-d-|"), s.ctx
		fetch := s.task("a-------A", "b--#", "c--------C", "d--D")
		s.returns(in.TryMap(fetch).Buffered(3).TryCollect(ctx))
	}},
	{"stream.Collect", func(s *scene) {
		in, ctx := s.in[string]("in", "a---#---c---|"), s.ctx
		s.returns(in.Collect(ctx))
	}},
	{"stream.ForEach", func(s *scene) {
		in, ctx := s.in[string]("in", "a---b---#---d---|"), s.ctx
		f := s.calls[string]("f")
		s.returns(in.ForEach(ctx, f))
	}},
	{"stream.Fold", func(s *scene) {
		in, ctx := s.in[int]("in", "1---2---3---|"), s.ctx
		add := func(total, n int) int { return total + n }
		s.returns(in.Fold(ctx, 0, add))
	}},
	{"stream.Count", func(s *scene) {
		in, ctx := s.in[string]("in", "a---b---c---|"), s.ctx
		s.returns(in.Count(ctx))
	}},
	{"stream.First", func(s *scene) {
		in, ctx := s.in[string]("in", "-a---b---c---|"), s.ctx
		s.returns(in.First(ctx))
	}},
	{"stream.Last", func(s *scene) {
		in, ctx := s.in[string]("in", "a---b---c---|"), s.ctx
		s.returns(in.Last(ctx))
	}},
	{"stream.AnyMatch", func(s *scene) {
		in, ctx := s.in[int]("in", "1---2---3---4---|"), s.ctx
		s.returns(in.AnyMatch(ctx, even))
	}},
	{"stream.AllMatch", func(s *scene) {
		in, ctx := s.in[int]("in", "2---4---5---6---|"), s.ctx
		s.returns(in.AllMatch(ctx, even))
	}},
	{"stream.Drain", func(s *scene) {
		in, ctx := s.in[string]("in", "a---b---#---d---|"), s.ctx
		s.returns(in.Drain(ctx))
	}},
	{"stream.Tee", func(s *scene) {
		in, ctx := s.in[string]("in", "a--b--c---d--|"), s.ctx
		fast, slow := s.calls[string]("fast"), s.task("a-A", "b-----B", "c-C", "d-D")
		all := func(ctx context.Context, each stream.Stream[string]) error { return each.ForEach(ctx, fast) }
		some := func(ctx context.Context, each stream.Stream[string]) error { return each.TryMap(slow).Drain(ctx) }
		s.returns(in.Tee(ctx, all, some))
	}},
}
