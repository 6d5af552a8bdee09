package hydra

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/thyra-ui/thyra/kratos"
)

// Consent is what a person allowed an application at one time: a consent session of Hydra's.
type Consent struct {
	Client    kratos.OAuth2Client
	Scopes    []string
	Audiences []string
	// HandledAt is when the person allowed it; zero where Hydra does not say.
	HandledAt time.Time
}

// ConsentList is what a person has allowed applications, the newest first.
type ConsentList struct {
	Consents []Consent
	// More is set when Hydra knows of further consents than these.
	More bool
}

const (
	// consentsPerPage keeps a page under kratos.MaxBody: a consent of Hydra v2.3 takes 2 to 3 KB, with a key set of its client more.
	consentsPerPage = 100
	mostPages       = 10
	// largestPage is the most that Hydra puts into one.
	largestPage = 1000
)

// Consents lists what a person has allowed applications, the newest 1,000 consents at most: GET
// /admin/oauth2/auth/sessions/consent. Consents of other persons are left out, whatever Hydra answers. Hydra does not list a
// remembered consent after its time is up, though tokens that came of it may still be valid.
func (c *Client) Consents(ctx context.Context, subject string) (ConsentList, error) {
	if subject == "" {
		return ConsentList{}, &Error{Status: http.StatusBadRequest} // nobody, not everybody
	}
	list, counted, err := c.consents(ctx, subject, consentsPerPage)
	if err == nil && !counted && len(list.Consents) == 0 {
		// So Hydra v2.3 answers when all consents of its first page are past their time, even if older ones are not.
		list, _, err = c.consents(ctx, subject, largestPage)
	}
	return list, err
}

// consents reads pages of this size. Hydra v2.3 links only the second one, but counts the consents of all pages right; counted
// is set when it did.
func (c *Client) consents(ctx context.Context, subject string, size int) (list ConsentList, counted bool, err error) {
	for read, token := 1, ""; ; read++ {
		page, err := c.consentPage(ctx, subject, size, token)
		if err != nil {
			return ConsentList{}, false, err
		}
		list.Consents = append(list.Consents, page.consents...)
		if token = page.next; token == "" || read == mostPages {
			list.More = token != "" || page.total > read*size
			return list, page.total >= 0, nil
		}
	}
}

type consentPage struct {
	consents []Consent
	next     string // token of the next page; empty for none
	total    int    // on all pages, with those that are past their time; -1 where Hydra does not say
}

func (c *Client) consentPage(ctx context.Context, subject string, size int, token string) (consentPage, error) {
	call := c.api.OAuth2API.ListOAuth2ConsentSessions(ctx).Subject(subject).PageSize(int64(size))
	if token != "" {
		call = call.PageToken(token)
	}
	sessions, resp, err := call.Execute()
	if err != nil {
		return consentPage{}, newError(resp, err)
	}
	if sessions == nil {
		return consentPage{}, &Error{Cause: errEmpty}
	}
	page := consentPage{next: kratos.NextPageToken(resp.Header), total: totalCount(resp.Header)}
	for i := range sessions {
		request := sessions[i].ConsentRequest
		if request == nil || request.GetSubject() != subject {
			continue
		}
		page.consents = append(page.consents, Consent{
			Client: oauth2Client(request.Client), Scopes: sessions[i].GrantScope, Audiences: sessions[i].GrantAccessTokenAudience,
			HandledAt: sessions[i].GetHandledAt(),
		})
	}
	return page, nil
}

func totalCount(h http.Header) int {
	if total, err := strconv.Atoi(h.Get("X-Total-Count")); err == nil {
		return total
	}
	return -1
}

// RevokeConsents takes back all that a person has allowed an application, with the tokens that came of it: DELETE
// /admin/oauth2/auth/sessions/consent. There may be nothing to take back.
func (c *Client) RevokeConsents(ctx context.Context, subject, client string) error {
	if subject == "" || client == "" {
		return &Error{Status: http.StatusBadRequest} // the empty name of an application must never come to mean all of them
	}
	resp, err := c.api.OAuth2API.RevokeOAuth2ConsentSessions(ctx).Subject(subject).Client(client).Execute()
	return newError(resp, err)
}
