// Package source makes streams of what is outside: text, files, databases,
// paged APIs, signals and connections. It needs the standard library only.
//
//	orders, err := source.JSONL[Order](source.Open("orders.jsonl")).Buffered(4).TryCollect(ctx)
//
// Nothing is opened, read or asked before the stream runs. What a source has opened
// it closes before the terminal returns, on every way out: the end, an error, an early stop, the
// end of ctx, a panic, Goexit. Bad input is an error element with its place, an
// [Error], and the rest still comes where the format tells where that begins. Memory depends
// neither on the length of the input nor on that of a line, see [MaxLine].
//
// # Contents
//
//	text         Lines File Split Bytes
//	records      CSV JSONL JSONArray
//	inputs       Open; types Opener, Error, Option; ErrTooLong
//	options      Name MaxLine JSON Workers; of CSV Header Comma Comment Ragged
//	             LazyQuotes TrimLeadingSpace
//	file trees   Walk ReadDir; type Entry; options Include Exclude
//	databases    Rows RowsFunc; type Querier
//	paged APIs   Pages; option Ahead
//	the process  Signals
//	the network  Accept
//
// Whatever is an io.Reader can be read, compressed files for example, as the example of
// [Opener] does. A ticker is stream.Interval. Nothing here uses more than package stream
// exports: a source of your own is a stream.TryGenerate, too.
//
// The terms of the comments are those of package stream.
package source
