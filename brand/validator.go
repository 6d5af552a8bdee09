package brand

import (
	"fmt"
	"strings"
)

// validator decodes and checks the files of one brand, or a brand made in code, and collects every error in them.
type validator struct {
	folder string // of the files; in code there is none
	about  string // what errors of keys begin with
	errs   []error
	// unread are the keys whose values could not be decoded: checks of their zero values would report nonsense.
	unread map[string]bool
}

// add collects an error at a key, the path to a value in brand.json such as colors.light.accent; "" is the file itself.
func (v *validator) add(key, format string, args ...any) {
	if v.unread[key] {
		return
	}
	v.errs = append(v.errs, fmt.Errorf("%s: %s", strings.TrimSuffix(v.about+": "+key, ": "), fmt.Sprintf(format, args...)))
}

// addFile collects an error of another file.
func (v *validator) addFile(name, format string, args ...any) {
	v.errs = append(v.errs, fmt.Errorf("%s/%s: %s", v.folder, name, fmt.Sprintf(format, args...)))
}

// unreadable collects the error of a value that can't be decoded.
func (v *validator) unreadable(key string, err error) {
	v.add(key, "%v", err)
	v.unread[key] = true
}
