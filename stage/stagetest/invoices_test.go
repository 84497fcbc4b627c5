package stagetest_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/seed-09178888/leat/stage"
	"github.com/seed-09178888/leat/stage/stagetest"
	"github.com/seed-09178888/leat/stream"
)

// This is the test in the package documentation.
func TestInvoices(t *testing.T) {
	var g stagetest.Gauge
	price := func(_ context.Context, order string) (string, error) {
		time.Sleep(2 * time.Second)
		return strings.ToUpper(order), nil
	}
	priced := func(s stream.Stream[string]) stream.Stream[string] { return s.TryMap(g.Wrap(price)).Buffered(2) }
	bundled := func(s stream.Stream[string]) stream.Stream[[]string] { return s.Chunks(2) }

	stagetest.Expect(t, stage.Compose(stage.Dedup[string], priced).Then(bundled),
		"aabc#        -d-|",
		"----[A B]([C]#)--([D]|)")
	stagetest.Bound(t, &g, 2)
}
