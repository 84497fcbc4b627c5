package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestValidate(t *testing.T) {
	good := record{"17", "Ada", "2024-02-29", "3", "12.50", 5}
	o, err := validate(good)
	require.NoError(t, err)
	assert.Equal(t, order{17, "Ada", "2024-02-29", 3, 1250, 5}, o)

	for column, texts := range map[string]map[string]string{ // "": it is good
		"id":       {"1": "", "9223372036854775807": "", "9223372036854775808": "is not between", "0": "is not between", "-1": "no whole number", "+1": "no whole number", "1_0": "no whole number", " 1": "no whole number", "": "no whole number", "٣": "no whole number"},
		"customer": {strings.Repeat("é", 100): "", "\t": "empty", "": "empty", strings.Repeat("é", 100) + "x": "201 bytes", "\xff": "not UTF-8", "a\x00": "NUL"},
		"day":      {"1900-01-01": "", "9999-12-31": "", "1899-12-31": "before 1900", "0000-01-01": "before 1900", "2023-02-29": "no day", "2024-1-1": "no day", "24-01-01": "no day", "2024-01-01 ": "no day", "": "no day"},
		"quantity": {"1": "", "1000000": "", "1000001": "is not between 1 and 1000000", "0": "is not between", "1.5": "no whole number"},
		"amount":   {"0.00": "", "99999999.99": "", "1": "no amount", "1.5": "no amount", "1.505": "no amount", ".50": "no amount", "1.": "no amount", "-1.00": "no amount", "1.-0": "no amount", "+1.00": "no amount", "99999999999.00": "no amount", "1e1.00": "no amount", "NaN": "no amount", "": "no amount"},
	} {
		for text, reason := range texts {
			r := good
			switch column {
			case "id":
				r.ID = text
			case "customer":
				r.Customer = text
			case "day":
				r.Day = text
			case "quantity":
				r.Quantity = text
			case "amount":
				r.Amount = text
			}
			_, err := validate(r)
			if reason == "" {
				assert.NoError(t, err, column+" "+text)
				continue
			}
			var bad *reject
			require.ErrorAs(t, err, &bad, column+" "+text)
			assert.Equal(t, reject{5, column, bad.reason}, *bad)
			assert.Contains(t, bad.reason, reason)
		}
	}

	t.Run("a reason is short and on one line", func(t *testing.T) {
		_, err := validate(record{ID: strings.Repeat("x\n", 1000)})
		assert.EqualError(t, err, `line 0: id: "`+strings.Repeat(`x\n`, 20)+`" is no whole number`)
	})
}
