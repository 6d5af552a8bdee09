package brand

import (
	"fmt"
	"strings"
)

// mistakes collects what is wrong with a brand.
type mistakes struct {
	folder string
	errs   []error
	// unread are the keys whose values could not be read, so that nobody complains of what is in them instead.
	unread map[string]bool
}

// add tells a mistake of brand.json at a key, the path to a value such as colors.light.accent; "" is the file itself.
func (m *mistakes) add(key, format string, args ...any) {
	if m.unread[key] {
		return
	}
	m.addFile(strings.TrimSuffix("brand.json: "+key, ": "), format, args...)
}

// addFile tells a mistake of another file.
func (m *mistakes) addFile(name, format string, args ...any) {
	m.errs = append(m.errs, fmt.Errorf("%s/%s: %s", m.folder, name, fmt.Sprintf(format, args...)))
}

func (m *mistakes) unreadable(key string, err error) {
	m.add(key, "%v", err)
	m.unread[key] = true
}
