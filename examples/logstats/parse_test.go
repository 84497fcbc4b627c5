package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const ms = time.Millisecond

func TestParse(t *testing.T) {
	const head = `10.0.0.1 - - [01/Jan/2026:00:00:00 +0000] `
	for _, c := range []struct {
		what, line string
		want       entry
		err        error
	}{
		{"common", head + `"GET /a HTTP/1.1" 200 123`, entry{path: "/a", status: 200, bytes: 123}, nil},
		{"combined", head + `"GET /a HTTP/1.1" 200 123 "http://x/" "curl/8 (x) \"y\" 0.5"`, entry{path: "/a", status: 200, bytes: 123}, nil},
		{"with seconds", head + `"GET /a HTTP/1.1" 200 123 "-" "-" 0.250`, entry{"/a", 200, 123, 250 * ms, true}, nil},
		{"with microseconds", head + `"GET /a HTTP/1.1" 200 123 "-" "-" 250000`, entry{"/a", 200, 123, 250 * ms, true}, nil},
		{"common with seconds", head + `"GET /a HTTP/1.1" 200 123 1.5`, entry{"/a", 200, 123, 1500 * ms, true}, nil},
		{"other fields between", head + `"GET /a HTTP/1.1" 200 123 "-" "-" "10.1.1.1, 10.1.1.2" cache=HIT 3 0.002`, entry{"/a", 200, 123, 2 * ms, true}, nil},
		{"a time that is not known", head + `"GET /a HTTP/1.1" 200 123 "-" "-" -`, entry{path: "/a", status: 200, bytes: 123}, nil},
		{"a last field that is no time", head + `"GET /a HTTP/1.1" 200 123 "-" "-" 1.2.3`, entry{path: "/a", status: 200, bytes: 123}, nil},
		{"no numbers that Go knows besides", head + `"GET /a HTTP/1.1" 200 123 "-" "-" +Inf`, entry{path: "/a", status: 200, bytes: 123}, nil},
		{"a time of years", head + `"GET /a HTTP/1.1" 200 123 99999999999.9`, entry{"/a", 200, 123, longest, true}, nil},
		{"microseconds of years", head + `"GET /a HTTP/1.1" 200 123 999999999999999999`, entry{"/a", 200, 123, longest, true}, nil},
		{"microseconds that are no nanoseconds", head + `"GET /a HTTP/1.1" 200 123 10000000000000000`, entry{"/a", 200, 123, longest, true}, nil},
		{"a time below zero", head + `"GET /a HTTP/1.1" 200 123 -0.5`, entry{path: "/a", status: 200, bytes: 123}, nil},
		{"a number that is not the last field", head + `"GET /a HTTP/1.1" 200 123 5 "-"`, entry{path: "/a", status: 200, bytes: 123}, nil},
		{"no body", head + `"GET /a HTTP/1.1" 304 -`, entry{path: "/a", status: 304}, nil},
		{"a query", head + `"GET /a/b?c=/d?e HTTP/1.1" 200 1`, entry{path: "/a/b", status: 200, bytes: 1}, nil},
		{"a user with a blank", `::1 - Jane Doe [01/Jan/2026:00:00:00 +0000] "GET /a HTTP/1.1" 200 1`, entry{path: "/a", status: 200, bytes: 1}, nil},
		{"quotes in the path", head + `"GET /a\"b\\ HTTP/1.1" 200 1`, entry{path: `/a\"b\\`, status: 200, bytes: 1}, nil},
		{"a backslash at the end of the request", head + `"GET /a\\" 200 1`, entry{path: `/a\\`, status: 200, bytes: 1}, nil},
		{"no request", head + `"-" 408 0`, entry{path: "-", status: 408}, nil},
		{"an empty request", head + `"" 400 0`, entry{path: "-", status: 400}, nil},
		{"noise for a request", head + `"\x16\x03\x01" 400 0`, entry{path: "-", status: 400}, nil},
		{"a request without a path", head + `"GET  HTTP/1.1" 400 0`, entry{path: "-", status: 400}, nil},
		{"invalid UTF-8", head + "\"GET /\xff HTTP/1.1\" 404 0", entry{path: "/\xff", status: 404}, nil},

		{"nothing", "", entry{}, errTime},
		{"noise", "\x00\xff\x1f\x8b", entry{}, errTime},
		{"no time", `10.0.0.1 - - "GET /a HTTP/1.1" 200 1`, entry{}, errTime},
		{"no host", `[01/Jan/2026:00:00:00 +0000] "GET /a HTTP/1.1" 200 1`, entry{}, errTime},
		{"cut in the request", head + `"GET /a`, entry{}, errRequest},
		{"cut behind a backslash", head + `"GET /a\"`, entry{}, errRequest},
		{"cut behind the request", head + `"GET /a HTTP/1.1"`, entry{}, errStatus},
		{"no status", head + `"GET /a HTTP/1.1" - 1`, entry{}, errStatus},
		{"a status that is too long", head + `"GET /a HTTP/1.1" 2000 1`, entry{}, errStatus},
		{"a status that is too short", head + `"GET /a HTTP/1.1" 20 1`, entry{}, errStatus},
		{"a status that is no number", head + `"GET /a HTTP/1.1" 2x0 1`, entry{}, errStatus},
		{"no space before the status", head + `"GET /a HTTP/1.1"200 1`, entry{}, errStatus},
		{"no bytes", head + `"GET /a HTTP/1.1" 200`, entry{}, errBytes},
		{"bytes below zero", head + `"GET /a HTTP/1.1" 200 -1`, entry{}, errBytes},
		{"more bytes than there are", head + `"GET /a HTTP/1.1" 200 1234567890123456789`, entry{}, errBytes},
		{"cut in the referer", head + `"GET /a HTTP/1.1" 200 1 "http://`, entry{}, errQuote},
	} {
		t.Run(c.what, func(t *testing.T) {
			got, err := parse(c.line)
			require.ErrorIs(t, err, c.err)
			if c.err == nil {
				assert.Equal(t, c.want, got)
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	f.Add(`10.0.0.1 - - [01/Jan/2026:00:00:00 +0000] "GET /a HTTP/1.1" 200 123 "-" "-" 0.250`)
	f.Add(`h [t] "G /\"?q H" 304 - x 12`)
	f.Fuzz(func(t *testing.T, line string) {
		e, err := parse(line)
		if err != nil {
			return
		}
		require.GreaterOrEqual(t, e.bytes, int64(0))
		require.True(t, e.status >= 0 && e.status < 1000)
		require.True(t, e.took >= 0 && e.took <= longest)
		if strings.Contains(e.path, `"`) && !strings.Contains(e.path, `\"`) {
			t.Fatalf("a quote that nobody escaped: %q", e.path)
		}
		again := fmt.Sprintf(`h - - [t] "GET %s H" %03d %d`, e.path, e.status, e.bytes)
		if e.timed {
			again += fmt.Sprintf(" %d", e.took.Microseconds())
		}
		same, err := parse(again)
		require.NoError(t, err, again)
		e.took = e.took.Truncate(time.Microsecond)
		require.Equal(t, e, same)
	})
}
