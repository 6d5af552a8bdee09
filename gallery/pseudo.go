package gallery

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strings"
)

// The pseudo-locale is English with accents, two fifths longer and in brackets: what has none was not translated, what has
// only one was cut off or glued together. XA is the region that CLDR keeps for this.
const (
	pseudoTag  = "en-XA"
	pseudoFile = "active." + pseudoTag + ".json"
)

// withFile is a file system with one more file in its root, as far as locales.Load looks.
type withFile struct {
	fs.FS
	name string
	data []byte
}

// Glob lists the file among the others.
func (f withFile) Glob(pattern string) ([]string, error) {
	names, err := fs.Glob(f.FS, pattern)
	if fits, _ := path.Match(pattern, f.name); fits {
		names = append(names, f.name)
	}
	return names, err
}

// ReadFile reads the file or one of the others.
func (f withFile) ReadFile(name string) ([]byte, error) {
	if name == f.name {
		return f.data, nil
	}
	return fs.ReadFile(f.FS, name)
}

// withPseudo adds the pseudo-locale to message files.
func withPseudo(messages fs.FS) (fs.FS, error) {
	english, err := fs.ReadFile(messages, "active.en.json")
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
	return withFile{messages, pseudoFile, data}, nil
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
