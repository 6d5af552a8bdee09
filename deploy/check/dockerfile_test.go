package check_test

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/patternmatcher"
	"github.com/moby/patternmatcher/ignorefile"
)

// repository is the folder of the Dockerfile.
const repository = "../.."

// stampedVersion is the version that images of these tests are built with.
const stampedVersion = "1.2.3-test"

// dockerfile returns the stages of the Dockerfile, read by the parser of BuildKit.
func dockerfile(t *testing.T) []instructions.Stage {
	t.Helper()
	file, err := os.Open(filepath.Join(repository, "Dockerfile"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	parsed, err := parser.Parse(file)
	if err != nil {
		t.Fatal(err)
	}
	stages, _, err := instructions.Parse(parsed.AST, nil)
	if err != nil {
		t.Fatal(err)
	}
	return stages
}

// images are the file systems of images by architecture, each built once. They stay until the last test has ended.
type images struct {
	mu    sync.Mutex
	dir   string
	built map[string]string
}

// builtImages is shared by all tests, since a build takes long.
var builtImages = images{built: map[string]string{}}

// image returns the file system of the image for an architecture.
func image(t *testing.T, arch string) string {
	t.Helper()
	builtImages.mu.Lock()
	defer builtImages.mu.Unlock()
	if root, ok := builtImages.built[arch]; ok {
		return root
	}
	root := filepath.Join(builtImages.dir, arch)
	b := builder{t: t, out: root + "-out", source: root + "-src", root: root}
	b.environment = append(os.Environ(), "TARGETOS=linux", "TARGETARCH="+arch, "VERSION="+stampedVersion)
	b.build()
	builtImages.built[arch] = root
	return root
}

// builder does what the steps of the Dockerfile say, without an engine: in folders in place of /src and /out of the first stage and
// / of the last one.
type builder struct {
	t                 *testing.T
	source, out, root string
	environment       []string
}

func (b *builder) build() {
	b.t.Helper()
	stages := dockerfile(b.t)
	b.copyContext()
	for _, dir := range []string{b.out, b.root} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			b.t.Fatal(err)
		}
	}
	for _, run := range all[*instructions.RunCommand](stages[0]) {
		line := strings.ReplaceAll(strings.Join(run.CmdLine, " "), "/out/", b.out+"/")
		cmd := exec.CommandContext(b.t.Context(), "sh", "-c", line)
		cmd.Dir, cmd.Env = b.source, b.environment
		if out, err := cmd.CombinedOutput(); err != nil {
			b.t.Fatalf("%s: %v\n%s", line, err, out)
		}
	}
	for _, step := range all[*instructions.CopyCommand](stages[len(stages)-1]) {
		source := filepath.Join(b.out, strings.TrimPrefix(step.SourcePaths[0], "/out/"))
		target := filepath.Join(b.root, step.DestPath)
		if err := errors.Join(os.MkdirAll(filepath.Dir(target), 0o755), copyFile(source, target)); err != nil {
			b.t.Fatal(err)
		}
	}
}

// copyContext copies what an engine gets to see of the repository: .dockerignore keeps the rest away.
func (b *builder) copyContext() {
	b.t.Helper()
	ignored := ignoredFiles(b.t)
	err := filepath.WalkDir(repository, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(repository, path)
		if err != nil || name == "." {
			return err
		}
		switch skip, err := ignored.MatchesOrParentMatches(name); {
		case err != nil:
			return err
		case skip && entry.IsDir():
			return fs.SkipDir
		case skip || !entry.IsDir() && !entry.Type().IsRegular():
			return nil
		case entry.IsDir():
			return os.MkdirAll(filepath.Join(b.source, name), 0o755)
		}
		target := filepath.Join(b.source, name)
		return errors.Join(os.MkdirAll(filepath.Dir(target), 0o755), copyFile(path, target))
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

func ignoredFiles(t *testing.T) *patternmatcher.PatternMatcher {
	t.Helper()
	file, err := os.Open(filepath.Join(repository, ".dockerignore"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	patterns, err := ignorefile.ReadAll(file)
	if err != nil {
		t.Fatal(err)
	}
	matcher, err := patternmatcher.New(patterns)
	if err != nil {
		t.Fatal(err)
	}
	return matcher
}

func copyFile(from, to string) error {
	about, err := os.Stat(from)
	if err != nil {
		return err
	}
	data, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, data, about.Mode().Perm())
}
