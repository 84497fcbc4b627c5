package main

import (
	"context"
	"fmt"
	"math"
	"net/url"
	"strings"
	"sync"

	"golang.org/x/time/rate"
)

// hosts limits the requests to each host. It holds a limiter for each one that
// was asked a short time ago, however many the list has.
type hosts struct {
	limit rate.Limit

	mu struct {
		sync.Mutex
		byName map[string]*host
		sweep  int // the size of byName at which it is tidied up
	}
}

type host struct {
	*rate.Limiter
	waiting int
}

const fewHosts = 1000

func newHosts(perSecond float64) *hosts {
	h := &hosts{limit: rate.Limit(perSecond)}
	if math.IsInf(perSecond, 1) {
		h.limit = rate.Inf
	}
	h.mu.byName = make(map[string]*host)
	h.mu.sweep = fewHosts
	return h
}

// turn waits until the host of u may be asked.
func (h *hosts) turn(ctx context.Context, u *url.URL) error {
	name := strings.ToLower(u.Hostname())
	limiter := h.enter(name)
	defer h.leave(limiter)
	if err := limiter.Wait(ctx); err != nil {
		if ctx.Err() == nil { // the limiter sees that it would take too long
			return fmt.Errorf("%s may not be asked again before the time for the URL is over", name)
		}
		return context.Cause(ctx)
	}
	return nil
}

func (h *hosts) enter(name string) *host {
	h.mu.Lock()
	defer h.mu.Unlock()
	l := h.mu.byName[name]
	if l == nil {
		h.tidy()
		l = &host{Limiter: rate.NewLimiter(h.limit, 1)}
		h.mu.byName[name] = l
	}
	l.waiting++
	return l
}

func (h *hosts) leave(l *host) {
	h.mu.Lock()
	defer h.mu.Unlock()
	l.waiting--
}

// tidy drops the limiters that are as good as new, once there are twice as many
// as the last time, so that it costs next to nothing.
func (h *hosts) tidy() {
	if len(h.mu.byName) < h.mu.sweep {
		return
	}
	for name, l := range h.mu.byName {
		if l.waiting == 0 && l.Tokens() >= 1 {
			delete(h.mu.byName, name)
		}
	}
	h.mu.sweep = max(fewHosts, 2*len(h.mu.byName))
}
