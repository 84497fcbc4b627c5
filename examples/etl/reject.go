package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/seed-09178888/leat/source"
	"github.com/seed-09178888/leat/stream"
)

// A reject is a row that is no order.
type reject struct {
	line   int
	column string // empty: the row as a whole
	reason string
}

func (r *reject) Error() string { return fmt.Sprintf("line %d: %s: %s", r.line, r.column, r.reason) }

// rowFaults are what source.CSV finds wrong with a row. All else is a fault of the file.
var rowFaults = []error{csv.ErrFieldCount, csv.ErrBareQuote, csv.ErrQuote, source.ErrTooLong}

// asReject is the row to blame for err, or nil if there is none.
func asReject(err error) *reject {
	if r, ok := errors.AsType[*reject](err); ok {
		return r
	}
	at, ok := errors.AsType[*source.Error](err)
	if !ok || !slices.ContainsFunc(rowFaults, func(fault error) bool { return errors.Is(err, fault) }) {
		return nil
	}
	return &reject{line: at.Line, reason: at.Err.Error()}
}

// A divider parts the orders from the rejects, which it writes.
type divider struct {
	w     *csv.Writer
	tally *tally
}

func newDivider(w io.Writer, t *tally) *divider {
	d := &divider{csv.NewWriter(w), t}
	_ = d.w.Write([]string{"line", "column", "reason"}) // its errors stay with w
	return d
}

// divide keeps the orders.
func (d *divider) divide(_ context.Context, row stream.Result[order]) (order, bool, error) {
	if row.Err == nil {
		d.tally.orders.Add(1)
		return row.Value, true, nil
	}
	r := asReject(row.Err)
	if r == nil {
		return order{}, false, row.Err
	}
	d.tally.rejects.Add(1)
	return order{}, false, d.w.Write([]string{strconv.Itoa(r.line), r.column, r.reason})
}

func (d *divider) flush() error {
	d.w.Flush()
	return d.w.Error()
}
