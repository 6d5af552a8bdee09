package stack

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// kratosVersion is the newest Kratos that can be had as a Go module.
const kratosVersion = "v1.3.1"

// tool is a program of Ory's that is built from the Go module proxy.
type tool struct {
	name    string
	version string // the newest that can be had as a Go module
	dir     string // of the module that requires it, below the end-to-end module
	path    string // of its package
}

// BuildKratos makes Kratos, or finds it in the user's cache, and returns its path. say hears what takes long and may be nil.
func BuildKratos(ctx context.Context, say func(string)) (string, error) {
	return tool{name: "Kratos", version: kratosVersion, path: "github.com/ory/kratos"}.build(ctx, say)
}

// BuildHydra does the same for Hydra, whose module is one of its own: Kratos builds with older versions of what both require.
func BuildHydra(ctx context.Context, say func(string)) (string, error) {
	return tool{name: "Hydra", version: "v2.3.0", dir: "hydraserver", path: "github.com/ory/hydra/v2"}.build(ctx, say)
}

// build answers from the cache when these very module versions were built before. Test packages run as processes side by side:
// the first one builds, the others wait for its lock and find the result.
func (t tool) build(ctx context.Context, say func(string)) (string, error) {
	root, err := moduleDir(ctx)
	if err != nil {
		return "", err
	}
	root = filepath.Join(root, t.dir)
	binary, err := t.cached(root)
	if err != nil || exists(binary) {
		return binary, err
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
		say("building " + t.name + " " + t.version + " with SQLite: minutes the first time, nothing after that")
	}
	half := binary + ".half"
	err = goBuild(ctx, root, "-tags", "sqlite,sqlite_omit_load_extension", "-o", half, t.path)
	if err != nil {
		return "", errors.Join(fmt.Errorf("build %s: %w", t.name, err), os.RemoveAll(half))
	}
	return binary, os.Rename(half, binary)
}

// cached is where the program lies, or will. The name tells what it is built from.
func (t tool) cached(module string) (string, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	cache = filepath.Join(cache, "thyra")
	if err := os.MkdirAll(cache, 0o750); err != nil {
		return "", err
	}
	sum, err := os.ReadFile(filepath.Join(module, "go.sum")) //nolint:gosec // of this repository
	if err != nil {
		return "", err
	}
	hash := sha256.Sum256(append([]byte(runtime.Version()+runtime.GOOS+runtime.GOARCH), sum...))
	return filepath.Join(cache, fmt.Sprintf("%s-%s-%x", strings.ToLower(t.name), t.version, hash[:8])), nil
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}
