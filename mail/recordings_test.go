package mail_test

import (
	"encoding/json"
	"io/fs"
	"strings"
	"testing"

	"github.com/thyra-ui/thyra/kratos/recordings"
	"github.com/thyra-ui/thyra/mail"
)

// What Kratos really knew when it sent a mail is enough for ours.
func TestRecordedMailsCanBeSentAnew(t *testing.T) {
	t.Parallel()
	files := filesOf(t, mail.Options{Brands: exampleBrands(t)})
	names, err := fs.Glob(recordings.Files, "v*/mail-*.json")
	if err != nil || len(names) < 12 {
		t.Fatalf("only %d mails are recorded: %v", len(names), err)
	}
	for _, name := range names {
		var sent struct {
			TemplateType string         `json:"template_type"`
			TemplateData map[string]any `json:"template_data"`
		}
		body, err := fs.ReadFile(recordings.Files, name)
		if err == nil {
			err = json.Unmarshal(body, &sent)
		}
		if err != nil {
			t.Fatal(err)
		}
		folder := strings.TrimSuffix(sent.TemplateType, "_valid") + "/valid/"
		text := render(t, files, folder+"email.body.plaintext.gotmpl", sent.TemplateData)
		doc := document(t, render(t, files, folder+"email.body.gotmpl", sent.TemplateData))
		for key, value := range sent.TemplateData {
			secret, _ := value.(string)
			if (strings.HasSuffix(key, "_code") || strings.HasSuffix(key, "_url") && key != "request_url") && (!strings.Contains(text, secret) || !strings.Contains(doc.Text(), secret)) {
				t.Errorf("%s: the mail lacks %s", name, key)
			}
		}
		if hasExpiry := sent.TemplateData["expires_in_minutes"] != nil; strings.Contains(text, "Valid for 15 min") != hasExpiry {
			t.Errorf("%s: how long it is valid is wrong:\n%s", name, text)
		}
	}
}
