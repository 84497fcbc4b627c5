// Command generate prints an access log in the combined format, with the time of
// each request at the end of its line. The same flags print the same log.
//
//	generate [-lines n] [-seed n]
//
// A few pages are requested most of the time; times have a long tail; about one
// line in a thousand is broken.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"time"
)

func main() {
	lines := flag.Int("lines", 100_000, "how many `lines` to print")
	seed := flag.Uint64("seed", 1, "another `seed`, another log")
	flag.Parse()
	w := bufio.NewWriter(os.Stdout)
	if err := write(w, *lines, *seed); err == nil {
		err = w.Flush()
		if err == nil {
			return
		}
	}
	os.Exit(1)
}

var (
	statuses = []int{200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 206, 301, 302, 304, 304, 404, 404, 500}
	methods  = []string{"GET", "GET", "GET", "GET", "POST", "HEAD"}
	agents   = []string{
		"Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
		"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
		"curl/8.14.1", "-", `a \"quoted\" agent`,
	}
	broken = []string{
		"", "garbage", `10.0.0.1 - - [01/Jan/2026:00:00:00 +0000] "GET /cut`,
		`10.0.0.1 - - [01/Jan/2026:00:00:00 +0000] "GET /no-status HTTP/1.1" - 17 "-" "-" 0.001`,
	}
)

func write(w io.Writer, lines int, seed uint64) error {
	r := rand.New(rand.NewPCG(seed, 0))
	pages := rand.NewZipf(r, 1.2, 3, 5000)
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for range lines {
		at = at.Add(time.Duration(r.IntN(200)) * time.Millisecond)
		if r.IntN(1000) == 0 {
			if _, err := fmt.Fprintln(w, broken[r.IntN(len(broken))]); err != nil {
				return err
			}
			continue
		}
		page, status := pages.Uint64(), statuses[r.IntN(len(statuses))]
		query, size := "", fmt.Sprint(200+r.IntN(20_000))
		if r.IntN(4) == 0 {
			query = fmt.Sprintf("?id=%d&from=here", r.IntN(1_000_000))
		}
		if status == 304 {
			size = "-"
		}
		took := math.Exp(r.NormFloat64()*1.2 - 3.5) // seconds: the median is 30 ms
		if _, err := fmt.Fprintf(w, "10.%d.%d.%d - - [%s] \"%s /shop/section-%d/page-%d.html%s HTTP/1.1\" %d %s \"https://example.org/%d\" \"%s\" %.3f\n",
			r.IntN(256), r.IntN(256), r.IntN(256), at.Format("02/Jan/2006:15:04:05 -0700"), methods[r.IntN(len(methods))],
			page%20, page, query, status, size, page%100, agents[r.IntN(len(agents))], took); err != nil {
			return err
		}
	}
	return nil
}
