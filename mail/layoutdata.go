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

// values are what the placeholders of layouts stand for. Conditions look at those that may be empty.
func (s *layoutData) values() map[string]string {
	return map[string]string{
		// What the data of the kind holds, by the names that it has there; empty for what it does not hold.
		"code": s.kind.code, "otherCode": s.otherCode(), "link": s.kind.link, "time": s.kind.time,
		// The keys of texts that not every kind has, and of that which says until when the message is of use.
		"more": s.kind.texts["more"], "linkPlain": s.kind.texts["linkPlain"], "expires": s.expires(),
		// Expressions and actions for Kratos.
		"hosts": s.hosts(), "otherHosts": s.otherHosts(), "brands": s.brandIDs(), "standard": s.standard(),
		"languages": s.chooseLanguages(), "brand": s.chooseBrand(), "texts": s.chooseTexts(),
	}
}

// otherCode is the name under which a message to a phone holds the code; empty where it is the same as in mails.
func (s *layoutData) otherCode() string {
	if s.kind.code == "recovery_code" {
		return "verification_code" // kratos/courier/template/sms.RecoveryCodeValidModel
	}
	return ""
}

func (s *layoutData) expires() string {
	if !slices.Contains(s.file.texts, "valid") {
		return ""
	}
	return s.kind.texts["valid"]
}

// brandIDs is the expression of the list of brands that a message may name.
func (s *layoutData) brandIDs() string {
	var ids []string
	for _, e := range s.brands.list {
		if e.ID != "" {
			ids = append(ids, e.ID)
		}
	}
	return list(ids)
}

// hosts is the expression of the map of hosts to brands.
func (s *layoutData) hosts() string {
	hosts := map[string]string{}
	for host, id := range s.brands.byHost() {
		hosts[host] = quoted(id)
	}
	return dict(hosts)
}

// otherHosts is the expression of the list of hosts that any brand's text messages may name.
func (s *layoutData) otherHosts() string { return list(s.brands.hosts) }

// standard is the expression of the id of the brand of those whom no brand claims.
func (s *layoutData) standard() string { return quoted(s.brands.list[s.brands.standard].ID) }

// chooseLanguages is the action that sets $languages, the languages of the brand in $brand, the default first.
func (s *layoutData) chooseLanguages() string {
	var chain branches
	for _, e := range s.brands.list {
		chain.add("eq $brand "+quoted(e.ID), "{{ $languages = "+list(e.tags())+" }}")
	}
	return chain.String()
}

// chooseBrand is the action that sets $b, what is known of the brand in $brand, in the language in $lang.
func (s *layoutData) chooseBrand() string {
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

// chooseTexts is the action that sets $t, the texts of the template in the language in $lang. Where a brand words some of them in its
// own way, those follow.
func (s *layoutData) chooseTexts() string {
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
