package main

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// A record is a row as it stands in the CSV file.
type record struct {
	ID       string `csv:"id"`
	Customer string `csv:"customer"`
	Day      string `csv:"day"`
	Quantity string `csv:"quantity"`
	Amount   string `csv:"amount"`
	line     int
}

// columns are those of the CSV file.
var columns = []string{"id", "customer", "day", "quantity", "amount"}

// An order is a row as it stands in the database.
type order struct {
	id       int64
	customer string
	day      string // 2006-01-02
	quantity int64
	cents    int64
	line     int
}

// validate makes an order of a record, or says which column is bad.
func validate(r record) (order, error) {
	var errs [5]error
	o := order{customer: r.Customer, day: r.Day, line: r.line}
	o.id, errs[0] = parseInt(r.ID, math.MaxInt64)
	errs[1] = checkText(r.Customer)
	errs[2] = checkDay(r.Day)
	o.quantity, errs[3] = parseInt(r.Quantity, 1_000_000)
	o.cents, errs[4] = parseCents(r.Amount)
	for i, err := range errs {
		if err != nil {
			return order{}, &reject{line: r.line, column: columns[i], reason: err.Error()}
		}
	}
	return o, nil
}

// parseInt takes digits alone, from 1 to limit.
func parseInt(text string, limit int64) (int64, error) {
	n, err := strconv.ParseUint(text, 10, 63)
	switch {
	case errors.Is(err, strconv.ErrSyntax):
		return 0, fmt.Errorf("%s is no whole number", quote(text))
	case err != nil || n < 1 || n > uint64(limit):
		return 0, fmt.Errorf("%s is not between 1 and %d", quote(text), limit)
	}
	return int64(n), nil
}

// parseCents takes an amount with two decimals, as 12.50.
func parseCents(text string) (int64, error) {
	units, decimals, _ := strings.Cut(text, ".")
	n, err := strconv.ParseUint(units+decimals, 10, 40)
	if err != nil || units == "" || len(decimals) != 2 {
		return 0, fmt.Errorf("%s is no amount like 12.50", quote(text))
	}
	return int64(n), nil
}

func checkDay(text string) error {
	day, err := time.Parse(time.DateOnly, text)
	switch {
	case err != nil:
		return fmt.Errorf("%s is no day like 2006-01-02", quote(text))
	case day.Year() < 1900:
		return fmt.Errorf("%s is before 1900", quote(text))
	}
	return nil
}

// checkText lets through what every database takes as a text.
func checkText(text string) error {
	switch {
	case strings.TrimSpace(text) == "":
		return errors.New("it is empty")
	case len(text) > 200:
		return fmt.Errorf("it has %d bytes, 200 at most", len(text))
	case !utf8.ValidString(text):
		return fmt.Errorf("%s is not UTF-8", quote(text))
	case strings.ContainsRune(text, 0):
		return fmt.Errorf("%s has a NUL", quote(text))
	}
	return nil
}

// quote keeps it short and on one line.
func quote(text string) string { return fmt.Sprintf("%.40q", text) }
