package templates_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/a-h/templ"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/templates"
)

// FuzzRender draws whatever parses as a flow, as every kind: no panic, and no markup but ours. Bytes changed at random are
// seldom JSON, so one string of the document is changed as well.
func FuzzRender(f *testing.F) {
	for i, seed := range fixtures(f) {
		f.Add(seed.body, uint(i), payloads[i%len(payloads)])
	}
	f.Add(future(f), uint(0), "")
	languages := []*locales.Localizer{localizer(f, "en"), localizer(f, "de")}
	kinds := []kratos.Kind{kratos.Login, kratos.Registration, kratos.Recovery, kratos.Verification, kratos.Settings}
	f.Fuzz(func(t *testing.T, body []byte, target uint, payload string) {
		flow, err := kratos.Parse(changed(body, target, payload))
		if err != nil {
			return
		}
		for i, kind := range kinds {
			l := languages[i%len(languages)]
			view := templates.NewFlowView(request(kind, flow, l))
			var page bytes.Buffer
			if err := flowComponent(view).Render(locales.With(templ.WithNonce(t.Context(), nonce), l), &page); err != nil {
				t.Fatal(err)
			}
			doc, err := goquery.NewDocumentFromReader(&page)
			if err != nil {
				t.Fatal(err)
			}
			harmless(t, doc, string(kind))
			for _, form := range doc.Find("form").EachIter() {
				if method := form.AttrOr("method", ""); method != "post" && !strings.EqualFold(flow.UI.Method, "get") {
					t.Errorf("%s: a form with method %q", kind, method)
				}
			}
		}
	})
}

// changed replaces one string of a JSON document.
func changed(body []byte, target uint, payload string) []byte {
	var document any
	if json.Unmarshal(body, &document) != nil {
		return body
	}
	count := uint(0)
	leaves(document, "", func(string, func(any)) { count++ })
	if count == 0 {
		return body
	}
	i := uint(0)
	leaves(document, "", func(_ string, set func(any)) {
		if i == target%count {
			set(payload)
		}
		i++
	})
	out, err := json.Marshal(document)
	if err != nil {
		return body
	}
	return out
}
