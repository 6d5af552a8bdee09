package templates

import (
	"slices"
	"strings"

	"github.com/thyra-ui/thyra/kratos"
)

// settingsOrder is the order of the cards on the settings page; other groups follow.
var settingsOrder = []string{
	kratos.GroupProfile, kratos.GroupPassword, kratos.GroupPasskey, kratos.GroupWebAuthn, kratos.GroupDeviceAuthn, kratos.GroupTOTP,
	kratos.GroupLookupSecret, kratos.GroupOIDC, kratos.GroupSAML,
}

// cards groups the forms of the settings page.
func (b *builder) cards() {
	cardRank := func(group string) int {
		if i := slices.Index(settingsOrder, group); i >= 0 {
			return i
		}
		return len(settingsOrder)
	}
	at, saved := map[string]int{}, b.Flow.HasMessage(kratos.MessageSettingsSaved)
	for _, key := range b.order {
		if !slices.ContainsFunc(b.forms[key].Fields, func(f *Field) bool { return f.Widget != Hidden }) {
			continue // data for a script or an app, without a button to send it
		}
		group := strings.TrimSuffix(key, " actions")
		i, ok := at[group]
		if !ok {
			i = len(b.view.Cards)
			at[group] = i
			card := b.card(group)
			card.Saved = saved
			b.view.Cards = append(b.view.Cards, card)
		} else {
			b.forms[key].TestID += "-actions"
		}
		if slices.ContainsFunc(b.forms[key].Fields, showsCodes) {
			// The page comes back with the codes on it; browsers keep the fragment over Kratos's redirect.
			b.forms[key].Action += "#" + group
		}
		b.view.Cards[i].Forms = append(b.view.Cards[i].Forms, b.forms[key])
	}
	for _, factor := range b.Flow.Factors() {
		if i, ok := at[factor.Group]; ok && !factor.Untold {
			b.view.Cards[i].Factor = &factor
		}
	}
	slices.SortStableFunc(b.view.Cards, func(x, y Card) int { return cardRank(x.Group) - cardRank(y.Group) })
}

// showsCodes reports whether a button makes Kratos show backup codes.
func showsCodes(f *Field) bool {
	return f.Name == kratos.NameLookupSecretReveal || f.Name == kratos.NameLookupSecretRegenerate
}

func (b *builder) card(group string) Card {
	title, intro := "settings."+group+".title", "settings."+group+".intro"
	card := Card{Group: group, Title: b.Localizer.T(title), Intro: b.Localizer.T(intro)}
	if card.Title == title {
		card.Title, card.Intro = group, ""
	}
	if card.Intro == intro {
		card.Intro = ""
	}
	return card
}
