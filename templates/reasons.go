package templates

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/thyra-ui/thyra/kratos"
)

// reason says in the visitor's language what Kratos passes on in English: what its schema validator found (which later versions
// have ids for), what a social sign-in provider said, that nobody may sign up, and that there were too many tries. It is "" for what is known to nobody.
func (b *builder) reason(t *kratos.Text) string {
	if t.ID != kratos.MessageInvalid {
		return ""
	}
	_, format, named := strings.Cut(strings.TrimSuffix(t.Text, `"`), ` is not valid "`)
	options, choice := strings.CutPrefix(t.Text, "value must be one of ")
	switch {
	// Its words are not ours to repeat.
	case strings.Contains(t.Text, "the OpenID Provider returned error") && strings.Contains(t.Text, `"access_denied"`):
		return b.Localizer.T("form.provider_denied")
	case strings.Contains(t.Text, "the OpenID Provider returned error"):
		return b.Localizer.T("form.provider_failed")
	case strings.Contains(t.Text, "Registration is not allowed because it was disabled"):
		return b.Localizer.T("error.disabled.registration.text")
	case strings.Contains(t.Text, "submitted too often"):
		return b.Localizer.T("form.too_often")
	case choice:
		return b.Localizer.With("form.one_of", map[string]any{"options": b.Localizer.List(choices(options))})
	case named:
		return b.badFormat(format)
	}
	return ""
}

// choices reads a list of JSON values without its brackets; what is none stays as it is.
func choices(list string) []string {
	var values []any
	if json.Unmarshal([]byte("["+list+"]"), &values) != nil {
		return []string{list}
	}
	words := make([]string, len(values))
	for i, value := range values {
		words[i] = fmt.Sprint(value)
	}
	return words
}

// badFormat says what a value of a format of JSON schema looks like.
func (b *builder) badFormat(format string) string {
	switch format {
	case "email":
		return b.Localizer.Message(kratos.MessageInvalidEmail, nil, "")
	case "tel":
		return b.Localizer.Message(kratos.MessageInvalidPhone, nil, "")
	case "uri", "iri":
		return b.Localizer.T("form.bad_url")
	case "date":
		return b.Localizer.T("form.bad_date")
	case "time":
		return b.Localizer.T("form.bad_time")
	case "date-time":
		return b.Localizer.T("form.bad_instant")
	}
	return b.Localizer.Message(kratos.MessagePattern, nil, "")
}
