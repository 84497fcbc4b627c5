package stream_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"testing"

	"github.com/sourcegraph/conc/panics"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

func TestMapErr(t *testing.T) {
	bubble(t, "I1: replaces every error by f of it, and leaves values alone", func(t *testing.T) {
		mapped := errors.New("mapped")
		s := sourceOf[int](1, errBoom, 3).MapErr(func(err error) error {
			assert.Same(t, errBoom, err)
			return mapped
		})
		assertYields(t, s, 1, mapped, 3)
	})
	bubble(t, "an empty stream stays empty", func(t *testing.T) {
		assertYields(t, stream.Empty[int]().MapErr(func(err error) error { return err }))
	})
	bubble(t, "the terminal returns the mapped error, also from a boundary above or below", func(t *testing.T) {
		wrap := func(err error) error { return fmt.Errorf("import: %w", err) }
		failing := stream.Of(1, 13, 2).TryFilter(tryEven)
		for _, s := range []stream.Stream[int]{failing.MapErr(wrap), failing.MapErr(wrap).Buffered(2), failing.Buffered(2).MapErr(wrap)} {
			err := s.Drain(t.Context())
			require.ErrorIs(t, err, errBoom)
			assert.EqualError(t, err, "import: boom")
		}
	})
	bubble(t, "f does not see errors that only mirror the run's own end", func(t *testing.T) {
		assertBlindToTheEnd(t, func(s stream.Stream[int], unwanted func(error)) stream.Stream[int] {
			return s.MapErr(func(err error) error { unwanted(err); return err })
		})
	})
	t.Run("f is not called before a terminal runs the stream", func(t *testing.T) {
		calls := 0
		s := sourceOf[int](errBoom, errBoom).MapErr(func(err error) error { calls++; return err })
		assert.Zero(t, calls)
		assert.Len(t, s.Collect(t.Context()), 2)
		assert.Equal(t, 2, calls)
	})
	bubble(t, "an f that returns nil panics when it happens", func(t *testing.T) {
		s := stream.Fail[int](errBoom).MapErr(func(error) error { return nil })
		for _, s := range []stream.Stream[int]{s, s.Buffered(2)} {
			var caught panics.Catcher
			caught.Try(func() { _ = s.Drain(t.Context()) })
			require.NotNil(t, caught.Recovered())
			p, ok := caught.Recovered().Value.(*panics.Recovered)
			require.True(t, ok)
			assert.Equal(t, "stream: MapErr: f returned nil for the error: boom", p.Value)
		}
	})
	t.Run("a nil f panics where the stage is built", func(t *testing.T) {
		assert.PanicsWithValue(t, "stream: MapErr: f must not be nil", func() { stream.Of(1).MapErr(nil) })
	})
}

func ExampleStream_MapErr() {
	load := func(_ context.Context, name string) (string, error) {
		return "", fs.ErrNotExist
	}
	_, err := stream.Of("app.toml").TryMap(load).
		MapErr(func(err error) error { return fmt.Errorf("reading the configuration: %w", err) }).
		First(context.Background())
	fmt.Println(err)
	fmt.Println(errors.Is(err, fs.ErrNotExist))
	// Output:
	// reading the configuration: file does not exist
	// true
}
