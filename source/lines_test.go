package source_test

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/source"
	"github.com/seed-09178888/leat/stream"
)

func TestLines(t *testing.T) {
	long := strings.Repeat("x", 200<<10) // more than three buffers
	for _, c := range []struct {
		name string
		text string
		want []string
	}{
		{"of an empty text", "", nil},
		{"an empty line", "\n", []string{""}},
		{"the last line has no end", "a\nb", []string{"a", "b"}},
		{"the last line has an end", "a\nb\n", []string{"a", "b"}},
		{"empty lines in between and at the end", "\na\n\n\n", []string{"", "a", "", ""}},
		{"CRLF, mixed", "a\r\nb\nc\r\n\r\n", []string{"a", "b", "c", ""}},
		{"CR is an end only before LF or the end of the text", "a\rb\r\r\nc\r", []string{"a\rb\r", "c"}},
		{"a byte order mark is text", "\ufeffa\n\ufeffb", []string{"\ufeffa", "\ufeffb"}},
		{"invalid UTF-8 and binary", "a\xff\xfe\x00\nb\x00", []string{"a\xff\xfe\x00", "b\x00"}},
		{"lines longer than the buffer", long + "\r\n" + long + "\n" + long, []string{long, long, long}},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, elements(t, source.Lines(strings.NewReader(c.text))))
		})
	}
}

func TestLinesAreThoseOfScanner(t *testing.T) {
	var text bytes.Buffer
	for i := range 3000 { // several blocks, which begin and end anywhere in a line
		text.WriteString(strings.Repeat("x", i*i%997) + []string{"\n", "\r\n", "\n\n"}[i%3])
	}
	for _, size := range []int{1, 7, 1000, 1 << 16, 1 << 20} {
		short := readerOf(text.Bytes(), size)
		got, err := source.Lines(short).TryCollect(t.Context())
		require.NoError(t, err)
		var want []string
		for s := bufio.NewScanner(bytes.NewReader(text.Bytes())); s.Scan(); {
			want = append(want, s.Text())
		}
		require.Equal(t, want, got, "Reads of %d bytes", size)
	}
}

func TestLinesStay(t *testing.T) {
	var text strings.Builder
	var want []string
	for i := range 1000 { // of all lengths, so that they share allocations or have their own
		line := fmt.Sprintf("%*d", i%300, i)
		text.WriteString(line + "\n")
		want = append(want, line)
	}
	got, err := source.Lines(strings.NewReader(text.String())).TryCollect(t.Context())
	require.NoError(t, err)
	assert.Equal(t, want, got)
}

func TestLinesShareMemory(t *testing.T) {
	const n = 100_000
	text := strings.Repeat(strings.Repeat("x", 79)+"\n", n)
	t.Run("short ones are allocated together", func(t *testing.T) {
		allocs := testing.AllocsPerRun(1, func() { _ = source.Lines(strings.NewReader(text)).Drain(t.Context()) })
		assert.Less(t, allocs, n/5.0)
	})
	t.Run("but one that is kept does not keep many", func(t *testing.T) {
		inUse := func() int64 {
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			return int64(m.HeapAlloc)
		}
		before := inUse()
		kept, err := source.Lines(strings.NewReader(text)).StepBy(1000).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Less(t, inUse()-before, int64(1<<20), "%d lines of 80 KB apart", len(kept))
		runtime.KeepAlive(kept)
		runtime.KeepAlive(text) // or its end would make up for what is kept
	})
}

func TestLinesLimit(t *testing.T) {
	long := strings.Repeat("x", 4<<10)
	t.Run("is n bytes without the end", func(t *testing.T) {
		text := "abc\nabcd\nabc\r\nabcd\r\n\ufeff\nabc"
		assert.Equal(t, []string{
			"abc", "# line 2: longer than the limit of 3 bytes", "abc", "# line 4: longer than the limit of 3 bytes", "\ufeff", "abc",
		}, elements(t, source.Lines(strings.NewReader(text), source.MaxLine(3))))
	})
	t.Run("holds where a line begins in the last bytes of a block", func(t *testing.T) {
		for _, n := range []int{1, 3, 500, 1024} {
			for before := 64<<10 - 8; before < 64<<10+3; before++ {
				text := strings.Repeat("x", before) + "\n" + strings.Repeat("y", n+1) + "\r\n" + strings.Repeat("z", n) + "\r\n"
				want := strings.Repeat("z", n)
				got, errs := stream.Partition(source.Lines(strings.NewReader(text), source.MaxLine(n)).Collect(t.Context()))
				require.Equal(t, []string{want}, got)
				require.Len(t, errs, 2)
			}
		}
	})
	t.Run("holds for the last line, also if the input ends just where it is given up", func(t *testing.T) {
		for n := range 20 {
			for _, size := range []int{1, 5, 1000} {
				got := elements(t, source.Lines(readerOf([]byte("a\n"+strings.Repeat("x", n)), size), source.MaxLine(3)))
				switch {
				case n == 0:
					assert.Equal(t, []string{"a"}, got)
				case n <= 3:
					assert.Equal(t, []string{"a", strings.Repeat("x", n)}, got)
				default:
					assert.Equal(t, []string{"a", "# line 2: longer than the limit of 3 bytes"}, got)
				}
			}
		}
	})
	t.Run("may be all that there is", func(t *testing.T) {
		assert.Equal(t, []string{"a", ""}, elements(t, source.Lines(strings.NewReader("a\r\n\n"), source.MaxLine(math.MaxInt))))
		assert.Equal(t, []string{"a", "b"}, elements(t, source.Split(strings.NewReader("a b"), bufio.ScanWords, source.MaxLine(math.MaxInt))))
		assert.Equal(t, []string{"[a b]"}, elements(t, source.CSV[[]string](strings.NewReader("a,b"), source.MaxLine(math.MaxInt))))
		assert.Equal(t, []string{"1"}, elements(t, source.JSONArray[int](strings.NewReader("[1]"), source.MaxLine(math.MaxInt))))
	})
	for _, n := range []int{1, 4096, 64 << 10, 64<<10 + 1, 1 << 20} {
		t.Run(fmt.Sprintf("%d: one byte more is too much, wherever a buffer ends", n), func(t *testing.T) {
			fits, over := strings.Repeat("x", n), strings.Repeat("x", n+1)
			tooLong := fmt.Sprintf("longer than the limit of %d bytes", n)
			for _, end := range []string{"\n", "\r\n"} {
				assert.Equal(t, []string{fits, "# line 2: " + tooLong, fits, "# line 4: " + tooLong},
					elements(t, source.Lines(strings.NewReader(fits+end+over+end+fits+end+over), source.MaxLine(n))))
			}
		})
	}
	t.Run("is 1 MiB if not given", func(t *testing.T) {
		vs, err := source.Lines(strings.NewReader(strings.Repeat("x", 1<<20) + "\n" + strings.Repeat("x", 1<<20+1))).TryCollect(t.Context())
		assert.ErrorIs(t, err, source.ErrTooLong)
		assert.Len(t, vs, 1)
	})
	t.Run("says where the line is, and takes no memory for it", func(t *testing.T) {
		xs := readerFunc(func(p []byte) (int, error) { return copy(p, long), nil })
		endless := io.MultiReader(strings.NewReader("a\n"), io.LimitReader(xs, 64<<20), strings.NewReader("\nb"))
		before := allocated()
		rs := source.Lines(endless).Collect(t.Context())
		assert.Less(t, allocated()-before, uint64(8<<20))
		require.Len(t, rs, 3)
		var at *source.Error
		require.ErrorAs(t, rs[1].Err, &at)
		assert.Equal(t, source.Error{Line: 2, Offset: 2, Err: at.Err}, *at)
		assert.Equal(t, "b", rs[2].Value)
	})
}

func TestLinesAsTheyCome(t *testing.T) {
	bubble(t, "a line is there before the next one is written", func(t *testing.T) {
		r, w := io.Pipe()
		lines := source.Lines(r).Cursor(t.Context())
		defer lines.Close()
		for _, line := range []string{"a", ""} { // shorter than a byte order mark
			go func() { _, _ = io.WriteString(w, line+"\n") }()
			v, ok, err := lines.Next()
			require.NoError(t, err)
			assert.True(t, ok)
			assert.Equal(t, line, v)
		}
		go w.Close()
		_, ok, err := lines.Next()
		assert.NoError(t, err)
		assert.False(t, ok)
		synctest.Wait()
	})
}

func TestFile(t *testing.T) {
	dir := t.TempDir()
	name := filepath.Join(dir, "a.txt")
	require.NoError(t, os.WriteFile(name, []byte("a\nbbb\nc"), 0o600))
	t.Run("is opened on each run", func(t *testing.T) {
		s := source.File(name, source.MaxLine(2))
		for range 2 {
			assert.Equal(t, []string{"a", "# " + name + ":2: longer than the limit of 2 bytes", "c"}, elements(t, s))
		}
	})
	t.Run("is not there", func(t *testing.T) {
		assert.Equal(t, []string{"# open " + name + "x: no such file or directory"}, elements(t, source.File(name+"x")))
	})
	t.Run("may not be read", func(t *testing.T) {
		if os.Geteuid() == 0 {
			t.Skip("root may read everything")
		}
		require.NoError(t, os.Chmod(name, 0))
		assert.ErrorIs(t, source.File(name).Drain(t.Context()), os.ErrPermission)
	})
	t.Run("is a directory", func(t *testing.T) {
		assert.Equal(t, []string{"# " + dir + ":1: read " + dir + ": is a directory"}, elements(t, source.File(dir)))
	})
}

func ExampleLines() {
	text := "apple\r\npear\n\nplum"

	fmt.Println(source.Lines(strings.NewReader(text)).Map(strings.ToUpper).TryCollect(context.Background()))
	// Output: [APPLE PEAR  PLUM] <nil>
}

func ExampleFile() {
	name := filepath.Join(os.TempDir(), "leat-example.txt")
	defer os.Remove(name)
	_ = os.WriteFile(name, []byte("to be\nor not\n"), 0o600)

	fmt.Println(source.File(name).Count(context.Background()))
	// Output: 2 <nil>
}

func ExampleMaxLine() {
	lines := source.Lines(strings.NewReader("a\nbbbb\nc"), source.MaxLine(3))

	for line, err := range lines.All(context.Background()) {
		fmt.Println(line, err)
	}
	// Output:
	// a <nil>
	//  line 2: longer than the limit of 3 bytes
	// c <nil>
}
