package stack

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
)

// kratosVersion is the newest Kratos that can be had as a Go module.
const kratosVersion = "v1.3.1"

// Binaries are the programs that a stack runs.
type Binaries struct {
	Kratos string
	UI     string
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

// BuildKratos makes Kratos, or finds it in the user's cache, and returns its path. It answers from the cache when these
// very module versions were built before. Test packages run as processes side by side: the first one builds, the others
// wait for its lock and find the result.
func BuildKratos(ctx context.Context, say func(string)) (string, error) {
	root, err := moduleDir(ctx)
	if err != nil {
		return "", err
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	cache = filepath.Join(cache, "thyra")
	if err := os.MkdirAll(cache, 0o750); err != nil {
		return "", err
	}
	sum, err := os.ReadFile(filepath.Join(root, "go.sum")) //nolint:gosec // of this very module
	if err != nil {
		return "", err
	}
	hash := sha256.Sum256(append([]byte(runtime.Version()+runtime.GOOS+runtime.GOARCH), sum...))
	binary := filepath.Join(cache, fmt.Sprintf("kratos-%s-%x", kratosVersion, hash[:8]))
	if exists(binary) {
		return binary, nil
	}

	unlock, err := lock(ctx, binary+".lock")
	if err != nil {
		return "", err
	}
	defer unlock()
	if exists(binary) {
		return binary, nil
	}
	if say != nil {
		say("building Kratos " + kratosVersion + " with SQLite: minutes the first time, nothing after that")
	}
	half := binary + ".half"
	err = goBuild(ctx, root, "-tags", "sqlite,sqlite_omit_load_extension", "-o", half, "github.com/ory/kratos")
	if err != nil {
		return "", errors.Join(fmt.Errorf("build Kratos: %w", err), os.RemoveAll(half)) //nolint:gosec // in our own cache
	}
	return binary, os.Rename(half, binary) //nolint:gosec // in our own cache
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

func exists(file string) bool {
	_, err := os.Stat(file) //nolint:gosec // in our own cache
	return err == nil
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
