package main

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strconv"
	"time"

	"github.com/seed-09178888/leat/sink"
	"github.com/seed-09178888/leat/stream"
)

// A generator writes a CSV file.
type generator struct {
	path string
	rows int
	seed uint64
	bad  float64 // percent
}

func (g generator) run(ctx context.Context) (string, error) {
	start := time.Now()
	written, err := stream.FromSeq(upTo(g.rows)).
		Map(g.row).
		Into(ctx, sink.File(g.path, sink.CSV, sink.Header(columns...)))
	switch {
	case err != nil && ctx.Err() != nil:
		return "no file is written", errInterrupted
	case err != nil:
		return "", err
	}
	return fmt.Sprintf("%d rows in %.2f s", written.Elements, time.Since(start).Seconds()), nil
}

var (
	firstNames = []string{"Ada", "Alan", "Barbara", "Edsger", "Grace", "José", "Катя", "Margaret", "Niklaus", "美咲"}
	lastNames  = []string{"Lovelace", "Turing", "Liskov", "Dijkstra", "Hopper", "Valim", "Иванова", "Hamilton", "Wirth", "佐藤"}
	// endings that a CSV file has to quote
	endings = []string{", Ltd.", ` "Jr."`, "\nc/o Acme", "\r\n2nd floor"}
)

// row is the i-th row, from 1. It depends on nothing but that and the seed.
func (g generator) row(i int) []string {
	random := rand.New(rand.NewPCG(g.seed, uint64(i)))
	pick := func(words []string) string { return words[random.IntN(len(words))] }
	customer := pick(firstNames) + " " + pick(lastNames)
	if random.IntN(50) == 0 {
		customer += pick(endings)
	}
	day := time.Date(2020, 1, 1+random.IntN(2000), 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	row := []string{
		strconv.Itoa(i), customer, day,
		strconv.Itoa(1 + random.IntN(20)),
		fmt.Sprintf("%d.%02d", random.IntN(1000), random.IntN(100)),
	}
	if 100*random.Float64() < g.bad {
		return spoil(random, i, row)
	}
	return row
}

// spoil makes it a row that is no order.
func spoil(random *rand.Rand, i int, row []string) []string {
	switch random.IntN(7) {
	case 0: // columns are missing
		return row[:1+random.IntN(len(row)-1)]
	case 1: // or too many
		return append(row, "2.50")
	case 2:
		row[4] = []string{"12,50", "free", "", "-1.00", "1e3", "7.5", "99999999999.00"}[random.IntN(7)]
	case 3:
		row[2] = []string{"2025-02-30", "yesterday", "01.02.2025", "2025-1-2", "0000-01-01", ""}[random.IntN(6)]
	case 4:
		row[3] = []string{"0", "-2", "1.5", "9999999", "NaN", "0x10"}[random.IntN(6)]
	case 5:
		row[1] = []string{"", "  ", "zero \x00", "\xff\xfe"}[random.IntN(4)]
	default: // an id that an earlier row has, or should have had
		if i > 1 {
			row[0] = strconv.Itoa(1 + random.IntN(i-1))
		} else {
			row = slices.Insert(row, 0, "")
		}
	}
	return row
}

func upTo(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i + 1) {
				return
			}
		}
	}
}
