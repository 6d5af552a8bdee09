package attack_test

import (
	"encoding/json"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/harness"
	"github.com/thyra-ui/thyra/e2e/replay"
)

// payloads call alert where they become more than text.
var payloads = []string{
	`<script>alert(1)</script>`,
	`"><img src=x onerror="alert(1)">`,
	`'><img src=x onerror='alert(1)'>`,
	`' onfocus='alert(1)' autofocus x='`,
	`" onfocus="alert(1)" autofocus x="`,
	`x onfocus=alert(1) autofocus tabindex=1`,
	`javascript:alert(1)`,
	" java\nscript:alert(1)//",
	`</title><script>alert(1)</script>`,
	`</script><script>alert(1)</script>`,
	`</select></textarea></noscript><svg onload=alert(1)>`,
	`data:text/html,<script>alert(1)</script>`,
	`--><svg/onload=alert(1)>`,
}

// targets are flows with fields of all kinds: passwords, codes, an authenticator's key, backup codes, providers, a request of
// an OAuth2 client, and what no Kratos sends yet.
var targets = []struct {
	kind, file string
	everywhere bool // also in the words that decide what a node is
}{
	{"login", "kratos/recordings/future.json", false},
	{"login", "kratos/recordings/future.json", true},
	{"settings", "kratos/recordings/future.json", false},
	{"settings", "kratos/recordings/future.json", true},
	{"login", "kratos/recordings/v26.2.0/login-oauth2.json", false},
	{"login", "kratos/recordings/v26.2.0/login-aal2.json", false},
	{"login", "kratos/recordings/v26.2.0/login-code-sent.json", false},
	{"settings", "kratos/recordings/v26.2.0/settings-totp-linked.json", false},
	{"settings", "kratos/recordings/v26.2.0/settings-lookup-revealed.json", false},
}

// recordAlert replaces alert, since a real dialog would stop the browser.
const recordAlert = `window.alert = () => { window.ran = true; }`

// intrusions gives every element the focus, then lists what is on the page that no page of ours has.
const intrusions = `(() => {
  const found = [];
  for (const e of document.querySelectorAll("*")) {
    e.focus?.();
    if (e.localName === "script" && e.nonce === "") found.push("a script without a nonce");
    for (const a of e.attributes) {
      if (a.name.startsWith("on")) found.push(e.localName + " " + a.name);
      if (!["href", "src", "action", "formaction"].includes(a.name)) continue;
      const scheme = URL.parse(a.value, document.baseURI)?.protocol ?? "none:";
      const harmless = ["http:", "https:", "about:", "none:"];
      if (e.localName === "img" || e.download && a.value.startsWith("data:text/plain;")) harmless.push("data:");
      if (!harmless.includes(scheme)) found.push(e.localName + " " + a.name + "=" + a.value);
    }
  }
  if (window.ran === true) found.push("the payload ran");
  return found;
})()`

// contains reports whether a text is on the page, visible or in an attribute.
const contains = `(text) => [...document.body.querySelectorAll("*")].some(
  (e) => e.textContent.includes(text) || [...e.attributes].some((a) => a.value.includes(text)))`

// TestXSS serves flows in which a payload replaces the texts (documents made from recordings, not a Kratos) and checks the
// pages in Chromium. With the policy in force the console would show whatever it had to stop; with the policy ignored, only
// the escaping is left to stop it.
func TestXSS(t *testing.T) {
	t.Parallel()
	r, s := shared.Replay(t)
	for _, policy := range []string{"in force", "ignored"} {
		t.Run("policy "+policy, func(t *testing.T) {
			tab := chrome.Start(t, chrome.Options{})
			tab.Allow(`^network: Failed to load resource`) // of error pages, and of payloads as an image's address
			tab.OnNewPage(recordAlert)
			if policy == "ignored" {
				tab.IgnorePolicy()
			}
			for _, payload := range payloads {
				for _, p := range targets {
					page := "/" + p.kind + "?flow=" + r.Serve(t, poison(t, p.file, payload, p.everywhere))
					inspect(t, tab, s.UIURL+page, p.file+" as "+p.kind, payload)
					if !chrome.Eval[bool](tab, "("+contains+")("+strconv.Quote(payload)+")") {
						t.Errorf("%s with %q: the payload is not on the page, so that nothing was tried", p.file, payload)
					}
				}
				value := url.QueryEscape(payload)
				for _, page := range []string{
					"/error?error=" + value + "&error_description=" + value + "&error_hint=" + value, "/error?id=" + value, "/login?return_to=" + value,
					r.Pages["verification-initial (v26.2.0)"] + "&message=" + value,
				} {
					inspect(t, tab, s.UIURL+page, page, payload)
				}
			}
		})
	}
}

func inspect(t *testing.T, tab *chrome.Tab, address, what, payload string) {
	t.Helper()
	tab.Goto(address)
	for _, found := range chrome.Eval[[]string](tab, intrusions) {
		t.Errorf("%s with %q: %s", what, payload, found)
	}
}

// poison replaces a flow's strings with a payload; those that decide what a node is only if everywhere is set. The times stay,
// since a flow without them is invalid.
func poison(t *testing.T, file, payload string, everywhere bool) any {
	t.Helper()
	body, err := os.ReadFile(harness.Path(t, filepath.FromSlash(file)))
	if err != nil {
		t.Fatal(err)
	}
	var flow map[string]any
	if err := json.Unmarshal(body, &flow); err != nil {
		t.Fatal(err)
	}
	kept := []string{"issued_at", "expires_at"}
	if !everywhere {
		kept = append(kept, "type", "node_type", "group", "name", "method", "state")
	}
	return replaceStrings(replay.WithoutScripts(flow), payload, kept)
}

func replaceStrings(value any, with string, kept []string) any {
	switch v := value.(type) {
	case string:
		return with
	case []any:
		for i := range v {
			v[i] = replaceStrings(v[i], with, kept)
		}
	case map[string]any:
		for key := range v {
			if _, text := v[key].(string); !text || !slices.Contains(kept, key) {
				v[key] = replaceStrings(v[key], with, kept)
			}
		}
	}
	return value
}
