package compose_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/child"
)

// run starts a program that ends with the test.
func run(t *testing.T, name string, environment []string, command ...string) *child.Process {
	t.Helper()
	process, err := child.Start(t.Context(), name, nil, environment, command[0], command[1:]...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		process.Stop()
		if t.Failed() {
			t.Logf("%s: %s", name, process.Log())
		}
	})
	return process
}

// finish runs a program to its end.
func finish(t *testing.T, environment []string, command ...string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), command[0], command[1:]...)
	cmd.Env = environment
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %v\n%s", command, err, out)
	}
}

// startPostgres does what the image's entry point does: it makes a cluster with the user, password and database of the
// environment where the volume is empty, and serves it. It returns once the service's health check says that it is healthy.
func (d *deployment) startPostgres() {
	t := d.t
	t.Helper()
	service := d.service("postgres")
	port := strconv.Itoa(d.ports["postgres:5432"])
	environment := d.environment(service, "LC_ALL=C.UTF-8", "PGHOST=localhost", "PGPORT="+port)
	variable := func(name string) string { return *service.Environment[name] }
	data := filepath.Join(d.dir, service.Volumes[0].Target)
	password := filepath.Join(d.dir, "password")
	if err := errors.Join(os.MkdirAll(data, 0o750), os.WriteFile(password, []byte(variable("POSTGRES_PASSWORD")), 0o600)); err != nil {
		t.Fatal(err)
	}
	finish(t, environment, d.asPostgres("initdb", "--pgdata", data, "--username", variable("POSTGRES_USER"), "--pwfile", password, "--auth", "scram-sha-256")...)
	run(t, "PostgreSQL", environment, d.asPostgres("postgres", "-D", data, "-c", "listen_addresses=localhost", "-c", "port="+port, "-c", "unix_socket_directories=", "-c", "fsync=off")...)
	if service.HealthCheck.Test[0] != "CMD" {
		t.Fatalf("the health check is no command: %v", service.HealthCheck.Test)
	}
	err := child.Poll(patient(t), 100*time.Millisecond, func() error {
		check := exec.CommandContext(t.Context(), service.HealthCheck.Test[1], service.HealthCheck.Test[2:]...)
		check.Env = environment
		return check.Run()
	})
	if err != nil {
		t.Fatalf("PostgreSQL is not healthy: %v", err)
	}
	if name := variable("POSTGRES_DB"); name != "postgres" {
		login := append(slices.Clone(environment), "PGPASSWORD="+variable("POSTGRES_PASSWORD"))
		finish(t, login, postgresProgram(t, "createdb"), "--username", variable("POSTGRES_USER"), "--maintenance-db", "postgres", name)
	}
}

// asPostgres is the command line of a program of PostgreSQL, whose server refuses to run as root: root takes the user that
// Debian's package makes, who then owns the directory.
func (d *deployment) asPostgres(name string, args ...string) []string {
	d.t.Helper()
	command := append([]string{postgresProgram(d.t, name)}, args...)
	if os.Getuid() != 0 {
		return command
	}
	who, err := user.Lookup("postgres")
	if err != nil {
		d.t.Fatal(err)
	}
	for dir := d.dir; dir != os.TempDir(); dir = filepath.Dir(dir) {
		if err := os.Chmod(dir, 0o755); err != nil {
			d.t.Fatal(err)
		}
	}
	uid, _ := strconv.Atoi(who.Uid)
	gid, _ := strconv.Atoi(who.Gid)
	err = filepath.WalkDir(d.dir, func(path string, _ os.DirEntry, err error) error {
		return errors.Join(err, os.Chown(path, uid, gid))
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return append([]string{"setpriv", "--reuid", who.Uid, "--regid", who.Gid, "--clear-groups", "--pdeathsig", "keep"}, command...)
}

// postgresProgram finds a program of PostgreSQL, which Debian keeps out of the search path.
func postgresProgram(t *testing.T, name string) string {
	t.Helper()
	if path, err := exec.LookPath(name); err == nil {
		return path
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if err != nil || len(found) == 0 {
		t.Fatalf("%s is missing: make postgresql (%v)", name, err)
	}
	return found[len(found)-1]
}

// migrate runs the job that makes Kratos's tables.
func (d *deployment) migrate() {
	d.t.Helper()
	service := d.service("migrate")
	d.mount(service)
	finish(d.t, d.environment(service), append([]string{shared.Binaries(d.t).Kratos}, service.Command...)...)
}

// startKratos starts Kratos and returns its public address.
func (d *deployment) startKratos() string {
	d.t.Helper()
	service := d.service("kratos")
	d.mount(service)
	process := run(d.t, "Kratos", d.environment(service), append([]string{shared.Binaries(d.t).Kratos}, service.Command...)...)
	return d.ready(process, "kratos:4433")
}

// startServer starts this server, as its image does, and returns its address.
func (d *deployment) startServer() string {
	d.t.Helper()
	service := d.service("thyra")
	port := strconv.Itoa(d.ports["thyra:3000"])
	process := run(d.t, "the server", d.environment(service, "HOST=localhost", "PORT="+port), append([]string{shared.Binaries(d.t).UI}, service.Command...)...)
	return d.ready(process, "thyra:3000")
}

func (d *deployment) ready(process *child.Process, service string) string {
	d.t.Helper()
	address := fmt.Sprintf("http://localhost:%d", d.ports[service])
	if err := process.Ready(patient(d.t), address+"/health/ready"); err != nil {
		d.t.Fatal(err)
	}
	return address
}
