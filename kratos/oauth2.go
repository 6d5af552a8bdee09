package kratos

// OAuth2Request is the login request of Ory Hydra that a flow answers: which application it is for.
type OAuth2Request struct {
	Client OAuth2Client `json:"client"`
	// RequestURL is where the application sent the browser: Hydra's authorization endpoint.
	RequestURL string `json:"request_url"`
	OIDC       struct {
		// UILocales are the languages that the application prefers (OpenID Connect Core 3.1.2.1).
		UILocales []string `json:"ui_locales"`
		// LoginHint is who the application thinks is about to sign in (OpenID Connect Core 3.1.2.1): text of anybody's.
		LoginHint string `json:"login_hint"`
	} `json:"oidc_context"`
}

// OAuth2Client is the application a visitor is about to continue to.
type OAuth2Client struct {
	ID      string `json:"client_id"`
	Name    string `json:"client_name"`
	LogoURI string `json:"logo_uri"`
	// PolicyURI and TermsURI are the application's own, and not checked.
	PolicyURI string `json:"policy_uri"`
	TermsURI  string `json:"tos_uri"`
	// RedirectURIs are where Hydra may send the browser back to.
	RedirectURIs []string `json:"redirect_uris"`
	// LogoutURIs are where it may send the browser after signing out.
	LogoutURIs []string `json:"post_logout_redirect_uris"`
	// SkipConsent and SkipLogoutConsent are set by the operator of Hydra, for applications of their own.
	SkipConsent       bool `json:"skip_consent"`
	SkipLogoutConsent bool `json:"skip_logout_consent"`
}
