package provider

import (
	"context"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"sync"

	"github.com/zitadel/oidc/v3/example/server/storage"
	"github.com/zitadel/oidc/v3/pkg/op"
	"golang.org/x/text/language"
)

// store keeps requests, codes, tokens and keys in memory, as the library's example does, and adds a client and people that
// come into being while it runs.
type store struct {
	*storage.Storage
	people *people
	client *storage.Client
	id     string

	mu        sync.Mutex
	callbacks []string
}

func newStore(clientID, secret string) *store {
	s := &store{people: &people{}, client: storage.WebClient(clientID, secret), id: clientID}
	s.Storage = storage.NewStorageWithClients(s.people, map[string]*storage.Client{clientID: s.client})
	return s
}

func (s *store) allow(callback string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !slices.Contains(s.callbacks, callback) {
		s.callbacks = append(s.callbacks, callback)
	}
}

// GetClientByClientID hides the example's way with clients, which can't change any more once it runs.
func (s *store) GetClientByClientID(_ context.Context, clientID string) (op.Client, error) {
	if clientID != s.id {
		return nil, fmt.Errorf("no client %q", clientID)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return client{s.client, slices.Clone(s.callbacks)}, nil
}

// signIn completes a request as this user, with the user's current claims.
func (s *store) signIn(request string, person *storage.User) error {
	if person.ID == "" {
		return fmt.Errorf("no %s", FieldSubject)
	}
	person.Username, person.EmailVerified, person.PreferredLanguage = person.ID, person.Email != "", language.English
	s.people.put(person)
	return s.CheckUsernamePassword(person.Username, person.Password, request)
}

func (s *store) subjects() []string { return s.people.subjects() }

// client is the client of this provider.
type client struct {
	*storage.Client
	callbacks []string
}

func (c client) RedirectURIs() []string { return c.callbacks }

func (c client) LoginURL(request string) string {
	return loginPath + "?" + url.Values{"request": {request}}.Encode()
}

// IDTokenUserinfoClaimsAssertion puts address and name into the ID token, as most providers do.
func (c client) IDTokenUserinfoClaimsAssertion() bool { return true }

// people returns the users who have signed in so far.
type people struct{ bySubject sync.Map }

func (p *people) put(person *storage.User) { p.bySubject.Store(person.ID, person) }

func (p *people) GetUserByID(subject string) *storage.User {
	if person, ok := p.bySubject.Load(subject); ok {
		return person.(*storage.User)
	}
	return nil
}

func (p *people) GetUserByUsername(name string) *storage.User { return p.GetUserByID(name) }

// ExampleClientID names a client of the library's example; there is none here.
func (p *people) ExampleClientID() string { return "" }

func (p *people) subjects() []string {
	all := map[string]bool{}
	p.bySubject.Range(func(subject, _ any) bool {
		all[subject.(string)] = true
		return true
	})
	return slices.Sorted(maps.Keys(all))
}
