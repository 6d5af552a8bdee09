package cli

import (
	"maps"
	"testing"

	"github.com/thyra-ui/thyra/locales"
)

// One line tells an operator what runs here and what it stands in front of.
func TestStartIsOneLine(t *testing.T) {
	t.Parallel()
	brands, messages := t.TempDir(), t.TempDir()
	writeBrandFile(t, brands, `{"name": "One", "default": true}`)
	writeMessages(t, messages, "vo", `{"nav.login": "Nunädön oki"}`)
	builtIn, err := locales.Load(locales.Files())
	if err != nil {
		t.Fatal(err)
	}
	languages := len(builtIn.Languages())
	for name, test := range map[string]struct {
		settings []string
		want     logLine
	}{
		"little": {
			[]string{"KRATOS_PUBLIC_URL=http://kratos:4433"},
			logLine{Kratos: "http://kratos:4433", BasePath: "/", Brands: 1, Languages: languages},
		},
		"all": {
			[]string{
				"KRATOS_PUBLIC_URL=http://name:password@kratos:4433/path", "KRATOS_BROWSER_URL=https://auth.example.org", "PUBLIC_URL=https://id.example.org/account",
				"HYDRA_ADMIN_URL=http://name:password@hydra:4445", "BASE_PATH=account/", "METRICS_ADDR=127.0.0.1:0", "BRAND_DIR=" + brands, "LOCALES_DIR=" + messages,
			},
			logLine{
				Kratos: "http://kratos:4433/path", KratosBrowser: "https://auth.example.org", PublicURL: "https://id.example.org/account", Hydra: "http://hydra:4445",
				BasePath: "/account", Brands: 1, Languages: languages + 1,
			},
		},
	} {
		p := startProcess(t, test.settings...)
		got := p.started
		if got.Address == "" || got.Version == "" || (got.Metrics != "") != (name == "all") {
			t.Errorf("%s: %+v", name, got)
		}
		test.want.Level, test.want.Msg, test.want.Address, test.want.Metrics, test.want.Version = "INFO", "listening", got.Address, got.Metrics, got.Version
		if got != test.want {
			t.Errorf("%s: %+v, want %+v", name, got, test.want)
		}
	}
}

func TestStartNamesNearMisses(t *testing.T) {
	t.Parallel()
	p := startProcess(t, "KRATOS_PUBLIC_URL=http://kratos:4433", "TRUSTED_PROXY=10.0.0.0/8", "KRATOS_BROSWER_URL=https://auth.example.org", "HOME=/root")
	named := map[string]string{}
	for _, line := range p.warnings {
		if line.Variable != "" && line.Level == "WARN" {
			named[line.Variable] = line.Meant
		}
	}
	if want := map[string]string{"KRATOS_BROSWER_URL": "KRATOS_BROWSER_URL", "TRUSTED_PROXY": "TRUSTED_PROXIES"}; !maps.Equal(named, want) {
		t.Errorf("the start names %v, want %v", named, want)
	}
}
