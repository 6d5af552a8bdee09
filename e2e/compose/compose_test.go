package compose_test

import (
	"fmt"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/e2e/inbox"
	"github.com/thyra-ui/thyra/e2e/stack"
	"github.com/thyra-ui/thyra/e2e/user"
)

// TestComposeSignUp starts what `docker compose up` starts, in the order that the dependencies ask for, and goes through
// sign-up, verification by mail and sign-in, with accounts in PostgreSQL.
func TestComposeSignUp(t *testing.T) {
	d := newDeployment(t)
	mails := d.startInbox()
	d.startPostgres()
	d.migrate()
	kratos := d.startKratos()
	ui := d.startServer()

	u := user.New(t, &stack.Stack{UIURL: ui, KratosURL: kratos, Inbox: mails})
	start := time.Now()
	u.Open("/registration")
	u.Fill("traits.email", u.Email)
	u.PressEnter("traits.email")
	u.Fill("password", u.Password)
	u.PressEnter("password")
	u.VerifyByCode(start)
	u.SignOut()
	u.SignIn()
}

// startInbox starts the tests' own inbox in mailpit's place.
func (d *deployment) startInbox() *inbox.Inbox {
	d.t.Helper()
	address := func(port int) string { return fmt.Sprintf("localhost:%d", d.ports[fmt.Sprintf("mailpit:%d", port)]) }
	mails, err := inbox.Start(d.t.Context(), address(1025), address(8025))
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { _ = mails.Close() })
	return mails
}

// Nobody but this machine reaches what a first look opens, and Kratos's admin API and the database are reached by services only.
func TestComposePublishesOnLoopback(t *testing.T) {
	var published []string
	for _, service := range load(t).Services {
		for _, port := range service.Ports {
			if ip := net.ParseIP(port.HostIP); ip == nil || !ip.IsLoopback() {
				t.Errorf("%s publishes port %s at %q", service.Name, port.Published, port.HostIP)
			}
			published = append(published, fmt.Sprintf("%s:%d", service.Name, port.Target))
		}
	}
	slices.Sort(published)
	if want := []string{"kratos:4433", "mailpit:8025", "thyra:3000"}; !slices.Equal(published, want) {
		t.Errorf("published are %v, want %v", published, want)
	}
}

// An image without a version is another one tomorrow.
func TestComposeNamesVersions(t *testing.T) {
	for _, service := range load(t).Services {
		if service.Build == nil && !strings.Contains(service.Image, ":") {
			t.Errorf("%s has the image %s, of no version", service.Name, service.Image)
		}
	}
}

// Each depends on what it can't do without, and Kratos starts on tables that are there.
func TestComposeOrder(t *testing.T) {
	project := load(t)
	for _, want := range [][3]string{
		{"thyra", "kratos", "service_started"},
		{"kratos", "migrate", "service_completed_successfully"},
		{"migrate", "postgres", "service_healthy"},
	} {
		if got := project.Services[want[0]].DependsOn[want[1]].Condition; got != want[2] {
			t.Errorf("%s waits for %s until %q, want %s", want[0], want[1], got, want[2])
		}
	}
	if got := project.Services["postgres"].Volumes[0]; project.Volumes[got.Source].Name == "" {
		t.Errorf("accounts lie in %+v, which is no named volume", got)
	}
}
