package brand

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

var (
	fontFamily = regexp.MustCompile(`^[\p{L}\p{N}_ -]+$`)
	// A stack goes into CSS as it is, so nothing in it may end a declaration.
	fontStack = regexp.MustCompile(`^[\p{L}\p{N}_ ,"'-]+$`)
)

func (v *validator) font(f *Font) {
	v.stack("font.stack", f.Stack)
	v.stack("font.heading", f.Heading)
	for i, file := range f.Files {
		if !fontFamily.MatchString(file.Family) {
			v.add(fmt.Sprintf("font.files[%d].family", i), "is %q: it must be the name of a font", file.Family)
		}
	}
	if f.Stack != "" && len(f.Files) > 0 && !f.used() {
		var families []string
		for _, file := range f.Files {
			families = append(families, file.Family)
		}
		v.add("font.stack", "names none of the fonts in files: %s", strings.Join(slices.Compact(families), ", "))
	}
}

func (v *validator) stack(key, stack string) {
	if stack != "" && (!fontStack.MatchString(stack) || strings.Count(stack, `"`)%2+strings.Count(stack, "'")%2 > 0) {
		v.add(key, "is %q: it must be names of fonts, such as Inter, \"Segoe UI\", sans-serif", stack)
	}
}

// used reports whether a stack names a font of the files, so that it is seen.
func (f *Font) used() bool {
	return slices.ContainsFunc(f.Files, func(file FontFile) bool { return names(f.Stack+","+f.Heading, file.Family) })
}

// names reports whether a family is in a stack.
func names(stack, family string) bool {
	for name := range strings.SplitSeq(stack, ",") {
		if strings.EqualFold(strings.Trim(strings.TrimSpace(name), `"'`), family) {
			return true
		}
	}
	return false
}
