package sink_test

import (
	"context"
	"io"
	"io/fs"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/seed-09178888/leat/sink"
)

func TestMisuse(t *testing.T) {
	var none sink.Sink[int, int]
	some := sink.Func(func(context.Context, int) error { return nil })
	db := demo()
	defer db.Close()
	for want, f := range map[string]func(){
		"sink: With: k must not be nil":                                func() { none.With(func(int) int { return 0 }) },
		"sink: With: f must not be nil":                                func() { some.With[int](nil) },
		"sink: TryWith: k must not be nil":                             func() { none.TryWith(failAt(0)) },
		"sink: TryWith: f must not be nil":                             func() { some.TryWith[int](nil) },
		"sink: MapResult: k must not be nil":                           func() { none.MapResult(digit) },
		"sink: MapResult: f must not be nil":                           func() { some.MapResult[int](nil) },
		"sink: Func: f must not be nil":                                func() { sink.Func[int](nil) },
		"sink: Lines: w must not be nil":                               func() { sink.Lines(nil) },
		"sink: Lines: option must not be nil":                          func() { sink.Lines(&disk{}, nil) },
		"sink: Lines: it takes no option Header":                       func() { sink.Lines(&disk{}, sink.Buffer(1), sink.Header("a")) },
		"sink: JSONL: w must not be nil":                               func() { sink.JSONL[int](nil) },
		"sink: JSONL: it takes no option Comma":                        func() { sink.JSONL[int](&disk{}, sink.Comma(';')) },
		"sink: CSV: w must not be nil":                                 func() { sink.CSV(nil) },
		"sink: Buffer: n must be at least 1, got 0":                    func() { sink.Buffer(0) },
		"sink: Header: the number of fields must be at least 1, got 0": func() { sink.Header() },
		"sink: Comma: '\"' cannot separate fields":                     func() { sink.Comma('"') },
		"sink: Comma: '\\x00' cannot separate fields":                  func() { sink.Comma(0) },
		"sink: File: to must not be nil":                               func() { sink.File[int, int]("a", nil) },
		"sink: File: name must not be empty":                           func() { sink.File("", sink.Lines) },
		"sink: File: option must not be nil":                           func() { sink.File("a", sink.Lines, nil) },
		"sink: File: the sink of to must not be nil":                   func() { sink.File("a", func(io.Writer, ...sink.Option) sink.Sink[int, int] { return nil }) },
		"sink: Lines: it takes no option Comma":                        func() { sink.File("a", sink.Lines, sink.NoSync(), sink.Comma(';')) },
		"sink: Lines: it takes no option Perm":                         func() { sink.Lines(&disk{}, sink.Perm(0o600)) },
		"sink: Perm: mode must be permissions alone, got drwx------":   func() { sink.Perm(fs.ModeDir | 0o700) },
		"sink: Map: key must not be nil":                               func() { sink.Map[int, int](nil, digit) },
		"sink: Map: value must not be nil":                             func() { sink.Map[int, string, int](digit, nil) },
		"sink: Map: it takes no option NoSync":                         func() { sink.Map(digit, digit, sink.NoSync()) },
		"sink: GroupBy: key must not be nil":                           func() { sink.GroupBy[int, int](nil) },
		"sink: Exec: db must not be nil":                               func() { sink.Exec(nil, insert, row) },
		"sink: Exec: args must not be nil":                             func() { sink.Exec[int](db, insert, nil) },
		"sink: Exec: query must not be empty":                          func() { sink.Exec(db, "", row) },
		"sink: Exec: it takes no option Buffer":                        func() { sink.Exec(db, insert, row, sink.Buffer(1)) },
		"sink: Batch: n must be at least 1, got 0":                     func() { sink.Batch(0) },
		"sink: Within: d must be positive, got 0s":                     func() { sink.Within(0) },
		"sink: Fanout: sink must not be nil":                           func() { sink.Fanout(some, nil) },
		"sink: Fanout: the number of sinks must be at least 1, got 0":  func() { sink.Fanout[int, int]() },
	} {
		t.Run(want, func(t *testing.T) { assert.PanicsWithValue(t, want, f) })
	}
}
