// Package stack runs the whole product for tests and for the demo: a real Kratos on SQLite, a real Hydra when asked for, a mail
// inbox and the UI, the last one as the black box that `go build` makes of it. It owns processes, ports and configuration; it does not know
// what the pages look like.
package stack

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/thyra-ui/thyra/e2e/child"
	"github.com/thyra-ui/thyra/e2e/inbox"
)

// startTimeout is generous: two cores may be starting several stacks and a browser at once.
const startTimeout = 2 * time.Minute

// Stack is a running product. Close ends it.
type Stack struct {
	UIURL     string // http://localhost:…, without a trailing slash, as are the next two
	KratosURL string // Kratos's public API as browsers reach it at the host of UIURL
	AdminURL  string
	Hydra     Hydra // empty without one
	Inbox     *inbox.Inbox

	ctx      context.Context //nolint:containedctx // children live as long as the stack, not as one call
	opts     Options
	dir      string
	config   []string                    // -c arguments
	settings []string                    // KEY=value of the UI
	direct   struct{ ui, kratos string } // their URLs without a proxy
	kratos   *child.Process
	hydra    *child.Process // nil unless it is the stack's own
	ui       *child.Process
}

// Start brings everything up and returns once both programs say they are ready. The children die with ctx, with Close,
// and, on Linux, with this process.
func Start(ctx context.Context, opts Options) (*Stack, error) {
	dir, err := os.MkdirTemp("", "thyra-e2e-")
	if err != nil {
		return nil, err
	}
	s := &Stack{ctx: ctx, opts: opts, dir: dir}
	if err := s.start(); err != nil { //nolint:contextcheck // the stack keeps ctx
		return nil, errors.Join(err, s.Close())
	}
	return s, nil
}

func (s *Stack) start() error {
	ports, err := freePorts(s.ctx, s.opts.Ports)
	if err != nil {
		return err
	}
	s.UIURL, s.KratosURL, s.AdminURL, s.Hydra = local(ports.UI), local(ports.Kratos), local(ports.Admin), s.opts.Hydra
	if s.ownHydra() {
		s.Hydra = Hydra{AdminURL: local(ports.HydraAdmin), URL: local(ports.Hydra)}
	}
	if s.opts.Example != "" {
		s.UIURL += ExamplePath
	}
	s.direct.ui, s.direct.kratos = s.UIURL, s.KratosURL
	if s.opts.Proxy != nil {
		if s.UIURL, err = s.opts.Proxy(s.ctx, s.UIURL, s.KratosURL); err != nil {
			return err
		}
	}
	home := s.UIURL + "/"
	if len(s.opts.Hosts) > 0 {
		s.KratosURL, home = s.UIURL+KratosPath, "/"
	}
	s.Inbox, err = inbox.Start(s.ctx, "localhost:0", net.JoinHostPort("localhost", strconv.Itoa(ports.Inbox)))
	if err != nil {
		return err
	}
	s.config, err = writeConfig(s.dir, values{
		KratosPort: strconv.Itoa(ports.Kratos),
		AdminPort:  strconv.Itoa(ports.Admin),
		KratosURL:  s.KratosURL,
		AdminURL:   s.AdminURL,
		UIURL:      s.UIURL,
		Home:       home,
		OtherURLs:  s.OtherURLs(),
		SMTPAddr:   s.Inbox.SMTPAddr(),
		SMSURL:     s.Inbox.SMSURL(),
		WebHook:    s.opts.WebHook,
		DSN:        s.dsn(),
		ReturnURLs: append([]string{"https://shop.example/", local(ports.UI) + "/"}, s.opts.ReturnURLs...),
		Providers:  s.opts.Providers,
		Hydra:      s.Hydra,
	}, s.opts.Overlays)
	if err != nil {
		return fmt.Errorf("configure Kratos: %w", err)
	}
	if err := s.build(); err != nil {
		return err
	}
	s.say("starting Kratos")
	if err := s.migrate(); err != nil {
		return err
	}
	if err := s.StartKratos(); err != nil {
		return err
	}
	if s.ownHydra() {
		if err := s.startHydra(ports); err != nil {
			return err
		}
	}
	if s.opts.NoUI {
		return nil
	}
	s.say("starting the UI")
	return s.startUI(ports)
}

func (s *Stack) build() (err error) {
	switch {
	case s.opts.Binaries.Kratos != "":
	case s.opts.NoUI:
		s.opts.Binaries.Kratos, err = BuildKratos(s.ctx, s.opts.Say)
	default:
		s.opts.Binaries, err = Build(s.ctx, s.dir, s.opts.Say)
	}
	if s.ownHydra() && s.opts.Binaries.Hydra == "" && err == nil {
		s.opts.Binaries.Hydra, err = BuildHydra(s.ctx, s.opts.Say)
	}
	if err == nil && !s.opts.NoUI {
		err = s.writeMails()
	}
	if s.opts.Example != "" && err == nil {
		s.opts.Binaries.UI, err = buildExample(s.ctx, s.dir, s.opts.Example)
	}
	return err
}

func (s *Stack) startUI(ports Ports) (err error) {
	public := local(ports.Kratos)
	if s.opts.KratosProxy != nil {
		if public, err = s.opts.KratosProxy(s.ctx, public); err != nil {
			return err
		}
	}
	s.settings = []string{
		"HOST=localhost",
		"PORT=" + strconv.Itoa(ports.UI),
		"PUBLIC_URL=" + s.UIURL,
		"STOP_DELAY=0s", // there is no load balancer
		"KRATOS_PUBLIC_URL=" + public,
		"KRATOS_BROWSER_URL=" + s.KratosURL,
		"HYDRA_ADMIN_URL=" + s.Hydra.AdminURL,
		"HYDRA_PUBLIC_URL=" + s.Hydra.URL,
		"ORY_ADMIN_API_TOKEN=" + s.Hydra.Token,
	}
	if len(s.opts.Hosts) > 0 {
		s.settings = append(s.settings, "PUBLIC_URL=", "KRATOS_BROWSER_PATH="+KratosPath, "TRUSTED_PROXIES=127.0.0.1,::1")
	}
	s.settings = append(s.settings, s.opts.UIEnv...)
	s.ui, err = child.Start(s.ctx, "the UI", s.opts.UILog, append(os.Environ(), s.settings...), s.opts.Binaries.UI)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(s.ctx, startTimeout)
	defer cancel()
	return s.ui.Ready(ctx, s.direct.ui+s.keptPath()+"/health/ready")
}

// keptPath is the path that the UI's own server expects requests to arrive with.
func (s *Stack) keptPath() (path string) {
	for _, setting := range s.opts.UIEnv {
		if setting == "BASE_PATH_STRIPPED=true" {
			return ""
		}
		if base, ok := strings.CutPrefix(setting, "BASE_PATH="); ok {
			path = base
		}
	}
	return path
}

// UISettings are the KEY=value that the UI runs with; later ones win.
func (s *Stack) UISettings() []string { return slices.Clone(s.settings) }

// UIPID is the process of the UI; 0 once it has ended.
func (s *Stack) UIPID() int {
	if s.ui.Ended() != "" {
		return 0
	}
	return s.ui.PID()
}

// Close ends the children and removes what they left behind.
func (s *Stack) Close() error {
	s.ui.Stop()
	s.hydra.Stop()
	s.kratos.Stop()
	var err error
	if s.Inbox != nil {
		err = s.Inbox.Close()
	}
	return errors.Join(err, os.RemoveAll(filepath.Clean(s.dir)))
}

func (s *Stack) say(text string) {
	if s.opts.Say != nil {
		s.opts.Say(text)
	}
}
