package marble_test

import (
	"context"
	"strings"
	"time"

	"github.com/cenkalti/backoff/v5"
	"golang.org/x/time/rate"

	"github.com/seed-09178888/leat/stream"
)

// What stands in the call of out, busy or returns is the code of the picture.

func even(n int) bool { return n%2 == 0 }

func isVowel(v string) bool { return strings.Contains("aeiou", v) }

var elementScenes = []act{
	{"stream.Map", func(s *scene) {
		in := s.in[string]("in", "a---b---#---c---|")
		s.out(in.Map(strings.ToUpper))
	}},
	{"stream.TryMap", func(s *scene) {
		in := s.in[string]("in", "a---b---c---|")
		fetch := s.task("a--A", "b--#", "c--C")
		s.out(in.TryMap(fetch))
	}},
	{"stream.Filter", func(s *scene) {
		in := s.in[int]("in", "1--2--3--#--4--|")
		s.out(in.Filter(even))
	}},
	{"stream.TryFilter", func(s *scene) {
		in := s.in[int]("in", "1--2--3--4--|")
		even := func(_ context.Context, n int) (bool, error) {
			if n == 3 {
				return false, errFailed
			}
			return even(n), nil
		}
		s.out(in.TryFilter(even))
	}},
	{"stream.FilterMap", func(s *scene) {
		in := s.in[string]("in", "a--b--c--#--e--|")
		upperVowel := func(v string) (string, bool) { return strings.ToUpper(v), isVowel(v) }
		s.out(in.FilterMap(upperVowel))
	}},
	{"stream.TryFilterMap", func(s *scene) {
		in := s.in[string]("in", "a---b---e---|")
		look := s.task("a--A", "b--#", "e--E")
		find := func(ctx context.Context, v string) (string, bool, error) {
			found, err := look(ctx, v)
			return found, found == "A", err
		}
		s.out(in.TryFilterMap(find))
	}},
	{"stream.Inspect", func(s *scene) {
		in := s.in[string]("in", "a---b---#---c---|")
		log := s.calls[string]("log")
		s.out(in.Inspect(log))
	}},
	{"stream.InspectErr", func(s *scene) {
		in := s.in[string]("in", "a---b---#---c---|")
		log := s.calls[error]("log")
		s.out(in.InspectErr(log))
	}},
	{"stream.MapErr", func(s *scene) {
		in := s.in[string]("in", "a---#---c---|")
		explain := func(error) error { return named("E") }
		s.out(in.MapErr(explain))
	}},
	{"stream.OrElse", func(s *scene) {
		in := s.in[string]("in", "a---#---c---|")
		instead := func(context.Context, error) (string, error) { return "B", nil }
		s.out(in.OrElse(instead))
	}},
	{"stream.DropErrors", func(s *scene) {
		in := s.in[string]("in", "a---#---c---|")
		log := s.calls[error]("log")
		s.out(in.DropErrors(log))
	}},
	{"stream.CatchPanic", func(s *scene) {
		in := s.in[string]("in", "a---b---c---|")
		crash := func(v string) string {
			if v == "b" {
				panic("b")
			}
			return strings.ToUpper(v)
		}
		s.out(in.Map(crash).CatchPanic())
	}},
	{"stream.Timeout", func(s *scene) {
		in := s.in[string]("in", "a--b----c---|")
		fetch := s.task("a-A", "b-------B", "c-C")
		s.out(in.TryMap(fetch).Timeout(3 * time.Second))
	}},
	{"stream.Retry", func(s *scene) {
		in := s.in[string]("in", "a-b-|")
		fetch := s.task("a--#", "a--#", "a--A", "b--B")
		p := stream.RetryPolicy{Backoff: func() backoff.BackOff { return backoff.NewConstantBackOff(2 * time.Second) }}
		s.out(in.TryMap(fetch).Retry(p).Buffered(2))
	}},
	{"stream.RateLimit", func(s *scene) {
		in := s.in[string]("in", "a-b-c-d-|")
		fetch := s.task("a--A", "b--B", "c--C", "d--D")
		everyFour := rate.NewLimiter(rate.Every(4*time.Second), 1)
		s.out(in.TryMap(fetch).RateLimit(everyFour).Buffered(4))
	}},
	{"stream.ConcurrencyLimit", func(s *scene) {
		in := s.in[string]("in", "a-b-c-|")
		fetch := s.task("a---A", "b---B", "c---C")
		one := stream.NewLimit(1)
		s.out(in.TryMap(fetch).ConcurrencyLimit(one).Buffered(3))
	}},
	{"stream.Hedge", func(s *scene) {
		in := s.in[string]("in", "a---b---|")
		read := s.task("a--A", "b-----------B", "b--B")
		s.out(in.TryMap(read).Hedge(stream.HedgePolicy{After: 4 * time.Second}))
	}},
}
