package templates

import (
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"github.com/thyra-ui/thyra/kratos"
)

// text is a Kratos text in the visitor's language. Texts that are data (keys, codes, masked addresses) stay as they are.
func (b *builder) text(t *kratos.Text, nodeName string) string {
	switch t.ID {
	case kratos.MessageTOTPSecret, kratos.MessageLookupSecret, kratos.MessageData:
		return t.Text
	case kratos.MessageTrait:
		title, name := t.Text, traitName(nodeName)
		if s, ok := t.Context["title"].(string); ok && s != "" {
			title = s
		}
		if s, ok := t.Context["name"].(string); ok && s != "" {
			name = traitName(s)
		}
		return b.Localizer.Trait(name, title)
	}
	if reason := b.reason(t); reason != "" {
		return reason
	}
	return b.Localizer.Message(t.ID, t.Context, t.Text)
}

func (b *builder) message(t *kratos.Text) Message {
	return Message{ID: strconv.FormatInt(t.ID, 10), Type: messageType(t), Text: b.text(b.brandedText(t), "")}
}

// messageType is what a message of a flow or node is. A web hook that refuses a step may send any number and type, and Kratos
// passes on every type but error as an info; its own infos have the numbers from 1000000 to 1999999.
func messageType(t *kratos.Text) string {
	switch {
	case t.Type == kratos.TextSuccess:
		return kratos.TextSuccess
	case t.Type == kratos.TextError, t.ID < 1000000, t.ID > 1999999:
		return kratos.TextError
	}
	return kratos.TextInfo
}

// flowMessages are those of the flow as a whole. Where Kratos asks both to sign in once more and for one more step, the step is
// reason enough.
func (b *builder) flowMessages() []Message {
	var messages []Message
	for i := range b.Flow.UI.Messages {
		t := &b.Flow.UI.Messages[i]
		if t.ID != kratos.MessageSignInAgain || !b.Flow.HasMessage(kratos.MessageSecondFactor) {
			messages = append(messages, b.message(t))
		}
	}
	return messages
}

// messages attaches a node's messages to its field, each once: Kratos repeats some. Those of a hidden field would be seen
// by nobody there, so they go to the top of the page. That a button lacks its value is Kratos's way to say that it was not
// pressed, which is nothing a visitor could mend: recovery says so of "send a new code" after going back.
func (b *builder) messages(f *Field, n *kratos.Node) {
	seen := make(map[Message]bool, len(n.Messages))
	for i := range n.Messages {
		m := b.message(&n.Messages[i])
		if f.Widget == Submit && n.Messages[i].ID == kratos.MessageRequired {
			continue
		}
		if f.Widget == Hidden {
			b.view.Messages = append(b.view.Messages, m)
			continue
		}
		if seen[m] {
			continue
		}
		seen[m] = true
		f.Messages = append(f.Messages, m)
		if m.Type == kratos.TextError {
			f.Invalid = true
			b.view.Problems = append(b.view.Problems, Problem{Message: m, Label: f.Label, FieldID: focusID(f)})
		}
	}
	describe := func(id string) { f.DescribedBy = strings.TrimSpace(f.DescribedBy + " " + id) }
	if f.Hint != "" {
		describe(f.ID + "-hint")
	}
	if len(f.Messages) > 0 {
		describe(f.ID + "-messages")
	}
}

// focusID is the id of a field that can take the focus; "" for what only shows something.
func focusID(f *Field) string {
	if slices.Contains([]Widget{Image, Text, Secret, Codes, Division}, f.Widget) {
		return ""
	}
	return f.ID
}

// textNode draws the authenticator key and the backup codes as what they are, other texts as text.
func (b *builder) textNode(f *Field, a *kratos.Attributes) {
	f.Widget = Text
	if a.Text == nil {
		return
	}
	f.Value = b.text(a.Text, "")
	switch a.Text.ID {
	case kratos.MessageTOTPSecret:
		f.Widget = Secret
	case kratos.MessageLookupSecrets:
		f.Widget = Codes
		f.Value = a.Text.Text
		f.Codes = b.recoveryCodes(a.Text)
	}
}

func (b *builder) recoveryCodes(t *kratos.Text) []RecoveryCode {
	list, _ := t.Context["secrets"].([]any)
	codes := make([]RecoveryCode, 0, len(list))
	for _, entry := range list {
		m, _ := entry.(map[string]any)
		id, _ := m["id"].(float64)
		fallback, _ := m["text"].(string)
		context, _ := m["context"].(map[string]any)
		text := kratos.Text{ID: int64(id), Text: fallback, Context: context}
		codes = append(codes, RecoveryCode{Text: b.text(&text, ""), Used: text.ID == kratos.MessageLookupSecretUsed})
	}
	if len(codes) == 0 {
		for code := range strings.SplitSeq(t.Text, ",") {
			codes = append(codes, RecoveryCode{Text: strings.TrimSpace(code)})
		}
	}
	return codes
}

// reservedData are the data attributes that our own script and tests act on, without their "data-". A page's own elements have
// them; what Kratos sends with a container must not look like one.
var reservedData = []string{
	"flow-address",
	"backup-code", "capslock", "chosen-address", "code", "codes", "copied", "copy", "download", "enter", "expires", "instant", "list", "list-add", "list-remove",
	"local", "onload-trigger", "print", "provider", "renew", "resend", "reveal", "saved", "testid", "trigger",
}

// division is a container that a script of Kratos's fills, a captcha for one.
func (b *builder) division(f *Field, a *kratos.Attributes) {
	f.Widget, f.Class = Division, a.Class
	f.Data = make(templ.Attributes, len(a.Data))
	for key, value := range a.Data {
		name := strings.TrimPrefix(dataName(key), "data-")
		if name != "" && !slices.Contains(reservedData, name) {
			f.Data["data-"+name] = value
		}
	}
}

// dataName keeps the characters of a data attribute's name that HTML allows everywhere.
func dataName(key string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9', r == '-', r == '_':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return -1
	}, key)
}

// imageSource keeps what an image may show: a file on a server or bytes in place.
func imageSource(raw string) string {
	if onServer(raw) || strings.HasPrefix(raw, "data:image/") {
		return raw
	}
	return ""
}
