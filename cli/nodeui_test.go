package cli

import (
	"crypto/tls"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/kratos/recordings"
)

// Every environment of ory/kratos-selfservice-ui-node in docs/from-node-ui.md starts the server as it stands, but for the addresses
// of this test, and every variable in it has a row in the table there.
func TestServerTakesThePlaceOfTheNodeUI(t *testing.T) {
	t.Parallel()
	kratos := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.ServeFileFS(w, r, recordings.Files, "v1.3.1/login-webauthn-passwordless.json")
	}))
	t.Cleanup(kratos.Close)
	certificate := newFilledStore(t, 1)
	document := readDocument(t, "../docs/from-node-ui.md")
	environments := shellBlocks(document)
	if len(environments) != 3 {
		t.Fatalf("docs/from-node-ui.md has %d environments", len(environments))
	}
	kratosURL := regexp.MustCompile(`(?m)^(KRATOS_PUBLIC_URL|ORY_SDK_URL)=.*`)
	for _, block := range environments {
		block = kratosURL.ReplaceAllString(block, "$1="+kratos.URL)
		block = strings.NewReplacer("/etc/tls/tls.crt", string(certificate.certPath), "/etc/tls/tls.key", string(certificate.keyPath)).Replace(block)
		variables := map[string]string{}
		for line := range strings.Lines(block) {
			name, value, _ := strings.Cut(strings.TrimSpace(line), "=")
			variables[name] = value
			if !strings.Contains(document, "`"+name+"`") {
				t.Errorf("docs/from-node-ui.md does not say what becomes of %s", name)
			}
		}
		variables["PORT"] = "0"
		p := startProcess(t, assignments(variables)...)
		for _, line := range p.warnings {
			if line.Variable != "" {
				t.Errorf("%s is taken for a slip", line.Variable)
			}
		}
		title := "Thyra"
		if name := variables["PROJECT_NAME"]; name != "" {
			title = name
		}
		if page := signInPage(t, p, variables); !strings.Contains(page, `name="password"`) || !strings.Contains(page, title+"</title>") {
			t.Errorf("with %v the sign-in page is\n%s", variables, page)
		}
	}
}

// signInPage gets the page of a login flow from a server with these settings.
func signInPage(t *testing.T, p *process, settings map[string]string) string {
	t.Helper()
	scheme := "http"
	if settings["TLS_CERT_PATH"] != "" {
		scheme = "https"
		p.client.Transport = &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
	}
	resp, err := p.client.Get(scheme + "://" + p.address + settings["BASE_PATH"] + "/login?flow=11111111-2222-4333-8444-555555555555")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	page, err := io.ReadAll(resp.Body)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Fatalf("status %d, %v", resp.StatusCode, err)
	}
	return string(page)
}

// assignments are variables as a process takes them.
func assignments(variables map[string]string) []string {
	var list []string
	for name, value := range variables {
		list = append(list, name+"="+value)
	}
	return list
}

// readDocument is a document of this repository.
func readDocument(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// shellBlocks are the blocks of a document that a shell can read.
func shellBlocks(document string) (blocks []string) {
	for _, match := range regexp.MustCompile("(?s)```(?:sh|bash)\n(.*?)```").FindAllStringSubmatch(document, -1) {
		blocks = append(blocks, strings.TrimSpace(match[1]))
	}
	return blocks
}
