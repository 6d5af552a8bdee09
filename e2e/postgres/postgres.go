// Package postgres runs a PostgreSQL of this machine for tests. It does not know what is kept in it.
package postgres

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/child"
)

// patience limits how long the server may take to start.
const patience = 2 * time.Minute

// Options say what a server is like. All are required.
type Options struct {
	Dir      string // an absolute path where nothing is; it gets all files of the server
	Port     int    // of localhost
	User     string // the superuser, with Password
	Password string
	Database string // which is made
	// Healthy is a command that ends with 0 once the server can be used. It runs with PGHOST and PGPORT set.
	Healthy []string
}

// Start makes a new cluster as the entry point of the official image does, and serves it until the test ends.
func Start(tb testing.TB, o Options) {
	tb.Helper()
	command, err := asUser(o.Dir)
	if err != nil {
		tb.Fatal(err)
	}
	environment := []string{"PATH=" + os.Getenv("PATH"), "LC_ALL=C.UTF-8", "PGHOST=localhost", "PGPORT=" + strconv.Itoa(o.Port), "PGPASSWORD=" + o.Password}
	password := filepath.Join(o.Dir, "password")
	if err := os.WriteFile(password, []byte(o.Password), 0o644); err != nil { //nolint:gosec // PostgreSQL's user reads it, and it is no secret
		tb.Fatal(err)
	}
	initdb := append(command, program(tb, "initdb"), "--pgdata", filepath.Join(o.Dir, "data"), "--username", o.User, "--pwfile", password, "--auth", "scram-sha-256")
	finish(tb, environment, initdb...)
	serve := append(command, program(tb, "postgres"), "-D", filepath.Join(o.Dir, "data"),
		"-c", "listen_addresses=localhost", "-c", "port="+strconv.Itoa(o.Port), "-c", "unix_socket_directories=", "-c", "fsync=off")
	process, err := child.Start(tb.Context(), "PostgreSQL", nil, environment, serve[0], serve[1:]...)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(process.Stop)
	ctx, cancel := context.WithTimeout(tb.Context(), patience)
	defer cancel()
	err = child.Poll(ctx, 100*time.Millisecond, func() error {
		return run(tb.Context(), environment, o.Healthy...)
	})
	if err != nil {
		tb.Fatalf("PostgreSQL is not healthy: %v\n%s", err, process.Log())
	}
	finish(tb, environment, program(tb, "createdb"), "--username", o.User, "--maintenance-db", "postgres", o.Database)
}

// asUser makes the directory and returns what comes before a command line: PostgreSQL refuses to run as root, who takes the user
// that Debian's package makes.
func asUser(dir string) ([]string, error) {
	if err := os.MkdirAll(dir, 0o750); err != nil || os.Getuid() != 0 {
		return nil, err
	}
	who, err := user.Lookup("postgres")
	if err != nil {
		return nil, err
	}
	uid, uidErr := strconv.Atoi(who.Uid)
	gid, gidErr := strconv.Atoi(who.Gid)
	err = errors.Join(uidErr, gidErr, os.Chown(dir, uid, gid))
	for above := filepath.Dir(dir); err == nil && above != os.TempDir() && above != "/"; above = filepath.Dir(above) {
		err = os.Chmod(above, 0o755) //nolint:gosec // the user must reach the directory
	}
	return []string{"setpriv", "--reuid", who.Uid, "--regid", who.Gid, "--clear-groups", "--pdeathsig", "keep"}, err
}

// program finds a program of PostgreSQL, which Debian keeps out of the search path.
func program(tb testing.TB, name string) string {
	tb.Helper()
	if path, err := exec.LookPath(name); err == nil {
		return path
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if err != nil || len(found) == 0 {
		tb.Fatalf("%s is missing: make postgresql (%v)", name, err)
	}
	return found[len(found)-1]
}

// finish runs a program to its end, which must be a good one.
func finish(tb testing.TB, environment []string, command ...string) {
	tb.Helper()
	if err := run(tb.Context(), environment, command...); err != nil {
		tb.Fatal(err)
	}
}

func run(ctx context.Context, environment []string, command ...string) error {
	cmd := exec.CommandContext(ctx, command[0], command[1:]...) //nolint:gosec // of the tests
	cmd.Env = environment
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", command, err, out)
	}
	return nil
}
