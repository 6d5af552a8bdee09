package compose_test

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/thyra-ui/thyra/e2e/child"
	"github.com/thyra-ui/thyra/e2e/postgres"
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

// startPostgres does what the image's entry point does with the environment where the volume is empty, and returns once the
// service's health check says that it is healthy.
func (d *deployment) startPostgres() {
	d.t.Helper()
	service := d.service("postgres")
	if service.HealthCheck.Test[0] != "CMD" {
		d.t.Fatalf("the health check is no command: %v", service.HealthCheck.Test)
	}
	variable := func(name string) string { return *service.Environment[name] }
	postgres.Start(d.t, postgres.Options{
		Dir: filepath.Join(d.dir, service.Volumes[0].Target), Port: d.ports["postgres:5432"],
		User: variable("POSTGRES_USER"), Password: variable("POSTGRES_PASSWORD"), Database: variable("POSTGRES_DB"),
		Healthy: service.HealthCheck.Test[1:],
	})
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
