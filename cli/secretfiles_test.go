package cli

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// secretFile writes a file for a test.
func secretFile(t *testing.T, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestSecretsAreReadFromFiles(t *testing.T) {
	t.Parallel()
	secrets := secretSettings()
	if want := []string{"KRATOS_PUBLIC_URL", "ORY_SDK_URL", "HYDRA_ADMIN_URL", "ORY_ADMIN_API_TOKEN", "COOKIE_SECRET", "CSRF_COOKIE_SECRET"}; !slices.Equal(secrets, want) {
		t.Errorf("in files may be %q, want %q", secrets, want)
	}
	for _, name := range secrets {
		value := "value of " + name
		if strings.HasSuffix(name, "_URL") {
			value = "http://name:password@" + strings.ToLower(strings.ReplaceAll(name, "_", "-")) + ".example"
		}
		plain := environment("KRATOS_BROWSER_URL", "https://auth.example.org", name, value)
		want, err := readConfig(plain)
		if err != nil {
			t.Fatal(err)
		}
		for _, end := range []string{"", "\n", "\r\n"} {
			e := environment("KRATOS_BROWSER_URL", "https://auth.example.org", name, "", name+"_FILE", secretFile(t, value+end))
			if got, err := readConfig(e); err != nil || !reflect.DeepEqual(got, want) {
				t.Errorf("%s_FILE that ends in %q: %+v, %v; want %+v", name, end, got, err, want)
			}
			if e[name] != "" {
				t.Errorf("%s_FILE: the environment of the process has the secret now", name)
			}
		}
	}
	c, err := readConfig(environment("ORY_ADMIN_API_TOKEN_FILE", secretFile(t, " two\nlines\n\n")))
	if err != nil || c.OryAPIToken != " two\nlines\n" {
		t.Errorf("more than the last newline is taken off: %q, %v", c.OryAPIToken, err)
	}
}

func TestSecretFilesThatCantWork(t *testing.T) {
	t.Parallel()
	empty, none := secretFile(t, "\n"), filepath.Join(t.TempDir(), "none")
	for _, test := range []struct {
		name  string
		e     map[string]string
		wants []string
	}{
		{"both", environment("COOKIE_SECRET", "x", "COOKIE_SECRET_FILE", empty), []string{"COOKIE_SECRET and COOKIE_SECRET_FILE are both set"}},
		{"missing", environment("ORY_ADMIN_API_TOKEN_FILE", none), []string{"ORY_ADMIN_API_TOKEN_FILE names no file with a secret: open " + none + ": no such file"}},
		{"empty", environment("CSRF_COOKIE_SECRET_FILE", empty), []string{"CSRF_COOKIE_SECRET_FILE", empty + " is empty", "such as /run/secrets/"}},
		{"a directory", environment("ORY_ADMIN_API_TOKEN_FILE", t.TempDir()), []string{"ORY_ADMIN_API_TOKEN_FILE", "is a directory"}},
		{
			"the wrong file",
			map[string]string{"KRATOS_PUBLIC_URL_FILE": secretFile(t, "password-of-another")},
			[]string{"KRATOS_PUBLIC_URL_FILE names a file with what can't work: it must be an absolute http or https URL, such as https://"},
		},
		{"no file for the URL", map[string]string{"KRATOS_PUBLIC_URL_FILE": none}, []string{"KRATOS_PUBLIC_URL_FILE names no file with a secret"}},
		{
			"a URL for browsers",
			map[string]string{"ORY_SDK_URL_FILE": secretFile(t, "https://password-of-another@example.org")},
			[]string{"ORY_SDK_URL_FILE holds a user name, and browsers see this URL"},
		},
		{
			"several",
			map[string]string{"COOKIE_SECRET_FILE": none, "CSRF_COOKIE_SECRET_FILE": none, "PORT": "x"},
			[]string{"CSRF_COOKIE_SECRET_FILE", "\nCOOKIE_SECRET_FILE", "PORT", "KRATOS_PUBLIC_URL is not set"},
		},
	} {
		_, err := readConfig(test.e)
		if err == nil {
			t.Errorf("%s: no error", test.name)
			continue
		}
		for _, want := range test.wants {
			if text := "\n" + err.Error(); !strings.Contains(text, want) || strings.Contains(text, "password-of-another") {
				t.Errorf("%s: the error is\n%v\nwant %s in it, and no secret", test.name, err, want)
			}
		}
		if test.name != "several" && strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: more than one error: %v", test.name, err)
		}
	}
}
