package houserules_test

import (
	"strings"
	"testing"
)

// whole is a doc comment in the house form, without the first sentence.
const whole = `//
//	in   --1--2--|
//	out  --1--2--|
//
// Order: as the input.
//
// Concurrency: a sequence stage.
//
// Memory: nothing
// is kept.
//
// Errors: passed on.
//
// T is inferred.
//
// Cancellation: ends with ctx.
//
`

// documented is package stream with one function; doc has its lines.
func documented(doc, fn string) string {
	return "-- stream/a.go --\npackage stream\n\n" + strings.TrimSuffix(doc, "\n") + "\nfunc " + fn + "\n"
}

func TestDocs(t *testing.T) {
	rust := "// Rust: StreamExt::f.\n"
	t.Run("an operator has all labels in their order", func(t *testing.T) {
		holds(t, "docs", documented("// F is.\n"+whole+rust, "(s Stream[T]) F() Stream[T] { return s }"))
		holds(t, "docs", documented("// F is.\n"+whole+"// Misuse: panics.\n//\n"+rust, "(s Stream[T]) F(ctx context.Context) error { return nil }"))
		holds(t, "docs", documented("// F is.\n"+whole+"// Again: yes.\n//\n"+rust, "F[T any](xs []T) Stream[T] { return s }"))
	})
	t.Run("several labels may share a paragraph", func(t *testing.T) {
		holds(t, "docs", documented(`// F is.
//
//	--1--|
//
// Order, Concurrency, Memory, Errors, Cancellation: those of the stage.
//
// Rust: a function.`, "(s Stream[T]) F() Stream[T] { return s }"))
	})
	t.Run("a label is missing", func(t *testing.T) {
		without := strings.Replace(whole, "// Memory: nothing\n// is kept.\n//\n", "", 1)
		holds(t, "docs", documented("// F is.\n"+without+rust, "(s Stream[T]) F() Stream[T] { return s } // ! Stream.F: its doc lacks the labels Memory: each a paragraph // Memory: ..."))
		holds(t, "docs", documented("// F is.\n"+whole, "(s Stream[T]) F() Stream[T] { return s } // ! lacks the labels Rust:"))
		holds(t, "docs", documented("// F is.\n//\n//\t--1--|", "(s Stream[T]) F() error { return nil } // ! lacks the labels Order, Concurrency, Memory, Errors, Cancellation, Rust:"))
	})
	t.Run("a label is not in its place", func(t *testing.T) {
		holds(t, "docs", documented("// F is.\n"+whole+rust+"//\n// Misuse: panics. // ! Stream.F: the label Misuse stands behind Rust; the order is Order,", "(s Stream[T]) F() error { return nil }"))
		holds(t, "docs", documented("// F is.\n"+whole+"// Cancellation: no. // ! the label Cancellation stands there twice\n//\n"+rust, "(s Stream[T]) F() error { return nil }"))
		swapped := strings.NewReplacer(
			"Order: as the input.", "Concurrency: a.",
			"Concurrency: a sequence stage.", "Order: x. // ! the label Order stands behind Concurrency",
		).Replace(whole)
		holds(t, "docs", documented("// F is.\n"+swapped+rust, "(s Stream[T]) F() error { return nil }"))
	})
	t.Run("each label that is not in its place is reported", func(t *testing.T) {
		rotated := strings.NewReplacer(
			"Order: as the input.", "Memory: a.",
			"Concurrency: a sequence stage.", "Order: x. // ! the label Order stands behind Memory",
			"Memory: nothing", "Concurrency: x. // ! the label Concurrency stands behind Memory",
		).Replace(whole)
		holds(t, "docs", documented("// F is.\n"+rotated+rust, "(s Stream[T]) F() error { return nil }"))
	})
	t.Run("a label says something", func(t *testing.T) {
		holds(t, "docs", documented("// F is.\n"+strings.Replace(whole, "Errors: passed on.", "Errors: // ! the label Errors says nothing", 1)+rust, "(s Stream[T]) F() error { return nil }"))
	})
	t.Run("a label begins a paragraph", func(t *testing.T) {
		holds(t, "docs", documented("// F is.\n"+strings.Replace(whole, "passed on.\n//\n", "passed on.\n", 1)+rust, "(s Stream[T]) F() error { return nil }"))
		holds(t, "docs", documented("// F is.\n"+strings.Replace(whole, "is kept.\n//\n// Errors: passed on.", "is kept.\n// Errors: passed on. // ! an empty line // stands before the label Errors", 1)+rust, "(s Stream[T]) F() error { return nil }"))
	})
	t.Run("a marble diagram stands before the labels", func(t *testing.T) {
		bare := whole[strings.Index(whole, "// Order"):]
		holds(t, "docs", documented("// F is.\n//\n"+bare+rust, "(s Stream[T]) F() error { return nil } // ! Stream.F: an indented marble diagram"))
		holds(t, "docs", documented("// F is.\n//\n"+bare+"//\t--1--|\n//\n"+rust, "(s Stream[T]) F() error { return nil } // ! Stream.F: an indented marble diagram"))
	})
	t.Run("the first sentence begins with the name", func(t *testing.T) {
		holds(t, "docs", documented("// It is.\n"+whole+rust, "(s Stream[T]) F() error { return nil } // ! Stream.F: the doc comment begins with the name: // F ..."))
		holds(t, "docs", documented("//\n//\t--1--|\n", "Window(n int) Option { return nil } // ! Window: the doc comment begins with the name"))
		holds(t, "docs", documented("//\n//\tF --1--|\n", "F() {} // ! F: the doc comment begins with the name"))
		holds(t, "docs", documented("//nolint:x // F is\n// Fs are.", "F() {} // ! F: the doc"))
		holds(t, "docs", documented("", "F() {} // ! F: the doc"))
		holds(t, "docs", documented("//go:noinline\n// F is.", "F() {}"))
	})
}

func TestDocsOfSources(t *testing.T) {
	const lacksAgain, rust = " // ! lacks the labels Again: ", "// Rust: stream::f."
	for _, fn := range []string{
		"F[T any](xs []T) Stream[T] { return s }",
		"F[T any](f func(Stream[T]) Stream[T]) Stream[T] { return s }",
		"F[T any]() (Stream[T], error) { return s, nil }",
		"(ts *TaskSet[T]) F() Stream[T] { return s }",
	} {
		holds(t, "docs", documented("// F is.\n"+whole+rust, fn+lacksAgain))
	}
	for _, fn := range []string{
		"(s Stream[T]) F() Stream[T] { return s }",
		"F[T any](ss ...Stream[T]) Stream[T] { return s }",
		"F[T any](ss []Stream[T]) Stream[T] { return s }",
		"F[T any](a int, s Stream[T]) int { return 0 }",
		"F(a int) int { return 0 }",
	} {
		holds(t, "docs", documented("// F is.\n"+whole+rust, fn))
	}
}

func TestDocsOfTwins(t *testing.T) {
	const base = `-- stream/base.go --
package stream

// X is.
` + whole + `// Rust: StreamExt::x.
func (s Stream[T]) X(f func(T) T) Stream[T] { return s }

// Y is.
` + whole + `// Again: yes.
//
// Rust: StreamExt::y.
func Y[T any](seq iter.Seq[T]) Stream[T] { return s }

// Z is.
` + whole + `// Again: yes.
//
// Rust: StreamExt::z.
func Z[T any](f func(ctx context.Context) error) Stream[T] { return s }

// V is.
var V = 1
`
	twin := func(first, labels, fn string) {
		t.Helper()
		holds(t, "docs", base+documented("// F is.\n// "+first+"\n//\n//\t--1--|\n"+labels, fn))
	}
	errors, cancel, rust := "//\n// Errors: x.\n", "//\n// Cancellation: x.\n", "//\n// Rust: x."
	tryX := base + "-- stream/try.go --\npackage stream\n\n// TryX is [Stream.X] for an f that\n// may fail. All else is as there.\n//\n//\t--1--|\n"
	tryFn := "func (s Stream[T]) TryX(f func(context.Context, T) (T, error)) Stream[T] { return s }"

	holds(t, "docs", tryX+errors+cancel+rust+"\n"+tryFn+"\n")
	holds(t, "docs", tryX+cancel+rust+"\n"+tryFn+" // ! Stream.TryX: its doc lacks the labels Errors: \n")
	holds(t, "docs", tryX+errors+rust+"\n"+tryFn+" // ! lacks the labels Cancellation: \n")
	holds(t, "docs", tryX+errors+cancel+tryFn+" // ! lacks the labels Rust: \n")

	tryZ := base + "-- stream/try.go --\npackage stream\n\n// TryZ is. All else is as for [Z].\n//\n//\t--1--|\n"
	holds(t, "docs", tryZ+rust+"\nfunc TryZ[T any](f func(context.Context) error) Stream[T] { return s } // ! lacks the labels Errors: \n")

	// What does not differ need not be said.
	twin("All else is as for [Y].", errors+rust, "F[T any](seq iter.Seq2[T, error]) Stream[T] { return s }")
	twin("All else is as for [Y].", rust, "F[T any](seq iter.Seq2[T, error]) Stream[T] { return s } // ! lacks the labels Errors: ")
	twin("All else is as for [Y].", rust, "F[T any](f func() T) Stream[T] { return s }")
	twin("All else is as for [Y].", rust, "F[T any](f func(context.Context) T) Stream[T] { return s } // ! lacks the labels Cancellation: ")
	twin("All else is as for [Z].", rust, "F[T any](ctx context.Context, f func(context.Context) error) Stream[T] { return s }")
	twin("All else is as for [Stream.X].", rust, "F[T any](ctx context.Context, f func(T) T) Stream[T] { return s }")
	twin("All that is said of [Y] holds.", rust, "F() Stream[T] { return s } // ! lacks the labels Order")
	twin("So all that is said of [Y] holds.", rust, "F(seq iter.Seq2[T, error]) Stream[T] { return s }")
	twin("So all that is said of [Y] holds.", rust, "F() Stream[T] { return s }")
	twin("So all that is said of [Y] holds.", "", "F() Stream[T] { return s } // ! lacks the labels Rust: ")

	// It must be known what it is like.
	twin("All else is as for [W].", rust, "F() Stream[T] { return s } // ! its doc refers to [W], which is no exported function")
	twin("All else is as for [V].", rust, "F() Stream[T] { return s } // ! its doc refers to [V]")
	twin("All else is as for [Stream.Y].", rust, "F() Stream[T] { return s } // ! its doc refers to [Stream.Y]")
	twin("All else is as there.", rust, "F() Stream[T] { return s } // ! lacks the labels Order")

	// A twin has a diagram, another way of writing the same needs none.
	holds(t, "docs", base+documented("// F is. All else is as for [Y].\n"+rust, "F() Stream[T] { return s } // ! an indented marble diagram"))
	holds(t, "docs", base+documented("// F is, all that is said of [Y] holds.\n"+rust, "F() Stream[T] { return s }"))

	// In other packages, doc links have the name of the package.
	stage := base + "-- stage/flat.go --\npackage stage\n\nimport \"github.com/seed-09178888/leat/stream\"\n\n// Flat is. All else is as for [stream."
	holds(t, "docs", stage+"Stream.X].\n//\n//\t--1--|\n"+rust+"\nfunc Flat(s stream.Stream[int]) error { return nil }\n")
	holds(t, "docs", stage+"Stream.Q].\n//\n//\t--1--|\n"+rust+"\nfunc Flat(s stream.Stream[int]) error { return nil } // ! refers to [stream.Stream.Q]\n")
}

func TestDocsOfOtherPackages(t *testing.T) {
	stage := func(path, fn string) string {
		return `-- stage/stage.go --
package stage

import "github.com/seed-09178888/leat/stream"

type Stage[In, Out any] func(stream.Stream[In]) stream.Stream[Out]

type Other[T any] func(T) T
-- ` + path + ` --
package p

import (
	"github.com/seed-09178888/leat/stage"
	"github.com/seed-09178888/leat/stream"
	elsewhere "example.com/stream"
)

// F is.
func ` + fn + "\n"
	}
	const lacks = " // ! diagram // ! lacks the labels Order, Concurrency, Memory, Errors, Cancellation, Rust: "
	for _, fn := range []string{
		"F[T any](s stream.Stream[T]) stream.Stream[T] { return s }",
		"F[T any](n int) stage.Stage[T, []T] { return nil }",
		"F[T any](n int) func(stream.Stream[T]) stream.Stream[T] { return nil }",
		"F[T any](ctx context.Context, s stream.Stream[T]) error { return nil }",
		"(a Sink[T]) F[U any](f func(U) T) Sink[U] { return nil }\n\ntype Sink[T any] func(stream.Stream[T]) error",
	} {
		first, rest, _ := strings.Cut(fn, "\n")
		holds(t, "docs", stage("source/a.go", first+lacks+"\n"+rest))
	}
	for _, fn := range []string{
		"F[T any](s elsewhere.Stream[T]) elsewhere.Stream[T] { return s }",
		"F[T any](n int) stage.Other[T] { return nil }",
		"F[T any](s Stream[T]) Stream[T] { return s }",
		"F[T any](f func(T) error) func(T) error { return f }",
		"(t *unseen) F(s stream.Stream[T]) {}",
	} {
		holds(t, "docs", stage("source/a.go", fn))
	}
	for path, said := range map[string]string{"example.com/stream": "", "github.com/seed-09178888/leat/stream": lacks} {
		holds(t, "docs", "-- source/a.go --\npackage source\n\nimport \""+path+"\"\n\n// F is.\nfunc F(s stream.Stream[int]) {}"+said+"\n")
		holds(t, "docs", "-- source/a.go --\npackage source\n\nimport s \""+path+"\"\n\n// F is.\nfunc F(x s.Stream[int]) {}"+said+"\n")
	}
	for _, path := range []string{"stage/stagetest/a.go", "internal/x/a.go", "examples/x/a.go", "sink/a_test.go"} {
		holds(t, "docs", stage(path, "F[T any](s stream.Stream[T]) stream.Stream[T] { return s }"))
	}
}

func TestDocsOfSinks(t *testing.T) {
	sink := func(path, doc, fn string) string {
		return `-- sink/sink.go --
package sink

import "github.com/seed-09178888/leat/stream"

type Sink[T, R any] func(stream.Stream[T]) (R, error)

type Option func(int)
-- ` + path + ` --
package p

import (
	"github.com/seed-09178888/leat/sink"
	"github.com/seed-09178888/leat/stream"
)

// F is.
` + doc + "func " + fn + "\n"
	}
	const left, misuse, rust = "// Left: nothing.\n//\n", "// Misuse: panics.\n//\n", "// Rust: x.\n"
	for path, fns := range map[string][]string{
		"sink/a.go": {
			"F[T any](s stream.Stream[T]) error { return nil }",
			"F[T any](n int) Sink[T, int] { return nil }",
			"(k Sink[T, R]) F[U any]() Sink[U, R] { return nil }",
		},
		"connect/x/a.go": {"F[T any](n int) sink.Sink[T, int] { return nil }"},
	} {
		for _, fn := range fns {
			holds(t, "docs", sink(path, whole+rust, fn+" // ! lacks the labels Left: "))
			holds(t, "docs", sink(path, whole+left+rust, fn))
		}
	}
	holds(t, "docs", sink("source/a.go", whole+rust, "F[T any](s stream.Stream[T]) error { return nil }"))
	const again = "// Again: yes.\n//\n"
	holds(t, "docs", sink("source/a.go", whole+again+rust, "F[T any](opts ...Option) stream.Stream[T] { return nil } // ! lacks the labels Misuse: "))
	holds(t, "docs", sink("source/a.go", whole+again+misuse+rust, "F[T any](opts ...Option) stream.Stream[T] { return nil }"))
	holds(t, "docs", sink("sink/a.go", whole+left+rust, "F[T any](opts ...Option) Sink[T, int] { return nil } // ! lacks the labels Misuse: "))
	holds(t, "docs", sink("sink/a.go", whole+left+misuse+rust, "F[T any](opts ...Option) Sink[T, int] { return nil }"))
}

func TestDocsOfMisuse(t *testing.T) {
	checks := `-- stream/misuse.go --
package stream

func misuse(method, format string, args ...any) { panic(format) }

func notNil(method, name string, isNil bool) {
	if isNil {
		misuse(method, "%s must not be nil", name)
	}
}

func atLeast(method string, n int) {
	if n < 1 {
		misuse(method, "n must be at least 1")
	}
}

func (s Stream[T]) positive(n int) { misuse("", "%d", n) }

func options(n int) int { misuse("", "%d", n); return n }

func through(n int) { atLeast("", n) }

// G is.
` + whole + `// Misuse: panics if n < 1.
//
// Rust: x.
func (s Stream[T]) G(n int) Stream[T] { atLeast("G", n) }

// Go is.
func (ts *TaskSet[T]) Go(n int) { misuse("TaskSet.Go", "after Close") }

func later() func() { return func() { atLeast("", 1) } }
`
	say := func(body, said string) {
		t.Helper()
		holds(t, "docs", checks+documented("// F is.\n"+whole+"// Rust: x.", "(s Stream[T]) F(n int) Stream[T] {"+said+"\n\t"+body+"\n}"))
	}
	const lacks = " // ! lacks the labels Misuse: "
	for _, body := range []string{`misuse("F", "n is odd")`, `atLeast("F", n)`, `s.positive(n)`, "if n > 1 {\n\t\tatLeast(\"F\", n)\n\t}"} {
		say(body, lacks)
	}
	for _, body := range []string{`notNil("F", "f", true)`, `misuse("F", "option must not be nil")`, `later()`, `options(1)`, `through(1)`, `wg.Go(1)`, `s.G(n)`, `return func() { atLeast("F", n) }`, `atMost(n)`} {
		say(body, "")
	}
	holds(t, "docs", checks+documented("// F is.\n"+whole+"// Rust: x.", "(s Stream[T]) F(opts ...Option) error { return nil }"+lacks))
	holds(t, "docs", checks+documented("// F is.\n"+whole+"// Misuse: panics if n < 1.\n//\n// Rust: x.", "(s Stream[T]) F(n int) error { atLeast(n) }"))
}
