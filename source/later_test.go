package source_test

import (
	"database/sql"
	"database/sql/driver"
	"runtime"
	"testing"

	"github.com/sourcegraph/conc/panics"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/source"
	"github.com/seed-09178888/leat/stream"
)

// keeper is a Scanner that keeps what it is given.
type keeper struct{ kept []byte }

func (k *keeper) Scan(v any) error { k.kept = v.([]byte); return nil }

// rude is a Scanner that panics.
type rude struct{}

func (*rude) Scan(any) error { panic(errBoom) }

// gone is a Scanner that ends its goroutine.
type gone struct{}

func (gone) Scan(any) error { runtime.Goexit(); return nil }

func TestRowsScanners(t *testing.T) {
	t.Run("one that fails is an error in its place, which names row and column", func(t *testing.T) {
		d := column("a", int64(2), "c")
		results, err := source.Rows[upper](d.open(t), "SELECT").Results().TryCollect(t.Context())
		require.NoError(t, err)
		require.Len(t, results, 3)
		assert.EqualError(t, results[1].Err, `row:2: column "v": no text`)
		var place *source.Error
		require.ErrorAs(t, results[1].Err, &place)
		assert.Equal(t, 2, place.Line)
		results[1].Err = nil
		assert.Equal(t, []stream.Result[upper]{{Value: upper{"A"}}, {}, {Value: upper{"C"}}}, results)
	})
	t.Run("one that is content does not hide the failure of another column", func(t *testing.T) {
		type row struct {
			A upper
			B int
			C upper
		}
		for _, bad := range [][]driver.Value{{int64(1), int64(2), "c"}, {"a", "b", "c"}, {"a", int64(2), int64(3)}} {
			vs, err := scanned[row](t, "a b c", bad)
			assert.ErrorContains(t, err, "row:1: ")
			assert.Empty(t, vs)
		}
	})
	t.Run("one that keeps its bytes does not keep those of the driver", func(t *testing.T) {
		shared := []byte("a")
		vs, err := source.Rows[keeper](column(shared).open(t), "SELECT").TryCollect(t.Context())
		require.NoError(t, err)
		shared[0] = 'x'
		assert.Equal(t, "a", string(vs[0].kept))
	})
	t.Run("one that panics or Goexits leaves nothing open", func(t *testing.T) {
		for name, run := range map[string]func(db *sql.DB) (int, error){
			"value":   func(db *sql.DB) (int, error) { return source.Rows[rude](db, "SELECT").Count(t.Context()) },
			"pointer": func(db *sql.DB) (int, error) { return source.Rows[*rude](db, "SELECT").Count(t.Context()) },
			"field":   func(db *sql.DB) (int, error) { return source.Rows[struct{ V rude }](db, "SELECT").Count(t.Context()) },
			"null":    func(db *sql.DB) (int, error) { return source.Rows[sql.Null[rude]](db, "SELECT").Count(t.Context()) },
			"goexit":  func(db *sql.DB) (int, error) { return source.Rows[gone](db, "SELECT").Count(t.Context()) },
		} {
			d := column("a")
			db := d.open(t)
			met := make(chan any)
			go func() {
				defer func() { met <- recover() }()
				v, err := run(db)
				t.Error("it has returned", v, err)
			}()
			p, panicked := (<-met).(*panics.Recovered)
			assert.Equal(t, name != "goexit", panicked, name)
			if panicked {
				assert.Equal(t, errBoom, p.Value)
				assert.Contains(t, string(p.Stack), "(*rude).Scan", "where it has happened")
			}
			rows, _ := d.held()
			assert.Zero(t, rows)
			assert.Zero(t, db.Stats().InUse)
		}
	})
}
