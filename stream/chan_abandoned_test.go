package stream_test

import (
	"context"
	"runtime"
	"testing"
	"weak"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/seed-09178888/leat/stream"
)

// Outside of a bubble, since the profile is what is tested.
func TestChanAbandoned(t *testing.T) {
	type end struct{ cancel context.CancelFunc }
	for name, below := range map[string]func(stream.Stream[int]) stream.Stream[int]{
		"no boundary": func(s stream.Stream[int]) stream.Stream[int] { return s },
		"a boundary":  func(s stream.Stream[int]) stream.Stream[int] { return s.Buffered(2) },
	} {
		t.Run("the goroutine leak profile shows it once nobody can end ctx any more: "+name, func(t *testing.T) {
			require.Empty(t, leaked())
			over := make(chan struct{})
			abandon := func() (*end, weak.Pointer[end]) {
				ctx, cancel := context.WithCancel(context.Background()) //nolint:usetesting // the context of a test could end it
				e := &end{cancel}
				ch := below(stream.Generate(func(_ context.Context, yield func(int) bool) error {
					defer close(over)
					for i := 0; yield(i); i++ {
					}
					runtime.KeepAlive(e) // nobody but the run itself holds what could end it
					return nil
				})).Chan(ctx)
				assert.Equal(t, 0, (<-ch).Value)
				return e, weak.Make(e)
			}
			e, hidden := abandon()
			assert.False(t, manyGCs(func() bool { return leaked() != "" }), "not before")
			runtime.KeepAlive(e)
			require.True(t, afterGC(func() bool { return leaked() != "" }))
			assert.Contains(t, leaked(), "stream.Stream[...].Chan", "the profile says whose it is")
			hid := hidden.Value()
			require.Empty(t, leaked(), "it can be ended again")
			hid.cancel()
			<-over
			require.True(t, afterGC(noRuns))
		})
	}
}
