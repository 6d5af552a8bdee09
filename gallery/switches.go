package gallery

import (
	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

// switches are other ways to look at what is shown.
type switches struct {
	Name    string
	Choices []choice
}

type choice struct {
	Name    string
	URL     string
	Current bool
}

// switches are those of a page that is at url in another view; only names those that it has.
func (g *Gallery) switches(v view, available []language.Tag, url func(view) string, only ...string) []switches {
	var tags, languages []string
	for _, tag := range available {
		name := display.Self.Name(tag)
		if tag.String() == pseudoTag {
			name = "Pseudo"
		}
		tags, languages = append(tags, tag.String()), append(languages, name)
	}
	brands, brandNames := g.brands.names()
	var all []switches
	for _, s := range []struct {
		name          string
		field         func(*view) *string
		values, names []string
	}{
		{"Brand", func(v *view) *string { return &v.Brand }, brands, brandNames},
		{"Language", func(v *view) *string { return &v.Lang }, tags, languages},
		{"Colors", func(v *view) *string { return &v.Theme }, themes, []string{"System", "Light", "Dark"}},
		{"Direction", func(v *view) *string { return &v.Dir }, directions, []string{"Auto", "LTR", "RTL"}},
		{"Width", func(v *view) *string { return &v.Width }, widths, []string{"Desktop", "Tablet", "Phone"}},
	} {
		if len(only) > 0 && place(only, s.name) == len(only) {
			continue
		}
		one := switches{Name: s.name}
		for i, value := range s.values {
			other := v
			*s.field(&other) = value
			one.Choices = append(one.Choices, choice{Name: s.names[i], URL: url(other), Current: other == v})
		}
		all = append(all, one)
	}
	return all
}
