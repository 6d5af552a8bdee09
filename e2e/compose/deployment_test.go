package compose_test

import (
	"context"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"

	"github.com/thyra-ui/thyra/e2e/harness"
	"github.com/thyra-ui/thyra/e2e/stack"
)

// containerPorts are the ports that a program listens on in its container. An image's documentation says so; for Kratos and this
// server their settings do.
func containerPorts() map[string][]int {
	return map[string][]int{"thyra": {3000}, "kratos": {4433, 4434}, "postgres": {5432}, "mailpit": {1025, 8025}}
}

// deployment is compose.yaml on this machine.
type deployment struct {
	t        *testing.T
	project  *types.Project
	dir      string         // stands for / of all containers
	ports    map[string]int // here, by service and port in the container, as in "kratos:4433"
	replacer *strings.Replacer
}

// load reads compose.yaml with compose's own loader, which checks it against the specification's schema and resolves everything.
func load(t *testing.T) *types.Project {
	t.Helper()
	options, err := cli.NewProjectOptions([]string{harness.Path(t, "compose.yaml")}, cli.WithResolvedPaths(true))
	if err != nil {
		t.Fatal(err)
	}
	project, err := options.LoadProject(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return project
}

func newDeployment(t *testing.T) *deployment {
	t.Helper()
	d := &deployment{t: t, project: load(t), dir: t.TempDir(), ports: map[string]int{}}
	var pairs []string
	for service, ports := range containerPorts() {
		for _, port := range ports {
			here, err := stack.FreePort(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			name := service + ":" + strconv.Itoa(port)
			d.ports[name] = here
			pairs = append(pairs, name, "localhost:"+strconv.Itoa(here))
		}
	}
	for _, service := range d.project.Services {
		for _, port := range service.Ports {
			here := d.ports[service.Name+":"+strconv.Itoa(int(port.Target))]
			pairs = append(pairs, "localhost:"+port.Published, "localhost:"+strconv.Itoa(here))
		}
	}
	d.replacer = strings.NewReplacer(pairs...)
	return d
}

// service returns a service with what it is told about others changed to where they are here.
func (d *deployment) service(name string) types.ServiceConfig {
	d.t.Helper()
	service, err := d.project.GetService(name)
	if err != nil {
		d.t.Fatal(err)
	}
	for i, word := range service.Command {
		service.Command[i] = d.here(service, word)
	}
	return service
}

// here changes paths in containers to those of the files of the service, and addresses to where they are on this machine.
func (d *deployment) here(service types.ServiceConfig, text string) string {
	for _, volume := range service.Volumes {
		text = strings.ReplaceAll(text, volume.Target, filepath.Join(d.dir, volume.Target))
	}
	return d.replacer.Replace(text)
}

// environment is exactly what the container gets, and what a program of this machine needs besides: extra.
func (d *deployment) environment(service types.ServiceConfig, extra ...string) []string {
	variables := []string{"PATH=" + os.Getenv("PATH")}
	for _, name := range slices.Sorted(maps.Keys(service.Environment)) {
		if value := service.Environment[name]; value != nil {
			variables = append(variables, name+"="+d.here(service, *value))
		}
	}
	return append(variables, extra...)
}

// mount copies the folders of the repository that a service sees, with the ports that its own settings name changed.
func (d *deployment) mount(service types.ServiceConfig) {
	d.t.Helper()
	var pairs []string
	for _, port := range containerPorts()[service.Name] {
		pairs = append(pairs, "port: "+strconv.Itoa(port), "port: "+strconv.Itoa(d.ports[service.Name+":"+strconv.Itoa(port)]))
	}
	own := strings.NewReplacer(pairs...)
	for _, volume := range service.Volumes {
		if volume.Type != types.VolumeTypeBind {
			continue
		}
		files, err := os.ReadDir(volume.Source)
		if err != nil {
			d.t.Fatal(err)
		}
		target := filepath.Join(d.dir, volume.Target)
		if err := os.MkdirAll(target, 0o750); err != nil {
			d.t.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(filepath.Join(volume.Source, file.Name()))
			if err != nil {
				d.t.Fatal(err)
			}
			text = []byte(own.Replace(d.here(service, string(text))))
			if err := os.WriteFile(filepath.Join(target, file.Name()), text, 0o600); err != nil {
				d.t.Fatal(err)
			}
		}
	}
}

// patient is a context that ends when the test has waited long enough.
func patient(t *testing.T) context.Context {
	ctx, cancel := context.WithTimeout(t.Context(), harness.Patience)
	t.Cleanup(cancel)
	return ctx
}
