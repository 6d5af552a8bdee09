package stack

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/thyra-ui/thyra/e2e/child"
)

// OAuth2 is the overlay with a Hydra: the one that Options.Hydra names, else a real one.
const OAuth2 = "oauth2"

// Hydra says where an OAuth2 server is.
type Hydra struct {
	AdminURL string
	URL      string // its public API, which is its issuer too; empty when the UI is to learn it from each request
	Token    string // the bearer token that the admin API asks for; none when empty
}

// hydraValues is what the template of Hydra's configuration may use; the URLs are without a trailing slash.
type hydraValues struct {
	Port, AdminPort                       string
	URL, UIURL, KratosURL, KratosAdminURL string
}

// ownHydra says whether this stack runs a Hydra of its own.
func (s *Stack) ownHydra() bool {
	return slices.Contains(s.opts.Overlays, OAuth2) && s.opts.Hydra == (Hydra{})
}

// startHydra starts the real Hydra, which keeps everything in memory.
func (s *Stack) startHydra(ports Ports) (err error) {
	config := filepath.Join(s.dir, "hydra.yml")
	err = render(config, "hydra.yml", hydraValues{
		Port: strconv.Itoa(ports.Hydra), AdminPort: strconv.Itoa(ports.HydraAdmin), URL: s.Hydra.URL,
		UIURL: s.UIURL, KratosURL: s.KratosURL, KratosAdminURL: s.AdminURL,
	})
	if err != nil {
		return err
	}
	s.say("starting Hydra")
	s.hydra, err = child.Start(s.ctx, "Hydra", nil, append(os.Environ(), s.opts.HydraEnv...), s.opts.Binaries.Hydra, "serve", "all", "--dev", "--sqa-opt-out", "-c", config)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(s.ctx, startTimeout)
	defer cancel()
	// It makes its keys when they are first asked for, which takes seconds; tokens would wait for them.
	for _, address := range []string{s.Hydra.AdminURL + "/health/ready", s.Hydra.URL + "/.well-known/jwks.json"} {
		if err := s.hydra.Ready(ctx, address); err != nil {
			return err
		}
	}
	return nil
}
