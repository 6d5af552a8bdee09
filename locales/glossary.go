package locales

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
)

// term is a word of English and what a language may say for it, in lower case.
type term struct {
	english string
	match   *regexp.Regexp
	words   []string
}

// readGlossary reads the terms of a language, those with more words first; none when there is no file.
func readGlossary(files fs.FS, name string) ([]term, error) {
	data, err := fs.ReadFile(files, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var words map[string][]string
	if err := json.Unmarshal(data, &words); err != nil {
		return nil, fmt.Errorf(`must say for each English term what the language may say, "passkey": ["Passkey"]: %w`, err)
	}
	var terms []term
	for _, english := range slices.Sorted(maps.Keys(words)) {
		t := term{english: english, match: regexp.MustCompile(`(?i)\b` + regexp.QuoteMeta(english) + `s?\b`)}
		for _, word := range words[english] {
			t.words = append(t.words, strings.ToLower(word))
		}
		terms = append(terms, t)
	}
	slices.SortStableFunc(terms, func(a, b term) int { return len(b.english) - len(a.english) })
	return terms, nil
}

// checkTerms wants the words of the glossary where English has the term. A term within a longer one ("key" in "security key")
// does not count.
func (c *checker) checkTerms(f *file, m, english *i18n.Message) {
	source, text := placeholder.ReplaceAllString(english.Other, ""), strings.ToLower(m.Other)
	for _, t := range f.glossary {
		if !t.match.MatchString(source) {
			continue
		}
		source = t.match.ReplaceAllString(source, "")
		if !slices.ContainsFunc(t.words, func(word string) bool { return strings.Contains(text, word) }) {
			c.advise(f.name, m.ID, "says for %q none of: %s", t.english, strings.Join(t.words, ", "))
		}
	}
}
