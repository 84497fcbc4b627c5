package houserules_test

import "testing"

// shownBy is a package and the names of its Examples, all of which are run.
func shownBy(code string, examples ...string) string {
	repository := "-- sink/a.go --\npackage sink\n\nimport \"X\"\n\n" + code + "\n-- sink/other_test.go --\npackage sink_test\n"
	for _, name := range examples {
		repository += "\nfunc Example" + name + "() {\n\t// Output: x\n}\n"
	}
	return repository
}

func TestExamples(t *testing.T) {
	for name, repository := range map[string]string{
		"a function":                                 shownBy("func F() {}", "F"),
		"a function, with a suffix":                  shownBy("func F() {}", "F_empty"),
		"a method":                                   shownBy("func (s *T[A, B]) F() {}", "T_F"),
		"a method, with a suffix":                    shownBy("func (s T) F() {}", "T_F_empty"),
		"a type":                                     shownBy("type T int", "T"),
		"a type, by a method":                        shownBy("type T int\n\nfunc (t *T) F() {}", "T_F"),
		"a type, by a constructor":                   shownBy("type T[X any] int\n\nfunc NewT() (*T[int], error) {}", "NewT_empty"),
		"a type, by a method that returns it":        shownBy("type T int\n\ntype U int\n\nfunc (u U) F() *T {}", "U_F"),
		"a variable":                                 shownBy("var V, v = 1, 2", "V"),
		"no constant":                                shownBy("const (\n\tC = 1\n\tc = 2\n)"),
		"nothing that users do not see":              shownBy("func f() {}\n\nfunc (t *unseen) F() {}\n\ntype unseen int"),
		"nothing that users do not call":             shownBy("type E int\n\nfunc (E) Error() string {}\n\nfunc (E) Unwrap() error {}\n\nfunc (E) Is() bool {}\n\nfunc (E) As() bool {}\n\nfunc (E) String() string {}", "E"),
		"nothing in packages that users do not have": "-- internal/x/a.go --\npackage x\n\nfunc F() {}\n-- cmd/x/a.go --\npackage main\n\nfunc F() {}\n-- examples/x/a.go --\npackage x\n\nfunc F() {}\n",
	} {
		t.Run("an Example shows "+name, func(t *testing.T) { holds(t, "examples", repository) })
	}
	for name, repository := range map[string]string{
		"a function":                              shownBy("\nfunc F() {} // ! F has no Example: func ExampleF() with // Output: in a_test.go"),
		"a function: the suffix is another name":  shownBy("func F() {} // ! F has no Example\n\nfunc FromF() {}", "F_G", "FromF", "Fs"),
		"a method":                                shownBy("func (s *T[A, B]) F() {} // ! T.F has no Example: func ExampleT_F()", "T", "F", "U_F"),
		"a type":                                  shownBy("type T int // ! T has no Example", "NewT", "U_F"),
		"a type, by what takes it":                shownBy("type T int // ! T has no Example\n\nfunc F(T) {}", "F"),
		"a type, whose constructor is not shown":  shownBy("type T int // ! T has no Example\n\nfunc NewT() T {} // ! NewT has no Example"),
		"a variable":                              shownBy("var V, W = 1, 2 // ! V has no // ! W has no Example"),
		"a method, but a type of its name":        shownBy("type T int\n\nfunc (T) F() {} // ! T.F has no Example\n\ntype F int\n\nfunc (F) G() {}", "T", "F_G"),
		"a type, by a method of another folder's": shownBy("type T int // ! T has no Example", "T_G") + "-- source/a.go --\npackage source\n\ntype T int // ! T has no\n\nfunc (T) G() {} // ! T.G has no\n",
		"a method with the name of one":           shownBy("func Error() {} // ! Error has no Example"),
		"a name shown in another folder":          "-- source/a.go --\npackage source\n\nfunc F() {} // ! F has no Example\n-- sink/a_test.go --\npackage sink_test\n\nfunc ExampleF() {\n\t// Output: x\n}\n",
		"a name shown outside the tests":          "-- source/a.go --\npackage source\n\nfunc F() {} // ! F has no Example\n-- source/b.go --\npackage source\n\nfunc ExampleF() {} // ! ExampleF has no\n",
	} {
		t.Run("no Example shows "+name, func(t *testing.T) { holds(t, "examples", repository) })
	}
	t.Run("an Example is run", func(t *testing.T) {
		holds(t, "examples", shownBy("func F() {}")+"\nfunc ExampleF() { // ! ExampleF is compiled but not run\n}\n")
		holds(t, "examples", shownBy("func F() {}")+"\nfunc ExampleF() {\n\t// Output:\n}\n")
		holds(t, "examples", "-- internal/x/a_test.go --\npackage x\n\nfunc ExampleF() {\n}\n")
		holds(t, "examples", shownBy("func F() {}")+"\nfunc ExampleF() {\n\t// Unordered output: x\n}\n")
	})
}
