package source

import (
	"context"
	"os"
	"os/signal"
	"reflect"

	"github.com/seed-09178888/leat/stream"
)

// Signals yields those of the signals that the process gets while the run lasts. They do then not
// have their usual effect, which for most is the end of the process.
//
//	SIGHUP      SIGHUP  SIGINT  ->  --SIGHUP------SIGHUP--SIGINT--
//
// It never ends by itself. To end a run at a signal, run it with a context of signal.NotifyContext; to end just the source
// of a chain, and let what stands below finish, give that context's Done to TakeUntil.
//
// Order: as they come. Of several that have come while nobody asked, any may be first.
//
// Concurrency: one goroutine waits for them, and only when there is room for the element.
//
// Memory: one signal of each kind, so that none hides another. One that comes again before it
// has been taken is the same.
//
// Errors: none.
//
// Cancellation: a wait ends with ctx. When the run has ended the signals have their usual effect again, unless somebody
// else wants to know of them.
//
// Again: yes, also at the same time: each run gets every signal.
//
// Misuse: panics if there are no signals, or one is nil.
//
// Rust: tokio_stream::wrappers::SignalStream.
func Signals(signals ...os.Signal) stream.Stream[os.Signal] {
	atLeast("Signals", "the number of signals", 1, len(signals))
	kinds := map[os.Signal]bool{}
	for _, sig := range signals {
		notNil("Signals", "signal", sig == nil)
		kinds[sig] = true
	}
	return stream.TryGenerate(func(ctx context.Context, yield func(os.Signal, error) bool) error {
		wait := []reflect.SelectCase{{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(ctx.Done())}}
		for sig := range kinds {
			come := make(chan os.Signal, 1)
			signal.Notify(come, sig)
			defer signal.Stop(come)
			wait = append(wait, reflect.SelectCase{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(come)})
		}
		for {
			i, v, _ := reflect.Select(wait)
			if i == 0 || !yield(v.Interface().(os.Signal), nil) {
				return nil
			}
		}
	})
}
