package templates

import (
	"cmp"
	"slices"
	"strings"
)

// numberKeys tells the rows apart that would read the same, by a number: two keys of one minute, or of one name. The oldest is the
// first, whatever order Kratos sent them in.
func (b *builder) numberKeys() {
	same := map[string][]*Field{}
	for _, key := range b.order {
		for _, f := range b.forms[key].Fields {
			if f.inRow() {
				same[f.Label] = append(same[f.Label], f)
			}
		}
	}
	for _, rows := range same {
		if len(rows) == 1 {
			continue
		}
		slices.SortFunc(rows, func(x, y *Field) int {
			return cmp.Or(strings.Compare(x.Since.At, y.Since.At), strings.Compare(x.Value, y.Value))
		})
		for i, f := range rows {
			number := b.Localizer.With("settings.number", map[string]any{"number": i + 1})
			f.Label = b.Localizer.List([]string{f.Label, number})
			if f.Item != "" {
				number = b.Localizer.List([]string{"\u2068" + f.Item + "\u2069", number}) // a name in another script keeps its direction
			}
			f.Item = number
		}
	}
}
