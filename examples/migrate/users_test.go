package migrate_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// A user is one of the service that both halves of docs/from-rill.md ask.
type user struct {
	ID     int
	Name   string
	Active bool
}

type service struct {
	mu   sync.Mutex
	byID map[int]user
}

func newService() *service {
	return &service{byID: map[int]user{1: {1, "Ann", true}, 2: {2, "Bob", false}, 3: {3, "Cem", true}, 4: {4, "Dora", false}}}
}

var users = newService()

func (s *service) get(_ context.Context, id int) (user, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	u, ok := s.byID[id]
	if !ok {
		return user{}, fmt.Errorf("no user %d", id)
	}
	return u, nil
}

func (s *service) getAll(ctx context.Context, ids []int) (all []user, err error) {
	for _, id := range ids {
		u, missing := s.get(ctx, id)
		if err = errors.Join(err, missing); missing == nil {
			all = append(all, u)
		}
	}
	return all, err
}

// activate saves the user as an active one.
func (s *service) activate(_ context.Context, u user) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	u.Active = true
	s.byID[u.ID] = u
	return nil
}

// department is who works there, page by page.
func department(_ context.Context, name string, page int) (names []string, more bool, err error) {
	all := map[string][]string{"IT": {"Ann", "Bob", "Cem"}, "Finance": {"Dora"}}[name]
	if all == nil {
		return nil, false, fmt.Errorf("no department %s", name)
	}
	pages := slices.Collect(slices.Chunk(all, 2))
	return pages[page], page+1 < len(pages), nil
}

// contains reports whether a file has the text: here only one has.
func contains(_ context.Context, file, text string) (bool, error) {
	return strings.HasSuffix(file, "26.txt") && text == "needle", nil
}
