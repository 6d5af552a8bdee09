package mail

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// An expression is source of a template action that gives a text or a list. Texts stand in it as quoted constants, so that
// nothing in them can be taken for an action, and html/template escapes them where they are shown.

// quoted is the expression of a text.
func quoted(text string) string { return strconv.Quote(text) }

// list is the expression of a list of texts.
func list(texts []string) string {
	parts := []string{"list"}
	for _, text := range texts {
		parts = append(parts, quoted(text))
	}
	return strings.Join(parts, " ")
}

// dict is the expression of a map of texts to expressions, in the order of the keys.
func dict(values map[string]string) string {
	parts := []string{"dict"}
	for _, key := range slices.Sorted(maps.Keys(values)) {
		parts = append(parts, quoted(key), values[key])
	}
	return strings.Join(parts, " ")
}

// variables are what messages have as placeholders, with the variable of the templates that holds it.
var variables = map[string]string{"brand": "$b.name", "code": "$code", "minutes": "$minutes", "time": "$time"}

// placeholder is a text that stands for a variable while a message is put together.
func placeholder(name string) string { return "⟦" + name + "⟧" }

// placeholders fills each placeholder of a message with a text that joined finds again.
func placeholders() map[string]any {
	data := map[string]any{}
	for name := range variables {
		data[name] = placeholder(name)
	}
	return data
}

// joined is the expression of a message that was made with placeholders.
func joined(text string) string {
	for name, variable := range variables {
		text = strings.ReplaceAll(text, placeholder(name), "\x00"+variable+"\x00")
	}
	parts := strings.Split(text, "\x00")
	if len(parts) == 1 {
		return quoted(text)
	}
	expression := "(print"
	for i, part := range parts {
		switch {
		case i%2 == 1:
			expression += " " + part
		case part != "":
			expression += " " + quoted(part)
		}
	}
	return expression + ")"
}
