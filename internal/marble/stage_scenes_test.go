package marble_test

import (
	"strings"

	"github.com/seed-09178888/leat/stage"
	"github.com/seed-09178888/leat/stream"
)

var stageScenes = []act{
	{"stage.Distinct", func(s *scene) {
		in := s.in[string]("in", "a--b--a--#--c--b--|")
		s.out(in.Through(stage.Distinct))
	}},
	{"stage.DistinctBy", func(s *scene) {
		in := s.in[string]("in", "a--B--A--#--c--b--|")
		s.out(in.Through(stage.DistinctBy(strings.ToLower)))
	}},
	{"stage.Dedup", func(s *scene) {
		in := s.in[string]("in", "a--a--b--#--b--a--|")
		s.out(in.Through(stage.Dedup))
	}},
	{"stage.Sliding", func(s *scene) {
		in := s.in[int]("in", "1---2---3---#---4---|")
		s.out(in.Through(stage.Sliding[int](2)))
	}},
	{"stage.FromResults", func(s *scene) {
		in := s.in[string]("in", "a---#---c---|")
		s.out(stage.FromResults(in.Results()))
	}},
	{"stage.Flatten", func(s *scene) {
		a, b := s.in[string]("a", "-a---a--|"), s.in[string]("b", "-b--#--b--|")
		s.out(stage.Flatten(stream.Of(a, b)))
	}},
	{"stage.FlattenUnordered", func(s *scene) {
		a, b := s.in[string]("a", "-a---a----a-|"), s.in[string]("b", "---b--#--b--|")
		s.out(stream.Of(a, b).Through(stage.FlattenUnordered[string](2)))
	}},
	{"stage.Compose", func(s *scene) {
		in := s.in[string]("in", "a-a-b-b-c-|")
		fetch := s.task("a-----A", "b---B", "c--C")
		fetched := func(in stream.Stream[string]) stream.Stream[string] { return in.TryMap(fetch).Buffered(2) }
		s.out(in.Through(stage.Compose(stage.Dedup[string], fetched)))
	}},
}
