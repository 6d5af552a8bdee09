package locales

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/language"
)

// Choose picks the language for a visitor. preferences are Accept-Language lists (RFC 9110 12.5.4); the first that names a
// language of the catalog wins. Unknown tags are no error; without any match it is the fallback, or, where a list excludes that
// with q=0, the first language that none excludes.
func (c *Catalog) Choose(preferences ...string) *Localizer {
	var never []string
	for _, preference := range preferences {
		wanted, excluded := accepted(preference)
		if i, ok := c.lookup(wanted, excluded); ok {
			return c.localizers[i]
		}
		never = append(never, excluded...)
	}
	for i := range c.available {
		if !c.available[i].excludedBy(never, nil) {
			return c.localizers[i]
		}
	}
	return c.localizers[0]
}

// Match is Choose without a fallback: nil where no list names a language of the catalog.
func (c *Catalog) Match(preferences ...string) *Localizer {
	for _, preference := range preferences {
		if i, ok := c.lookup(accepted(preference)); ok {
			return c.localizers[i]
		}
	}
	return nil
}

// lookup is the lookup of RFC 4647 3.4: the first language of the list that the catalog has, be it in a less specific form. Before
// the next of the list comes the same language of another region, but never one in another script, which the visitor may not read.
func (c *Catalog) lookup(wanted []language.Tag, excluded []string) (i int, ok bool) {
	for _, tag := range wanted {
		found, least := -1, 0
		base, script := writtenIn(tag)
		for i := range c.available {
			a := &c.available[i]
			if a.base != base || a.script != script || a.excludedBy(excluded, wanted) {
				continue
			}
			if steps := stepsTo(tag, a.region); found < 0 || steps < least {
				found, least = i, steps
			}
		}
		if found >= 0 {
			return found, true
		}
	}
	return 0, false
}

// available is a language of the catalog as lookup compares it.
type available struct {
	name   string // the canonical tag
	base   language.Base
	script language.Script
	region language.Region // the zero Region where the tag names none
}

func availableIn(tags []language.Tag) []available {
	list := make([]available, len(tags))
	for i, tag := range tags {
		tag = canonical(tag)
		base, script := writtenIn(tag)
		list[i] = available{name: tag.String(), base: base, script: script, region: regionOf(tag)}
	}
	return list
}

// excludedBy reports whether a list excludes the language: in this form, or in a less specific one (de for de-AT) where the list
// does not want the more specific one.
func (a *available) excludedBy(excluded []string, wanted []language.Tag) bool {
	if len(excluded) == 0 {
		return false
	}
	for name := a.name; name != ""; name = name[:max(strings.LastIndexByte(name, '-'), 0)] {
		if slices.Contains(excluded, name) {
			return true
		}
		if slices.ContainsFunc(wanted, func(tag language.Tag) bool { return tag.String() == name }) {
			return false
		}
	}
	return false
}

// canonical replaces what a language is called by what lookup compares: iw is he, nb is no, cmn is zh.
func canonical(tag language.Tag) language.Tag {
	if c, err := language.All.Canonicalize(tag); err == nil {
		return c
	}
	return tag
}

// writtenIn is the language and its script, the likely one (CLDR) where the tag names none: Hant for zh-TW, Latn for sr-ME.
func writtenIn(tag language.Tag) (language.Base, language.Script) {
	base, _ := tag.Base()
	script, _ := tag.Script()
	return base, script
}

// regionOf is the region that a tag names; the zero Region where it names none.
func regionOf(tag language.Tag) language.Region {
	_, _, region := tag.Raw()
	return region
}

// maxSteps is more than a tag has parents.
const maxSteps = 8

// stepsTo counts the parents from a tag to one of this region, 0 for the tag itself: CLDR knows that es-MX is nearer to es-419 than
// to es. Where no parent has the region, the one where the language is spoken most comes before others.
func stepsTo(tag language.Tag, region language.Region) int {
	base, script := writtenIn(tag)
	for steps := range maxSteps {
		if regionOf(tag) == region {
			return steps
		}
		tag = tag.Parent()
	}
	if tag, err := language.Compose(base, script); err == nil {
		if likely, _ := tag.Region(); likely == region {
			return maxSteps
		}
	}
	return maxSteps + 1
}

// maxPreferences is how much of an Accept-Language list counts, in bytes, and maxTags how many languages: more than real
// visitors send, and each takes time.
const (
	maxPreferences = 512
	maxTags        = 32
)

// accepted reads an Accept-Language list: the tags by weight, canonical, and the names of those that it excludes with q=0. What is
// no language tag, and *, is left out.
func accepted(list string) (wanted []language.Tag, excluded []string) {
	if len(list) > maxPreferences {
		list = list[:maxPreferences]
		list = list[:strings.LastIndexByte(list, ',')+1] // the last entry may be cut
	}
	type entry struct {
		tag    language.Tag
		weight float64
	}
	var entries []entry
	for text := range strings.SplitSeq(list, ",") {
		name, weight, ok := weighted(text)
		if !ok || len(entries) == maxTags {
			continue
		}
		tag, err := language.Parse(name)
		if base, _, _ := tag.Raw(); err == nil && base != (language.Base{}) {
			entries = append(entries, entry{canonical(tag), weight})
		}
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return cmp.Compare(b.weight, a.weight) })
	for _, e := range entries {
		if e.weight > 0 {
			wanted = append(wanted, e.tag)
		} else {
			excluded = append(excluded, e.tag.String())
		}
	}
	return wanted, excluded
}

// weighted parts an entry of an Accept-Language list into its tag and its weight, 1 where it has none. It is not ok where the
// weight is none.
func weighted(entry string) (name string, weight float64, ok bool) {
	name, parameter, found := strings.Cut(entry, ";")
	name = strings.TrimSpace(name)
	if !found {
		return name, 1, name != ""
	}
	key, value, _ := strings.Cut(parameter, "=")
	weight, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	return name, weight, name != "" && err == nil && weight >= 0 && weight <= 1 && strings.EqualFold(strings.TrimSpace(key), "q")
}
