package cli

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"testing"
)

func TestVersionIsTheLinkersOrGos(t *testing.T) {
	t.Parallel()
	stamped := &debug.BuildInfo{Main: debug.Module{Version: "v0.9.0+dirty"}, Settings: []debug.BuildSetting{
		{Key: "vcs.revision", Value: "acea7ed5"}, {Key: "vcs.time", Value: "2026-11-27T10:00:00Z"}, {Key: "vcs.modified", Value: "true"},
	}}
	tool := runtime.Version() + " " + runtime.GOOS + "/" + runtime.GOARCH + "\n"
	for _, test := range []struct {
		linked string
		info   *debug.BuildInfo
		want   string
	}{
		{"v1.0.0", stamped, "thyra v1.0.0\nrevision acea7ed5 of 2026-11-27T10:00:00Z, with changes\n" + tool},
		{"", stamped, "thyra v0.9.0+dirty\nrevision acea7ed5 of 2026-11-27T10:00:00Z, with changes\n" + tool},
		{"", &debug.BuildInfo{Main: debug.Module{Version: "(devel)"}}, "thyra (devel)\n" + tool},
		{"", nil, "thyra unknown\n" + tool},
		{"v1.0.0", nil, "thyra v1.0.0\n" + tool},
	} {
		var out bytes.Buffer
		buildOf(test.linked, test.info).print(&out)
		if out.String() != test.want {
			t.Errorf("%q with %+v: %q, want %q", test.linked, test.info, &out, test.want)
		}
	}
}

// The flags are those of a release, which set the version and keep the program small, but for -trimpath, which would compile
// everything anew for this test, and for cgo. Both make up to 0.3 MB.
func TestLinkerSetsTheVersion(t *testing.T) {
	t.Parallel()
	program := filepath.Join(t.TempDir(), "thyra")
	build := exec.CommandContext(t.Context(), "go", "build", "-tags=grpcnotrace", "-ldflags=-s -w -X github.com/thyra-ui/thyra/cli.version=v1.2.3", "-o", program, "..")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	out, err := exec.CommandContext(t.Context(), program, "version").CombinedOutput()
	if err != nil || !strings.HasPrefix(string(out), "thyra v1.2.3\n") {
		t.Errorf("%v: %s", err, out)
	}
	makefile, err := os.ReadFile("../Makefile")
	if err != nil {
		t.Fatal(err)
	}
	limit := regexp.MustCompile(`(?m)^MAX_PROGRAM := (\d+)$`).FindSubmatch(makefile)
	if limit == nil {
		t.Fatal("the Makefile does not say how large the program may be")
	}
	info, err := os.Stat(program)
	if err != nil {
		t.Fatal(err)
	}
	if most, _ := strconv.ParseInt(string(limit[1]), 10, 64); info.Size() > most {
		t.Errorf("the program has %d bytes, and may have %d; `go build -ldflags=-dumpdep` shows what calls reflect's MethodByName", info.Size(), most)
	}
}

func TestVersionCommand(t *testing.T) {
	t.Parallel()
	var stdout, stderr bytes.Buffer
	code := run([]string{"version"}, nil, &stdout, &stderr)
	if code != 0 || stderr.Len() > 0 || !regexp.MustCompile(`^thyra \S+\n(revision .*\n)?go1\S+.* \w+/\w+\n$`).MatchString(stdout.String()) {
		t.Errorf("exit code %d, stderr %q, stdout %q", code, &stderr, &stdout)
	}
	if code := run([]string{"version", "x"}, nil, &stdout, &stderr); code != exitUsage {
		t.Errorf("exit code %d for an argument", code)
	}
}
