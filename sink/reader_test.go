package sink_test

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"github.com/sourcegraph/conc/panics"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/sink"
	"github.com/seed-09178888/leat/stage/stagetest"
	"github.com/seed-09178888/leat/stream"
)

func words(vs ...string) stream.Stream[[]byte] {
	return stream.Iter(vs).Map(func(v string) []byte { return []byte(v) })
}

func TestReader(t *testing.T) {
	t.Run("is a reader", func(t *testing.T) {
		r := sink.Reader(t.Context(), words("", "ab", "", "", "cde", "f", ""))
		defer r.Close()
		require.NoError(t, iotest.TestReader(r, []byte("abcdef")))
	})
	t.Run("of an empty stream is empty", func(t *testing.T) {
		r := sink.Reader(t.Context(), stream.Empty[[]byte]())
		defer r.Close()
		text, err := io.ReadAll(r)
		require.NoError(t, err)
		assert.Empty(t, text)
	})
	bubble(t, "pulls a value when the last has been read, and none before the first Read", func(t *testing.T) {
		pulled := 0
		r := sink.Reader(t.Context(), words("ab", "c").Inspect(func([]byte) { pulled++ }))
		defer r.Close()
		p := make([]byte, 1)
		for i, want := range []int{0, 1, 1, 2} {
			synctest.Wait()
			assert.Equal(t, want, pulled)
			n, _ := r.Read(p)
			assert.Equal(t, min(1, 3-i), n)
		}
		n, err := r.Read(nil)
		assert.NoError(t, err)
		assert.Zero(t, n)
	})
	t.Run("an error comes after the bytes before it, and stays", func(t *testing.T) {
		r := sink.Reader(t.Context(), words("ab").Chain(stream.Fail[[]byte](errBoom), words("c")))
		defer r.Close()
		text, err := io.ReadAll(r)
		assert.Equal(t, errBoom, err)
		assert.Equal(t, "ab", string(text))
		_, err = r.Read(make([]byte, 1))
		assert.Equal(t, errBoom, err)
	})
	bubble(t, "ctx ends a Read", func(t *testing.T) {
		ctx, cancel := context.WithCancelCause(t.Context())
		time.AfterFunc(time.Second, func() { cancel(errBoom) })
		r := sink.Reader(ctx, words("ab").Chain(stream.Pending[[]byte]()))
		defer r.Close()
		text, err := io.ReadAll(r)
		assert.Equal(t, errBoom, err)
		assert.Equal(t, "ab", string(text))
	})
	bubble(t, "Close ends the run and joins it, also while a Read waits", func(t *testing.T) {
		running := false
		r := sink.Reader(t.Context(), words("a").TryMap(func(ctx context.Context, v []byte) ([]byte, error) {
			running = true
			<-ctx.Done()
			time.Sleep(time.Second) // still cleaning up
			running = false
			return v, nil
		}))
		ended := make(chan error)
		go func() {
			_, err := r.Read(make([]byte, 9))
			ended <- err
		}()
		synctest.Wait()
		require.True(t, running)
		go func() { assert.Equal(t, io.ErrClosedPipe, <-ended) }()
		for range 2 {
			require.NoError(t, r.Close())
			assert.False(t, running)
		}
		_, err := r.Read(make([]byte, 9))
		assert.Equal(t, io.ErrClosedPipe, err)
	})
	bubble(t, "Close joins the tasks that run ahead", func(t *testing.T) {
		var g stagetest.Gauge
		r := sink.Reader(t.Context(), words("a", "b", "c").TryMap(g.Wrap(func(ctx context.Context, v []byte) ([]byte, error) {
			if string(v) != "a" {
				<-ctx.Done()
				time.Sleep(time.Second) // still cleaning up
			}
			return v, nil
		})).Buffered(3))
		_, err := r.Read(make([]byte, 1))
		require.NoError(t, err)
		synctest.Wait()
		require.Equal(t, 2, g.Running())
		require.NoError(t, r.Close())
		assert.Zero(t, g.Running())
	})
	t.Run("after Close the rest of a value is gone, and before the first Read nothing runs", func(t *testing.T) {
		r := sink.Reader(t.Context(), words("abc"))
		_, _ = r.Read(make([]byte, 1))
		require.NoError(t, r.Close())
		n, err := r.Read(make([]byte, 1))
		assert.Equal(t, io.ErrClosedPipe, err)
		assert.Zero(t, n)
		unread := sink.Reader(t.Context(), words("abc").Inspect(func([]byte) { t.Error("it runs") }))
		_, err = unread.Read(nil)
		require.NoError(t, err)
		require.NoError(t, unread.Close())
		_, err = unread.Read(make([]byte, 1))
		assert.Equal(t, io.ErrClosedPipe, err)
	})
	for what, fail := range map[string]func(){"panic": func() { panic(errBoom) }, "Goexit": runtime.Goexit} {
		bubble(t, "a "+what+" comes out of Read, and then it is not the end", func(t *testing.T) {
			r := sink.Reader(t.Context(), words("a", "b").Inspect(func(v []byte) {
				if string(v) == "b" {
					fail()
				}
			}))
			met := make(chan any)
			go func() {
				defer func() { met <- recover() }()
				_, _ = io.ReadAll(r)
				t.Error("it has returned")
			}()
			if p, ok := (<-met).(*panics.Recovered); assert.Equal(t, what == "panic", ok) && ok {
				assert.Equal(t, errBoom, p.Value)
			}
			_, err := r.Read(make([]byte, 1))
			assert.Equal(t, io.ErrUnexpectedEOF, err)
			require.NoError(t, r.Close())
		})
	}
}

func ExampleReader() {
	body := sink.Reader(context.Background(), words("one ", "two ", "three"))
	defer body.Close()

	text, err := io.ReadAll(body)
	fmt.Printf("%s %v\n", text, err)
	// Output: one two three <nil>
}
