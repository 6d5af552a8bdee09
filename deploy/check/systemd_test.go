package check_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// maxExposure is what `systemd-analyze security` may find, in tenths; 100 is no protection at all. What is left is mostly that a
// server uses the network.
const maxExposure = "15"

// TestSystemdUnit has systemd itself read the unit and judge how it is protected.
func TestSystemdUnit(t *testing.T) {
	t.Parallel()
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skipf("there is no systemd here: %v", err)
	}
	text, err := os.ReadFile(filepath.Join(repository, "deploy", "systemd", "thyra.service"))
	if err != nil {
		t.Fatal(err)
	}
	unit := filepath.Join(t.TempDir(), "thyra.service") // its program must be there
	text = []byte(strings.ReplaceAll(string(text), "/usr/bin/thyra\n", filepath.Join(image(t, runtime.GOARCH), "thyra")+"\n"))
	if err := os.WriteFile(unit, text, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"verify", unit}, {"security", "--offline=true", "--threshold=" + maxExposure, unit}} {
		out, err := exec.CommandContext(t.Context(), analyze, args...).CombinedOutput()
		if args[0] == "security" && strings.Contains(string(out), "unrecognized option") {
			t.Skipf("this systemd is older than 250: %s", out)
		}
		if err != nil {
			t.Errorf("systemd-analyze %s: %v\n%s", args[0], err, out)
		}
		if args[0] == "verify" && len(out) > 0 {
			t.Errorf("systemd-analyze verify: %s", out)
		}
	}
}
