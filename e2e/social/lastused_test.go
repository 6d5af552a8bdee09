package social_test

import (
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/user"
)

// Of several providers the one that was used last is marked.
func TestSocialLastUsedInChromium(t *testing.T) {
	c := user.NewInChromium(t, shared.stack(t))
	c.Open("/login")
	goToInChromium(c, "provider", google)
	allowInChromium(c, claimsOf(c.Email))
	c.Expect("/")
	c.SignOut()
	c.Open("/login")
	c.WaitFor(chrome.Button("provider", google) + " [data-testid=last-used]")
	goToInChromium(c, "provider", google)
	allowInChromium(c, claimsOf(c.Email))
	c.Expect("/")
}
