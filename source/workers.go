package source

import "github.com/seed-09178888/leat/stream"

// batchSize lines are worth a task of their own, also if they are short.
const batchSize = 64

// Workers is an option of [JSONL]: n goroutines decode, each a batch of up to 64 lines at a time. It is
// for lines that take a few microseconds, of which a boundary would cost a good part: values, errors and
// their order are the same, and so is it that a line which is there does not wait for one that is not.
//
// Up to 2n batches are held in memory. A failure is no reason to give up the lines of its batch.
func Workers(n int) Option {
	atLeast("Workers", "n", 1, n)
	return option("Workers", func(o *options) { o.workers = n })
}

// batches makes slices of what each yields: as many as are here already, up to batchSize.
func batches(each func(*input, func(jsonValue, error) bool) error) func(*input, func([]jsonValue, error) bool) error {
	return func(in *input, yield func([]jsonValue, error) bool) error {
		var batch []jsonValue
		err := each(in, func(v jsonValue, err error) bool {
			v.err = err
			batch = append(batch, v)
			if v.more && len(batch) < batchSize {
				return true
			}
			whole := batch
			batch = make([]jsonValue, 0, batchSize)
			return yield(whole, nil)
		})
		if len(batch) > 0 && !yield(batch, nil) { // what came last was no line
			return nil
		}
		return err
	}
}

// decodedInBatches is decoded with a task for a batch, and a boundary of its own.
func decodedInBatches[T any](o options, s stream.Stream[[]jsonValue]) stream.Stream[T] {
	decodeAll := func(batch []jsonValue) []stream.Result[T] {
		all := make([]stream.Result[T], len(batch))
		for i, j := range batch {
			if all[i].Err = j.err; j.err == nil {
				all[i].Value, all[i].Err = decode[T](o, j)
			}
		}
		return all
	}
	each := func(rs []stream.Result[T]) stream.Stream[T] {
		return stream.FromSeq2(func(yield func(T, error) bool) {
			for _, r := range rs {
				if !yield(r.Value, r.Err) {
					return
				}
			}
		})
	}
	return s.Map(decodeAll).Buffered(o.workers, stream.Window(2*o.workers)).FlatMap(each)
}
