package doctor

import (
	"cmp"
	"fmt"
	"os"

	"go.yaml.in/yaml/v3"

	"github.com/thyra-ui/thyra/kratos"
)

// KratosConfig is the part of Kratos's configuration that checks read. Secrets are not among it.
type KratosConfig struct {
	Serve struct {
		Public struct {
			BaseURL string `yaml:"base_url"`
		} `yaml:"public"`
	} `yaml:"serve"`
	Session struct {
		Cookie CookieConfig `yaml:"cookie"`
	} `yaml:"session"`
	Courier struct {
		TemplateOverridePath string `yaml:"template_override_path"`
	} `yaml:"courier"`
	OAuth2Provider struct {
		URL string `yaml:"url"`
	} `yaml:"oauth2_provider"`
	SelfService struct {
		Flows   map[string]FlowConfig   `yaml:"flows"`
		Methods map[string]MethodConfig `yaml:"methods"`
	} `yaml:"selfservice"`
}

// CookieConfig is session.cookie, which wins over the settings of all cookies.
type CookieConfig struct {
	Domain   string `yaml:"domain"`
	Path     string `yaml:"path"`
	SameSite string `yaml:"same_site"`
}

// FlowConfig is the part of selfservice.flows.* that every flow has.
type FlowConfig struct {
	UIURL string `yaml:"ui_url"`
}

// MethodConfig is the part of selfservice.methods.* that passkey and webauthn have.
type MethodConfig struct {
	Enabled bool `yaml:"enabled"`
	Config  struct {
		RP RelyingPartyConfig `yaml:"rp"`
	} `yaml:"config"`
}

// RelyingPartyConfig is what keys are bound to. Origin is an older name for one of Origins.
type RelyingPartyConfig struct {
	ID      string   `yaml:"id"`
	Origin  string   `yaml:"origin"`
	Origins []string `yaml:"origins"`
}

// origins are those that Kratos takes: without any, the id at the scheme of its base_url.
func (rp RelyingPartyConfig) origins(baseURL string) []string {
	if len(rp.Origins) > 0 {
		return rp.Origins
	}
	return []string{cmp.Or(rp.Origin, schemeOf(baseURL)+"://"+rp.ID)}
}

// ReadKratosConfig reads Kratos's configuration: YAML, or JSON, which is YAML too. Of several files the later ones win, as with
// Kratos's own flag -c. Environment variables of Kratos's are not known here.
func ReadKratosConfig(files []string) (*KratosConfig, error) {
	var merged map[string]any
	for _, file := range files {
		data, err := os.ReadFile(file) //nolint:gosec // files that the operator names
		if err != nil {
			return nil, err
		}
		var document map[string]any
		if err := yaml.Unmarshal(data, &document); err != nil {
			return nil, fmt.Errorf("%s is no YAML of Kratos's: %w", kratos.Redact(file), err)
		}
		merged = merge(merged, document)
	}
	data, err := yaml.Marshal(merged)
	if err != nil {
		return nil, err
	}
	var c KratosConfig
	if err := yaml.Unmarshal(data, &c); err != nil {
		return nil, fmt.Errorf("settings of Kratos have an unexpected type: %w", err)
	}
	return &c, nil
}

// merge lays one configuration over another: maps key by key, everything else as a whole.
func merge(below, above map[string]any) map[string]any {
	merged := map[string]any{}
	for key, value := range below {
		merged[key] = value
	}
	for key, value := range above {
		inner, isMap := value.(map[string]any)
		under, wasMap := merged[key].(map[string]any)
		if isMap && wasMap {
			value = merge(under, inner)
		}
		merged[key] = value
	}
	return merged
}
