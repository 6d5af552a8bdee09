package cli

import (
	"maps"
	"net/netip"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

// A URL often holds a password before its host. Everybody could read it in a URL that browsers get, and on the operator's screen
// when the URL can't be parsed.
func TestNoErrorShowsAPassword(t *testing.T) {
	t.Parallel()
	const user = "//name:secret-word@"
	for _, setting := range settings() {
		if !strings.HasSuffix(setting.Name, "_URL") && setting.Name != "FORM_ACTION_ORIGINS" && setting.Name != "FRAME_ANCESTORS" || setting.Name == "KRATOS_ADMIN_URL" {
			continue
		}
		for _, value := range []string{"https:" + user + "example.org", "ftp:" + user + "example.org", user + "example.org", "https:" + user + "example.org:port/%zz", "http://x, https:" + user + "y"} {
			_, err := readConfig(environment(setting.Name, value))
			hidden := setting.Name == "HYDRA_ADMIN_URL" || setting.Name == "ORY_SDK_URL" // beside KRATOS_PUBLIC_URL
			if err == nil && (!hidden || value != "https:"+user+"example.org") {
				t.Errorf("%s=%s is accepted", setting.Name, value)
			}
			if err != nil && (strings.Contains(err.Error(), "secret-word") || !strings.Contains(err.Error(), setting.Name)) {
				t.Errorf("%s: %v", setting.Name, err)
			}
		}
	}
	if _, err := readConfig(map[string]string{"KRATOS_PUBLIC_URL": "http:" + user + "kratos:4433", "KRATOS_BROWSER_URL": "https://auth.example.org"}); err != nil {
		t.Errorf("Kratos behind a proxy that asks for a password: %v", err)
	}
}

// environment is one that works, with changes given as name and value in turn.
func environment(changes ...string) map[string]string {
	e := map[string]string{"KRATOS_PUBLIC_URL": "http://kratos:4433"}
	for i := 0; i < len(changes); i += 2 {
		e[changes[i]] = changes[i+1]
	}
	return e
}

func TestConfigDefaults(t *testing.T) {
	t.Parallel()
	got, err := readConfig(environment())
	want := config{Port: 3000, BasePath: "/", KratosPublicURL: "http://kratos:4433", KratosTimeout: timeout(10 * time.Second), KratosMaxWaiting: 512, RememberConsent: 3600, ProjectName: "Thyra", BeginFlows: true, LastUsed: true, TransientPayload: true, MaxConnections: 10000, LogLevel: "info", StopDelay: delay(2 * time.Second)}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%+v, %v; want %+v", got, err, want)
	}
}

func TestConfigAliases(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		environment map[string]string
		want        string
	}{
		{map[string]string{"ORY_SDK_URL": "http://sdk"}, "http://sdk"},
		{map[string]string{"KRATOS_PUBLIC_URL": "http://public"}, "http://public"},
		{map[string]string{"KRATOS_PUBLIC_URL": "http://public", "ORY_SDK_URL": "http://sdk"}, "http://public"},
		{map[string]string{"KRATOS_PUBLIC_URL": "", "ORY_SDK_URL": "http://sdk"}, "http://sdk"},
	} {
		if got, err := readConfig(test.environment); err != nil || string(got.KratosPublicURL) != test.want {
			t.Errorf("%v: %q, %v; want %q", test.environment, got.KratosPublicURL, err, test.want)
		}
	}
}

// People write a space after a comma.
func TestListsMayHaveSpaces(t *testing.T) {
	t.Parallel()
	c, err := readConfig(environment("TRUSTED_CLIENT_IDS", "web, app", "TRUSTED_PROXIES", "10.0.0.0/8, ::1 ",
		"FORM_ACTION_ORIGINS", "https://a.example, https://b.example", "FRAME_ANCESTORS", " https://a.example , https://b.example"))
	if err != nil {
		t.Fatal(err)
	}
	for _, list := range [][]string{c.TrustedClients, c.FormActions, c.FrameAncestors} {
		if len(list) != 2 || strings.Contains(list[0]+list[1], " ") {
			t.Errorf("a list is read as %q", list)
		}
	}
	if len(c.TrustedProxies) != 2 {
		t.Errorf("the networks are read as %v", c.TrustedProxies)
	}
}

// A proxy may be named as IPv6 sockets show it; requests are compared by its IPv4 address.
func TestTrustedProxiesAreIPv4(t *testing.T) {
	t.Parallel()
	c, err := readConfig(environment("TRUSTED_PROXIES", "::ffff:10.1.2.3"))
	if err != nil || len(c.TrustedProxies) != 1 || c.TrustedProxies[0].String() != "10.1.2.3/32" {
		t.Errorf("%v, %v", c.TrustedProxies, err)
	}
	if _, err := readConfig(environment("TRUSTED_PROXIES", "::ffff:10.0.0.0/104")); err == nil || !strings.HasPrefix(err.Error(), "TRUSTED_PROXIES holds") {
		t.Errorf("a network of IPv4 as IPv6: %v", err)
	}
}

func TestAnErrorNamesTheSettingThatWasMade(t *testing.T) {
	t.Parallel()
	_, err := readConfig(map[string]string{"ORY_SDK_URL": "sdk.example", "ORY_ADMIN_API_TOKEN": "secret"})
	if err == nil || !strings.HasPrefix(err.Error(), `ORY_SDK_URL is "sdk.example": it must be`) || strings.Contains(err.Error(), "\n") {
		t.Errorf("%v", err)
	}
}

func TestEverySettingIsRead(t *testing.T) {
	t.Parallel()
	certificate := filepath.Join(t.TempDir(), "certificate.pem")
	if err := os.WriteFile(certificate, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	brands, messages := t.TempDir(), t.TempDir()
	writeBrandFile(t, brands, "{}")
	writeMessages(t, messages, "de", "{}")
	e := map[string]string{}
	for _, s := range settings() {
		switch {
		case strings.HasSuffix(s.Name, "_FILE"):
			continue // TestSecretsAreReadFromFiles
		case s.Name == "BRAND_DIR":
			e[s.Name] = brands
		case s.Name == "LOCALES_DIR":
			e[s.Name] = messages
		case s.Name == "LOG_LEVEL":
			e[s.Name] = "WARN"
		case s.Name == "LOG_FORMAT":
			e[s.Name] = "text"
		case s.Name == "METRICS_ADDR":
			e[s.Name] = "[::1]:9090"
		case s.Name == "PORT":
			e[s.Name] = "8080"
		case s.Name == "KRATOS_MAX_WAITING", s.Name == "MAX_CONNECTIONS", s.Name == "REMEMBER_CONSENT_SESSION_FOR_SECONDS":
			e[s.Name] = "7"
		case s.Name == "KRATOS_TIMEOUT", s.Name == "STOP_DELAY":
			e[s.Name] = "3s"
		case s.Name == "LAST_USED", s.Name == "BEGIN_FLOWS", s.Name == "TRANSIENT_PAYLOAD":
			e[s.Name] = "false"
		case s.Name == "CSP_REPORTS", s.Name == "READY_NEEDS_KRATOS", s.Name == "BASE_PATH_STRIPPED", s.Name == "BRAND_LOW_CONTRAST", s.Name == "SHOW_CLIENT_LOGOS":
			e[s.Name] = "true"
		case s.Name == "TRUSTED_PROXIES":
			e[s.Name] = "10.0.0.0/8,::1"
		case strings.HasSuffix(s.Name, "_URL"):
			e[s.Name] = "https://example.com/" + s.Name
		case s.Name == "FORM_ACTION_ORIGINS":
			e[s.Name] = "https://accounts.example.com,http://localhost:8080"
		case s.Name == "FRAME_ANCESTORS":
			e[s.Name] = "https://www.example.org"
		case s.Name == "BASE_PATH":
			e[s.Name] = "/account"
		case s.Name == "KRATOS_BROWSER_PATH":
			e[s.Name] = "/kratos/"
		case strings.HasPrefix(s.Name, "TLS_"):
			e[s.Name] = certificate
		default:
			e[s.Name] = "value of " + s.Name
		}
	}
	c, err := readConfig(e)
	if err != nil {
		t.Fatal(err)
	}
	want := config{
		Port: 8080, Host: e["HOST"], BasePath: "/account", Stripped: true,
		KratosPublicURL: serverURL(e["KRATOS_PUBLIC_URL"]), OrySDKURL: serverURL(e["ORY_SDK_URL"]), KratosBrowserURL: browserURL(e["KRATOS_BROWSER_URL"]),
		KratosBrowserPath: "/kratos/", KratosAdminURL: e["KRATOS_ADMIN_URL"], KratosTimeout: timeout(3 * time.Second), KratosMaxWaiting: 7, ReadyNeedsKratos: true, PublicURL: browserURL(e["PUBLIC_URL"]),
		HydraAdminURL: serverURL(e["HYDRA_ADMIN_URL"]), HydraPublicURL: browserURL(e["HYDRA_PUBLIC_URL"]), OryAPIToken: e["ORY_ADMIN_API_TOKEN"], TrustedClients: []string{e["TRUSTED_CLIENT_IDS"]}, RememberConsent: 7, ShowClientLogos: true,
		ProjectName: e["PROJECT_NAME"], HomeURL: linkURL(e["HOME_URL"]), SupportURL: linkURL(e["SUPPORT_URL"]), PrivacyURL: linkURL(e["PRIVACY_URL"]), TermsURL: linkURL(e["TERMS_URL"]), ImprintURL: linkURL(e["IMPRINT_URL"]),
		LocalesDir: localesDir(messages), BrandDir: brandDir(brands), LowContrast: true,
		FormActions: []string{"https://accounts.example.com", "http://localhost:8080"}, FrameAncestors: []string{"https://www.example.org"},
		CSPReports: true, TrustedProxies: prefixList{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("::1/128")}, MaxConnections: 7, LogLevel: "warn", LogFormat: "text", MetricsAddr: "[::1]:9090", StopDelay: delay(3 * time.Second),
		TLSCertPath: file(certificate), TLSKeyPath: file(certificate),
		CookieSecret: e["COOKIE_SECRET"], CSRFCookieName: e["CSRF_COOKIE_NAME"], CSRFCookieSecret: e["CSRF_COOKIE_SECRET"],
		InsecureCSRFAccepted: e["DANGEROUSLY_DISABLE_SECURE_CSRF_COOKIES"],
	}
	if !reflect.DeepEqual(c, want) {
		t.Errorf("%+v\nwant %+v", c, want)
	}
}

func TestConfigErrors(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		environment map[string]string
		want        []string // the variables at fault
	}{
		{map[string]string{}, []string{"KRATOS_PUBLIC_URL"}},
		{environment("PORT", "http"), []string{"PORT"}},
		{environment("PORT", "-1"), []string{"PORT"}},
		{environment("PORT", "65536"), []string{"PORT"}},
		{environment("KRATOS_MAX_WAITING", "0"), []string{"KRATOS_MAX_WAITING"}},
		{environment("MAX_CONNECTIONS", "0"), []string{"MAX_CONNECTIONS"}},
		{environment("KRATOS_MAX_WAITING", "many"), []string{"KRATOS_MAX_WAITING"}},
		{environment("KRATOS_TIMEOUT", "10"), []string{"KRATOS_TIMEOUT"}},
		{environment("KRATOS_TIMEOUT", "0s"), []string{"KRATOS_TIMEOUT"}},
		{environment("KRATOS_TIMEOUT", "1000000h"), []string{"KRATOS_TIMEOUT"}},
		{environment("KRATOS_TIMEOUT", "9999999999h"), []string{"KRATOS_TIMEOUT"}},
		{environment("KRATOS_TIMEOUT", "1ns"), []string{"KRATOS_TIMEOUT"}},
		{environment("STOP_DELAY", "1000000h"), []string{"STOP_DELAY"}},
		{environment("REMEMBER_CONSENT_SESSION_FOR_SECONDS", "10000000000"), []string{"REMEMBER_CONSENT_SESSION_FOR_SECONDS"}},
		{environment("REMEMBER_CONSENT_SESSION_FOR_SECONDS", "99999999999999999999"), []string{"REMEMBER_CONSENT_SESSION_FOR_SECONDS"}},
		{environment("REMEMBER_CONSENT_SESSION_FOR_SECONDS", "-1"), []string{"REMEMBER_CONSENT_SESSION_FOR_SECONDS"}},
		{environment("PORT", "99999999999999999999"), []string{"PORT"}},
		{environment("KRATOS_MAX_WAITING", "9000000000"), []string{"KRATOS_MAX_WAITING"}},
		{environment("MAX_CONNECTIONS", "9000000000"), []string{"MAX_CONNECTIONS"}},
		{environment("IMPRINT_URL", "example.com/imprint"), []string{"IMPRINT_URL"}},
		{environment("HYDRA_ADMIN_URL", "hydra:4445"), []string{"HYDRA_ADMIN_URL"}},
		{environment("KRATOS_TIMEOUT", "-1s"), []string{"KRATOS_TIMEOUT"}},
		{environment("KRATOS_PUBLIC_URL", "kratos:4433"), []string{"KRATOS_PUBLIC_URL"}},
		{environment("KRATOS_PUBLIC_URL", "ftp://kratos"), []string{"KRATOS_PUBLIC_URL"}},
		{environment("KRATOS_BROWSER_URL", "/kratos"), []string{"KRATOS_BROWSER_URL"}},
		{environment("KRATOS_BROWSER_PATH", "kratos"), []string{"KRATOS_BROWSER_PATH"}},
		{environment("KRATOS_BROWSER_PATH", "/"), []string{"KRATOS_BROWSER_PATH"}},
		{environment("KRATOS_BROWSER_PATH", "//kratos"), []string{"KRATOS_BROWSER_PATH"}},
		{environment("KRATOS_BROWSER_PATH", "/kratos?x=y"), []string{"KRATOS_BROWSER_PATH"}},
		{environment("PUBLIC_URL", "https://"), []string{"PUBLIC_URL"}},
		{environment("HOME_URL", "javascript:alert(1)"), []string{"HOME_URL"}},
		{environment("SUPPORT_URL", "mailto:a@example.com"), []string{"SUPPORT_URL"}},
		{environment("PRIVACY_URL", "%"), []string{"PRIVACY_URL"}},
		{environment("TERMS_URL", "//example.com"), []string{"TERMS_URL"}},
		{environment("FORM_ACTION_ORIGINS", "https://a.example,b.example"), []string{"FORM_ACTION_ORIGINS"}},
		{environment("FORM_ACTION_ORIGINS", "https://a.example/path"), []string{"FORM_ACTION_ORIGINS"}},
		{environment("FRAME_ANCESTORS", "https://a.example; script-src *"), []string{"FRAME_ANCESTORS"}},
		{environment("CSP_REPORTS", "perhaps"), []string{"CSP_REPORTS"}},
		{environment("LOG_LEVEL", "loud"), []string{"LOG_LEVEL"}},
		{environment("LOG_FORMAT", "xml"), []string{"LOG_FORMAT"}},
		{environment("METRICS_ADDR", "9090"), []string{"METRICS_ADDR"}},
		{environment("METRICS_ADDR", "localhost"), []string{"METRICS_ADDR"}},
		{environment("METRICS_ADDR", "localhost:metrics"), []string{"METRICS_ADDR"}},
		{environment("METRICS_ADDR", "localhost:65536"), []string{"METRICS_ADDR"}},
		{environment("METRICS_ADDR", "http://localhost:9090"), []string{"METRICS_ADDR"}},
		{environment("BRAND_DIR", "no-such-directory"), []string{"BRAND_DIR"}},
		{environment("BRAND_DIR", "config_test.go"), []string{"BRAND_DIR"}},
		{environment("LOCALES_DIR", "no-such-directory"), []string{"LOCALES_DIR"}},
		{environment("LOCALES_DIR", "."), []string{"LOCALES_DIR"}},
		{environment("STOP_DELAY", "soon"), []string{"STOP_DELAY"}},
		{environment("STOP_DELAY", "-1s"), []string{"STOP_DELAY"}},
		{environment("TRUSTED_PROXIES", "10.0.0.1,proxy"), []string{"TRUSTED_PROXIES"}},
		{environment("TRUSTED_PROXIES", "10.0.0.1/33"), []string{"TRUSTED_PROXIES"}},
		{environment("TLS_CERT_PATH", "config_test.go"), []string{"TLS_CERT_PATH", "TLS_KEY_PATH"}},
		{environment("TLS_KEY_PATH", "config_test.go"), []string{"TLS_CERT_PATH", "TLS_KEY_PATH"}},
		{environment("TLS_CERT_PATH", "config_test.go", "TLS_KEY_PATH", "no-such-file"), []string{"TLS_KEY_PATH"}},
		{
			map[string]string{
				"PORT": "x", "KRATOS_TIMEOUT": "x", "KRATOS_BROWSER_PATH": "x", "HOME_URL": "x", "TERMS_URL": "x", "TLS_KEY_PATH": "no-such-file",
				"PUBLIC_URL": "https://x/?y", "METRICS_ADDR": "9090", "BRAND_DIR": "x", "LOCALES_DIR": "x",
			},
			[]string{
				"BRAND_DIR", "HOME_URL", "KRATOS_BROWSER_PATH", "KRATOS_PUBLIC_URL", "KRATOS_TIMEOUT", "LOCALES_DIR", "METRICS_ADDR", "PORT", "PUBLIC_URL",
				"TERMS_URL", "TLS_CERT_PATH", "TLS_KEY_PATH",
			},
		},
	} {
		_, err := readConfig(test.environment)
		if err == nil {
			t.Errorf("%v: no error found", test.environment)
			continue
		}
		named := map[string]bool{}
		for _, s := range settings() {
			// Whole words only: ORY_SDK_URL must not count as found in another name.
			if regexp.MustCompile(`\b` + s.Name + `\b`).MatchString(err.Error()) {
				named[s.Name] = true
			}
		}
		if got := slices.Sorted(maps.Keys(named)); !slices.Equal(got, test.want) {
			t.Errorf("%v: named %v, want %v: %v", test.environment, got, test.want, err)
		}
		if field := regexp.MustCompile(`KratosTimeout|"Port"`).FindString(err.Error()); field != "" {
			t.Errorf("%v: the operator reads about our field %s: %v", test.environment, field, err)
		}
	}
}

// Servers are found at paths that are added to these URLs; links are followed as they are.
func TestURLsWithAQuery(t *testing.T) {
	t.Parallel()
	for _, setting := range settings() {
		link := slices.Contains([]string{"HOME_URL", "SUPPORT_URL", "PRIVACY_URL", "TERMS_URL", "IMPRINT_URL", "KRATOS_ADMIN_URL"}, setting.Name)
		if !strings.HasSuffix(setting.Name, "_URL") {
			continue
		}
		for _, value := range []string{"https://x.example/?", "https://x.example?topic=secret", "https://x.example/#secret"} {
			_, err := readConfig(environment("KRATOS_BROWSER_URL", "https://auth.example.org", setting.Name, value))
			if (err == nil) != link || err != nil && strings.Contains(err.Error(), "secret") {
				t.Errorf("%s=%s: %v", setting.Name, value, err)
			}
		}
	}
}

// Nothing reads it, so that nothing in it is worth a server that does not start.
func TestNoAdminURLStopsTheServer(t *testing.T) {
	t.Parallel()
	for _, value := range []string{"", "admin", "kratos:4434", "%", "ftp://name:secret@kratos?x#y", "\x00"} {
		if _, err := readConfig(environment("KRATOS_ADMIN_URL", value)); err != nil {
			t.Errorf("KRATOS_ADMIN_URL=%q: %v", value, err)
		}
	}
}

func TestErrorsSayWhatIsAllowed(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ name, value, want string }{
		{"PORT", "http", `PORT is "http": it must be a port between 0 and 65535, such as 3000`},
		{"KRATOS_TIMEOUT", "10", `KRATOS_TIMEOUT is "10": it needs a unit, such as 10s`},
		{"KRATOS_TIMEOUT", "0s", `KRATOS_TIMEOUT is "0s": it must be a duration between 1ms and 10m, such as 10s`},
		{"STOP_DELAY", "soon", `STOP_DELAY is "soon": it must be a duration between 0s and 10m, such as 2s`},
		{"MAX_CONNECTIONS", "0", `MAX_CONNECTIONS is "0": it must be a number between 1 and 1000000, such as 500`},
		{"REMEMBER_CONSENT_SESSION_FOR_SECONDS", "1h", `is "1h": it must be a number of seconds between 0, which is for ever, and 315360000, ten years, such as 3600`},
		{"CSP_REPORTS", "perhaps", `CSP_REPORTS is "perhaps": it must be true or false, such as true`},
		{"HOME_URL", "example.com", `HOME_URL is "example.com": it must be an absolute http or https URL, such as https://id.example.org`},
		{"KRATOS_BROWSER_PATH", "kratos", `KRATOS_BROWSER_PATH is "kratos": it must be a path on the host of the pages, such as /kratos/`},
		{"BASE_PATH", "/:tenant", `BASE_PATH is "/:tenant": it must be a path without escapes, patterns and query, such as /account`},
		{"BASE_PATH", "https://name:secret@x/account", `BASE_PATH is "…@x/account": it must be`},
		{"TRUSTED_PROXIES", "a, 10.0.0.1, b", `TRUSTED_PROXIES holds "a", "b": an entry looks like 10.1.2.3 or 10.0.0.0/8`},
		{"TRUSTED_CLIENT_IDS", "web\napp", `TRUSTED_CLIENT_IDS holds "web\napp": an entry looks like my-client`},
		{"FRAME_ANCESTORS", "https://name:se,cret@x, b", `FRAME_ANCESTORS holds "…@x, b": an entry looks like https://accounts.example.org`},
		{"FORM_ACTION_ORIGINS", "b.example", `FORM_ACTION_ORIGINS holds "b.example": an entry looks like myapp: or https://accounts.example.org`},
		{"LOG_LEVEL", "loud", `LOG_LEVEL is "loud": it must be debug, info, warn or error, such as debug`},
		{"LOG_FORMAT", "xml", `LOG_FORMAT is "xml": it must be json or text, such as json`},
		{"METRICS_ADDR", "9090", `METRICS_ADDR is "9090": it must be a host and a port between 0 and 65535, such as localhost:9090`},
		{"PUBLIC_URL", "https://x/?secret", `PUBLIC_URL holds a query or a fragment, behind which no path can be added: end it before, as https://id.example.org does`},
		{"BRAND_DIR", "none", `BRAND_DIR names no directory: open none: no such file or directory; it must be a directory with a folder for each brand, such as /etc/thyra/brands with acme/brand.json in it`},
		{"BRAND_DIR", t.TempDir(), `which is empty; it must be a directory with a folder for each brand, such as`},
		{"LOCALES_DIR", "none", `LOCALES_DIR can't be used: none holds no active.{tag}.json: stat none: no such file or directory; it must be a directory of message files, such as /etc/thyra/locales with`},
		{"TLS_KEY_PATH", "no-such-file", `TLS_KEY_PATH names no file: stat no-such-file: no such file or directory; it must be a PEM file, such as /etc/thyra/tls.pem`},
	} {
		if _, err := readConfig(environment(test.name, test.value)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s=%s: the error is\n%v\nwant\n%s", test.name, test.value, err, test.want)
		}
	}
}

// A path that the router, browsers or proxies take for another would be answered by 404 everywhere.
func TestBasePath(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]basePath{
		"": "/", "/": "/", "account": "/account", "/account": "/account", "/account/": "/account", "//account//": "/account", "/a/b-1._~": "/a/b-1._~", "/konto-ü": "/konto-ü",
	} {
		if c, err := readConfig(environment("BASE_PATH", value)); err != nil || c.BasePath != want {
			t.Errorf("%q is read as %q, %v; want %q", value, c.BasePath, err, want)
		}
	}
	for _, value := range []string{
		"https://x/account", "/a b", "/a?x", "/a#x", "/:tenant", "/a:b", "/*", "/a//b", "/a/../b", "/a/.", "..", "/a%2fb", "/a%20b", "/a;b", "/a,b", `/a\b`, "/a<b", "/a\n",
	} {
		if _, err := readConfig(environment("BASE_PATH", value)); err == nil || !strings.Contains(err.Error(), "BASE_PATH is") {
			t.Errorf("%q: error %v", value, err)
		}
	}
}

var tableRow = regexp.MustCompile("^\\| `([A-Z_]+)` \\| (?:`([^`]*)`)? ?\\| (.*) \\|$")

func TestEverySettingIsDocumented(t *testing.T) {
	t.Parallel()
	data, err := os.ReadFile("../docs/settings.md")
	if err != nil {
		t.Fatal(err)
	}
	var rows []setting
	for line := range strings.Lines(string(data)) {
		if match := tableRow.FindStringSubmatch(strings.TrimSpace(line)); match != nil {
			rows = append(rows, setting{Name: match[1], Default: match[2], Doc: match[3]})
		} else if strings.HasPrefix(line, "| `") {
			t.Errorf("not a row of the form | `NAME` | `default` | meaning |: %s", line)
		}
	}
	want := settings()
	for i := range max(len(rows), len(want)) {
		switch {
		case i >= len(rows):
			t.Errorf("docs/settings.md lacks %+v", want[i])
		case i >= len(want):
			t.Errorf("docs/settings.md has %+v, which is no setting", rows[i])
		case rows[i] != want[i]:
			t.Errorf("row %d of docs/settings.md is %+v, want %+v", i+1, rows[i], want[i])
		}
	}
}
