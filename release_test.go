package main

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A release, the image and `make build` are built alike; cli.TestLinkerSetsTheVersion has the flags do what they should.
func TestBuildsAreStamped(t *testing.T) {
	t.Parallel()
	for file, stamp := range map[string]string{".goreleaser.yaml": "-X", "Makefile": "-X", "Dockerfile": "${VERSION:+-X"} {
		text := document(t, file)
		for _, want := range []string{"CGO_ENABLED=0", "-trimpath", "-tags=grpcnotrace", "-s -w -buildid= " + stamp + " github.com/thyra-ui/thyra/cli.version="} {
			if !strings.Contains(text, want) {
				t.Errorf("%s builds without %s", file, want)
			}
		}
	}
}

// Packages put the program, its settings and the service where the service looks for them.
func TestPackagesFitTheService(t *testing.T) {
	t.Parallel()
	config, service := document(t, ".goreleaser.yaml"), document(t, "deploy/systemd/thyra.service")
	for _, source := range regexp.MustCompile(`(?:src|postinstall|preremove|postremove): ([\w./]+)`).FindAllStringSubmatch(config, -1) {
		if _, err := os.Stat(source[1]); err != nil {
			t.Errorf(".goreleaser.yaml takes what is not there: %v", err)
		}
	}
	if !strings.Contains(service, "\nExecStart=/usr/bin/thyra\n") || strings.Contains(config, "bindir") {
		t.Error("packages put the program into /usr/bin, and the service takes it from elsewhere")
	}
	_, settings, _ := strings.Cut(service, "\nEnvironmentFile=")
	settings, _, _ = strings.Cut(settings, "\n")
	if !strings.Contains(config, "src: deploy/packages/thyra.env, dst: "+settings+", type: config|noreplace") {
		t.Errorf("the service takes its settings from %s, which packages don't hold", settings)
	}
}

// An upgrade restarts what runs and stops nothing; a removal, which debs and rpms call differently, ends the service.
func TestScriptsOfPackages(t *testing.T) {
	t.Parallel()
	systemd := t.TempDir()
	if err := os.WriteFile(filepath.Join(systemd, "systemctl"), []byte("#!/bin/sh\necho \"$*\"\n"), 0o700); err != nil {
		t.Fatal(err)
	}
	for call, want := range map[string]string{
		"postinstall configure": "daemon-reload\ntry-restart thyra.service\n",
		"postinstall 2":         "daemon-reload\ntry-restart thyra.service\n",
		"preremove upgrade":     "",
		"preremove 1":           "",
		"preremove remove":      "disable --now thyra.service\n",
		"preremove 0":           "disable --now thyra.service\n",
		"postremove purge":      "daemon-reload\n",
	} {
		name, argument, _ := strings.Cut(call, " ")
		script := exec.CommandContext(t.Context(), "sh", "-s", argument)
		script.Stdin = strings.NewReader(strings.ReplaceAll(document(t, "deploy/packages/"+name+".sh"), "/run/systemd/system", systemd))
		script.Env = append(os.Environ(), "PATH="+systemd+":"+os.Getenv("PATH"))
		if output, err := script.CombinedOutput(); err != nil || string(output) != want {
			t.Errorf("%s: %q, want %q (%v)", call, output, want, err)
		}
	}
}

func TestSettingsOfPackagesExist(t *testing.T) {
	t.Parallel()
	names := regexp.MustCompile(`(?m)^#?([A-Z_]+)=`).FindAllStringSubmatch(document(t, "deploy/packages/thyra.env"), -1)
	if len(names) < 5 {
		t.Fatalf("%d settings: is the file read?", len(names))
	}
	for _, name := range names {
		if !strings.Contains(document(t, "docs/settings.md"), "| `"+name[1]+"` |") {
			t.Errorf("there is no setting %s", name[1])
		}
	}
}

// The notes of a release are its section of the changelog, and nothing else; a release without a section ends there.
func TestNotesOfReleases(t *testing.T) {
	t.Parallel()
	releases := regexp.MustCompile(`(?m)^## \[(\d+\.\d+\.\d+)\] - \d{4}-\d\d-\d\d$`).FindAllStringSubmatch(document(t, "CHANGELOG.md"), -1)
	if len(releases) == 0 {
		t.Fatal("no release in CHANGELOG.md")
	}
	for _, release := range releases {
		notes, err := exec.CommandContext(t.Context(), "make", "-s", "notes", "TAG=v"+release[1]).Output()
		if err != nil || !strings.Contains(string(notes), "\n### ") {
			t.Errorf("notes of %s: %q (%v)", release[1], notes, err)
		}
		if text := string(notes); strings.Contains(text, "\n## ") || strings.Contains(text, "/compare/") || strings.Contains(text, "](docs/") {
			t.Errorf("notes of %s hold what is not theirs: %s", release[1], text)
		}
		if !strings.Contains(document(t, "CHANGELOG.md"), "\n["+release[1]+"]: https://") {
			t.Errorf("%s leads nowhere", release[1])
		}
	}
	if err := exec.CommandContext(t.Context(), "make", "-s", "notes", "TAG=v999.0.0").Run(); err == nil {
		t.Error("notes of a release that the changelog does not have")
	}
}

func TestDependabotKnowsEveryModule(t *testing.T) {
	t.Parallel()
	_, list, _ := strings.Cut(document(t, ".github/dependabot.yml"), "directories: [")
	list, _, _ = strings.Cut(list, "]")
	directories := strings.Split(list, ", ")
	err := filepath.WalkDir(".", func(path string, entry fs.DirEntry, err error) error {
		if err == nil && entry.IsDir() && (entry.Name() == "node_modules" || entry.Name() == "testdata" || entry.Name() == "dist") {
			return filepath.SkipDir
		}
		if directory := filepath.ToSlash(filepath.Join("/", filepath.Dir(path))); entry.Name() == "go.mod" && !slices.Contains(directories, directory) {
			t.Errorf(".github/dependabot.yml leaves %s out", directory)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
