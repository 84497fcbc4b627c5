// Package stream is ordered, bounded concurrency as one typed, fluent chain:
//
//	pages, err := stream.Iter(urls).TryMap(fetch).Buffered(10).TryCollect(ctx)
//
// fetches ten pages at a time and returns them in the order of urls. It mirrors
// Rust's futures StreamExt:
//
//	stream::iter(urls).map(fetch).buffered(10).try_collect().await
//
// # Terms
//
//   - element: a value, or an error. An error is an element: it keeps its
//     position and does not end the stream.
//   - source, stage, terminal: what a chain begins with, consists of, ends in. A
//     [Stream] is a lazy description; the terminal takes the context and runs it.
//   - per-element stage: [Stream.Map], [Stream.Filter] and the like. Consecutive ones fuse into one
//     task per element, which costs no goroutine, channel or allocation.
//   - boundary: [Stream.Buffered], [Stream.BufferedUnordered], [Stream.BufferedByKey],
//     [Stream.FlatMapUnordered], [Stream.Expand], [Merge], [Stream.TryForEachConcurrent]:
//     where concurrency happens. Buffered(n) runs the task above it for up to n elements at a time.
//   - sequence stage: [Stream.Take], [Stream.Scan], [Stream.Chunks] ... It sees
//     the elements one after another and may keep state. It needs values, so it
//     runs the task above it one element at a time: write
//     Take(5).TryMap(fetch).Buffered(10) to fetch five at once. Only
//     [Stream.Chain] hands the tasks of its inputs on unrun.
//   - running: the number of tasks that are being executed.
//   - window: pulled from upstream and not yet received by the consumer:
//     running, waiting to run, or finished and waiting for its turn.
//
// A stage or terminal X takes a pure function, TryX one that may fail and gets the context. There are no other variants.
//
// # Guarantees
//
//  1. Lazy. Building a stream starts nothing and reads nothing. A stream whose
//     source can be read again can be run again, also concurrently; the state of stages is fresh per run.
//  2. Scoped. A terminal returns only after every goroutine it started has
//     ended, on every way out: end, error, break, cancel, panic, Goexit. Chan and Cursor hand the run to
//     the caller: they are over when the channel is closed or Close has returned.
//  3. Order. Buffered yields in input order, BufferedUnordered in completion
//     order, BufferedByKey in input order per key, all else in input order.
//  4. Bound. At most n tasks run (of a hedged one, up to two attempts); at most window elements are pulled and not
//     received. A slot is taken before the source is asked for the element.
//     Memory never depends on the length of the stream.
//  5. Work-conserving. While there are free slots and the source has elements,
//     n tasks run. A task never waits for the consumer's loop body. A result that is ready is delivered
//     though the source is blocked.
//  6. No look-ahead elsewhere. Take(3) pulls exactly 3 elements, Take(0) none,
//     TakeWhile one more than it yields, Zip asks the right side only if the left had an element. Only stages that race their
//     upstream against a clock or the consumer read ahead: ReadyChunks and ChunksTimeout up to n elements, IdleTimeout one;
//     Merge and FlatMapUnordered hold at most one element that was not received per open stream.
//  7. Errors stay in place, and pass all stages but OrElse, DropErrors, Skip,
//     StepBy and Results. Chunks flush what they have first; in a Zip an error stands for its pair.
//  8. Terminals stop at the first error in stream order and return it as the
//     stage produced it, with what they had so far. Collect, All, Cursor, Chan and Tee hand errors on.
//  9. Deterministic failure. Once an element has failed and nothing below can
//     make anything of that but the end, elements behind it are cancelled at
//     once and those before it finish, so the outcome is the same on every run. See also [FailFast].
//  10. Cancellation. When ctx ends, tasks see it, the terminal joins them and
//     returns context.Cause(ctx); Collect, All and Cursor yield it as one last element, Chan closes.
//  11. Panics. A panic of your function cancels the run, the rest is joined, and
//     the terminal panics in the caller's goroutine with a *panics.Recovered of
//     github.com/sourcegraph/conc: the original value and stack. Goexit likewise. See [Stream.CatchPanic].
//  12. Misuse panics where the stage is built: "stream: Buffered: n must be at least 1, got 0".
//  13. Your functions. Those given to per-element stages must be safe for
//     concurrent use if a boundary or a Hedge stands below, and so must those of BufferedByKey, Expand and
//     FlatMapUnordered. All others are never called concurrently. Tee's consumers run at the same time.
//  14. The end is final: a Cursor keeps saying it.
//
// # Contents
//
//	sources      Iter Of FromSeq FromSeq2 FromChan Generate TryGenerate Once
//	             Tasks Defer Fail Empty Pending Repeat RepeatWith Unfold
//	             TryUnfold Interval Merge NewTaskSet
//	per element  Map TryMap Filter TryFilter FilterMap TryFilterMap
//	             Inspect InspectErr MapErr OrElse DropErrors CatchPanic
//	             Timeout Retry RateLimit ConcurrencyLimit Hedge
//	boundaries   Buffered BufferedUnordered BufferedByKey FlatMapUnordered
//	             Expand; options Window FailFast Shared Name
//	limits       Limit: NewLimit NewAdaptiveLimit Wrap Do Resize Stats
//	sequence     Take TakeWhile TryTakeWhile TakeUntil Skip SkipWhile
//	             TrySkipWhile StepBy MapWhile Scan TryScan Enumerate Results
//	             Chunks ChunkBy ReadyChunks ChunksTimeout Chain Cycle Zip
//	             FlatMap TryFlatMap Throttle IdleTimeout Transform Through
//	terminals    TryCollect Collect All ForEach TryForEach TryForEachConcurrent
//	             Fold TryFold Count First Last AnyMatch AllMatch Drain Into Tee
//	             Chan Cursor
//	helpers      Fallible Partition Result.Get WithGrace RetryPolicy.Wrap
//	             HedgePolicy.Wrap
//	types        Stream Result Pair Indexed TaskSet Option Limiter LimitStats
//	             AIMD RetryPolicy HedgePolicy
//	errors       ErrEmpty ErrIdle RetryError
package stream
