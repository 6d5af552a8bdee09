package locales

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
)

// checkForm says which keys of a message file stand there twice, of which encoding/json takes the last, and which have a value that
// is neither a text nor an object of texts. It is not ok where the file can't be read as messages for that.
func (c *checker) checkForm(files fs.FS, name string) (ok bool) {
	data, err := fs.ReadFile(files, name)
	if err != nil {
		c.add(name, "", "%v", err)
		return false
	}
	values, err := members(data)
	if err != nil {
		c.add(name, "", "%v", err)
		return false
	}
	ok = true
	seen := map[string]bool{}
	for _, v := range values {
		if seen[v.key] {
			c.add(name, v.key, "stands there twice")
		}
		seen[v.key] = true
		if !isMessage(v.value) {
			c.add(name, v.key, `must be a text, or an object of texts: {"one": "…", "other": "…"}`)
			ok = false
		}
	}
	return ok
}

// member is a key of a JSON object and its value.
type member struct {
	key   string
	value any
}

// members are those of a JSON object in their order, also those whose key stands there twice. The error names the line.
func members(data []byte) ([]member, error) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	at := func(err error) error {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return errors.New("unexpected end of the file")
		}
		return fmt.Errorf("line %d: %w", 1+bytes.Count(data[:decoder.InputOffset()], []byte("\n")), err)
	}
	if start, err := decoder.Token(); err != nil {
		return nil, at(err)
	} else if start != json.Delim('{') {
		return nil, errors.New(`must be one object, {"key": "text", …}`)
	}
	var all []member
	for decoder.More() {
		key, err := decoder.Token()
		if err != nil {
			return nil, at(err)
		}
		m := member{key: fmt.Sprint(key)}
		if err := decoder.Decode(&m.value); err != nil {
			return nil, at(err)
		}
		all = append(all, m)
	}
	if _, err := decoder.Token(); err != nil {
		return nil, at(err)
	}
	return all, nil
}

// isMessage reports whether a value is a text or an object of texts.
func isMessage(value any) bool {
	switch v := value.(type) {
	case string:
		return true
	case map[string]any:
		for _, text := range v {
			if _, ok := text.(string); !ok {
				return false
			}
		}
		return true
	}
	return false
}
