package check_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	corev1 "k8s.io/api/core/v1"
	"sigs.k8s.io/yaml"
)

// chartValues are the values of Ory's chart kratos-selfservice-ui-node 0.43 that deploy/helm/values.yaml may have.
type chartValues struct {
	ReplicaCount int `json:"replicaCount"`
	Image        struct {
		Repository string `json:"repository"`
		Tag        string `json:"tag"`
		PullPolicy string `json:"pullPolicy"`
	} `json:"image"`
	KratosPublicURL  string `json:"kratosPublicUrl"`
	KratosBrowserURL string `json:"kratosBrowserUrl"`
	KratosAdminURL   string `json:"kratosAdminUrl"`
	JWKSURL          string `json:"jwksUrl"`
	ProjectName      string `json:"projectName"`
	BasePath         string `json:"basePath"`
	SecurityMode     string `json:"securityMode"`
	Config           struct {
		CSRFCookieName string `json:"csrfCookieName"`
	} `json:"config"`
	SecurityContext corev1.SecurityContext `json:"securityContext"`
	Deployment      struct {
		ExtraEnv  []corev1.EnvVar             `json:"extraEnv"`
		Resources corev1.ResourceRequirements `json:"resources"`
	} `json:"deployment"`
}

// environment is what the chart writes into the deployment. The secrets are random there.
func (v *chartValues) environment() []string {
	variables := []string{
		"KRATOS_PUBLIC_URL=" + v.KratosPublicURL,
		"KRATOS_BROWSER_URL=" + v.KratosBrowserURL,
		"PROJECT_NAME=" + v.ProjectName,
		"BASE_PATH=" + v.BasePath,
		"JWKS_URL=" + v.JWKSURL,
		"KRATOS_ADMIN_URL=" + v.KratosAdminURL,
		"SECURITY_MODE=" + v.SecurityMode,
		"COOKIE_SECRET=k3Yy0Jm1bq8mXcV2oZ7dT5fGh9sLwRpA",
		"CSRF_COOKIE_SECRET=Q8nTz4Hq6sB1xKj9Wd3mYv5cUe7aLr2G",
		"CSRF_COOKIE_NAME=" + v.Config.CSRFCookieName,
	}
	for _, extra := range v.Deployment.ExtraEnv {
		variables = append(variables, extra.Name+"="+extra.Value)
	}
	return variables
}

// serviceLinks are variables that Kubernetes adds for the services of Ory's chart for Kratos, unless a pod says that it wants none.
func serviceLinks() []string {
	var variables []string
	for _, service := range []string{"KRATOS_PUBLIC", "KRATOS_ADMIN", "KUBERNETES"} {
		variables = append(variables,
			service+"_SERVICE_HOST=10.96.0.7", service+"_SERVICE_PORT=80", service+"_SERVICE_PORT_HTTP=80", service+"_PORT=tcp://10.96.0.7:80",
			service+"_PORT_80_TCP=tcp://10.96.0.7:80", service+"_PORT_80_TCP_PROTO=tcp", service+"_PORT_80_TCP_PORT=80", service+"_PORT_80_TCP_ADDR=10.96.0.7")
	}
	return variables
}

// TestHelmStarts runs the server with what Ory's chart for the Node UI gives it: with these values, and with the chart's own where
// only the image is another.
func TestHelmStarts(t *testing.T) {
	t.Parallel()
	ours := helmValues(t)
	theirs := chartValues{
		KratosPublicURL: "http://kratos-public", KratosBrowserURL: "http://kratos-browserui", KratosAdminURL: "http://kratos-admin",
		JWKSURL: "http://oathkeeper-api", ProjectName: "SecureApp",
	}
	below := theirs
	below.BasePath = "/account"
	for name, values := range map[string]chartValues{"our values": ours, "the chart's own": theirs, "below a path": below} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			values.KratosPublicURL = fakeKratos(t)
			s := start(t, append(serviceLinks(), values.environment()...)...)
			for _, path := range []string{"/health/alive", "/health/ready", "/welcome"} {
				s.wantReady(t, values.BasePath+path)
			}
			wantNoWarningOf(t, s.log.String(), append(serviceLinks(), "JWKS_URL=", "SECURITY_MODE=", "COOKIE_SECRET=", "CSRF_COOKIE_SECRET=", "CSRF_COOKIE_NAME="))
		})
	}
}

// wantNoWarningOf fails the test if the log warns of a variable that nobody who uses the chart can do without.
func wantNoWarningOf(t *testing.T, log string, variables []string) {
	t.Helper()
	for line := range strings.Lines(log) {
		for _, variable := range variables {
			name, _, _ := strings.Cut(variable, "=")
			if strings.Contains(line, `"level":"WARN"`) && strings.Contains(line, name) {
				t.Errorf("the server warns of %s: %s", name, line)
			}
		}
	}
}

func helmValues(t *testing.T) (v chartValues) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(repository, "deploy", "helm", "values.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.UnmarshalStrict(text, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// The chart and the manifests run the same image.
func TestHelmImage(t *testing.T) {
	t.Parallel()
	v, m := helmValues(t), kubernetes(t)
	if got, want := v.Image.Repository+":"+v.Image.Tag, m.container().Image; got != want || strings.HasSuffix(got, ":") {
		t.Errorf("the chart runs %s, the manifests %s", got, want)
	}
}
