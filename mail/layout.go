package mail

import (
	"embed"
	"fmt"
	"path"

	"github.com/thyra-ui/thyra/locales/template"
)

//go:embed layout/*.tmpl
var layoutFiles embed.FS

// layouts are what templates are made with, by name. Their own actions stand in square brackets: those in braces are Kratos's.
type layouts map[string]*template.Template

// choiceLayout makes what all templates begin with: the choice of brand and language.
const choiceLayout = "choice.tmpl"

func readLayouts() (layouts, error) {
	all := layouts{}
	entries, err := layoutFiles.ReadDir("layout")
	if err != nil {
		return nil, fmt.Errorf("mail: %w", err)
	}
	for _, entry := range entries {
		text, err := layoutFiles.ReadFile(path.Join("layout", entry.Name()))
		if err != nil {
			return nil, fmt.Errorf("mail: %w", err)
		}
		if all[entry.Name()], err = template.Parse(string(text), "[[", "]]"); err != nil {
			return nil, fmt.Errorf("mail: %s: %w", entry.Name(), err)
		}
	}
	return all, nil
}

// fill makes a template: a layout with what choiceLayout makes for its placeholder "choice".
func (l layouts) fill(name string, data map[string]string) (string, error) {
	choice, err := l.fillOne(choiceLayout, data)
	if err != nil {
		return "", err
	}
	data["choice"] = choice
	return l.fillOne(name, data)
}

func (l layouts) fillOne(name string, data map[string]string) (string, error) {
	text, err := l[name].Fill(func(key string) (string, bool) {
		value, ok := data[key]
		return value, ok
	})
	if err != nil {
		return "", fmt.Errorf("mail: %s: %w", name, err)
	}
	return text, nil
}
