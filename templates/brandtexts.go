package templates

import (
	"slices"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/kratos"
)

// brandTexts puts the brand's own line and the text of its main button on the page where a flow begins. Later pages have titles
// of their own, which the line would not go with.
func (b *builder) brandTexts() {
	if headingKey(b.Kind, b.Flow) != string(b.Kind)+".title" {
		return
	}
	own, language := &b.Site.Brand, b.Localizer.Lang()
	intros := map[kratos.Kind]brand.Text{kratos.Login: own.Intro.Login, kratos.Registration: own.Intro.Registration}
	if intro := intros[b.Kind].In(language); intro != "" {
		b.view.Intro = intro
	}
	texts := map[kratos.Kind]brand.Text{
		kratos.Login: own.Button.Login, kratos.Registration: own.Button.Registration,
		kratos.Recovery: own.Button.Recovery, kratos.Verification: own.Button.Verification,
	}
	if text := texts[b.Kind].In(language); text != "" {
		b.view.EachField(func(f *Field) {
			if finishes(f) {
				f.Label = text
			}
		})
	}
}

// finishes reports whether a field is the main button of a page, unless it only leads to the next step.
func finishes(f *Field) bool {
	return f.Widget == Submit && f.Weight == Primary && f.Name == kratos.NameMethod &&
		!slices.Contains([]string{kratos.GroupIdentifierFirst, kratos.GroupProfile}, f.Group)
}
