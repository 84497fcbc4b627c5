package main

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"time"
)

// A document is a text and its name.
type document struct{ name, text string }

// A library serves documents on a loopback port, and takes its time for each.
type library struct {
	delay  time.Duration
	base   string
	server *http.Server
	client *http.Client
}

func newLibrary(delay time.Duration) (*library, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	l := &library{delay: delay, base: "http://" + listener.Addr().String() + "/", client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 100}}}
	l.server = &http.Server{Handler: l, ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = l.server.Serve(listener) }() // until close
	return l, nil
}

func (l *library) close() {
	l.client.CloseIdleConnections()
	_ = l.server.Close()
}

// ServeHTTP answers with the text of the name in the path.
func (l *library) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	select {
	case <-time.After(l.delay):
		_, _ = io.WriteString(w, text(strings.TrimPrefix(r.URL.Path, "/")))
	case <-r.Context().Done():
	}
}

// fetch is the task: a request with the context of the run.
func (l *library) fetch(ctx context.Context, name string) (document, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, l.base+name, http.NoBody)
	if err != nil {
		return document{}, err
	}
	response, err := l.client.Do(request)
	if err != nil {
		return document{}, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return document{}, fmt.Errorf("%s: %s", name, response.Status)
	}
	body, err := io.ReadAll(response.Body)
	return document{name, string(body)}, err
}

// names are those of n documents.
func names(n int) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = fmt.Sprintf("document-%04d", i)
	}
	return all
}

// text is the document of that name: always the same.
func text(name string) string {
	words := strings.Fields("a stream is what one makes of many things that come one after the other")
	seed := uint64(len(name))
	for _, c := range []byte(name) {
		seed = seed*31 + uint64(c)
	}
	dice := rand.New(rand.NewPCG(seed, 0))
	var b strings.Builder
	for range 200 + dice.IntN(2000) {
		b.WriteString(words[dice.IntN(len(words))])
		b.WriteByte(' ')
	}
	return b.String()
}
