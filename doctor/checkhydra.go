package doctor

import (
	"fmt"
	"net/http"
	"strings"
)

// isHydraAdmin reports whether an answer is that of Hydra's admin API about a consent request that there is none of.
func isHydraAdmin(a answer) bool {
	var body struct {
		Error       string `json:"error"`
		Description string `json:"error_description"`
	}
	return a.document(&body) && body.Error != "" && body.Description != "" && (a.status == http.StatusNotFound || a.status == http.StatusBadRequest)
}

// issuerOf is the issuer that a discovery document names; empty when there is none.
func issuerOf(a answer) string {
	var body struct {
		Issuer string `json:"issuer"`
	}
	if !a.document(&body) || a.status != http.StatusOK {
		return ""
	}
	return body.Issuer
}

// checkHydra: the address that this server has for Hydra leads to its admin API.
func checkHydra(f *facts) []Finding {
	const setting = "HYDRA_ADMIN_URL: the address of Hydra's admin API, such as http://hydra:4445"
	switch {
	case !f.hydra.asked() || isHydraAdmin(f.hydra):
		return nil
	case !f.hydra.came():
		return one(HydraUnreachable, "HYDRA_ADMIN_URL can't be reached from here", f.hydra.String(), setting+certificateAdvice(f.hydra.err))
	case f.hydra.status == http.StatusUnauthorized || f.hydra.status == http.StatusForbidden:
		return one(HydraTokenRefused, "Hydra's admin API does not let this server in", f.hydra.String(), "ORY_ADMIN_API_TOKEN, or the user name and password in HYDRA_ADMIN_URL")
	case issuerOf(f.hydraIssuer) != "":
		return one(HydraPublicAPI, "HYDRA_ADMIN_URL is Hydra's public API", f.hydra.String()+"; it has a discovery document", setting)
	}
	return one(HydraWrongAnswer, "what answers at HYDRA_ADMIN_URL is not Hydra's admin API", f.hydra.String(), setting)
}

// checkHydraPublicURL: the address of Hydra's public API is the one that Hydra gives out itself.
func checkHydraPublicURL(f *facts) []Finding {
	issuer := issuerOf(f.hydraPublic)
	if !f.hydraPublic.asked() || issuer != "" && sameURL(issuer, f.setup.HydraPublicURL) || f.hydraIsElsewhere() {
		return nil
	}
	problem, seen, change := "HYDRA_PUBLIC_URL is not Hydra's own public address", f.hydraPublic.String(), "HYDRA_PUBLIC_URL: Hydra's urls.self.issuer"
	switch {
	case issuer != "":
		seen, change = seen+" with the issuer "+issuer, "HYDRA_PUBLIC_URL="+issuer
	case !f.hydraPublic.came():
		problem, change = "HYDRA_PUBLIC_URL can't be reached from here", change+certificateAdvice(f.hydraPublic.err)
	}
	return one(HydraPublicURL, problem, seen, change)
}

// hydraIsElsewhere: in a container, localhost is not what browsers call so.
func (f *facts) hydraIsElsewhere() bool {
	return f.hydraPublic.asked() && !f.hydraPublic.came() && isLoopback(hostOf(f.setup.HydraPublicURL)) && !isLoopback(hostOf(f.setup.HydraAdminURL))
}

// checkKratosKnowsHydra: Kratos answers Hydra's question who signs in.
func checkKratosKnowsHydra(f *facts) []Finding {
	reason := refusalOf(f.challenge)
	if !strings.Contains(reason, "oauth2_provider") {
		return nil
	}
	return one(KratosWithoutHydra, "Hydra is set here, and Kratos knows none", fmt.Sprintf("a login flow for an application: %s", reason),
		"Kratos's oauth2_provider.url: the address of Hydra's admin API")
}

// checkHydraUnused: where Kratos has a Hydra, the pages for consent are on.
func checkHydraUnused(f *facts) []Finding {
	if f.setup.Config == nil || f.setup.Config.OAuth2Provider.URL == "" || f.setup.HydraAdminURL != "" {
		return nil
	}
	return one(HydraNotSet, "Kratos has a Hydra, and the pages for consent and logout of applications are off",
		"Kratos's configuration file has oauth2_provider.url", "HYDRA_ADMIN_URL: the address of Hydra's admin API")
}
