package source_test

import (
	"context"
	"fmt"
	"io"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/source"
)

// An item has a field of each kind, and lies below another.
type item struct {
	base
	Price   float32 `csv:"price"`
	Weight  *uint8  `csv:"weight,optional"`
	Skipped func()  `csv:"-"`
	hidden  int
}

type base struct {
	ID   int64
	Name string `csv:"name"`
}

func TestCSVRecords(t *testing.T) {
	for _, c := range []struct {
		name string
		text string
		want []string
	}{
		{"of an empty text", "", nil},
		{"of blank lines", "\n\r\n\n", nil},
		{"records, the last without an end", "a,b\r\nc,d\n\n,", []string{"[a b]", "[c d]", "[ ]"}},
		{"quotes", "\"a,\"\"\",\"b\nc\"\nd,e", []string{"[a,\" b\nc]", "[d e]"}},
		{"a byte order mark before a quote", "\ufeff\"a\",b\n", []string{"[a b]"}},
		{"nothing but a byte order mark", "\ufeff", nil},
		{"what begins like one", "\xef\xbb,a\n", []string{"[\xef\xbb a]"}},
		{"binary and invalid UTF-8", "\x00\xff,\xfe\n", []string{"[\x00\xff \xfe]"}},
		{"another number of columns", "a,b\nc\nd,e,f\ng,h", []string{"[a b]", "# line 2, column 1: wrong number of fields: 1, not 2", "# line 3, column 1: wrong number of fields: 3, not 2", "[g h]"}},
		{"a bare quote", "a,b\nc,d\"d\ne,f", []string{"[a b]", "# line 2, column 4: bare \" in non-quoted-field", "[e f]"}},
		{"more behind a quote", "a,b\nc,\"d\"d\ne,f", []string{"[a b]", "# line 2, column 5: extraneous or missing \" in quoted-field", "[e f]"}},
		{"a quote that is never closed", "a,b\nc,\"d\ne,f", []string{"[a b]", "# line 3, column 4: extraneous or missing \" in quoted-field in the record that begins on line 2"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			assertBegin(t, c.want, elements(t, source.CSV[[]string](strings.NewReader(c.text))))
		})
	}
	t.Run("a record belongs to the receiver", func(t *testing.T) {
		rs, err := source.CSV[[]string](strings.NewReader("a,b\nc,d\ne,f")).TryCollect(t.Context())
		require.NoError(t, err)
		assert.Equal(t, [][]string{{"a", "b"}, {"c", "d"}, {"e", "f"}}, rs)
	})
	t.Run("a record over the limit is an error where it begins, and the next line still comes", func(t *testing.T) {
		for text, want := range map[string][]string{
			"a,b\n12,4567\n12,45678\nc,d":       {"[a b]", "[12 4567]", "# line 3: longer than the limit of 7 bytes", "[c d]"},
			"a,b\r\n12,4567\r\n12,45678\r\nc,d": {"[a b]", "[12 4567]", "# line 3: longer than the limit of 7 bytes", "[c d]"},
			"a,\"\n56\"\nc,d":                   {"[a \n56]", "[c d]"},
			"a,\"\n567\"\nc,d":                  {"# line 1: longer than the limit of 7 bytes", "[c d]"},
			"a,b\nx,\"\n\n\n\nc,d\ne,f":         {"[a b]", "# line 2: longer than the limit of 7 bytes", "[e f]"},
			"a,\"\n1234567890\nc,d":             {"# line 2: longer than the limit of 7 bytes", "[c d]"},
			"1234567890":                        {"# line 1: longer than the limit of 7 bytes"},
		} {
			for _, size := range []int{1, 3, 1000} {
				assert.Equal(t, want, elements(t, source.CSV[[]string](readerOf([]byte(text), size), source.MaxLine(7))), "%q", text)
			}
		}
	})
	t.Run("the first record says how many fields there are, if it is in order", func(t *testing.T) {
		assert.Equal(t, []string{"# line 1, column 6: bare \" in non-quoted-field", "[a b c]", "# line 3, column 1: wrong number of fields: 2, not 3", "[d e f]"},
			elements(t, source.CSV[[]string](strings.NewReader("a,b,c\"\na,b,c\na,b\nd,e,f\n"))))
	})
	t.Run("a Read that fails says in which line, and what it has cut off is no record", func(t *testing.T) {
		for text, want := range map[string][]string{
			"":               {"# line 1: boom"},
			"a,b":            {"# line 1: boom"},
			"a,b\n":          {"[a b]", "# line 2: boom"},
			"a,b\nc,\"d\n\n": {"[a b]", "# line 4: boom"},
		} {
			assert.Equal(t, want, elements(t, source.CSV[[]string](failing(text))), "%q", text)
		}
	})
	t.Run("an endless record takes no more memory than the limit allows", func(t *testing.T) {
		text := strings.Repeat("x\n", 4<<10)
		endless := readerFunc(func(p []byte) (int, error) { return copy(p, text), nil })
		before := allocated()
		_, err := source.CSV[[]string](io.MultiReader(strings.NewReader("\""), endless)).TryCollect(t.Context())
		assert.EqualError(t, err, "line 1: longer than the limit of 1048576 bytes")
		assert.Less(t, allocated()-before, uint64(16<<20))
	})
}

func TestCSVStructs(t *testing.T) {
	read := func(text string, opts ...source.Option) []string {
		return elements(t, source.CSV[item](strings.NewReader(text), opts...).Map(func(v item) string {
			weight := "-"
			if v.Weight != nil {
				weight = fmt.Sprint(*v.Weight)
			}
			return strings.TrimSuffix(fmt.Sprintln(v.ID, v.Name, v.Price, weight, v.hidden), "\n")
		}))
	}
	t.Run("in any order of columns, with some that nobody asks for", func(t *testing.T) {
		assert.Equal(t, []string{"7 pear 1.5 - 0"}, read("ID,name,price\n7,pear,1.5\n"))
		assert.Equal(t, []string{"7 pear 1.5 3 0", "8  2 - 0"}, read("\ufeffprice,hidden,weight,Skipped,ID,name\n1.5,1,3,x,7,pear\n2,,,,8,\n"))
	})
	t.Run("of no records", func(t *testing.T) {
		assert.Nil(t, read("ID,name,price\n"))
	})
	t.Run("a bad header is the only element", func(t *testing.T) {
		assert.Equal(t, []string{`# line 1, column 1: the column "name" is missing; there are ID, price`}, read("ID,price\n7,1\n"))
		assert.Equal(t, []string{`# x:1:9: the column "ID" is there twice`}, read("ID,name,ID,price\n7,a,8,1\n", source.Name("x")))
		assert.Equal(t, []string{`# line 1, column 2: bare " in non-quoted-field`}, read("I\"D,name\n7,1\n"))
	})
	t.Run("a text that is no value is an error with its place, and the next record follows", func(t *testing.T) {
		assert.Equal(t, []string{
			`# line 2, column 1: column "ID": strconv.ParseInt: parsing "x": invalid syntax`,
			`# line 4, column 4: column "price": strconv.ParseFloat: parsing "": invalid syntax`,
			"3 c 1 - 0",
			`# line 6, column 6: column "weight": strconv.ParseUint: parsing "256": value out of range`,
			"# line 7, column 1: wrong number of fields: 1, not 4",
			"6 f 1 - 0",
		}, read("ID,name,price,weight\nx,a,1,1\n2,\"b\nb\",,\n3,c,1,\n4,,1,256\n5\n6,f,1,\n"))
	})
	t.Run("errors have the offset of the record", func(t *testing.T) {
		for text, offset := range map[string]int64{"ID,name,price\nx,a,1\n": 14, "\ufeffID,name,price\n1,a,1\n1,a,x\n": 23, "ID,name,price\nx\n": 14} {
			var at *source.Error
			require.ErrorAs(t, source.CSV[item](strings.NewReader(text)).Drain(t.Context()), &at)
			assert.Equal(t, offset, at.Offset)
		}
	})
	t.Run("with ragged records what is missing stays zero", func(t *testing.T) {
		ragged := source.Ragged()
		assert.Equal(t, []string{"1 a 0 - 0", "2 b 1 - 0"}, read("ID,name,price\n1,a\n2,b,1,9,9\n", ragged))
	})
	t.Run("a column is found by its tag, or by the name of the field in any case", func(t *testing.T) {
		type row struct {
			UserID int
			Name   string `csv:"full name"`
			Age    *int
			Note   string `csv:",optional"`
		}
		v, err := source.CSV[row](strings.NewReader("AGE,user_id,full name\n30,7,Ann\n")).First(t.Context())
		require.NoError(t, err)
		assert.Equal(t, row{7, "Ann", new(30), ""}, v)
		assert.Equal(t, []string{`# line 1, column 1: the column "full name" is missing; there are userid, age, Full Name`},
			elements(t, source.CSV[row](strings.NewReader("userid,age,Full Name\n"))))
		assert.Equal(t, []string{`# line 1, column 8: the column "user_id" is there twice`},
			elements(t, source.CSV[row](strings.NewReader("userid,user_id,full name,age\n"))))
		assert.Len(t, elements(t, source.CSV[row](strings.NewReader("userid,full name,age,x,x,,\n1,a,2,,,,\n"))), 1, "nobody asks for those that are there twice")
	})
	t.Run("a pointer is nil for an empty text, and an embedded struct may be parsed as a whole", func(t *testing.T) {
		type row struct {
			time.Time
			P *int
		}
		vs, err := source.CSV[row](strings.NewReader("Time,P\n2026-01-02T03:04:05Z,\n2026-01-02T03:04:05Z,1\n")).TryCollect(t.Context())
		require.NoError(t, err)
		day := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
		assert.Equal(t, []row{{day, nil}, {day, new(1)}}, vs)
	})
	t.Run("an optional field that is empty is zero", func(t *testing.T) {
		type row struct {
			A int       `csv:"a,optional"`
			B time.Time `csv:",optional"`
		}
		assert.Equal(t, []string{"0", "1"}, elements(t, source.CSV[row](strings.NewReader("a,b\n,\n1,\n")).Map(func(r row) int { return r.A })))
	})
	t.Run("with a header of its own the first record is an element", func(t *testing.T) {
		names := []string{"ID", "name", "price"}
		header := source.Header(names...)
		names[0] = "changed"
		assert.Equal(t, []string{"1 a 2 - 0", "# line 2, column 1: wrong number of fields: 2, not 3"}, read("1,a,2\n1,a\n", header))
		assert.Equal(t, []string{"# line 1, column 1: wrong number of fields: 2, not 3", "1 a 2 - 0"}, read("1,a\n1,a,2\n", header))
		assert.Nil(t, read("", header))
		assert.Equal(t, []string{`# x: Header: the column "price" is missing; there are ID, name`}, read("1,a\n", source.Header("ID", "name"), source.Name("x")))
		assert.Equal(t, []string{"[1 a]"}, elements(t, source.CSV[[]string](strings.NewReader("1,a\n"), source.Header("x", "y"))), "a header is no record")
	})
	t.Run("every type that a field may have", func(t *testing.T) {
		type all struct {
			B bool
			I int8
			U uint64
			F float64
			D time.Duration
			T time.Time
			P **int
			N *big.Int
		}
		text := "B,I,U,F,D,T,P,N\ntrue,-128,18446744073709551615,1e300,1h2m,2026-01-02T03:04:05Z,5,123456789012345678901234567890\n"
		v, err := source.CSV[all](strings.NewReader(text)).First(t.Context())
		require.NoError(t, err)
		five := new(5)
		n, _ := new(big.Int).SetString("123456789012345678901234567890", 10)
		assert.Equal(t, all{true, -128, 1<<64 - 1, 1e300, 62 * time.Minute, time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), &five, n}, v)
		bad := []string{"D\n5", "T\nyesterday", "B\nmaybe", "I\n128", "U\n-1", "N\nx", "P\nx"}
		type optional struct {
			D time.Duration `csv:",optional"`
			T time.Time     `csv:",optional"`
			B bool          `csv:",optional"`
			I int8          `csv:",optional"`
			U uint          `csv:",optional"`
			N *big.Int      `csv:",optional"`
			P **int         `csv:",optional"`
		}
		for _, text := range bad {
			assertBegin(t, []string{`# line 2, column 1: column "` + text[:1] + `": `}, elements(t, source.CSV[optional](strings.NewReader(text))))
		}
	})
}

func TestCSVMaps(t *testing.T) {
	read := func(text string) []string { return elements(t, source.CSV[map[string]string](strings.NewReader(text))) }
	assert.Equal(t, []string{"map[a:1 b:2]", "map[a:3 b:]"}, read("b,a\n2,1\n,3\n"))
	assert.Equal(t, []string{`# line 1, column 3: the column "a" is there twice`}, read("a,a\n1,2\n"))
	assert.Equal(t, []string{"# line 1: the header is missing"}, read(""))
	assert.Equal(t, []string{"map[a:1]", "map[a:1 b:2]"}, elements(t, source.CSV[map[string]string](strings.NewReader("a,b\n1\n1,2,3\n"), source.Ragged())))
	assert.Equal(t, []string{"map[a:1 b:2]"}, elements(t, source.CSV[map[string]string](strings.NewReader("1,2\n"), source.Header("a", "b"))))
	assert.Equal(t, []string{"# line 1: longer than the limit of 3 bytes"}, elements(t, source.CSV[map[string]string](strings.NewReader("aa,b\n1,2\n"), source.MaxLine(3))))
}

func ExampleCSV() {
	type product struct {
		Name  string  `csv:"name"`
		Price float64 `csv:"price"`
	}
	text := "id,name,price\n1,apple,0.5\n2,pear,much\n3,plum,0.25\n"

	products := source.CSV[product](strings.NewReader(text), source.Name("stock.csv"))
	cheap := products.DropErrors(func(err error) { fmt.Println(err) }).Filter(func(p product) bool { return p.Price < 0.5 })
	fmt.Println(cheap.TryCollect(context.Background()))
	// Output:
	// stock.csv:3:8: column "price": strconv.ParseFloat: parsing "much": invalid syntax
	// [{plum 0.25}] <nil>
}

func ExampleHeader() {
	type stock struct {
		Fruit string
		Count int
	}
	text := "apple,3\npear,5\n"

	fmt.Println(source.CSV[stock](strings.NewReader(text), source.Header("fruit", "count")).TryCollect(context.Background()))
	// Output: [{apple 3} {pear 5}] <nil>
}

func ExampleRagged() {
	text := "milk\nbread,2\n"

	fmt.Println(source.CSV[[]string](strings.NewReader(text), source.Ragged()).TryCollect(context.Background()))
	// Output: [[milk] [bread 2]] <nil>
}
