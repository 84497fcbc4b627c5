// Package stage holds pipeline pieces as values, and the stages that ask more of
// their element than a method of Stream can: that it can be compared, or is a stream itself.
//
//	var enrich stage.Stage[Order, Invoice] = func(s stream.Stream[Order]) stream.Stream[Invoice] {
//		return s.TryMap(price).Buffered(8)
//	}
//	invoices, err := orders.Through(stage.Distinct).Through(enrich).TryCollect(ctx)
//
// A piece has a name, can be used in several pipelines, joined to others with
// [Stage.Then] and [Compose], and tested alone: see package stagetest.
//
// # Contents
//
//	pieces       Stage Stage.Then Compose
//	repetitions  Distinct DistinctBy Dedup
//	streams      Flatten FlattenUnordered
//	results      FromResults
//	windows      Sliding
//
// # How to write a stage
//
// Nothing here uses more than package stream exports, and each file is short:
// they are examples for stages of your own. A stage is a function from one stream to another.
//
//   - First look for methods that do it: [FromResults] is one TryMap, [Flatten] one FlatMap.
//   - State goes into Scan, which starts every run afresh. Begin with a nil map
//     or slice and make it at the first value: what Scan is given is copied as Go
//     copies, so that runs would share a map. What need not be yielded is dropped
//     by a FilterMap below: see [Dedup].
//   - Transform is for what must see errors, end early, or yield something at the
//     end. Since it may make anything of a failure, nothing behind a failure is
//     cancelled on its account (guarantee 9 of package stream). Scan, FilterMap, FlatMap
//     and TryMap keep that guarantee, so prefer them.
//   - A stage with a parameter is a function that returns a [Stage]. Check the
//     parameter there, not within the stage, so that misuse panics where the pipeline is built.
//
// The terms of the comments are those of package stream.
package stage
