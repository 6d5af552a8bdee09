package templates_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/kratos"
)

// A container that looked like one of the page's own elements could have the script copy, reveal or send something.
func TestContainersCarryNothingOurScriptActsOn(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../static/js/*.js")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	acted := map[string]bool{"testid": true}
	for _, file := range files {
		script, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range regexp.MustCompile(`\[data-([a-z-]+)`).FindAllStringSubmatch(string(script), -1) {
			acted[match[1]] = true
		}
		for _, match := range regexp.MustCompile(`dataset\.([a-zA-Z]+)`).FindAllStringSubmatch(string(script), -1) {
			acted[strings.ToLower(regexp.MustCompile(`[A-Z]`).ReplaceAllString(match[1], "-$0"))] = true
		}
	}
	if len(acted) < 15 {
		t.Fatalf("the script acts on %v: is it read?", acted)
	}
	data := map[string]string{"sitekey": "x", "Theme": "dark", "data-size": "normal"}
	for name := range acted {
		data[name], data["data-"+strings.ToUpper(name)] = "x", "x"
	}
	f := &kratos.Flow{ID: "1", UI: kratos.Container{Action: "https://kratos/", Nodes: []kratos.Node{
		{Type: "div", Group: "captcha", Attributes: kratos.Attributes{NodeType: "div", ID: "captcha", Data: data}},
	}}}
	doc, _, _ := drawFlow(t, kratos.Login, f, localizer(t, "en"))
	container := byID(doc, "captcha")
	if container.Length() != 1 || container.AttrOr("data-sitekey", "") != "x" || container.AttrOr("data-theme", "") != "dark" || container.AttrOr("data-size", "") != "normal" {
		t.Error("a container lost what its own script needs")
	}
	for name := range acted {
		if got := container.AttrOr("data-"+name, ""); got == "x" {
			t.Errorf("a container carries data-%s, which our script acts on", name)
		}
	}
}
