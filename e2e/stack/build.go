package stack

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
)

// Binaries are the programs that a stack runs.
type Binaries struct {
	Kratos string
	UI     string
	Hydra  string // of a stack with the overlay OAuth2
}

// Build makes both programs: Kratos once for all, into the user's cache, and the UI into dir. The caller removes dir when
// no stack uses it any more. say hears what takes long and may be nil.
func Build(ctx context.Context, dir string, say func(string)) (Binaries, error) {
	kratos, err := BuildKratos(ctx, say)
	if err != nil {
		return Binaries{}, err
	}
	root, err := moduleDir(ctx)
	if err != nil {
		return Binaries{}, err
	}
	ui := filepath.Join(dir, "thyra")
	if err := goBuild(ctx, filepath.Dir(root), "-o", ui, "."); err != nil {
		return Binaries{}, fmt.Errorf("build the UI: %w", err)
	}
	return Binaries{Kratos: kratos, UI: ui}, nil
}

// buildExample makes a program of the folder examples in dir.
func buildExample(ctx context.Context, dir, name string) (string, error) {
	root, err := moduleDir(ctx)
	if err != nil {
		return "", err
	}
	binary := filepath.Join(dir, name)
	return binary, goBuild(ctx, filepath.Join(filepath.Dir(root), "examples", name), "-o", binary, ".")
}

// Repository returns the directory of the repository, from anywhere inside the end-to-end module.
func Repository(ctx context.Context) (string, error) {
	root, err := moduleDir(ctx)
	return filepath.Dir(root), err
}

// moduleDir finds the directory of the end-to-end module from anywhere inside it; the UI's module is its parent.
func moduleDir(ctx context.Context) (string, error) {
	out, err := exec.CommandContext(ctx, "go", "env", "GOMOD").Output()
	if err != nil {
		return "", fmt.Errorf("go env GOMOD: %w", err)
	}
	mod := strings.TrimSpace(string(out))
	dir := filepath.Dir(mod)
	if filepath.Base(mod) != "go.mod" || filepath.Base(dir) != "e2e" {
		return "", fmt.Errorf("run this inside the e2e module, not in %q", mod)
	}
	return dir, nil
}

func goBuild(ctx context.Context, dir string, args ...string) error {
	cmd := exec.CommandContext(ctx, "go", append([]string{"build"}, args...)...) //nolint:gosec // arguments are constants
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("go build: %w\n%s", err, out)
	}
	return nil
}
