package templates

import (
	"slices"

	"github.com/a-h/templ"

	"github.com/thyra-ui/thyra/kratos"
)

// inputType is the type attribute: types that browsers don't know are text, whatever Kratos may call them one day.
func inputType(f *Field) string {
	switch {
	case f.Widget == Code, f.Type == "":
		return kratos.InputText
	}
	return f.Type
}

// inputAttributes are the attributes that inputs, checkboxes and selects share; only those that are set.
func inputAttributes(f *Field) templ.Attributer {
	attrs := make(templ.OrderedAttributes, 0, 8)
	add := func(name, value string) {
		if value != "" {
			attrs = append(attrs, templ.KeyValue[string, any]{Key: name, Value: value})
		}
	}
	flag := func(name string, on bool) {
		if on {
			attrs = append(attrs, templ.KeyValue[string, any]{Key: name, Value: true})
		}
	}
	add("autocomplete", f.Autocomplete)
	add("inputmode", f.InputMode)
	add("pattern", f.Pattern)
	add("maxlength", f.MaxLength)
	add("aria-describedby", f.DescribedBy)
	add("data-enter", f.Enter)
	add("data-onload-trigger", f.LoadTrigger)
	if f.Invalid {
		add("aria-invalid", "true")
	}
	if f.Type == kratos.InputNumber {
		add("step", "any")
	}
	if f.Widget == Code {
		add("data-code", "true")
	}
	if f.Name == kratos.NameLookupSecret {
		add("autocapitalize", "none")
		add("autocorrect", "off")
		add("spellcheck", "false")
		add("data-backup-code", "true")
	}
	if f.Name == userCodeName {
		add("dir", "ltr")
		add("autocapitalize", "none")
		add("autocorrect", "off")
		add("spellcheck", "false")
		add("data-user-code", "true")
	}
	if f.Name == kratos.NameIdentifier || f.Type == kratos.InputEmail {
		add("autocapitalize", "none")
		add("spellcheck", "false")
	}
	if f.Instant {
		add("data-instant", "true")
	}
	// A box that is required may be left empty: JSON schema wants a value, and false is one.
	flag("required", f.Required && f.Widget != Checkbox)
	flag("disabled", f.Disabled)
	flag("autofocus", f.Autofocus)
	return attrs
}

// buttonAttributes carry what the script needs to know about a button.
func buttonAttributes(f *Field) templ.Attributer {
	attrs := make(templ.OrderedAttributes, 0, 4)
	for _, kv := range [...][2]string{
		{"class", "button button-" + string(f.Weight)},
		{"data-trigger", f.Trigger},
		{"data-onload-trigger", f.LoadTrigger},
		{"data-provider", f.Provider},
		{"aria-describedby", f.DescribedBy},
	} {
		if kv[1] != "" {
			attrs = append(attrs, templ.KeyValue[string, any]{Key: kv[0], Value: kv[1]})
		}
	}
	if f.Short != "" {
		attrs = append(attrs, templ.KeyValue[string, any]{Key: "aria-label", Value: f.Label})
	}
	if f.Resend {
		attrs = append(attrs, templ.KeyValue[string, any]{Key: "data-resend", Value: "30"})
	}
	return attrs
}

// selectOptions are Kratos's choices, with an empty one where nothing has to be chosen or nothing is yet, and the value
// typed before when it is none of them.
func selectOptions(f *Field) []string {
	options := f.Options
	if !slices.Contains(options, f.Value) {
		options = append([]string{f.Value}, options...)
	}
	if !f.Required && !slices.Contains(options, "") {
		options = append([]string{""}, options...)
	}
	return options
}

// unanswered reports whether a box stands for something that nobody has said yet, nor has to: saving the page leaves it so, unless
// the box is ticked.
func unanswered(f *Field) bool { return f.Value == "" && !f.Required }

// kept reports whether the value of a field is posted although the field can't be changed.
func (f *Field) kept() bool { return f.Disabled && isTrait(f.Name) && f.Value != "" }

// optional reports whether the visitor may leave a field of their own data as it is. A box that was refused may not.
func optional(f *Field) bool {
	return !f.Required && isTrait(f.Name) && (f.Widget != Checkbox || !f.Invalid)
}

// chunks cuts a key into fours, which the style sets apart: copying the element gives the key without spaces.
func chunks(key string) []string {
	var parts []string
	for part := range slices.Chunk([]rune(key), 4) {
		parts = append(parts, string(part))
	}
	return parts
}
