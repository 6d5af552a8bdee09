package stack

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"

	"github.com/thyra-ui/thyra/e2e/child"
)

// dsn is where Kratos keeps its accounts.
func (s *Stack) dsn() string {
	switch {
	case s.opts.DSN != "":
		return s.opts.DSN
	case s.opts.Keep:
		return "sqlite://" + filepath.ToSlash(filepath.Join(s.dir, "kratos.sqlite")) + "?_fk=true&_journal_mode=WAL&_synchronous=OFF&_busy_timeout=20000"
	}
	return "memory"
}

// migrate makes the tables of a file or of a database. Kratos makes those of its memory by itself.
func (s *Stack) migrate() error {
	if !s.opts.Keep && s.opts.DSN == "" {
		return nil
	}
	args := append([]string{"migrate", "sql", "-e", "--yes"}, s.config...)
	cmd := exec.CommandContext(s.ctx, s.opts.Binaries.Kratos, args...) //nolint:gosec // we built it
	cmd.Env = append(os.Environ(), "DSN="+s.dsn())
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("migrate Kratos: %w\n%s", err, out)
	}
	return nil
}

// writeMails makes the templates of Kratos's mails, in the brands of the UI. Contrast is the UI's to check.
func (s *Stack) writeMails() error {
	cmd := exec.CommandContext(s.ctx, s.opts.Binaries.UI, //nolint:gosec // we built it
		"mail", "--kratos", kratosVersion, "--host", "localhost", "--no-contrast", filepath.Join(s.dir, "mail"))
	cmd.Env = append(os.Environ(), s.opts.UIEnv...)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("write Kratos's mails: %w\n%s", err, out)
	}
	return nil
}

// StartKratos starts Kratos again after StopKratos, on the same ports. Unless Options.Keep is set its accounts are gone.
func (s *Stack) StartKratos() (err error) {
	args := append([]string{"serve", "--dev", "--watch-courier", "--sqa-opt-out"}, s.config...)
	s.kratos, err = child.Start(s.ctx, "Kratos", nil, os.Environ(), s.opts.Binaries.Kratos, args...)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(s.ctx, startTimeout)
	defer cancel()
	// It opens its two ports side by side, in either order.
	for _, address := range []string{s.direct.kratos + "/health/ready", s.AdminURL + "/admin/health/ready"} {
		if err := s.kratos.Ready(ctx, address); err != nil {
			return err
		}
	}
	return nil
}

// ConfigArguments are the arguments -c that Kratos runs with; the files of later ones win.
func (s *Stack) ConfigArguments() []string { return slices.Clone(s.config) }

// KratosBinary is the program that the stack runs as Kratos.
func (s *Stack) KratosBinary() string { return s.opts.Binaries.Kratos }

// StopKratos ends Kratos and leaves the UI running, to see what it does then.
func (s *Stack) StopKratos() {
	s.kratos.Stop()
	s.kratos = nil
}
