// Command demo runs the UI against a real Kratos with an inbox, for people to click through. It only wires the stack to a
// terminal.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

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
	free := flags.Bool("free", false, "use any free ports instead of 4455, 4433, 4434 and 4436")
	if err := flags.Parse(args); err != nil {
		return err
	}
	say := func(text string) { _, _ = fmt.Fprintf(out, "… %s\n", text) }

	brands, err := stack.ExampleBrands(ctx)
	if err != nil {
		return err
	}
	door, ports := stack.DoorAt(4455), stack.Ports{Kratos: 4433, Admin: 4434, Inbox: 4436}
	if *free {
		door, ports = stack.DoorAt(0), stack.Ports{}
	}
	s, err := stack.Start(ctx, stack.Options{
		Overlays: names(*overlay), Ports: ports, Say: say,
		Door: door, Hosts: []string{"shop.localhost", "dev.localhost"}, UIEnv: []string{"BRAND_DIR=" + brands},
	})
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("%w (is another demo running? -free picks other ports)", err)
	}
	if err != nil {
		return err
	}
	account := stack.Identity{Email: "ann@example.org", Password: "open-the-door-42", First: "Ann", Last: "Doe"}
	if _, err := s.CreateIdentity(ctx, account); err != nil {
		return closing(s, err)
	}
	_, _ = fmt.Fprintf(out, `
  The UI     %s/
  in brands  %s/
  The inbox  %s
  Sign in    %s  %s

Or sign up with any address; its mail lands in the inbox. Ctrl-C ends it all, and nothing is kept.
`, s.UIURL, strings.Join(s.OtherURLs(), "/  "), s.Inbox.URL(), account.Email, account.Password)
	select {
	case <-ctx.Done():
		_, _ = fmt.Fprintln(out, "\n… stopping")
		return s.Close()
	case err := <-s.Failed():
		return closing(s, err)
	}
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
