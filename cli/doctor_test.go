package cli

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/doctor"
)

// The end-to-end tests have set-ups that are well.
func TestDoctorEndsWithACode(t *testing.T) {
	t.Parallel()
	other := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(other.Close)
	file := filepath.Join(t.TempDir(), "kratos.yml")
	if err := os.WriteFile(file, []byte("courier: [smtp"), 0o600); err != nil {
		t.Fatal(err)
	}
	brands, messages := t.TempDir(), t.TempDir()
	if err := os.MkdirAll(filepath.Join(brands, "acme"), 0o750); err != nil {
		t.Fatal(err)
	}
	for path, content := range map[string]string{filepath.Join(brands, "acme", "brand.json"): "{}", filepath.Join(messages, "active.de.json"): "{"} {
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct {
		name        string
		arguments   []string
		environment map[string]string
		code        int
		want        string
	}{
		{"no settings", nil, nil, exitUsage, "KRATOS_PUBLIC_URL is not set"},
		{"an argument", []string{"now"}, environment(), exitUsage, `"now"`},
		{"no such file", []string{"--kratos-config", "/nowhere.yml"}, environment(), exitUsage, "/nowhere.yml"},
		{"no YAML", []string{"--kratos-config", file}, environment(), exitUsage, "is no YAML of Kratos's"},
		{"no Kratos", nil, environment("KRATOS_PUBLIC_URL", other.URL), exitFailed, "\nkratos-wrong-answer\n"},
		{"a brand without a name", nil, environment("KRATOS_PUBLIC_URL", other.URL, "BRAND_DIR", brands), exitFailed, "\nbrand-dir\n"},
		{"half a message file", nil, environment("KRATOS_PUBLIC_URL", other.URL, "LOCALES_DIR", messages), exitFailed, "\nlocales-dir\n"},
		{"a slip in a name", nil, environment("KRATOS_PUBLIC_URL", other.URL, "KRATOS_BROSWER_URL", "x"), exitFailed, "\nunknown-variable\n"},
		{"no certificates", nil, environment("KRATOS_PUBLIC_URL", other.URL, "SSL_CERT_FILE", "/nowhere.pem"), exitFailed, "\ncertificates-unusable\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			var stdout, stderr bytes.Buffer
			code := run(append([]string{"doctor"}, test.arguments...), test.environment, &stdout, &stderr)
			if code != test.code || !strings.Contains(stdout.String()+stderr.String(), test.want) {
				t.Errorf("exit code %d, want %d and %q\n%s%s", code, test.code, test.want, &stdout, &stderr)
			}
		})
	}
}

// The folder does not say by which options its mails were made, so that those which fit best count.
func TestDoctorReadsMails(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name   string
		make   []string // flags of thyra mail; nil for no mails
		change func(t *testing.T, dir string)
		flags  doctorFlags
		want   string // the first problem; empty for none
	}{
		{"as they are", []string{}, nil, doctorFlags{}, ""},
		{"of an older Kratos, for the host of the pages", []string{"--kratos", "v1.3.1", "--host", "id.example.org"}, nil, doctorFlags{}, ""},
		{"in German", []string{"--language", "de"}, nil, doctorFlags{language: "de"}, ""},
		{"in another language", []string{"--language", "de"}, nil, doctorFlags{}, "is out of date"},
		{"one is gone", []string{}, func(t *testing.T, dir string) {
			if err := os.RemoveAll(filepath.Join(dir, "login_code")); err != nil {
				t.Fatal(err)
			}
		}, doctorFlags{}, "login_code"},
		{"all are somebody's own", nil, func(t *testing.T, dir string) {
			if err := os.MkdirAll(filepath.Join(dir, "login_code", "valid"), 0o750); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, "login_code", "valid", "email.subject.gotmpl"), []byte("Hello"), 0o600); err != nil {
				t.Fatal(err)
			}
		}, doctorFlags{}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			if test.make != nil {
				var out bytes.Buffer
				if code := run(append(append([]string{"mail"}, test.make...), dir), nil, &out, &out); code != 0 {
					t.Fatal(out.String())
				}
			}
			if test.change != nil {
				test.change(t, dir)
			}
			setup := doctor.Setup{Config: &doctor.KratosConfig{}}
			setup.Config.Courier.TemplateOverridePath = dir
			notes := checkMailFolder(config{PublicURL: "https://id.example.org"}, test.flags, &setup)
			if len(notes) > 0 || (test.want == "") != (len(setup.Mails) == 0) || test.want != "" && !strings.Contains(setup.Mails[0], test.want) {
				t.Errorf("notes %v, %d problems %.200v, want %q", notes, len(setup.Mails), setup.Mails, test.want)
			}
		})
	}
}
