package handlers

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/hydra"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/templates"
)

// Hydra keeps no record of a question: it asks an answered one again as if it were new, and takes a second answer. The application
// then receives access_denied, whatever the answer was, once the browser takes the second proof to Hydra. So the browser remembers
// what it answered. Without the cookie the page asks again; with it, a visitor whose browser never got to Hydra starts again.

// The cookie that names the latest answered questions, and how long it lasts, in seconds: no shorter than Hydra accepts an answer
// by default (ttl.login_consent_request).
const (
	answeredCookie  = "thyra_answered"
	answeredSeconds = 1800
	// mostAnswered is how many questions the cookie names.
	mostAnswered = 8
)

// answeredError is a question that this browser has answered already.
type answeredError struct {
	requestURL string // where the application began
}

func (answeredError) Error() string { return "the question was answered before" }

// questionName names a question without telling it. All challenges of one authorization have one name: a login challenge that is
// used again leads to a new consent challenge, whose answer Hydra refuses too.
func questionName(challenge string, consent *hydra.ConsentRequest) string {
	hash := sha256.Sum256([]byte(cmp.Or(consent.LoginChallenge, challenge)))
	return base64.RawURLEncoding.EncodeToString(hash[:9])
}

func (s *server) answeredNames(c echo.Context) []string {
	return strings.Split(s.cookie(c, answeredCookie), ".")
}

// checkUnanswered returns an answeredError for a question that this browser has answered.
func (s *server) checkUnanswered(c echo.Context, challenge string, consent *hydra.ConsentRequest) error {
	if !slices.Contains(s.answeredNames(c), questionName(challenge, consent)) {
		return nil
	}
	begin := consent.RequestURL
	if consent.ForDevice() {
		begin, _, _ = strings.Cut(begin, "?") // Hydra writes **** for the code in it
	}
	return answeredError{requestURL: begin}
}

// setAnswered remembers the question once Hydra has a person's answer. What Hydra has nobody asked is left out: an application
// that renews its tokens would push out what people answered.
func (s *server) setAnswered(c echo.Context, challenge string, consent *hydra.ConsentRequest) {
	if c.Request().Method != http.MethodPost {
		return
	}
	name := questionName(challenge, consent)
	names := []string{name}
	for _, other := range s.answeredNames(c) {
		if len(other) == len(name) && len(names) < mostAnswered {
			names = append(names, other)
		}
	}
	s.setCookie(c, answeredCookie, strings.Join(names, "."), answeredSeconds)
}

// answeredPage says that a question takes one answer. It leads to where the application began, where that is known.
func (s *server) answeredPage(c echo.Context, requestURL string) error {
	s.presentError(c)
	way := templates.Link{TestID: "restart-link", Text: locales.From(c.Request().Context()).T("form.restart"), Href: webAddress(requestURL)}
	return s.errorView(c, http.StatusGone, "answered", way)
}
