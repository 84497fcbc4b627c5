package marble_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/internal/marble"
	"github.com/seed-09178888/leat/stage/stagetest"
	"github.com/seed-09178888/leat/stream"
)

// A scene is one run of a stage in a bubble, and the rows of what happens in it.
type scene struct {
	t     *testing.T
	ctx   context.Context // ends when the picture does
	start time.Time
	mu    struct {
		sync.Mutex
		in, out []*row
	}
}

// A row grows while the scene plays.
type row struct {
	marble.Row
	script stagetest.Script // what an input would play
	begun  int              // when it was first asked
	runs   int
	calls  bool // its marks are no stream
}

// play runs the scene and returns its rows.
func play(t *testing.T, act func(*scene)) (in, out []marble.Row) {
	synctest.Test(t, func(t *testing.T) {
		s := &scene{t: t, start: time.Now()}
		ctx, cancel := context.WithTimeout(t.Context(), (marble.Ticks+1)*time.Second-time.Millisecond)
		defer cancel()
		s.ctx = ctx
		act(s)
		in, out = finished(s.mu.in), finished(s.mu.out)
	})
	return in, out
}

func (s *scene) now() int { return int((time.Since(s.start) + time.Microsecond) / time.Second) }

func (s *scene) over() bool { return s.ctx.Err() != nil }

// input and output add a row above the code and below it.
func (s *scene) input(label string) *row  { return s.row(&s.mu.in, label) }
func (s *scene) output(label string) *row { return s.row(&s.mu.out, label) }

func (s *scene) row(rows *[]*row, label string) *row {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := &row{Label: label, Open: true}
	*rows = append(*rows, r)
	return r
}

func (s *scene) mark(r *row, kind marble.Kind, text string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r.Marks = append(r.Marks, marble.Mark{Tick: s.now(), Kind: kind, Text: text})
	r.Open = kind != marble.End
}

func (s *scene) note(r *row, v any, err error) {
	if err != nil {
		s.mark(r, marble.Error, errorText(err))
		return
	}
	s.mark(r, marble.Value, s.text(v))
}

// bar is a row's work while f runs; ctx is what f was given.
func (s *scene) bar(ctx context.Context, r *row, text string, f func() error) {
	from := s.now()
	err := f()
	how := marble.Done
	switch {
	case ctx.Err() != nil:
		how = marble.Cancelled
	case err != nil:
		how = marble.Failed
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	r.Bars = append(r.Bars, marble.Bar{From: from, To: s.now(), Text: text, How: how})
}

// finished rows have what an input would still have played, if it was asked, and bars in an order that is the same every time.
func finished(rows []*row) []marble.Row {
	var all []marble.Row
	for _, r := range rows {
		if r.runs == 1 {
			r.rest()
		}
		r.Open = r.Open && !r.calls
		slices.SortStableFunc(r.Bars, func(a, b marble.Bar) int {
			return cmp.Or(cmp.Compare(a.From, b.From), strings.Compare(a.Text, b.Text), cmp.Compare(a.To, b.To))
		})
		all = append(all, r.Row)
	}
	return all
}

// rest adds the symbols that were not asked for.
func (r *row) rest() {
	last, played := r.begun, len(r.Marks)
	if played > 0 {
		last = r.Marks[played-1].Tick
	}
	for tick, symbols := range r.script {
		for _, y := range symbols {
			if played > 0 {
				played--
				continue
			}
			m := marble.Mark{Tick: max(last, r.begun+tick), Text: y.Text, Faint: true}
			switch y.Kind {
			case stagetest.Error:
				m.Kind = marble.Error
			case stagetest.End:
				m.Kind, r.Open = marble.End, false
			}
			r.Marks = append(r.Marks, m)
		}
	}
}

// in is an input that plays marbles, from when it is asked on.
func (s *scene) in[T any](label, marbles string) stream.Stream[T] {
	script, err := stagetest.Parse(marbles)
	require.NoError(s.t, err)
	r := s.input(label)
	r.script = script
	source := stagetest.Source[T](marbles)
	return stream.TryGenerate(func(ctx context.Context, yield func(T, error) bool) error {
		s.began(r)
		for v, err := range source.All(ctx) {
			if ctx.Err() != nil {
				return nil // it is the cause
			}
			s.note(r, v, err)
			if !yield(v, err) {
				return nil
			}
		}
		if ctx.Err() == nil {
			s.mark(r, marble.End, "")
		}
		return nil
	})
}

func (s *scene) began(r *row) {
	s.mu.Lock()
	defer s.mu.Unlock()
	r.begun, r.runs = s.now(), r.runs+1
}

// out runs a stream to its end, or to that of the picture.
func (s *scene) out[T any](of stream.Stream[T]) { s.read(of, func(T) {}) }

// busy is out for a consumer that takes d for each value.
func (s *scene) busy[T any](d time.Duration, of stream.Stream[T]) {
	body := s.output("body")
	s.read(of, func(v T) {
		s.bar(s.ctx, body, s.text(v), func() error { time.Sleep(d); return nil })
	})
}

func (s *scene) read[T any](of stream.Stream[T], body func(T)) {
	r := s.output("out")
	for v, err := range of.All(s.ctx) {
		if s.over() {
			return
		}
		if s.note(r, v, err); err == nil {
			body(v)
		}
	}
	s.mark(r, marble.End, "")
}

// returns shows what a terminal has returned, and when.
func (s *scene) returns(results ...any) {
	r := s.output("returns")
	r.calls = true
	last := len(results) - 1
	if err, ok := results[last].(error); ok && last == 0 {
		s.note(r, nil, err)
		return
	}
	var texts []string
	for _, v := range results {
		texts = append(texts, s.text(v))
	}
	s.mark(r, marble.Value, strings.Join(texts, ", "))
}

// text is how a value is written in a marble.
func (s *scene) text(v any) string {
	switch v := v.(type) {
	case time.Time:
		return fmt.Sprintf("%ds", int(v.Sub(s.start)/time.Second))
	case stream.Result[string]:
		return "{" + cmp.Or(v.Value, "#") + "}"
	case []stream.Result[string]:
		var texts []string
		for _, r := range v {
			texts = append(texts, s.text(r))
		}
		return fmt.Sprint(texts)
	case error:
		return cmp.Or(errorText(v), "#")
	case nil:
		return "nil"
	}
	return fmt.Sprint(v)
}
