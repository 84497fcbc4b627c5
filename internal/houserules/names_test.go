package houserules_test

import "testing"

const beside = "-- stream/from_seq_test.go --\npackage stream_test\n"

func TestNames(t *testing.T) {
	for name, file := range map[string]string{
		"the function":                     "from_seq.go --\npackage stream\nfunc FromSeq() {}\nfunc FromSeq2() {}",
		"a method":                         "from_seq.go --\npackage stream\nfunc (s Stream[T]) FromSeq() {}",
		"the second name":                  "from_seq.go --\npackage stream\nfunc Of() {}\nfunc FromSeq() {}",
		"a type, its methods are no crowd": "from_seq.go --\npackage stream\ntype FromSeq int\nfunc (FromSeq) A() {}\nfunc (*FromSeq) B() {}\nfunc (FromSeq) C() {}\nfunc (FromSeq) D() {}",
		"a type, what returns it is none":  "from_seq.go --\npackage stream\ntype FromSeq int\nfunc A() FromSeq {}\nfunc B() *FromSeq {}\nfunc C() (FromSeq, error) {}\nfunc D() FromSeq {}",
		"a name in the plural":             "from_seqs.go --\npackage stream\ntype FromSeq int\n-- stream/from_seqs_test.go --\npackage stream_test",
		"what all operators share":         "seq.go --\npackage stream\nfunc AnySeq() {}\nfunc TryAllSeq() {}\n-- stream/seq_test.go --\npackage stream_test",
		"the package":                      "stream.go --\npackage stream\nfunc F() {}\n-- stream/stream_test.go --\npackage stream_test",
		"nothing, if nothing is exported":  "misuse.go --\npackage stream\nfunc f() {}\nfunc (s unseen) F() {}",
		"nothing, if fmt alone calls it":   "print.go --\npackage stream\nfunc (s Script) String() string {}",
		"X and TryX are one":               "from_seq.go --\npackage stream\nfunc FromSeq() {}\nfunc TryFromSeq() {}\nfunc A() {}\nfunc TryA() {}\nfunc TryB() {}\nfunc B() {}",
	} {
		t.Run("a file is named after "+name, func(t *testing.T) { holds(t, "names", beside+"-- stream/"+file+"\n") })
	}
	t.Run("else it is not found", func(t *testing.T) {
		holds(t, "names", beside+"-- stream/sources.go --\npackage stream // ! for example // ! in stream/sources_test.go\nfunc FromSeq() {}\n")
		holds(t, "names", "-- sink/seq.go --\npackage sink // ! csv_file.go, for example\nfunc CSVFile() {}\nfunc WriteSeq() {}\n-- sink/seq_test.go --\npackage sink_test\n")
		holds(t, "names", "-- sink/seq.go --\npackage sink // ! err_x.go, for example\nvar ErrX, ErrY error\n-- sink/seq_test.go --\npackage sink_test\n")
	})
	t.Run("four operators are no family", func(t *testing.T) {
		holds(t, "names", beside+"-- stream/from_seq.go --\npackage stream // ! FromSeq, A, TryB, C: give them files\nfunc FromSeq() {}\nfunc A() {}\nfunc TryB() {}\nfunc C() {}\n")
		holds(t, "names", beside+"-- stream/from_seq.go --\npackage stream // ! A, B, C, D: give them files\ntype FromSeq int\nfunc A(FromSeq) {}\nfunc B() Other {}\nfunc C() {}\nfunc D() {}\n")
		holds(t, "names", beside+"-- stream/from_seq.go --\npackage stream // ! FromSeq, A, B, Other: give them files\nfunc FromSeq() {}\nfunc A() {}\nfunc B() Other {}\nfunc (s Stream[T]) Other() {}\n")
	})
	t.Run("tests stand beside the code", func(t *testing.T) {
		holds(t, "names", "-- source/csv.go --\npackage source // ! the tests of CSV stand beside it, in source/csv_test.go\nfunc CSV() {}\n")
		holds(t, "names", "-- internal/x/csv.go --\npackage x\nfunc CSV() {}\n")
		holds(t, "names", "-- examples/x/csv.go --\npackage x\nfunc CSV() {}\n")
	})
	t.Run("tests see what users see", func(t *testing.T) {
		holds(t, "names", "-- stream/a_test.go --\npackage stream // ! tests see what users see: package stream_test\n")
		holds(t, "names", "-- stream/export_test.go --\npackage stream\n")
		holds(t, "names", "-- internal/x/a_test.go --\npackage x\n-- examples/x/a_test.go --\npackage main\n")
	})
	t.Run("a name says what is in the file", func(t *testing.T) {
		for _, vague := range []string{"util", "utils", "helper", "test_helpers", "misc", "map_2"} {
			holds(t, "names", "-- internal/x/"+vague+".go --\npackage x // ! "+vague+" says nothing\n")
			holds(t, "names", "-- examples/x/"+vague+"_test.go --\npackage main // ! "+vague+" says nothing\n")
		}
		holds(t, "names", "-- internal/x/guarantee_04_memory.go --\npackage x\n-- internal/x/seq2.go --\npackage x\n-- internal/x/utility.go --\npackage x\n")
	})
}
