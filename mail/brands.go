package mail

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/locales"
)

// brandList is the brands that mails are sent in the name of.
type brandList struct {
	list []localizedBrand
	// standard is the index of the brand of those whom no brand claims.
	standard int
	// hosts are those of text messages beside the brands' own.
	hosts []string
}

// localizedBrand is one brand in its languages.
type localizedBrand struct {
	*brand.Brand
	// languages are its words in each language, the default first.
	languages []*locales.Localizer
}

func newBrandList(o Options) (*brandList, error) {
	catalog := o.Locales
	if catalog == nil {
		builtIn, err := locales.Load(locales.Files())
		if err != nil {
			return nil, err
		}
		catalog = builtIn
	}
	catalog, err := catalog.Variant(locales.Variant{Default: o.Default})
	if err != nil {
		return nil, err
	}
	brands := o.Brands
	if brands == nil {
		if brands, err = brand.NewSet(); err != nil {
			return nil, err
		}
	}
	all := &brandList{hosts: normalHosts(o.Hosts)}
	standard := brands.Choose("", "", "")
	list := brands.All()
	if !slices.Contains(list, standard) {
		list = append(slices.Clone(list), standard)
	}
	for i, b := range list {
		if b.ID == "" && b != standard {
			return nil, fmt.Errorf("the brand %q has no ID, by which a mail could be in its name", b.Name.In(""))
		}
		own, err := catalog.Variant(locales.Variant{Default: b.Languages.Default, Allowed: b.Languages.Allowed, Wording: b.Wording})
		if err != nil {
			return nil, fmt.Errorf("brand %s: languages or wording: %w", b.ID, err)
		}
		e := localizedBrand{Brand: b}
		for _, tag := range own.Languages() {
			e.languages = append(e.languages, own.Choose(tag.String()))
		}
		all.list = append(all.list, e)
		if b == standard {
			all.standard = i
		}
	}
	return all, nil
}

// normalHosts are host names as templates compare them.
func normalHosts(hosts []string) []string {
	normal := make([]string, len(hosts))
	for i, host := range hosts {
		normal[i] = strings.TrimSuffix(strings.ToLower(host), ".")
	}
	slices.Sort(normal)
	return slices.Compact(normal)
}

// byHost gives the ids of brands by the hosts they claim.
func (a *brandList) byHost() map[string]string {
	hosts := map[string]string{}
	for _, e := range a.list {
		for _, host := range normalHosts(e.Hosts) {
			hosts[host] = e.ID
		}
	}
	return hosts
}

// tags are the languages of the brand, the default first.
func (b localizedBrand) tags() []string {
	tags := make([]string, len(b.languages))
	for i, l := range b.languages {
		tags[i] = l.Lang()
	}
	return tags
}

// allTags are the languages that any brand has.
func (a *brandList) allTags() []string {
	tags := map[string]bool{}
	for _, e := range a.list {
		for _, tag := range e.tags() {
			tags[tag] = true
		}
	}
	return slices.Sorted(maps.Keys(tags))
}
