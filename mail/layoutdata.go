package mail

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// layoutData is what a layout is filled with: it makes one template of one kind.
type layoutData struct {
	brands *brandList
	kind   kind
	file   file
}

func newLayoutData(brands *brandList, k kind, f file) *layoutData { return &layoutData{brands, k, f} }

// Code, Link and Time name what the data of the kind holds; empty for what it does not hold.
func (s *layoutData) Code() string { return s.kind.code }

// Link is described at Code.
func (s *layoutData) Link() string { return s.kind.link }

// Time is described at Code.
func (s *layoutData) Time() string { return s.kind.time }

// OtherCode is the name under which a message to a phone holds the code; empty where it is the same as in mails.
func (s *layoutData) OtherCode() string {
	if s.kind.code == "recovery_code" {
		return "verification_code" // kratos/courier/template/sms.RecoveryCodeValidModel
	}
	return ""
}

// Expires reports whether the template says until when the message is of use.
func (s *layoutData) Expires() bool { return s.Has("valid") && slices.Contains(s.file.texts, "valid") }

// Has reports whether the kind has a text of that name.
func (s *layoutData) Has(name string) bool { return s.kind.texts[name] != "" }

// BrandIDs is the expression of the list of brands that a message may name.
func (s *layoutData) BrandIDs() string {
	var ids []string
	for _, e := range s.brands.list {
		if e.ID != "" {
			ids = append(ids, e.ID)
		}
	}
	return list(ids)
}

// Hosts is the expression of the map of hosts to brands.
func (s *layoutData) Hosts() string {
	hosts := map[string]string{}
	for host, id := range s.brands.byHost() {
		hosts[host] = quoted(id)
	}
	return dict(hosts)
}

// OtherHosts is the expression of the list of hosts that any brand's text messages may name.
func (s *layoutData) OtherHosts() string { return list(s.brands.hosts) }

// Standard is the expression of the id of the brand of those whom no brand claims.
func (s *layoutData) Standard() string { return quoted(s.brands.list[s.brands.standard].ID) }

// Languages is the action that sets $languages, the languages of the brand in $brand, the default first.
func (s *layoutData) Languages() string {
	var chain branches
	for _, e := range s.brands.list {
		chain.add("eq $brand "+quoted(e.ID), "{{ $languages = "+list(e.tags())+" }}")
	}
	return chain.String()
}

// Brand is the action that sets $b, what is known of the brand in $brand, in the language in $lang.
func (s *layoutData) Brand() string {
	var chain branches
	for _, e := range s.brands.list {
		facts := e.name()
		if s.file.layout != "sms.tmpl" && s.file.layout != "subject.tmpl" {
			maps.Copy(facts, e.footer())
		}
		if s.file.layout == "html.tmpl" {
			maps.Copy(facts, e.looks())
		}
		chain.add("eq $brand "+quoted(e.ID), "{{ $b = "+dict(facts)+" }}")
	}
	return chain.String()
}

// Texts is the action that sets $t, the texts of the template in the language in $lang. Where a brand words some of them in its
// own way, those follow.
func (s *layoutData) Texts() string {
	base := s.brands.list[s.brands.standard]
	common := map[string]map[string]string{}
	var chain branches
	for _, tag := range s.brands.allTags() {
		common[tag] = s.texts(base, tag)
		chain.add("eq $lang "+quoted(tag), "{{ $t = "+dict(common[tag])+" }}")
	}
	out := chain.String()
	for i, e := range s.brands.list {
		if i == s.brands.standard {
			continue
		}
		for _, tag := range e.tags() {
			own := s.texts(e, tag)
			maps.DeleteFunc(own, func(name, text string) bool { return common[tag][name] == text })
			if len(own) > 0 {
				out += fmt.Sprintf("{{ if and (eq $brand %s) (eq $lang %s) }}{{ $t = merge (%s) $t }}{{ end }}", quoted(e.ID), quoted(tag), dict(own))
			}
		}
	}
	return out
}

// texts are the expressions of the texts of the template in one language.
func (s *layoutData) texts(e localizedBrand, tag string) map[string]string {
	at := max(slices.Index(e.tags(), tag), 0)
	l := e.languages[at]
	texts := map[string]string{"dir": quoted(l.Dir())}
	for _, name := range s.file.texts {
		if key := s.kind.texts[name]; key != "" {
			texts[name] = joined(l.With(key, placeholders()))
		}
	}
	return texts
}

// branches is a chain of {{if}} and {{else if}}.
type branches struct{ out strings.Builder }

func (b *branches) add(condition, action string) {
	word := "{{ if "
	if b.out.Len() > 0 {
		word = "{{ else if "
	}
	b.out.WriteString(word + condition + " }}" + action)
}

func (b *branches) String() string { return b.out.String() + "{{ end }}" }
