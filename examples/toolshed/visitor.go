package main

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"github.com/thyra-ui/thyra/kratos"
)

// visitor is who asks for a page; a stranger has no id. refusal is why Kratos did not say who it is.
type visitor struct {
	id      string
	refusal error
}

type visitorKey struct{}

func visitorOf(ctx context.Context) visitor {
	v, _ := ctx.Value(visitorKey{}).(visitor)
	return v
}

// withVisitor asks Kratos once whose session the request carries. Account pages draw the product's header with the
// request's context, so that it finds the visitor there too.
func (p *product) withVisitor(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var v visitor
		session, err := p.kratos.Whoami(r.Context(), r.Header.Get("Cookie"))
		if err != nil {
			v.refusal = err
		} else {
			v.id = session.Identity.ID
		}
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), visitorKey{}, v)))
	})
}

// membersOnly sends strangers to sign in, and members who owe a second factor to prove it.
func (p *product) membersOnly(next http.HandlerFunc) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		v := visitorOf(r.Context())
		var refused *kratos.Error
		switch {
		case v.id != "":
			next(w, r)
		case !errors.As(v.refusal, &refused) || !refused.LacksSession():
			http.Error(w, "Accounts are out of reach. Please try again soon.", http.StatusServiceUnavailable)
		case refused.Status == http.StatusForbidden:
			p.toLogin(w, r, url.Values{"aal": {"aal2"}})
		default:
			p.toLogin(w, r, url.Values{})
		}
	})
}
