package source_test

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"io/fs"
	"net"
	"path"
	"strconv"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/seed-09178888/leat/source"
	"github.com/seed-09178888/leat/stream"
)

// A world is what sources read from: five things, named "0" to "4". It counts what is open in it.
type world struct {
	step func(ctx context.Context, n int) error // before it gives thing n; may be nil

	mu struct {
		sync.Mutex
		open   int
		opened int
		steps  int
	}
}

const things = 5

func (w *world) opens(by int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.mu.open += by
	w.mu.opened += max(by, 0)
}

// seen is how much is open, and how much ever was; and how often something was asked for.
func (w *world) seen() (open, opened, steps int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.mu.open, w.mu.opened, w.mu.steps
}

func (w *world) give(ctx context.Context, n int) error {
	w.mu.Lock()
	w.mu.steps++
	w.mu.Unlock()
	if w.step == nil {
		return nil
	}
	return w.step(ctx, n)
}

// A worldFS is a world as folders with a file of the same name in each.
type worldFS struct{ *world }

var folders = fstest.MapFS{"0/0": {}, "1/1": {}, "2/2": {}, "3/3": {}, "4/4": {}}

func (w worldFS) Open(name string) (fs.File, error) {
	if n, err := strconv.Atoi(name); err == nil {
		if err := w.give(context.Background(), n); err != nil {
			return nil, err
		}
	}
	f, err := folders.Open(name)
	if err == nil {
		w.opens(1)
	}
	return &worldFile{File: f, w: w.world}, err
}

type worldFile struct {
	fs.File
	w *world
	n int
}

func (f *worldFile) Close() error { f.w.opens(-1); return f.File.Close() }

// ReadDir gives one entry at a time, if it may.
func (f *worldFile) ReadDir(n int) ([]fs.DirEntry, error) {
	if n > 0 && f.n < things {
		if err := f.w.give(context.Background(), f.n); err != nil {
			return nil, err
		}
		n = 1
		f.n++
	}
	return f.File.(fs.ReadDirFile).ReadDir(n)
}

// A worldListener is a world as connections. Behind the last it is closed, and then there are some again.
type worldListener struct {
	*world
	net.Listener
	next int
}

type worldConn struct {
	net.Conn
	name  string
	close func()
}

func (c *worldConn) Close() error { c.close(); return nil }

func (l *worldListener) Accept() (net.Conn, error) {
	l.mu.Lock()
	n := l.next
	l.next = (n + 1) % (things + 1)
	l.mu.Unlock()
	if n == things {
		return nil, net.ErrClosed
	}
	if err := l.give(context.Background(), n); err != nil {
		return nil, err
	}
	l.opens(1)
	return &worldConn{name: strconv.Itoa(n), close: sync.OnceFunc(func() { l.opens(-1) })}, nil
}

func named(c net.Conn) string {
	defer c.Close()
	return c.(*worldConn).name
}

// page is a world as pages of one item each.
func (w *world) page(ctx context.Context, cursor int) (items []string, next int, err error) {
	w.opens(1)
	defer w.opens(-1)
	if err := w.give(ctx, cursor); err != nil {
		return nil, 0, err
	}
	return []string{strconv.Itoa(cursor)}, (cursor + 1) % things, nil
}

// table is a world as rows.
func (w *world) table(tb testing.TB) *sql.DB {
	tb.Helper()
	d := &database{columns: []string{"name"}}
	for i := range things {
		d.rows = append(d.rows, []driver.Value{strconv.Itoa(i)})
	}
	d.step = func(ctx context.Context, step string, n int) error {
		switch {
		case step == "query":
			w.opens(1)
		case step == "close":
			w.opens(-1)
		case step == "next" && n < things:
			return w.give(ctx, n)
		}
		return nil
	}
	return d.open(tb)
}

// worldly are the sources of a world.
var worldly = map[string]func(t *testing.T, w *world) stream.Stream[string]{
	"Walk": func(t *testing.T, w *world) stream.Stream[string] {
		return source.Walk(worldFS{w}).Map(func(e source.Entry) string { return path.Base(e.Path) })
	},
	"ReadDir": func(t *testing.T, w *world) stream.Stream[string] {
		return source.ReadDir(worldFS{w}, ".").Map(func(e source.Entry) string { return e.Path })
	},
	"Rows": func(t *testing.T, w *world) stream.Stream[string] {
		return source.Rows[string](w.table(t), "SELECT name")
	},
	"RowsFunc": func(t *testing.T, w *world) stream.Stream[string] {
		return source.RowsFunc(w.table(t), func(rows *sql.Rows) (v string, err error) { return v, rows.Scan(&v) }, "SELECT name")
	},
	"Pages":       func(t *testing.T, w *world) stream.Stream[string] { return source.Pages(0, w.page) },
	"Pages ahead": func(t *testing.T, w *world) stream.Stream[string] { return source.Pages(0, w.page, source.Ahead(2)) },
	"Accept": func(t *testing.T, w *world) stream.Stream[string] {
		return source.Accept(&worldListener{world: w}).Map(named)
	},
}

// readsAhead is how many elements a source may ask for before they are.
func readsAhead(name string) int {
	if name == "Pages ahead" {
		return 2
	}
	return 0
}

// goesOn: an error is not the end.
func goesOn(name string) bool { return name == "Walk" }
