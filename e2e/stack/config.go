package stack

import (
	"bytes"
	"embed"
	"encoding/base64"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"text/template"
)

//go:embed config
var configFS embed.FS

// Provider is an OpenID Connect issuer that Kratos offers for sign-in.
type Provider struct {
	ID, Label, IssuerURL, ClientID, ClientSecret string
}

// CallbackURL is where a provider sends the browser back to.
func (s *Stack) CallbackURL(providerID string) string {
	return s.KratosURL + "/self-service/methods/oidc/callback/" + providerID
}

// values is what the configuration templates may use.
type values struct {
	KratosPort, AdminPort      string
	KratosURL, AdminURL, UIURL string   // without a trailing slash
	Home                       string   // default return URL
	OtherURLs                  []string // UIURL's siblings
	SMTPAddr, SMSURL           string   // where mails and text messages go
	DSN                        string   // of Kratos's database
	Dir                        string   // where the identity schemas and the mails lie, beside this configuration
	ClaimsFile                 string
	WebHook                    string // URL that is asked after each step
	ReturnURLs                 []string
	Providers                  []Provider
	Hydra                      Hydra
}

// Overlays lists the named configurations that Options.Overlays accepts.
func Overlays() []string {
	names, err := fs.Glob(configFS, "config/overlays/*.yml")
	if err != nil {
		return nil // only a malformed pattern gets here
	}
	for i, name := range names {
		names[i] = strings.TrimSuffix(path.Base(name), ".yml")
	}
	return names
}

// writeConfig writes the base configuration and its overlays to dir and returns the -c arguments for Kratos; later files
// win over earlier ones.
func writeConfig(dir string, v values, overlays []string) ([]string, error) {
	v.Dir = filepath.ToSlash(dir)
	v.ClaimsFile = filepath.ToSlash(filepath.Join(dir, "claims.jsonnet"))
	files := []string{"kratos.yml"}
	if len(v.Providers) > 0 {
		files = append(files, "oidc.yml")
	}
	if v.Hydra.AdminURL != "" && !slices.Contains(overlays, OAuth2) {
		files = append(files, "overlays/"+OAuth2+".yml")
	}
	if v.WebHook != "" {
		files = append(files, "webhook.yml")
	}
	known := Overlays()
	for _, name := range overlays {
		if !slices.Contains(known, name) {
			return nil, fmt.Errorf("no overlay %q, only %s", name, strings.Join(known, ", "))
		}
		files = append(files, "overlays/"+name+".yml")
	}
	var args []string
	for i, name := range files {
		target := filepath.Join(dir, fmt.Sprintf("%d-%s", i, path.Base(name)))
		if err := render(target, name, v); err != nil {
			return nil, err
		}
		args = append(args, "-c", target)
	}
	return args, copyFiles(dir)
}

// copyFiles puts beside the configuration what it names: the identity schemas and what maps a provider's claims to them.
func copyFiles(dir string) error {
	names, err := fs.Glob(configFS, "config/*.json*")
	if err != nil {
		return err
	}
	for _, name := range names {
		body, err := configFS.ReadFile(name)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, path.Base(name)), body, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// encode is how the configuration holds a Jsonnet program.
func encode(program string) string { return base64.StdEncoding.EncodeToString([]byte(program)) }

func render(target, name string, v any) error {
	tmpl, err := template.New(path.Base(name)).Option("missingkey=error").Funcs(template.FuncMap{"base64": encode}).ParseFS(configFS, "config/"+name)
	if err != nil {
		return err
	}
	var buf bytes.Buffer
	if err := tmpl.Execute(&buf, v); err != nil {
		return err
	}
	return os.WriteFile(target, buf.Bytes(), 0o600)
}
