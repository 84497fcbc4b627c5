// Package stagetest tests pipelines and their pieces: it feeds a stage with a
// script, and looks at what comes out and when, on virtual time. A piece that
// drops repetitions, one that prices two orders at a time, and one that bundles them:
//
//	func TestInvoices(t *testing.T) {
//		var g stagetest.Gauge
//		price := func(_ context.Context, order string) (string, error) {
//			time.Sleep(2 * time.Second)
//			return strings.ToUpper(order), nil
//		}
//		priced := func(s stream.Stream[string]) stream.Stream[string] { return s.TryMap(g.Wrap(price)).Buffered(2) }
//		bundled := func(s stream.Stream[string]) stream.Stream[[]string] { return s.Chunks(2) }
//
//		stagetest.Expect(t, stage.Compose(stage.Dedup[string], priced).Then(bundled),
//			"aabc#        -d-|",
//			"----[A B]([C]#)--([D]|)")
//		stagetest.Bound(t, &g, 2)
//	}
//
// # Marbles
//
// Every symbol takes one tick, a second if not said otherwise: a letter is a
// value, - is nothing, # an error, | the end, ^ the end of the context, and
// (ab) several at once. [Parse] has it all. A failure shows them one under the other:
//
//	invoices_test.go:24: stagetest: tick 4 (4s) should have nothing, but had [A B]
//	        in  aabc#    -     d     -|
//	  expected  -----    [A B] ([C]#)-([D]|)
//	    actual  ----[A B]([C]#)-     -([D]|)
//	                ~~~~~
//	    errors  # of tick 5: stagetest: error of the script
//
// Time is that of a synctest bubble, see testing/synctest. It stands still while
// anything runs, so that what is due in a tick happens in it on every machine.
//
// # Contents
//
//	marbles     Parse Script Symbol Kind ErrScript SyntaxError
//	pipelines   Expect ExpectStream; Option: Tick For StopAtError Unordered
//	            InErrors OutErrors Values Read Show
//	sources     Source Probe
//	counting    Gauge Bound
//	assertions  Order OrderByKey ErrorAt NoGoroutineLeft
package stagetest
