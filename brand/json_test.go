package brand

import (
	"strings"
	"testing"
)

func TestLoadReadsUTF8Alone(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"Latin-1":                              "{\"name\": \"M\xfcller\"}",
		"UTF-16":                               "\xff\xfe{\x00}\x00",
		"UTF-16 without a mark, big end first": "\x00{\x00}",
	} {
		_, err := LoadOne(folder(map[string]string{"b/brand.json": text}), "b", known)
		if err == nil || !strings.Contains(err.Error(), "b/brand.json: is not UTF-8; save it as UTF-8") || strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: error %v", name, err)
		}
	}
	b, err := LoadOne(folder(map[string]string{"b/brand.json": "\xef\xbb\xbf{\"name\": \"Müller\"}"}), "b", known)
	if err != nil || b.Name != "Müller" {
		t.Errorf("with a byte order mark: %q, %v", b.Name, err)
	}
}
