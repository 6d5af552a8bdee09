// Command demo runs the UI against a real Kratos with an inbox, and with the overlay oauth2 against a real Hydra with an application
// to sign in to, for people to click through. It only wires the stack to a terminal.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/thyra-ui/thyra/e2e/relyingparty"
	"github.com/thyra-ui/thyra/e2e/stack"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Stdout, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "demo:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, out io.Writer, args []string) error {
	flags := flag.NewFlagSet("demo", flag.ContinueOnError)
	overlay := flags.String("overlay", "", "comma-separated variants of Kratos: "+strings.Join(stack.Overlays(), ", "))
	example := flags.String("example", "", "run this program of the folder examples, which has the UI's pages among its own")
	free := flags.Bool("free", false, "use any free ports instead of 4433 to 4436, 4444, 4445, 4455 and 5555")
	if err := flags.Parse(args); err != nil {
		return err
	}
	say := func(text string) { _, _ = fmt.Fprintf(out, "… %s\n", text) }

	opts := stack.Options{Overlays: names(*overlay), Say: say, Example: *example}
	if !*free {
		opts.Ports = stack.Ports{UI: 4455, Kratos: 4433, Admin: 4434, Inbox: 4436}
		if slices.Contains(opts.Overlays, stack.OAuth2) {
			opts.Ports.Hydra, opts.Ports.HydraAdmin = 4444, 4445
		}
	}
	if *example == "" {
		if err := addBrands(ctx, &opts); err != nil {
			return err
		}
	}
	s, err := stack.Start(ctx, opts)
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("%w (is another demo running? -free picks other ports)", err)
	}
	if err != nil {
		return err
	}
	list := addresses(s, *example)
	if s.Hydra.URL != "" {
		app, err := startApplication(ctx, s, *free)
		if err != nil {
			return closing(s, err)
		}
		defer func() { _ = app.Close() }()
		list = append([]string{app.URL + "/ (an application to sign in to)"}, list...)
	}
	if err := invite(ctx, out, s, list); err != nil {
		return closing(s, err)
	}
	select {
	case <-ctx.Done():
		_, _ = fmt.Fprintln(out, "\n… stopping")
		return s.Close()
	case err := <-s.Failed():
		return closing(s, err)
	}
}

// invite makes an account and says where to begin.
func invite(ctx context.Context, out io.Writer, s *stack.Stack, addresses []string) error {
	account := stack.Identity{Email: "ann@example.org", Password: "open-the-door-42", First: "Ann", Last: "Doe"}
	if _, err := s.CreateIdentity(ctx, account); err != nil {
		return err
	}
	_, err := fmt.Fprintf(out, `
  Open       %s
  The inbox  %s
  Sign in    %s  %s

Or sign up with any address; its mail lands in the inbox. Ctrl-C ends it all, and nothing is kept.
`, strings.Join(addresses, "\n             "), s.Inbox.URL(), account.Email, account.Password)
	return err
}

// startApplication starts an application that people sign in to through Hydra.
func startApplication(ctx context.Context, s *stack.Stack, anyPort bool) (*relyingparty.App, error) {
	client := relyingparty.Client{Name: "Demo Application"}
	if !anyPort {
		client.Port = 5555
	}
	return relyingparty.Start(ctx, relyingparty.Hydra{AdminURL: s.Hydra.AdminURL, URL: s.Hydra.URL}, client)
}

// addBrands puts the example brands at hosts of their own, behind a proxy at the UI's port.
func addBrands(ctx context.Context, opts *stack.Options) error {
	root, err := stack.Repository(ctx)
	opts.Proxy, opts.Ports.UI = stack.ProxyAt(opts.Ports.UI), 0
	opts.Hosts, opts.UIEnv = []string{"shop.localhost", "dev.localhost", "rail.localhost"}, []string{"BRAND_DIR=" + filepath.Join(root, "brand", "examples")}
	return err
}

// addresses are where to begin.
func addresses(s *stack.Stack, example string) []string {
	if example != "" {
		return []string{strings.TrimSuffix(s.UIURL, stack.ExamplePath) + "/", s.UIURL + "/"}
	}
	list := append([]string{s.UIURL}, s.OtherURLs()...)
	for i := range list {
		list[i] += "/"
	}
	return list
}

// closing ends the stack and reports the reason along with what the programs printed last.
func closing(s *stack.Stack, reason error) error {
	logs := s.Logs()
	_ = s.Close()
	return fmt.Errorf("%w\n%s", reason, logs)
}

func names(list string) []string {
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
}
