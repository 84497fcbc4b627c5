package cookbook_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"image"
	"image/png"
	"io"
	"io/fs"
	"runtime"
	"strings"
	"testing/fstest"

	"github.com/seed-09178888/leat/sink"
	"github.com/seed-09178888/leat/source"
	"github.com/seed-09178888/leat/stream"
)

// An order is a row of a CSV file, and a line of a JSONL file.
type order struct {
	ID    int     `csv:"id" json:"id"`
	Price float64 `csv:"price" json:"price"`
}

func valid(_ context.Context, o order) (order, error) {
	if o.Price < 0 {
		return o, fmt.Errorf("order %d: a negative price", o.ID)
	}
	return o, nil
}

func Example_etl() {
	ctx, input, out := context.Background(), strings.NewReader("id,price\n1,2.5\n2,free\n3,-1\n4,8\n"), new(strings.Builder)

	written, err := source.CSV[order](input, source.Name("orders.csv")).
		TryMap(valid).Buffered(4).
		DropErrors(func(err error) { fmt.Println("rejected:", err) }).
		Into(ctx, sink.JSONL[order](out)) // or sink.File("orders.jsonl", sink.JSONL[order])

	fmt.Print(written.Elements, " written, ", err, "\n", out)
	// Output:
	// rejected: orders.csv:3:3: column "price": strconv.ParseFloat: parsing "free": invalid syntax
	// rejected: order 3: a negative price
	// 2 written, <nil>
	// {"id":1,"price":2.5}
	// {"id":4,"price":8}
}

// packed is a log file as the machines leave them.
func packed(text string) io.ReadCloser {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = io.WriteString(w, text)
	_ = w.Close()
	return io.NopCloser(&b)
}

// status is the number behind the request in a line of an access log.
func status(line string) (string, bool) {
	_, rest, ok := strings.Cut(line, `" `)
	code, _, _ := strings.Cut(rest, " ")
	return code, ok
}

// statuses counts them in some lines.
func statuses(lines []string) map[string]int {
	counts := map[string]int{}
	for _, line := range lines {
		if code, ok := status(line); ok {
			counts[code]++
		}
	}
	return counts
}

// add adds some counts to the total.
func add(total, some map[string]int) map[string]int {
	for code, n := range some {
		total[code] += n
	}
	return total
}

func Example_logs() {
	ctx, file := context.Background(), packed("\"GET /\" 200 17\n\"GET /x\" 404 0\n\"GET /y\" 200 9\nnonsense\n")

	unpack := func(context.Context) (io.ReadCloser, error) { return gzip.NewReader(file) }
	total, err := source.Lines(source.Opener(unpack)).
		Chunks(1000). // a line is too little work for a task of its own
		Map(statuses).
		BufferedUnordered(runtime.GOMAXPROCS(0)).
		Fold(ctx, map[string]int{}, add)

	fmt.Println(total, err)
	// Output: map[200:2 404:1] <nil>
}

// photos is a folder.
func photos() fstest.MapFS {
	picture := func(width, height int) *fstest.MapFile {
		var b bytes.Buffer
		_ = png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height)))
		return &fstest.MapFile{Data: b.Bytes()}
	}
	return fstest.MapFS{"sea.png": picture(40, 30), "2026/hill.png": picture(30, 40), "2026/notes.txt": {}, "2026/cut.png": {}}
}

// sizeIn is the task: it decodes a picture, which takes the time.
func sizeIn(fsys fs.FS) func(context.Context, source.Entry) (string, error) {
	return func(_ context.Context, e source.Entry) (string, error) {
		file, err := fsys.Open(e.Path)
		if err != nil {
			return "", err
		}
		defer file.Close()
		picture, _, err := image.Decode(file)
		if err != nil {
			return "", fmt.Errorf("%s: %w", e.Path, err)
		}
		return fmt.Sprint(e.Path, " ", picture.Bounds().Size()), nil
	}
}

func Example_images() {
	ctx, fsys := context.Background(), photos() // or os.DirFS("photos")

	results := source.Walk(fsys, source.Include("**/*.png")).
		TryMap(sizeIn(fsys)).
		Buffered(runtime.GOMAXPROCS(0)).
		Collect(ctx)
	sizes, failed := stream.Partition(results)

	fmt.Println(sizes, failed)
	// Output: [2026/hill.png (30,40) sea.png (40,30)] [2026/cut.png: image: unknown format]
}

func Example_severalResults() {
	ctx := context.Background()
	orders := stream.Of(order{1, 2.5}, order{2, 8}, order{3, 4})

	count := sink.Func(func(context.Context, order) error { return nil })
	most := sink.Sink[float64, float64](sink.Max[float64]).With(func(o order) float64 { return o.Price })
	results, err := orders.Into(ctx, sink.Fanout(count.MapResult(show[int]), most.MapResult(show[float64])))

	fmt.Println(results, err)
	// Output: [3 8] <nil>
}

func show[T any](v T) string { return fmt.Sprint(v) }
