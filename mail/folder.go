package mail

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// header is the comment that a template begins with. It holds a hash of the rest, so that a file edited since is known from
// one that is only old. The dashes keep the line out of what the template prints: a subject must not begin with an empty one.
var header = regexp.MustCompile(`^\{\{- /\* thyra mail: sha256 ([0-9a-f]{64}) \*/ -\}\}\n`)

func withHeader(content []byte) []byte {
	return fmt.Appendf(nil, "{{- /* thyra mail: sha256 %s */ -}}\n%s", hash(content), content)
}

func hash(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// ours reports whether a file was written by Write and not changed since.
func ours(data []byte) bool {
	match := header.FindSubmatch(data)
	return match != nil && string(match[1]) == hash(data[len(match[0]):])
}

// Problem is what is wrong with a file.
type Problem string

// The problems that Check finds.
const (
	Missing Problem = "is missing: Kratos sends its own text"
	Stale   Problem = "is out of date: words, brands or options have changed since"
	Edited  Problem = "was edited by hand, or is not ours"
	Unused  Problem = "is left over: it is no longer written"
	Beside  Problem = "lies beside templates, and Kratos reads it with them"
)

// Finding is a file and what is wrong with it. Path is relative to the directory, with slashes.
type Finding struct {
	Path    string
	Problem Problem
}

// String is the finding in one line.
func (f Finding) String() string { return f.Path + ": " + string(f.Problem) }

// Check compares a directory with the templates that Files makes, and returns what differs, by path. It fails when the
// directory can't be read.
func Check(dir string, files map[string][]byte) ([]Finding, error) {
	var findings []Finding
	for _, name := range slices.Sorted(maps.Keys(files)) {
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name))) //nolint:gosec // a directory that the operator names
		switch {
		case errors.Is(err, fs.ErrNotExist):
			findings = append(findings, Finding{name, Missing})
		case err != nil:
			return nil, fmt.Errorf("mail: %w", err)
		case bytes.Equal(data, files[name]):
		case ours(data):
			findings = append(findings, Finding{name, Stale})
		default:
			findings = append(findings, Finding{name, Edited})
		}
	}
	others, err := others(dir, files)
	findings = append(findings, others...)
	slices.SortFunc(findings, func(a, b Finding) int { return strings.Compare(a.Path, b.Path) })
	return findings, err
}

// others finds files that are not among the templates: those that Write wrote once, and those that Kratos reads too, since it
// takes every file whose name begins as that of a template does.
func others(dir string, files map[string][]byte) ([]Finding, error) {
	var findings []Finding
	for _, k := range kinds() {
		entries, err := os.ReadDir(filepath.Join(dir, filepath.FromSlash(k.folder)))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("mail: %w", err)
		}
		for _, entry := range entries {
			name := path.Join(k.folder, entry.Name())
			if files[name] != nil || entry.IsDir() {
				continue
			}
			data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name))) //nolint:gosec // as above
			if err != nil {
				return nil, fmt.Errorf("mail: %w", err)
			}
			switch {
			case k.writes(entry.Name()) && ours(data):
				findings = append(findings, Finding{name, Unused})
			case k.reads(entry.Name()):
				findings = append(findings, Finding{name, Beside})
			}
		}
	}
	return findings, nil
}

// writes reports whether the name is that of a template of some version.
func (k kind) writes(name string) bool {
	return slices.ContainsFunc(k.files(Next), func(f file) bool { return f.name == name })
}

// reads reports whether Kratos parses a file of that name together with a template.
func (k kind) reads(name string) bool {
	return slices.ContainsFunc(k.files(Next), func(f file) bool { return strings.HasPrefix(name, strings.TrimSuffix(f.name, ".gotmpl")) })
}

// Write writes the templates that Files makes into a directory, each file at once, and removes those written earlier that are no
// longer among them. It touches no file that was edited by hand; the error names these, and then nothing has been written.
func Write(dir string, files map[string][]byte) error {
	findings, err := Check(dir, files)
	if err != nil {
		return err
	}
	var errs []error
	for _, f := range findings {
		if f.Problem == Edited {
			errs = append(errs, fmt.Errorf("%s %s; move it away", f.Path, f.Problem))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	for _, f := range findings {
		path := filepath.Join(dir, filepath.FromSlash(f.Path))
		switch f.Problem {
		case Unused:
			err = os.Remove(path)
		case Missing, Stale:
			err = replaceFile(path, files[f.Path])
		case Edited, Beside:
		}
		if err != nil {
			return fmt.Errorf("mail: %w", err)
		}
	}
	return nil
}

// replaceFile writes a file that is never there by half: Kratos may read it at any moment. The name of the temporary file is none
// that Kratos reads.
func replaceFile(path string, data []byte) error {
	// Kratos, which reads the templates, may run as somebody else.
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil { //nolint:gosec // see above
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".thyra-*")
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	err = errors.Join(err, file.Chmod(0o644), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(file.Name()))
	}
	return nil
}
