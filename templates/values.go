package templates

import (
	"net/mail"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/thyra-ui/thyra/kratos"
)

// plainFormats are the values that a browser's own control shows and posts as they are.
var plainFormats = map[string]*regexp.Regexp{
	"color": regexp.MustCompile(`^#[0-9a-fA-F]{6}$`),
	"time":  regexp.MustCompile(`^(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,3})?)?$`),
	"month": regexp.MustCompile(`^[0-9]{4}-(?:0[1-9]|1[0-2])$`),
	"week":  regexp.MustCompile(`^[0-9]{4}-W(?:0[1-9]|[1-4][0-9]|5[0-3])$`),
}

var (
	htmlEmail  = regexp.MustCompile(`^[a-zA-Z0-9.!#$%&'*+/=?^_{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*$`)
	webAddress = regexp.MustCompile(`^[hH][tT][tT][pP][sS]?://[a-zA-Z0-9.-]+(?::[0-9]{1,5})?(?:[/?#][!-~]*)?$`)
	htmlNumber = regexp.MustCompile(`^-?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$`)
	// exactPattern is a pattern of an identity schema that means the same to Kratos, which looks for it anywhere in a value and reads it as Go does, and
	// to a browser, which compares the whole value and reads it as JavaScript does.
	exactPattern = regexp.MustCompile(`^\^(?:[A-Za-z0-9 _@,:;]|\[\^?(?:[A-Za-z0-9]-[A-Za-z0-9]|[A-Za-z0-9_])+\]|\\[dws.+/-]|[.*+?]|\{[0-9]+(?:,[0-9]*)?\})*\$$`)
)

// keeps reports whether the browser's control of this type shows a value and lets it be posted as it is. Others it shows as
// nothing or as something else, or holds up the whole form for.
func keeps(inputType, value string) bool {
	if inputType == "range" || inputType == "color" && value == "" {
		return false // these would post what nobody chose
	}
	if value == "" {
		return true
	}
	switch inputType {
	case kratos.InputDate:
		day, err := time.Parse(time.DateOnly, value)
		return err == nil && day.Year() > 0
	case kratos.InputNumber:
		_, err := strconv.ParseFloat(value, 64)
		return err == nil && htmlNumber.MatchString(value)
	case kratos.InputEmail:
		_, err := mail.ParseAddress(value) // as Kratos does, which knows more of them
		return trimmed(value) && (err != nil || htmlEmail.MatchString(value))
	case kratos.InputURL:
		u, err := url.Parse(value)
		return trimmed(value) && (err != nil || !u.IsAbs() || webAddress.MatchString(value))
	}
	format, known := plainFormats[inputType]
	return !known || format.MatchString(value)
}

func trimmed(value string) bool { return strings.TrimSpace(value) == value }

// keyboards are the on-screen keyboards of the types that a text field stands in for.
var keyboards = map[string]string{
	kratos.InputEmail: "email", kratos.InputURL: "url", kratos.InputTel: "tel", kratos.InputNumber: "decimal", "range": "decimal",
}

// keepValue chooses a control that loses nothing of a value.
func (b *builder) keepValue(f *Field, a *kratos.Attributes) {
	switch {
	case strings.ContainsAny(f.Value, "\r\n"):
		f.Widget, f.Type = TextArea, kratos.InputText
	case f.Type == kratos.InputDateTimeLocal:
		// Kratos has instants with a zone, which this type has not: it shows none of them, and posts what Kratos refuses.
		f.Type, f.Instant, f.Hint = kratos.InputText, true, b.Localizer.T("form.instant")
	case !keeps(f.Type, f.Value):
		f.Type = kratos.InputText
	}
	if f.Type != a.Type && f.InputMode == "" {
		f.InputMode = keyboards[a.Type]
	}
	if isTrait(f.Name) && !exactPattern.MatchString(f.Pattern) {
		f.Pattern = ""
	}
}
