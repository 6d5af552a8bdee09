package cli

import (
	"fmt"
	"reflect"
	"strings"
	"text/tabwriter"
)

// setting is a row of the configuration table.
type setting struct{ Name, Default, Doc string }

// settings lists every variable in the order of the struct.
func settings() []setting {
	var rows []setting
	for field := range reflect.TypeFor[Config]().Fields() {
		rows = append(rows, setting{field.Tag.Get("env"), field.Tag.Get("envDefault"), field.Tag.Get("doc")})
	}
	return rows
}

// usage is what `thyra -h` prints.
func usage() string {
	var b strings.Builder
	b.WriteString("thyra serves login and account pages for Ory Kratos. It is configured by its environment:\n\n")
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, s := range settings() {
		fmt.Fprintf(w, "  %s\t%s\t%s\n", s.Name, s.Default, strings.ReplaceAll(s.Doc, "**", ""))
	}
	_ = w.Flush() // a strings.Builder does not fail
	b.WriteString("\nBrands have commands of their own:\n\n  " + strings.ReplaceAll(strings.TrimSpace(brandUsage), "\n", "\n  ") + "\n")
	return b.String()
}
