package source_test

import (
	"database/sql"
	"database/sql/driver"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/source"
)

// upper is a Scanner that makes nothing of NULL.
type upper struct{ text string }

func (u *upper) Scan(v any) error {
	switch v := v.(type) {
	case string:
		u.text = strings.ToUpper(v)
		return nil
	case nil:
		return nil
	}
	return errors.New("no text")
}

type level int

type Base struct {
	ID      int64
	Created time.Time
	Note    string `db:"note,optional"`
}

type Deep struct {
	*hidden `db:"-"`
	Base
}

type hidden struct{ ID string }

func scanned[T any](t *testing.T, columns string, rows ...[]driver.Value) ([]T, error) {
	t.Helper()
	d := &database{columns: strings.Fields(columns), rows: rows}
	return source.Rows[T](d.open(t), "SELECT").TryCollect(t.Context())
}

// single checks that a T takes the only column.
func single[T any](t *testing.T, want T, v driver.Value) {
	t.Helper()
	got, err := scanned[T](t, "v", []driver.Value{v})
	require.NoError(t, err)
	assert.Equal(t, []T{want}, got)
}

func TestRowsValues(t *testing.T) {
	now := time.Date(2024, 5, 6, 7, 8, 9, 0, time.UTC)
	t.Run("what is no struct takes the only column", func(t *testing.T) {
		single(t, int64(7), int64(7))
		single(t, uint8(7), "7")
		single(t, level(7), int64(7))
		single(t, 2.5, 2.5)
		single(t, true, int64(1))
		single(t, "\xff\x00", "\xff\x00")
		single(t, "ab", []byte("ab"))
		single(t, []byte("ab"), []byte("ab"))
		single[any](t, nil, nil)
		single(t, new("x"), "x")
		single[*string](t, nil, nil)
	})
	t.Run("and so do a time and a Scanner, though they are structs", func(t *testing.T) {
		single(t, now, now)
		single(t, &now, now)
		single(t, sql.NullInt64{Int64: 7, Valid: true}, int64(7))
		single(t, sql.Null[string]{}, nil)
		single(t, upper{"AB"}, "ab")
		single(t, new(upper{"AB"}), "ab")
		single(t, new(new(upper{"AB"})), "ab")
		single[*upper](t, nil, nil)
		single[**upper](t, nil, nil)
		single(t, upper{}, nil)
	})
	t.Run("a struct takes each column by name, whatever their order", func(t *testing.T) {
		type user struct {
			UserID  level
			HTTPURL string
			First   string `db:"name"`
			Nick    *string
			Score   sql.Null[float64]
			Shout   upper
			Skipped int `db:"-"`
			Extra   int `db:",optional"`
			private int
		}
		got, err := scanned[user](t, "name NICK http_url user_id score shout",
			[]driver.Value{"Ann", "A", "u", int64(1), 1.5, "hi"},
			[]driver.Value{"Bob", nil, "v", int64(2), nil, nil})
		require.NoError(t, err)
		assert.Equal(t, []user{
			{UserID: 1, HTTPURL: "u", First: "Ann", Nick: new("A"), Score: sql.Null[float64]{V: 1.5, Valid: true}, Shout: upper{"HI"}, private: 0},
			{UserID: 2, HTTPURL: "v", First: "Bob"}, // nothing of the row before is left
		}, got)
	})
	t.Run("fields of embedded structs count, and are hidden as in Go", func(t *testing.T) {
		got, err := scanned[Deep](t, "id created", []driver.Value{int64(1), now})
		require.NoError(t, err)
		assert.Equal(t, []Deep{{Base: Base{ID: 1, Created: now}}}, got)

		type over struct {
			Deep
			Id string //nolint:revive // another spelling
		}
		outer, err := scanned[over](t, "id created note", []driver.Value{"x", now, "n"})
		require.NoError(t, err)
		assert.Equal(t, []over{{Id: "x", Created: now, Note: "n"}}, outer)
	})
	t.Run("bytes are not those of the next row", func(t *testing.T) {
		shared := []byte("a")
		d := column(shared, shared)
		for v, err := range source.Rows[[]byte](d.open(t), "SELECT").All(t.Context()) {
			require.NoError(t, err)
			assert.Equal(t, "a", string(v))
			v[0] = 'x'
		}
	})
}

func TestRowsColumns(t *testing.T) {
	type pair struct{ A, B int }
	fails := func(want string, err error) {
		t.Helper()
		assert.EqualError(t, err, "source: Rows: "+want)
	}
	row := []driver.Value{int64(1), int64(2)}
	_, err := scanned[pair](t, "a c", row)
	fails(`the column "c" has no field in source_test.pair`, err)
	_, err = scanned[pair](t, "a", row[:1])
	fails("the field B of source_test.pair has no column; if it needs none, tag it `db:\",optional\"`", err)
	_, err = scanned[pair](t, "a A", row)
	fails(`the columns "a" and "A" are both for the field A of source_test.pair`, err)
	_, err = scanned[int](t, "a b", row)
	fails("int takes one column, but there are 2: a, b", err)
	_, err = scanned[int](t, "")
	fails("int takes one column, but there are 0: ", err)
	_, err = scanned[Deep](t, "id", row[:1])
	fails("the field Base.Created of source_test.Deep has no column; if it needs none, tag it `db:\",optional\"`", err)

	type tagged struct {
		A int `db:"Key"`
	}
	_, err = scanned[tagged](t, "key", row[:1])
	fails(`the column "key" has no field in source_test.tagged`, err)
	got, err := scanned[tagged](t, "Key", row[:1])
	assert.NoError(t, err)
	assert.Equal(t, []tagged{{1}}, got)
}
