package check_test

import (
	"bytes"
	"compress/gzip"
	"debug/elf"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/moby/buildkit/frontend/dockerfile/instructions"
)

// maxImage is how large the image may be, compressed as registries keep it.
const maxImage = 20 << 20

// TestImageRuns runs what the image holds as an engine does: alone on its file system, as the user of the image, who can write
// nowhere.
func TestImageRuns(t *testing.T) {
	t.Parallel()
	s := start(t, "KRATOS_PUBLIC_URL="+fakeKratos(t))
	s.wantReady(t, "/health/ready")
	s.wantReady(t, "/welcome")
	stages := dockerfile(t)
	check := one[*instructions.HealthCheckCommand](t, stages[len(stages)-1]).Health.Test[1:]
	if out, err := s.run(t, check[1:]...); err != nil {
		t.Errorf("the health check fails: %v\n%s", err, out)
	}
	if out, err := s.run(t, "version"); err != nil || !strings.HasPrefix(out, "thyra "+stampedVersion+"\n") {
		t.Errorf("the version is not stamped (%v):\n%s", err, out)
	}
}

// Each platform gets a static program of its own from one compiler, with the version in it.
func TestImageOfEachPlatform(t *testing.T) {
	t.Parallel()
	for arch, machine := range map[string]elf.Machine{"amd64": elf.EM_X86_64, "arm64": elf.EM_AARCH64} {
		root := image(t, arch)
		program, err := elf.Open(filepath.Join(root, "thyra"))
		if err != nil {
			t.Fatal(err)
		}
		if program.Machine != machine {
			t.Errorf("%s: the program is for %s", arch, program.Machine)
		}
		if program.Section(".interp") != nil {
			t.Errorf("%s: the program needs a loader, which scratch has not", arch)
		}
		if err := program.Close(); err != nil {
			t.Fatal(err)
		}
		size := compressed(t, root)
		t.Logf("%s: %.1f MB compressed", arch, float64(size)/(1<<20))
		if size > maxImage {
			t.Errorf("%s: the image has %d bytes compressed, more than %d", arch, size, maxImage)
		}
	}
}

// compressed is the size of all files together after gzip -9.
func compressed(t *testing.T, root string) int {
	t.Helper()
	var out bytes.Buffer
	w, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	err = filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		_, err = w.Write(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Len()
}

// What an image is made of does not change under its name, and who runs it is a number that is not root's.
func TestDockerfile(t *testing.T) {
	t.Parallel()
	stages := dockerfile(t)
	build, final := stages[0], stages[len(stages)-1]
	if !regexp.MustCompile(`^\S+:[\w.-]+@sha256:[0-9a-f]{64}$`).MatchString(build.BaseName) {
		t.Errorf("%s has no digest beside its version", build.BaseName)
	}
	if build.Platform != "$BUILDPLATFORM" {
		t.Errorf("the compiler runs on %q, which may be emulated", build.Platform)
	}
	if final.BaseName != "scratch" {
		t.Errorf("the image is based on %s", final.BaseName)
	}
	if user := one[*instructions.UserCommand](t, final).User; user != "10000:10000" {
		t.Errorf("the user is %s", user)
	}
	if got := strings.Join(one[*instructions.HealthCheckCommand](t, final).Health.Test, " "); got != "CMD /thyra healthcheck" {
		t.Errorf("the health check is %s", got)
	}
	labels := map[string]string{}
	for _, pair := range one[*instructions.LabelCommand](t, final).Labels {
		labels[pair.Key] = pair.Value
	}
	for _, name := range []string{"title", "description", "source", "licenses", "version", "revision"} {
		if labels["org.opencontainers.image."+name] == "" {
			t.Errorf("the label for %s is missing", name)
		}
	}
}

// one returns the only command of its kind in a stage.
func one[T instructions.Command](t *testing.T, stage instructions.Stage) T {
	t.Helper()
	found := all[T](stage)
	if len(found) != 1 {
		var none T
		t.Fatalf("%d of %T", len(found), none)
	}
	return found[0]
}

// all returns the commands of a kind in a stage.
func all[T instructions.Command](stage instructions.Stage) (found []T) {
	for _, command := range stage.Commands {
		if command, ok := command.(T); ok {
			found = append(found, command)
		}
	}
	return found
}
