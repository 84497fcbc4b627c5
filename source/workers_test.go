package source_test

import (
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/source"
	"github.com/seed-09178888/leat/stage/stagetest"
)

func TestWorkers(t *testing.T) {
	bubble(t, "n goroutines decode, each a batch, and the order is that of the input", func(t *testing.T) {
		var lines strings.Builder
		for i := range 1000 {
			fmt.Fprintf(&lines, "%*d\n", 10+i*i%997, i)
		}
		decoding = stagetest.Gauge{}
		start := time.Now()
		vs, err := source.JSONL[slowly](strings.NewReader(lines.String()), source.Workers(3)).TryCollect(t.Context())
		require.NoError(t, err)
		require.Len(t, vs, 1000)
		for i, v := range vs {
			require.EqualValues(t, i, v)
		}
		stagetest.Bound(t, &decoding, 3)
		assert.Less(t, time.Since(start), 500*time.Second, "a second for each, three at a time but for what a block cuts off")
	})
	bubble(t, "a line that is there does not wait for one that is not", func(t *testing.T) {
		r, w := io.Pipe()
		go func() {
			for _, text := range []string{"1\n2\n", "3\n\n", "4\n{", "}\n5"} {
				_, _ = io.WriteString(w, text)
				time.Sleep(time.Hour)
			}
			_ = w.Close()
		}()
		start := time.Now()
		var came []string
		for v, err := range source.JSONL[int](r, source.Workers(2)).All(t.Context()) {
			came = append(came, fmt.Sprint(v, err != nil, time.Since(start)))
		}
		assert.Equal(t, []string{"1 false 0s", "2 false 0s", "3 false 1h0m0s", "4 false 2h0m0s", "0 true 3h0m0s", "5 false 4h0m0s"}, came)
	})
	t.Run("what stands before a failing Read comes before its error", func(t *testing.T) {
		fails := io.MultiReader(strings.NewReader("1\n2\n\n\n"), readerFunc(func([]byte) (int, error) { return 0, errBoom }))
		assertBegin(t, []string{"1", "2", "# line 5: "}, elements(t, source.JSONL[int](fails, source.Workers(2))))
	})
	t.Run("many lines, of which some are bad", func(t *testing.T) {
		var text strings.Builder
		for i := range 1000 {
			fmt.Fprintf(&text, "%s%d\n", strings.Repeat("x", i%7/6), i)
		}
		text.WriteString("\n\n")
		want := elements(t, source.JSONL[int](strings.NewReader(text.String()), source.MaxLine(3)))
		assert.Equal(t, want, elements(t, source.JSONL[int](strings.NewReader(text.String()), source.MaxLine(3), source.Workers(4))))
		assert.Len(t, want, 1000)
	})
	t.Run("no more is read than for a window of batches", func(t *testing.T) {
		var read int
		r := readerFunc(func(p []byte) (int, error) { read++; return copy(p, "1\n"), nil })
		vs, err := source.JSONL[int](r, source.Workers(2)).Take(3).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Len(t, vs, 3)
		assert.LessOrEqual(t, read, 3+2*2+1)
	})
	t.Run("n must be at least 1", func(t *testing.T) {
		assert.PanicsWithValue(t, "source: Workers: n must be at least 1, got 0", func() { source.Workers(0) })
	})
}

func ExampleWorkers() {
	type visit struct {
		Page string `json:"page"`
	}
	log := strings.NewReader("{\"page\":\"/\"}\n{\"page\":\"/docs\"}\n")

	visits := source.JSONL[visit](log, source.Workers(4)) // four goroutines decode
	fmt.Println(visits.TryCollect(context.Background()))
	// Output: [{/} {/docs}] <nil>
}
