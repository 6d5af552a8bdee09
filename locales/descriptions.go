package locales

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
)

// Description tells translators about one message.
type Description struct {
	// Name is Kratos's constant for a message with a number; "" for our own.
	Name string `json:"name"`
	// Text says where the message stands, and what it must not say.
	Text string `json:"description"`
	// Max is the number of characters that the place of the message has room for; 0 where it may be of any length.
	Max int `json:"max"`
}

// Descriptions tell translators about messages.
type Descriptions struct {
	// Placeholders says what stands for a placeholder, by its name, which means the same in all messages.
	Placeholders map[string]string `json:"placeholders"`
	// Messages are by key. All English ones have a description.
	Messages map[string]Description `json:"messages"`
}

// Describe reads the descriptions of the messages in Files.
func Describe() (*Descriptions, error) {
	d := &Descriptions{}
	data, err := fs.ReadFile(Files(), "descriptions.json")
	if err != nil {
		return nil, fmt.Errorf("locales: %w", err)
	}
	if err := json.Unmarshal(data, d); err != nil {
		return nil, fmt.Errorf("locales: descriptions.json: %w", err)
	}
	return d, nil
}

// Of is everything that a translator should know about a message, as one text.
func (d *Descriptions) Of(key, english string) string {
	message := d.Messages[key]
	parts := []string{}
	if message.Name != "" {
		parts = append(parts, message.Name+".")
	}
	parts = append(parts, message.Text)
	names := placeholders(english)
	for _, name := range slices.Sorted(maps.Keys(names)) {
		parts = append(parts, "{{."+name+"}}: "+d.Placeholders[name]+".")
	}
	if message.Max > 0 {
		parts = append(parts, fmt.Sprintf("At most %d characters.", message.Max))
	}
	return strings.Join(parts, " ")
}
