package brand

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

var (
	cssEscape = regexp.MustCompile(`(?s)\\(?:[0-9a-fA-F]{1,6}\s?|.)`)
	// cssForbidden matches what loads from elsewhere, runs scripts in old browsers or ends a style element.
	cssForbidden = regexp.MustCompile(`@import|url\(\s*["']?\s*(?:[a-z][a-z0-9+.-]*:|//)|["']\s*(?:(?:[a-z][a-z0-9+.-]*:)?//|https?:)|expression\s*\(|</style`)
	// cssToken matches comments, strings and URLs, so that none is mistaken for a part of another.
	cssToken = regexp.MustCompile(`(?is)/\*.*?(?:\*/|$)|url\(\s*(?:"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|((?:\\.|[^"'()\\\s])+))|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'`)
)

// css refuses what cssForbidden matches, inside comments too: old browsers disagree about where a comment ends.
func css(data []byte) error {
	data, err := text(data)
	if err != nil {
		return err
	}
	// As in link: browsers take a backslash in a URL for a slash, and drop tabs and line breaks.
	address := func(r rune) rune {
		switch {
		case r < ' ':
			return -1
		case r == '\\':
			return '/'
		}
		return unicode.ToLower(r)
	}
	if found := cssForbidden.FindString(strings.Map(address, unescape(string(data)))); found != "" {
		return fmt.Errorf("holds %s, which is not allowed: a brand's stylesheet loads nothing but files of its folder", found)
	}
	return nil
}

func unescape(text string) string {
	return cssEscape.ReplaceAllStringFunc(text, func(escape string) string {
		if r, err := strconv.ParseInt(strings.TrimSpace(escape[1:]), 16, 32); err == nil {
			return string(rune(r)) // @\69mport is an import
		}
		return strings.TrimPrefix(escape[1:], "\n") // a text that goes on in the next line
	})
}

// missing lists the URLs of a stylesheet that name none of the files.
func missing(stylesheet []byte, files map[string][]byte) (names []string) {
	for _, token := range cssToken.FindAllStringSubmatch(string(stylesheet), -1) {
		name := unescape(token[1] + token[2] + token[3]) // two of them are empty
		file, _, _ := strings.Cut(name, "#")
		file, _, _ = strings.Cut(file, "?")
		if _, ok := files[strings.TrimPrefix(file, "./")]; !ok && file != "" && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
