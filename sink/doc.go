// Package sink is where streams end: in a writer, a file, a database, a channel, or a collection.
//
//	n, err := pages.Into(ctx, sink.File("pages.jsonl", sink.JSONL[Page]))
//
// A [Sink] is a function that runs the stream. It stops at the first error, as
// terminals do, and returns it as the stream has produced it; its result says
// how far it has come, also beside an error. What fails in the sink itself is wrapped
// in an error that says at which element, counted from 0 as by Enumerate. The doc
// of each sink says under Left what is left after a failure.
//
// # Contents
//
//	types       Sink Sink.With Sink.TryWith Sink.MapResult; Option
//	writers     Lines CSV JSONL; options Buffer Header Comma; result Written
//	files       File; options Perm NoSync
//	databases   Exec; options Batch Within; result Executed, error BatchError
//	collectors  Map GroupBy Sum Min Max Unzip; option Unique, type Number
//	functions   Func Discard Chan
//	several     Fanout
//	io.Reader   Reader
//
// Compressed files need no sink of their own: wrap the writer, as the example of
// [File] does. Nothing here uses more than package stream exports, so that a sink
// of your own can do the same: call a terminal of the stream and return what has become of it.
//
// The terms of the comments are those of package stream.
package sink
