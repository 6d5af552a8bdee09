package doctor_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/e2e/stack"
)

func TestTheDemoIsWell(t *testing.T) {
	s := demo(t)
	expect(t, doctor(t, s.UISettings()), nil)
	expect(t, doctor(t, s.UISettings(), configFlags(s.ConfigArguments())...), nil)
}

// What an operator may choose is no finding.
func TestOtherSetupsAreWell(t *testing.T) {
	for _, overlay := range []string{"disabled", "idfirst", "link", "mfa", "onestep", "phone", "username", "webauthn-passwordless"} {
		t.Run(overlay, func(t *testing.T) {
			s := shared.OwnStack(t, stack.Options{Overlays: []string{overlay}})
			expect(t, doctor(t, s.UISettings(), configFlags(s.ConfigArguments())...), nil)
		})
	}
	t.Run("below a path", func(t *testing.T) {
		s := shared.OwnStack(t, stack.Options{Example: "toolshed"})
		settings := append(s.UISettings(), "BASE_PATH="+stack.ExamplePath)
		expect(t, doctor(t, settings, configFlags(s.ConfigArguments())...), nil)
		expect(t, doctor(t, append(settings, "PUBLIC_URL="), configFlags(s.ConfigArguments())...), nil)
	})
}

func TestWhatCantBeCheckedEndsWithCode2(t *testing.T) {
	s := shared.Stack(t)
	for name, r := range map[string]result{
		"no settings":       doctor(t, nil),
		"no such file":      doctor(t, s.UISettings(), "--kratos-config", "/nowhere.yml"),
		"no YAML":           doctor(t, s.UISettings(), "--kratos-config", write(t, "a: [")),
		"an argument":       doctor(t, s.UISettings(), "now"),
		"an unknown flag":   doctor(t, s.UISettings(), "--nwo"),
		"an unusable value": doctor(t, append(s.UISettings(), "PUBLIC_URL=here"), ""),
	} {
		if r.code != 2 || len(r.findings) > 0 {
			t.Errorf("%s: exit code %d\n%s", name, r.code, r.output)
		}
	}
}

// Settings of this server that don't fit the rest.
func TestBrokenSettingsAreNamed(t *testing.T) {
	s := demo(t)
	plain := shared.Stack(t)
	files := t.TempDir()
	for name, content := range map[string]string{"active.de.json": "{", "brands/acme/brand.json": "{}"} {
		path := filepath.Join(files, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o750), os.WriteFile(path, []byte(content), 0o600)); err != nil {
			t.Fatal(err)
		}
	}
	nothing, err := stack.FreePort(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	nobody := "http://localhost:" + strconv.Itoa(nothing)
	for _, test := range []struct {
		name     string
		stack    *stack.Stack
		settings []string
		want     []string
	}{
		{"nobody listens", plain, []string{"KRATOS_PUBLIC_URL=" + nobody}, []string{"kratos-unreachable"}},
		{"Kratos's admin API", plain, []string{"KRATOS_PUBLIC_URL=" + plain.AdminURL}, []string{"kratos-admin-api"}},
		{"this server itself", plain, []string{"KRATOS_PUBLIC_URL=" + plain.UIURL}, []string{"kratos-is-pages"}},
		{"Hydra in Kratos's place", s, []string{"KRATOS_PUBLIC_URL=" + s.Hydra.URL}, []string{"kratos-wrong-answer"}},
		{"browsers are sent nowhere", plain, []string{"KRATOS_BROWSER_URL=" + nobody}, []string{"base-url-differs", "browser-url-unreachable"}},
		{"browsers are sent to the admin API", plain, []string{"KRATOS_BROWSER_URL=" + plain.AdminURL}, []string{"base-url-differs", "browser-url-wrong-answer"}},
		{"another Kratos for browsers", plain, []string{"KRATOS_BROWSER_URL=" + s.KratosURL}, []string{"base-url-differs", "browser-url-other-kratos"}},
		{"the other name of this machine", plain, []string{"KRATOS_BROWSER_URL=" + byNumber(plain.KratosURL)}, []string{"base-url-differs"}},
		{"pages at the other name of this machine", plain, []string{"PUBLIC_URL=" + byNumber(plain.UIURL)}, []string{"hosts-unrelated", "passkey-id", "proxy-headers", "return-url-refused", "ui-url-elsewhere"}},
		{"a path that Kratos does not know", plain, []string{"BASE_PATH=/account", "PUBLIC_URL=" + plain.UIURL + "/account"}, []string{"pages-wrong-answer", "ui-url-base-path"}},
		{"https by a proxy that nobody trusts", plain, []string{"PUBLIC_URL=https://localhost"}, []string{"cookie-not-secure", "no-trusted-proxies", "return-url-refused", "schemes-differ", "ui-url-elsewhere"}},
		{"no Hydra", s, []string{"HYDRA_ADMIN_URL=" + nobody}, []string{"hydra-unreachable"}},
		{"Hydra's public API", s, []string{"HYDRA_ADMIN_URL=" + s.Hydra.URL}, []string{"hydra-public-api"}},
		{"Kratos's admin API in Hydra's place", s, []string{"HYDRA_ADMIN_URL=" + s.AdminURL}, []string{"hydra-wrong-answer"}},
		{"another address of Hydra", s, []string{"HYDRA_PUBLIC_URL=" + byNumber(s.Hydra.URL)}, []string{"hydra-public-url"}},
		{"a Kratos without Hydra", plain, []string{"HYDRA_ADMIN_URL=" + s.Hydra.AdminURL}, []string{"kratos-without-hydra"}},
		{"a brand without a name", plain, []string{"BRAND_DIR=" + filepath.Join(files, "brands")}, []string{"brand-dir"}},
		{"half a message file", plain, []string{"LOCALES_DIR=" + files}, []string{"locales-dir"}},
		{"a slip in a name", plain, []string{"KRATOS_BROSWER_URL=" + nobody, "KRATOS_BROWSER_URL="}, []string{"unknown-variable"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			expect(t, doctor(t, append(test.stack.UISettings(), test.settings...)), test.want)
		})
	}
}

// Settings of Kratos that don't fit this server.
func TestBrokenKratosIsNamed(t *testing.T) {
	s := shared.Stack(t)
	ui := s.UIURL
	for _, test := range []struct {
		name     string
		overlay  string   // over the configuration of Kratos
		settings []string // of this server, beside where that Kratos is
		want     []string
	}{
		{"nothing is broken", "", nil, nil},
		{"login elsewhere", "selfservice: {flows: {login: {ui_url: http://localhost:1/login}}}", nil, []string{"ui-url-elsewhere"}},
		{"errors elsewhere", "selfservice: {flows: {error: {ui_url: http://localhost:1/error}}}", nil, []string{"ui-url-elsewhere"}},
		{"settings elsewhere", "selfservice: {flows: {settings: {ui_url: http://localhost:1/settings}}}", nil, []string{"ui-url-elsewhere"}},
		{"recovery below a path", "selfservice: {flows: {recovery: {ui_url: " + ui + "/account/recovery}}}", nil, []string{"ui-url-base-path"}},
		{"the page of another flow", "selfservice: {flows: {registration: {ui_url: " + ui + "/signup}}}", nil, []string{"ui-url-path"}},
		{"no cookies for the pages", "serve: {public: {base_url: http://auth.thyra.localhost/}}", []string{"KRATOS_BROWSER_URL="}, []string{"base-url-differs", "cookie-domain"}},
		{"cookies of another domain", "cookies: {domain: example.org}", nil, []string{"cookie-domain"}},
		{"session of another domain", "session: {cookie: {domain: example.org}}", nil, []string{"cookie-domain"}},
		{"cookies of another path", "cookies: {path: /auth}", nil, []string{"cookie-path"}},
		{"no return", "selfservice: {allowed_return_urls: [https://shop.example/]}", nil, []string{"return-url-refused"}},
		{"passkeys of another host", "selfservice: {methods: {passkey: {config: {rp: {id: example.org}}}}}", nil, []string{"passkey-id"}},
		{"passkeys of another origin", "selfservice: {methods: {passkey: {config: {rp: {origins: [https://example.org]}}}}}", nil, []string{"passkey-origins"}},
		{"no way to sign in", "selfservice: {methods: {password: {enabled: false}, code: {enabled: false, passwordless_enabled: false}, passkey: {enabled: false}, webauthn: {enabled: false}}}", nil, []string{"no-methods"}},
		{"Kratos has a Hydra", "oauth2_provider: {url: http://localhost:4445}", nil, []string{"hydra-not-set"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			k := startKratos(t, s, test.overlay, "--dev")
			settings := append(k.settings(s), test.settings...)
			expect(t, doctor(t, settings, configFlags(k.arguments)...), test.want)
		})
	}
}

// A Kratos in development makes other cookies.
func TestBrokenCookiesAreNamed(t *testing.T) {
	s := shared.Stack(t)
	for _, test := range []struct {
		name, overlay string
		settings      []string
		want          []string
	}{
		{"nothing is broken", "", nil, nil},
		{"strict cookies", "cookies: {same_site: Strict}", nil, []string{"cookie-same-site"}},
		{
			"secure cookies without https", "serve: {public: {base_url: http://id.thyra.invalid/}}",
			[]string{"KRATOS_BROWSER_URL=http://id.thyra.invalid"},
			[]string{"browser-url-unreachable", "cookie-secure", "hosts-unrelated"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			k := startKratos(t, s, test.overlay)
			expect(t, doctor(t, append(k.settings(s), test.settings...), configFlags(k.arguments)...), test.want)
		})
	}
}

// What only the files of Kratos tell.
func TestBrokenFilesAreNamed(t *testing.T) {
	s := shared.Stack(t)
	mails := t.TempDir()
	if output, err := exec.CommandContext(t.Context(), shared.Binaries(t).UI, "mail", "--kratos", "v1.3.1", mails).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	folder := "courier: {template_override_path: " + mails + "}"
	flags := append(configFlags(s.ConfigArguments()), "--kratos-config", write(t, folder))
	expect(t, doctor(t, s.UISettings(), flags...), nil)
	if err := os.RemoveAll(filepath.Join(mails, "login_code")); err != nil {
		t.Fatal(err)
	}
	expect(t, doctor(t, s.UISettings(), flags...), []string{"mails-stale"})

	other := append(configFlags(s.ConfigArguments()), "--kratos-config", write(t, "serve: {public: {base_url: http://localhost:1/}}"))
	expect(t, doctor(t, s.UISettings(), other...), []string{"config-not-in-use"})
}

func expect(t *testing.T, r result, want []string) {
	t.Helper()
	code := min(len(want), 1)
	if r.code != code || !slices.Equal(r.findings, want) {
		t.Errorf("exit code %d, findings %v, want %v\n%s", r.code, r.findings, want, r.output)
	}
}

// byNumber is an address of this machine by its other name, which cookies don't share.
func byNumber(address string) string { return strings.Replace(address, "localhost", "127.0.0.1", 1) }
