package main

import (
	"time"

	"github.com/seed-09178888/leat/stream"
)

// besideRows are the sequence stages that run the stream above in a goroutine of
// their own, or wait by the clock.
var besideRows = []row{
	{text: "ReadyChunks($a).FlatMap(Iter)", kind: sequence, leat: func(_ *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		return s.ReadyChunks(l.a).FlatMap(stream.Iter)
	}, naive: same},
	{text: "ChunksTimeout($a, $n*30µs).FlatMap(Iter)", kind: sequence, leat: func(_ *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		return s.ChunksTimeout(l.a, time.Duration(l.n)*30*time.Microsecond).FlatMap(stream.Iter)
	}, naive: same},
	{text: "ChunkBy(v / $a).FlatMap(Iter)", kind: sequence, holds: true, leat: func(w *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		return s.ChunkBy(func(v int) int {
			defer w.call(l.own, l.id, v)()
			return v / l.a
		}).FlatMap(stream.Iter)
	}, naive: same},
	{text: "Throttle($a*µs)", kind: sequence, leat: func(_ *world, l *link, s stream.Stream[int]) stream.Stream[int] {
		return s.Throttle(time.Duration(l.a) * time.Microsecond)
	}, naive: same},
	{text: "IdleTimeout(1h)", kind: sequence, leat: func(_ *world, _ *link, s stream.Stream[int]) stream.Stream[int] { return s.IdleTimeout(time.Hour) }, naive: same},
	{text: "TakeUntil(never)", kind: sequence, leat: func(_ *world, _ *link, s stream.Stream[int]) stream.Stream[int] {
		return s.TakeUntil(make(chan struct{}))
	}, naive: same},
}
