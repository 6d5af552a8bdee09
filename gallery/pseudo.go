package gallery

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"testing/fstest"

	"github.com/thyra-ui/thyra/locales"
)

// The pseudo-locale is English with accents, two fifths longer and in brackets: what has none was not translated, what has
// only one was cut off or glued together. XA is the region that CLDR keeps for this.
const (
	pseudoTag  = "en-XA"
	pseudoFile = "active." + pseudoTag + ".json"
)

// withPseudo adds the pseudo-locale to a catalog.
func withPseudo(catalog *locales.Catalog) (*locales.Catalog, error) {
	english, err := fs.ReadFile(locales.Files(), "active.en.json")
	if err != nil {
		return nil, fmt.Errorf("gallery: %w", err)
	}
	var texts object
	if err := json.Unmarshal(english, &texts); err != nil {
		return nil, fmt.Errorf("gallery: active.en.json: %w", err)
	}
	data, err := json.Marshal(pseudoValue(texts))
	if err != nil {
		return nil, fmt.Errorf("gallery: %w", err)
	}
	return catalog.Extend(fstest.MapFS{pseudoFile: {Data: data}})
}

// pseudoValue goes through plural forms to the texts.
func pseudoValue(value any) any {
	switch v := value.(type) {
	case string:
		return pseudo(v)
	case object:
		for key := range v {
			v[key] = pseudoValue(v[key])
		}
	}
	return value
}

// action is a template action. It stays, whatever it says.
var action = regexp.MustCompile(`\{\{.*?\}\}`)

// accents replaces letters by ones that read alike. Vowels are doubled, which makes words longer rather than more.
var accents = strings.NewReplacer(
	"a", "áá", "e", "éé", "i", "íí", "o", "óó", "u", "úú", "A", "ÁÁ", "E", "ÉÉ", "I", "ÍÍ", "O", "ÓÓ", "U", "ÚÚ",
	"c", "ç", "n", "ñ", "s", "š", "y", "ý", "z", "ž", "C", "Ç", "N", "Ñ", "S", "Š", "Y", "Ý", "Z", "Ž",
)

func pseudo(text string) string {
	var b strings.Builder
	rest := 0
	for _, at := range action.FindAllStringIndex(text, -1) {
		b.WriteString(accents.Replace(text[rest:at[0]]))
		b.WriteString(text[at[0]:at[1]])
		rest = at[1]
	}
	b.WriteString(accents.Replace(text[rest:]))
	return "[!! " + b.String() + " !!]"
}
