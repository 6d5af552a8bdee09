package flows_test

import (
	"encoding/json"
	"os"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/harness"
)

// The page that asks for an address in full shows which masked one was chosen (recordings, since only newer versions of Kratos
// have the choice).
func TestRecoveryRepeatsTheChosenAddress(t *testing.T) {
	t.Parallel()
	r, s := shared.Replay(t)
	recorded := func(name string) any {
		body, err := os.ReadFile(harness.Path(t, "kratos", "recordings", "v26.2.0", name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		var flow any
		if err := json.Unmarshal(body, &flow); err != nil {
			t.Fatal(err)
		}
		return flow
	}
	const line = "[data-chosen-address]"
	hidden := `document.querySelector("` + line + `").hidden`
	tab := chrome.Start(t, chrome.Options{Viewport: chrome.Phone()})
	id := r.Serve(t, recorded("recovery-v2-multi-choose"))
	page := s.UIURL + "/recovery?flow=" + id
	tab.Goto(page)
	posts := tab.WatchPosts(chrome.NoAnswer)
	tab.Click("button[name=recovery_select_address]")
	posts.Await(1)

	r.Replace(t, id, recorded("recovery-v2-multi-confirm"))
	for range 2 { // an empty answer brings the page back
		tab.Goto(page)
		tab.Until("!" + hidden)
		if got := tab.Text(line + " bdi"); got != "+49****78" {
			t.Errorf("the page repeats %q", got)
		}
		if !chrome.Eval[bool](tab, `document.querySelector("input[name=recovery_confirm_address]").getAttribute("aria-describedby").includes(document.querySelector("`+line+`").id)`) {
			t.Error("the field is not described by it")
		}
	}

	// Another recovery in the same tab has another choice.
	tab.Goto(s.UIURL + "/recovery?flow=" + r.Serve(t, recorded("recovery-v2-multi-confirm")))
	tab.WaitFor("input[name=recovery_confirm_address]")
	if !chrome.Eval[bool](tab, hidden) {
		t.Error("the page repeats what was chosen elsewhere")
	}
}
