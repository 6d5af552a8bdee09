package kratos

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// disabledFlow is the flow that error.reason says is switched off; empty for every other reason. Kratos has an error.id for
// registration only.
func disabledFlow(reason string) Kind {
	name, disabled := strings.CutSuffix(reason, " is not allowed because it was disabled.")
	if kind := Kind(strings.ToLower(name)); disabled && slices.Contains([]Kind{Registration, Recovery, Verification}, kind) {
		return kind
	}
	return ""
}

// invalidChallenge reports whether error.code and error.reason say that a login_challenge is not known to Hydra, or not any
// more: Kratos's package hydra, which answers 500 with the same reason when Hydra is down.
func invalidChallenge(status int, reason string) bool {
	return status == http.StatusBadRequest && slices.Contains([]string{
		"Unable to get OAuth 2.0 Login Challenge.", "invalid login_challenge", "the login_challenge parameter is present but empty",
	}, reason)
}

// refusedReturn is the return_to that error.reason says is not allowed; empty for every other reason.
func refusedReturn(reason string) string {
	quoted, about := strings.CutPrefix(reason, "Requested return_to URL ")
	quoted, refused := strings.CutSuffix(quoted, " is not allowed.")
	address, err := strconv.Unquote(quoted)
	if !about || !refused || err != nil {
		return ""
	}
	return address
}
