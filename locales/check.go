package locales

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
)

const (
	englishTag  = "en"
	englishFile = "active.en.json"
)

// Problem is something wrong with a message file.
type Problem struct {
	// File is the name of the file, and Key that of the message; "" when the problem is the whole file's.
	File, Key string
	// Text says what is wrong.
	Text string
	// Harmless is what does not keep a catalog from taking the file (Extend): a message is missing, stale, longer than its place or
	// without the words of the glossary.
	Harmless bool
}

// Error is the problem in one line.
func (p Problem) Error() string {
	if p.Key == "" {
		return p.File + ": " + p.Text
	}
	return p.File + ": " + p.Key + ": " + p.Text
}

// Check compares the message files of a file system with English: what is missing, stale, unused or wrong, sorted by file and
// key. English is the file system's own, or that of Files. What a language of Files lacks in the file system counts as there,
// since Files still has it. A file glossary.{tag}.json beside names the words for English terms: "passkey": ["Passkey"].
func Check(files fs.FS) ([]Problem, error) {
	names, err := fs.Glob(files, "active.*.json")
	if err != nil {
		return nil, fmt.Errorf("locales: %w", err)
	}
	descriptions, err := Describe()
	if err != nil {
		return nil, err
	}
	c := &checker{descriptions: descriptions}
	if c.english, _, err = read(Files(), englishFile); err != nil {
		return nil, err
	}
	if slices.Contains(names, englishFile) {
		if !c.checkForm(files, englishFile) {
			return c.problems, nil
		}
		own, _, err := read(files, englishFile)
		if err != nil {
			c.add(englishFile, "", "%v", errors.Unwrap(err))
			return c.problems, nil
		}
		c.english = merged(c.english, own)
		c.checkEnglish(own)
	}
	c.source = byKey(c.english)
	for _, name := range names {
		if name != englishFile {
			c.checkFile(files, name)
		}
	}
	slices.SortFunc(c.problems, func(a, b Problem) int { return strings.Compare(a.Error(), b.Error()) })
	return slices.Compact(c.problems), nil
}

// checker collects the problems of all files.
type checker struct {
	english      []*i18n.Message
	source       map[string]*i18n.Message
	descriptions *Descriptions
	problems     []Problem
}

func (c *checker) add(file, key, format string, args ...any) {
	c.problems = append(c.problems, Problem{File: file, Key: key, Text: fmt.Sprintf(format, args...)})
}

// advise adds a problem that is harmless.
func (c *checker) advise(file, key, format string, args ...any) {
	c.problems = append(c.problems, Problem{File: file, Key: key, Text: fmt.Sprintf(format, args...), Harmless: true})
}

// checkEnglish checks what only the source of all translations has: descriptions.
func (c *checker) checkEnglish(own []*i18n.Message) {
	messages := byKey(own)
	known := byKey(c.english)
	for _, m := range own {
		if c.descriptions.Messages[m.ID].Text == "" {
			c.add(englishFile, m.ID, "has no description in descriptions.json")
		}
		for name := range placeholders(m.Other) {
			if c.descriptions.Placeholders[name] == "" {
				c.add(englishFile, m.ID, "uses {{.%s}}, which descriptions.json does not explain", name)
			}
		}
		c.checkMessage(&file{name: englishFile, tag: language.English}, m, messages[m.ID])
	}
	for key := range c.descriptions.Messages {
		if known[key] == nil {
			c.add("descriptions.json", key, "there is no such message")
		}
	}
}

// file is what all messages of a file are checked with.
type file struct {
	name     string
	tag      language.Tag
	glossary []term
}

func (c *checker) checkFile(files fs.FS, name string) {
	if !c.checkForm(files, name) {
		return
	}
	own, tag, err := read(files, name)
	if err != nil {
		c.add(name, "", "%v", errors.Unwrap(err))
		return
	}
	written := tagOf(name)
	if tag.String() != written || tag == language.Und {
		c.add(name, "", "must be named by a BCP 47 tag, such as active.pt-BR.json")
		return
	}
	f := &file{name: name, tag: tag}
	if f.glossary, err = readGlossary(files, "glossary."+written+".json"); err != nil {
		c.add("glossary."+written+".json", "", "%v", err)
	}
	all := own
	if builtIn, _, err := read(Files(), name); err == nil {
		all = merged(builtIn, own)
	}
	there := byKey(all)
	for key := range c.source {
		if there[key] == nil {
			c.advise(name, key, "is missing")
		}
	}
	for _, m := range own {
		switch english := c.source[m.ID]; {
		case strings.HasPrefix(m.ID, "trait."):
			c.checkMessage(f, m, m) // named in English by the operator's schema
		case english == nil:
			c.add(name, m.ID, "is unused: English has no such message")
		default:
			if m.Hash != "" && m.Hash != hash(english) {
				c.advise(name, m.ID, "is stale: English says now %q; the hash of that is %s", english.Other, hash(english))
			}
			c.checkMessage(f, m, english)
		}
	}
}

// merged are the messages of two lists, the second's where both have one.
func merged(base, over []*i18n.Message) []*i18n.Message {
	all := byKey(base)
	maps.Copy(all, byKey(over))
	return slices.Collect(maps.Values(all))
}

func byKey(messages []*i18n.Message) map[string]*i18n.Message {
	all := make(map[string]*i18n.Message, len(messages))
	for _, m := range messages {
		all[m.ID] = m
	}
	return all
}
