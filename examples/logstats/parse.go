package main

import (
	"errors"
	"strconv"
	"strings"
	"time"
)

// An entry is what a line of an access log says, as far as it is counted.
type entry struct {
	path   string // without the query
	status int
	bytes  int64
	took   time.Duration
	timed  bool // the line says how long the request took
}

var (
	errTime    = errors.New("no [time] before the request")
	errRequest = errors.New("the request in quotes does not end")
	errStatus  = errors.New("no status of three digits")
	errBytes   = errors.New("no number of bytes")
	errQuote   = errors.New("a field in quotes does not end")
)

// parse reads a line in the common or the combined log format:
//
//	host ident user [time] "method path protocol" status bytes "referer" "agent" took
//
// What follows bytes may be missing or something else, in quotes or not. The
// last field, if it is a number, is how long the request took: seconds with a
// point, as nginx's $request_time, or whole microseconds, as Apache's %D.
func parse(line string) (e entry, err error) {
	head, rest, ok := strings.Cut(line, `] "`)
	if at := strings.IndexByte(head, '['); !ok || at < 1 || head[at-1] != ' ' {
		return e, errTime
	}
	request, rest, ok := unquote(rest)
	if !ok {
		return e, errRequest
	}
	e.path = path(request)

	status, rest := field(rest)
	if e.status, ok = number(status, 3); !ok || len(status) != 3 {
		return e, errStatus
	}
	sent, rest := field(rest)
	if n, ok := number(sent, 18); ok {
		e.bytes = int64(n)
	} else if sent != "-" {
		return e, errBytes
	}

	var last string
	for rest != "" {
		if strings.HasPrefix(rest, ` "`) {
			if _, rest, ok = unquote(rest[2:]); !ok {
				return e, errQuote
			}
			last = "" // no number
			continue
		}
		last, rest = field(rest)
	}
	e.took, e.timed = duration(last)
	return e, nil
}

// unquote returns what is before the closing quote, one without a backslash
// that escapes it, and what is behind it.
func unquote(s string) (inside, rest string, ok bool) {
	for from := 0; ; {
		i := strings.IndexByte(s[from:], '"')
		if i < 0 {
			return "", "", false
		}
		end := from + i
		before := strings.TrimRight(s[:end], `\`)
		if (end-len(before))%2 == 0 {
			return s[:end], s[end+1:], true
		}
		from = end + 1
	}
}

// field returns the field that a space stands before, and what is behind it.
func field(s string) (field, rest string) {
	if s == "" || s[0] != ' ' {
		return "", ""
	}
	if end := strings.IndexByte(s[1:], ' '); end >= 0 {
		return s[1 : 1+end], s[1+end:]
	}
	return s[1:], ""
}

// path returns the path of a request, or - where there is none: clients also send nothing, or noise.
func path(request string) string {
	_, target, ok := strings.Cut(request, " ")
	if !ok {
		return "-"
	}
	target, _, _ = strings.Cut(target, " ")
	target, _, _ = strings.Cut(target, "?")
	if target == "" {
		return "-"
	}
	return target
}

// number reads a number of 1 to so many digits.
func number(s string, digits int) (n int, ok bool) {
	if s == "" || len(s) > digits {
		return 0, false
	}
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = 10*n + int(s[i]-'0')
	}
	return n, true
}

// duration reads how long a request took: at most a day, beyond which nobody counts.
func duration(s string) (time.Duration, bool) {
	if n, ok := number(s, 18); ok {
		return min(time.Duration(min(n, int(longest/time.Microsecond)))*time.Microsecond, longest), true
	}
	if s == "" || s[0] < '0' || s[0] > '9' || !strings.Contains(s, ".") {
		return 0, false
	}
	seconds, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0, false
	}
	return time.Duration(min(seconds, longest.Seconds()) * float64(time.Second)), true
}

const longest = 24 * time.Hour
