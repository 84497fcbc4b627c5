package marble_test

import (
	"context"
	"time"

	"github.com/seed-09178888/leat/stream"
)

var boundaryScenes = []act{
	{"stream.Buffered", func(s *scene) {
		in := s.in[string]("in", "a-b-c-d-|")
		fetch := s.task("a------A", "b--B", "c----C", "d--D")
		s.out(in.TryMap(fetch).Buffered(2))
	}},
	{"stream.BufferedUnordered", func(s *scene) {
		in := s.in[string]("in", "a-b-c-d-|")
		fetch := s.task("a--------A", "b--B", "c-----C", "d--D")
		s.out(in.TryMap(fetch).BufferedUnordered(2))
	}},
	{"stream.BufferedByKey", func(s *scene) {
		in := s.in[string]("in", `"a1"-"a2"-"b1"-"c1"-|`)
		store := s.task(`"a1"------"A1"`, `"a2"---"A2"`, `"b1"----"B1"`, `"c1"----"C1"`)
		first := func(v string) string { return v[:1] }
		s.out(in.BufferedByKey(2, first, store))
	}},
	{"stream.FlatMapUnordered", func(s *scene) {
		in := s.in[string]("in", "x-y-z-|")
		inner := map[string]stream.Stream[string]{"x": s.in[string]("x", "-a---a---a-|"), "y": s.in[string]("y", "-b----b------b-|"), "z": s.in[string]("z", "c-----c-|")}
		f := func(v string) stream.Stream[string] { return inner[v] }
		s.out(in.FlatMapUnordered(2, f))
	}},
	{"stream.Expand", func(s *scene) {
		in := s.in[string]("in", "a-|")
		list := s.task("a--A", "b-----B", "c--C", "d----D", "e--E")
		below := map[string][]string{"a": {"b", "c"}, "c": {"d"}, "b": {"e"}}
		walk := func(ctx context.Context, v string) (string, []string, error) {
			found, err := list(ctx, v)
			return found, below[v], err
		}
		s.out(in.Expand(2, walk))
	}},
	{"stream.Window", func(s *scene) {
		in := s.in[string]("in", "a-b-c-d-|")
		fetch := s.task("a----------A", "b--B", "c----C", "d--D")
		s.out(in.TryMap(fetch).Buffered(2, stream.Window(4)))
	}},
	{"stream.FailFast", func(s *scene) {
		in := s.in[string]("in", "a-b-c-d-|")
		fetch := s.task("a----------A", "b----#", "c---C", "d--D")
		s.out(in.TryMap(fetch).Buffered(3, stream.FailFast()))
	}},
	{"stream.Shared", func(s *scene) {
		a, b := s.in[string]("a", "a--b--|"), s.in[string]("b", "-x-----y-|")
		fetch := s.task("a---A", "b---B", "x---X", "y---Y")
		shared := stream.Shared(stream.NewLimit(1))
		s.out(stream.Merge(a.TryMap(fetch).Buffered(2, shared), b.TryMap(fetch).Buffered(2, shared)))
	}},
	{"stream.Merge", func(s *scene) {
		a, b := s.in[string]("a", "-a---b-----c--|"), s.in[string]("b", "---x---y-#---|")
		s.out(stream.Merge(a, b))
	}},
	{"stream.TryForEachConcurrent", func(s *scene) {
		in, ctx := s.in[string]("in", "a-b-c-d-|"), s.ctx
		store := s.task("a------A", "b--B", "c----#", "d----D")
		f := func(ctx context.Context, v string) error {
			_, err := store(ctx, v)
			return err
		}
		s.returns(in.TryForEachConcurrent(ctx, 2, f))
	}},
	{"stream.FromChan", func(s *scene) {
		ch := s.channel[string]("ch", "--a---b-c---|")
		s.out(stream.FromChan(ch))
	}},
	{"stream.Generate", func(s *scene) {
		poll := func(ctx context.Context, yield func(string) bool) error {
			for _, v := range []string{"a", "b", "c"} {
				if time.Sleep(3 * time.Second); !yield(v) {
					return nil
				}
			}
			return errFailed
		}
		s.out(stream.Generate(poll))
	}},
	{"stream.Once", func(s *scene) {
		fetch := s.task("a----A")
		task := func(ctx context.Context) (string, error) { return fetch(ctx, "a") }
		s.out(stream.Once(task))
	}},
	{"stream.Tasks", func(s *scene) {
		fetch := s.task("a-----A", "b--B", "c----C")
		task := func(v string) func(context.Context) (string, error) {
			return func(ctx context.Context) (string, error) { return fetch(ctx, v) }
		}
		s.out(stream.Tasks(task("a"), task("b"), task("c")).Buffered(3))
	}},
	{"stream.Defer", func(s *scene) {
		in := s.in[string]("in", "a---b---|")
		connect := s.task(`"dial"-----C`)
		open := func(ctx context.Context) (stream.Stream[string], error) {
			_, err := connect(ctx, "dial")
			return in, err
		}
		s.out(stream.Defer(open))
	}},
	{"stream.Interval", func(s *scene) { s.out(stream.Interval(4 * time.Second)) }},
	{"stream.Pending", func(s *scene) { s.out(stream.Pending[string]()) }},
	{"stream.NewTaskSet", func(s *scene) {
		set := stream.NewTaskSet[string](2)
		ch := s.channel[string]("Go", "a-b-c------|")
		fetch := s.task("a------A", "b--B", "c------C")
		go func() {
			for v := range ch {
				set.Go(func(ctx context.Context) (string, error) { return fetch(ctx, v) })
			}
			set.Close()
		}()
		s.out(set.Stream())
	}},
}
