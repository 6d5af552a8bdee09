package flows_test

import (
	"bufio"
	"errors"
	"maps"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/child"
	"github.com/thyra-ui/thyra/e2e/harness"
	"github.com/thyra-ui/thyra/e2e/oneshot"
	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/ui"
	"github.com/thyra-ui/thyra/e2e/user"
)

// flowStart matches a line of Kratos's metrics that counts the answers to requests that begin a flow. Some of them begin none: a
// visitor who is signed in is redirected as well.
var flowStart = regexp.MustCompile(`^http_requests_total{.*code="(200|303)",endpoint="/self-service/(login|registration|recovery|verification|settings)/browser".* (\d+)$`)

// flowsBegun is how many flows Kratos has begun, at most, for browsers and for the UI's server.
func flowsBegun(tb testing.TB, s *stack.Stack) (n int) {
	tb.Helper()
	res, err := oneshot.Get(tb.Context(), s.AdminURL+"/metrics/prometheus")
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = res.Body.Close() }()
	for lines := bufio.NewScanner(res.Body); lines.Scan(); {
		if m := flowStart.FindStringSubmatch(lines.Text()); m != nil {
			count, _ := strconv.Atoi(m[3])
			n += count
		}
	}
	return n
}

// begunHere is a stack whose UI begins flows, and which no other tests use: they would add to its metrics.
func begunHere(t *testing.T) *stack.Stack { t.Helper(); return begunBy(t, "here") }

func begunBy(t *testing.T, way string, settings ...string) *stack.Stack {
	t.Helper()
	s := shared.SharedStack(t, "begun "+way, stack.Options{UIEnv: settings})
	awaitSetUpSeen(t, s)
	return s
}

// eachWay runs a test where the UI's server begins flows, and where browsers begin them at Kratos.
func eachWay(t *testing.T, test func(t *testing.T, s *stack.Stack, here bool)) {
	t.Helper()
	t.Run("here", func(t *testing.T) { test(t, begunHere(t), true) })
	t.Run("at Kratos", func(t *testing.T) { test(t, begunBy(t, "at Kratos", "BEGIN_FLOWS=false"), false) })
}

// awaitSetUpSeen returns when the UI has looked at the set-up, which it does once it has started, and which begins a flow.
func awaitSetUpSeen(t *testing.T, s *stack.Stack) {
	t.Helper()
	err := child.Poll(t.Context(), 20*time.Millisecond, func() error {
		if flowsBegun(t, s) == 0 {
			return errors.New("the UI has not looked at the set-up")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// A visitor meets the same whoever begins the flow, and Kratos begins no more flows for it.
func TestFlowsBegunHereAndAtKratos(t *testing.T) {
	const elsewhere = "https://elsewhere.example/"
	cases := map[string]struct {
		prepare func(u *user.User)
		visit   func(u *user.User)
		path    string // of the page that this ends at
		shows   string // test id of something there
		flows   int    // that Kratos begins; the account home begins one of settings
		hops    int    // of requests that the last step takes where the UI's server begins flows; 0 for any
	}{
		"form posted":         {nil, func(u *user.User) { u.Open("/login"); u.SubmitCredentials() }, "/", "logout-link", 2, 0},
		"wrong password":      {nil, func(u *user.User) { u.Open("/login"); u.Password += "x"; u.SubmitCredentials() }, "/login", "ui/message/4000006", 1, 0},
		"form of another":     {nil, postFormOfAnotherBrowser, "/error", "error/csrf", 2, 0},
		"cookies lost":        {nil, func(u *user.User) { u.Open("/login"); u.BlockCookies(); u.SubmitCredentials() }, "/error", "error/cookies", 1, 0},
		"two pages":           {nil, postBothOfTwoPages, "/", "logout-link", 3, 0},
		"signed in":           {(*user.User).SignIn, func(u *user.User) { u.Open("/login") }, "/", "logout-link", 1, 0},
		"refresh":             {(*user.User).SignIn, confirmPassword, "/", "logout-link", 1, 0},
		"second factor":       {withBackupCodes, func(u *user.User) { u.Open("/login?aal=aal2") }, "/login", "ui/message/1010004", 1, 1},
		"return_to":           {nil, func(u *user.User) { returnTo(u, u.Stack.UIURL+"/sessions"); u.SubmitCredentials() }, "/sessions", "current-session", 1, 0},
		"return_to elsewhere": {nil, func(u *user.User) { returnTo(u, elsewhere) }, "/error", "error/return_to", 1, 0},
		"identity_schema":     {nil, followToSignUp, "/registration", "registration-flow", 2, 1},
		"login_challenge":     {nil, func(u *user.User) { u.Open("/login?login_challenge=of-no-application") }, "/error", "error/internal", 1, 3},
		"registration":        {nil, func(u *user.User) { u.Open("/registration") }, "/registration", "registration-flow", 1, 1},
		"recovery":            {nil, func(u *user.User) { u.Open("/recovery") }, "/recovery", "recovery-flow", 1, 1},
		"verification":        {nil, func(u *user.User) { u.Open("/verification") }, "/verification", "verification-flow", 1, 1},
		"settings":            {(*user.User).SignIn, func(u *user.User) { u.Open("/settings") }, "/settings", "password-settings-card", 1, 1},
		"settings signed out": {nil, func(u *user.User) { u.Open("/settings"); u.SubmitCredentials() }, "/settings", "password-settings-card", 2, 0},
		"links":               {nil, followLinks, "/login", "login-flow", 4, 1},
		"flow of the past":    {nil, func(u *user.User) { u.Open("/login?flow=00000000-1111-4222-8333-000000000000") }, "/login", "notice/flow_gone", 1, 2},
		"reloaded":            {nil, func(u *user.User) { u.Open("/login"); u.GotoFlow(); u.Reload(); u.Reload() }, "/login", "login-flow", 1, 1},
	}
	eachWay(t, func(t *testing.T, s *stack.Stack, here bool) {
		for name, v := range cases {
			t.Run(name, func(t *testing.T) {
				u := user.NewRegistered(t, s)
				u.OnPage = nil // which expects no error pages
				if v.prepare != nil {
					v.prepare(u)
				}
				before := flowsBegun(t, s)
				v.visit(u)
				u.Expect(v.path)
				if !u.Has(v.shows) {
					t.Errorf("%s does not show %s", u.URL, v.shows)
				}
				if n := flowsBegun(t, s) - before; n > v.flows {
					t.Errorf("%d flows were begun, want %d", n, v.flows)
				}
				if here && v.hops > 0 && len(u.Hops) != v.hops {
					t.Errorf("the page takes %d requests, want %d", len(u.Hops), v.hops)
				}
			})
		}
	})
}

// At each of several hosts the form comes in the first answer, in the brand of the host, and can be posted.
func TestFlowsBegunAtEachHost(t *testing.T) {
	brands := map[string]string{"shop.localhost": "Quince & Thyme", "dev.localhost": "Kiln"}
	s := shared.SharedStack(t, "begun hosts", stack.Options{
		Proxy: stack.ProxyAt(0), Hosts: slices.Sorted(maps.Keys(brands)), UIEnv: []string{"BRAND_DIR=" + harness.Path(t, "brand", "examples")},
	})
	for host, brand := range brands {
		u := user.NewRegistered(t, s).At(host, "en")
		u.Open("/login")
		if len(u.Hops) != 1 || !strings.HasSuffix(u.Title(), " · "+brand) {
			t.Errorf("%s: %q takes %d requests", host, u.Title(), len(u.Hops))
		}
		u.SubmitCredentials()
		u.Expect("/")
	}
}

func postFormOfAnotherBrowser(u *user.User) {
	other := u.AnotherBrowser()
	other.Open("/login")
	u.Open("/login")
	u.Page = other.Page
	u.SubmitCredentials()
}

func postBothOfTwoPages(u *user.User) {
	u.Open("/login")
	first := u.Page
	u.Open("/login")
	right := u.Password
	u.Password = "not-the-password-1"
	u.SubmitCredentials()
	u.Expect("/login", ui.MsgBadCredentials)
	u.Page, u.Password = first, right
	u.SubmitCredentials()
}

func confirmPassword(u *user.User) {
	u.Open("/login?refresh=true")
	u.Expect("/login", ui.MsgConfirmIdentity)
	u.Fill("password", u.Password)
	u.PressEnter("password")
}

// withBackupCodes leaves the user half signed in: the second factor is due.
func withBackupCodes(u *user.User) {
	u.SignIn()
	u.CreateBackupCodes()
	u.SignOut()
	u.EnterPassword()
	u.Expect("/login", ui.MsgSecondFactor)
}

func returnTo(u *user.User, address string) { u.Open("/login?return_to=" + url.QueryEscape(address)) }

func followToSignUp(u *user.User) {
	const asked = "?identity_schema=customer"
	u.Open("/login" + asked)
	if href := u.TestID("signup-link").AttrOr("href", ""); !strings.HasSuffix(href, asked) {
		u.T.Errorf("sign-up is at %s", href)
	}
	u.Follow("signup-link")
}

func followLinks(u *user.User) {
	u.Open("/login")
	u.Follow("signup-link")
	u.Expect("/registration")
	u.Open("/recovery")
	u.Follow("cta-link")
}
