package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/cenkalti/backoff/v5"
)

// turn returns p when its host may be asked.
func (j *job) turn(ctx context.Context, p *page) (*page, error) {
	u, err := url.Parse(p.URL)
	switch {
	case err != nil:
		err = cause(err)
	case u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "":
		err = errors.New("not a URL that begins with http:// or https://")
	default:
		err = j.hosts.turn(ctx, u)
	}
	if err != nil {
		return nil, &pageError{p, backoff.Permanent(err)}
	}
	return p, nil
}

// get is one attempt to fetch p.
func (j *job) get(ctx context.Context, p *page) (*page, error) {
	p.begin()
	attempt, cancel := context.WithTimeoutCause(ctx, j.attempt, fmt.Errorf("not finished within %v", j.attempt))
	defer cancel()
	err := j.download(attempt, p)
	if err != nil {
		if attempt.Err() != nil {
			err = context.Cause(attempt)
		}
		return nil, &pageError{p, patient(ctx, err)}
	}
	p.end()
	return p, nil
}

// download reads the body to its end, into a hash.
func (j *job) download(ctx context.Context, p *page) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.URL, nil)
	if err != nil {
		return backoff.Permanent(err)
	}
	req.Header.Set("User-Agent", "leat-fetch")
	resp, err := j.client.Do(req)
	if err != nil {
		return cause(err)
	}
	defer resp.Body.Close()

	p.Status = resp.StatusCode
	if resp.StatusCode/100 != 2 {
		return refusal(resp)
	}
	hash := sha256.New()
	if p.Bytes, err = io.Copy(hash, resp.Body); err != nil {
		return fmt.Errorf("the body broke off after %d bytes: %w", p.Bytes, err)
	}
	p.SHA256 = hex.EncodeToString(hash.Sum(nil))
	return nil
}

var errRedirects = errors.New("more than 10 redirects")

// redirect lets the client follow a redirect, when the host may be asked.
func (j *job) redirect(req *http.Request, via []*http.Request) error {
	if len(via) > 10 {
		return backoff.Permanent(errRedirects)
	}
	return j.hosts.turn(req.Context(), req.URL)
}

// cause returns the reason of an error of package http or url, as the URL is
// known. A host that does not exist will not exist a second later.
func cause(err error) error {
	if at, ok := errors.AsType[*url.Error](err); ok {
		err = at.Err
	}
	if dns, ok := errors.AsType[*net.DNSError](err); ok && dns.IsNotFound {
		return backoff.Permanent(err)
	}
	return err
}

// refusal is the error that an answer other than 2xx stands for.
func refusal(resp *http.Response) error {
	err := fmt.Errorf("%d %s", resp.StatusCode, http.StatusText(resp.StatusCode))
	switch resp.StatusCode {
	case http.StatusRequestTimeout, http.StatusTooEarly, http.StatusTooManyRequests,
		http.StatusInternalServerError, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		if pause, ok := retryAfter(resp.Header); ok {
			return fmt.Errorf("%w, %w", err, &backoff.RetryAfterError{Duration: pause})
		}
		return err
	}
	return backoff.Permanent(err)
}

// retryAfter returns how long the server wants to be left alone. It has said so
// in seconds, or with a date, which is one of its own clock.
func retryAfter(h http.Header) (time.Duration, bool) {
	v := h.Get("Retry-After")
	if seconds, err := strconv.ParseUint(v, 10, 31); err == nil {
		return time.Duration(seconds) * time.Second, true
	}
	at, err := http.ParseTime(v)
	if err != nil {
		return 0, false
	}
	now, err := http.ParseTime(h.Get("Date"))
	if err != nil {
		now = time.Now()
	}
	return max(0, at.Sub(now)), true
}

// patient makes err final if the server asks for a pause that is longer than
// the time left to ctx: nobody waits for nothing.
func patient(ctx context.Context, err error) error {
	after, ok := errors.AsType[*backoff.RetryAfterError](err)
	if end, limited := ctx.Deadline(); ok && limited && time.Until(end) < after.Duration {
		return backoff.Permanent(err)
	}
	return err
}
