package templates

import (
	"slices"
	"strings"
	"time"

	"github.com/thyra-ui/thyra/kratos"
)

// assemble completes the forms once all nodes are known, and puts them on the page.
func (b *builder) assemble() {
	b.shareIdentifier()
	b.nameAccounts()
	b.numberKeys()
	slices.SortStableFunc(b.order, func(x, y string) int { return b.formRank(x) - b.formRank(y) })
	led, shown, divided := false, false, false
	for _, key := range b.order {
		form := b.forms[key]
		form.CSRF = b.csrf
		if form.Method == "post" {
			form.TransientPayload = b.TransientPayload
		}
		if key == backForm {
			form.Fields = append(b.hiddenTraits(), form.Fields...)
		}
		leads, visible := b.leads(key), shows(form)
		form.Secondary = shown || key == socialForm || leads && shows(b.forms[mainForm])
		arrangeButtons(form, b.Kind == kratos.Settings)
		if shown && key == kratos.GroupLookupSecret && b.Kind == kratos.Login {
			b.foldBackupCodes(form)
		}
		if key == socialForm && b.Kind != kratos.Settings {
			form.Grid, form.More = grid(form)
		}
		// An "or" inside an earlier form already says that alternatives follow.
		form.Divided = key != backForm && !leads && form.Fold == "" && (shown && !divided || led && !shown && visible)
		led, shown = led || leads, shown || visible && !leads
		divided = divided || slices.ContainsFunc(form.Fields, func(f *Field) bool { return f.Divided })
		if b.Kind != kratos.Settings {
			b.view.Forms = append(b.view.Forms, form)
		}
	}
	if b.Kind == kratos.Settings {
		b.cards()
	}
	b.brandTexts()
	b.view.Nothing = b.nothing()
	b.markLastUsed()
	if b.postable() && !b.Flow.ExpiresAt.IsZero() {
		b.view.ExpiresAt = b.Flow.ExpiresAt.UTC().Format(time.RFC3339)
	}
	b.autofocus()
}

// shows reports whether there is anything to see of a form; there is nothing of none.
func shows(form *Form) bool {
	return form != nil && slices.ContainsFunc(form.Fields, func(f *Field) bool { return f.Widget != Hidden })
}

// nothing says in words that there is no way to sign in or up, where that is so.
func (b *builder) nothing() string {
	f, l := b.Flow, b.Localizer
	login, organization := b.Kind == kratos.Login, f.Organization != ""
	switch {
	case !login && b.Kind != kratos.Registration, f.State == kratos.StatePassedChallenge, f.Offers():
		return ""
	case f.RequestedAAL == kratos.AAL2:
		return l.T("login.no_second_factor")
	case login && organization:
		return l.T("login.no_method.organization")
	case login:
		return l.T("login.no_method")
	case organization:
		return l.T("registration.no_method.organization")
	}
	return l.T("registration.no_method")
}

// postable reports whether there is anything to send, which could come too late.
func (b *builder) postable() bool {
	for _, form := range b.forms {
		if !form.NoSubmit || slices.ContainsFunc(form.Fields, func(f *Field) bool { return f.Widget == Button }) {
			return true
		}
	}
	return false
}

// formRank orders forms: those that lead first, ways back last, actions after their group, the others by group.
func (b *builder) formRank(key string) int {
	switch {
	case b.leads(key):
		return b.leadRank(key)
	case key == mainForm:
		return 0
	case key == sendCodeForm:
		key = kratos.GroupCode
	case key == backForm:
		return 1000
	}
	group, actions := strings.CutSuffix(key, " actions")
	p := (b.rank(group) + 1) * 2
	if actions {
		p++
	}
	return p
}

// shareIdentifier puts the hidden fields that belong to no method where they are needed: the security key script reads
// the identifier from its own form, Kratos takes the first of a name, so they stand once, and the addresses' form must do
// without them.
func (b *builder) shareIdentifier() {
	if len(b.shared) == 0 {
		return
	}
	key := kratos.GroupWebAuthn
	if b.forms[key] == nil {
		key = kratos.GroupDefault
		if i := slices.IndexFunc(b.order, func(key string) bool { return key != sendCodeForm }); i >= 0 {
			key = b.order[i]
		}
	}
	form := b.form(key)
	form.Fields = append(slices.Clone(b.shared), form.Fields...)
}

// hiddenTraits are what an earlier step collected; going back must not lose it.
func (b *builder) hiddenTraits() []*Field {
	var traits []*Field
	if form := b.forms[mainForm]; form != nil {
		for _, field := range form.Fields {
			if field.Widget == Hidden && isTrait(field.Name) {
				traits = append(traits, field)
			}
		}
	}
	return traits
}

// autofocus marks the first field worth typing into. With problems on the page the summary takes the focus instead, and where the
// brand puts other methods first, the focus does not begin behind them.
func (b *builder) autofocus() {
	if len(b.view.Problems) > 0 || b.Kind == kratos.Settings || slices.ContainsFunc(b.order, b.leads) {
		return
	}
	for _, form := range b.view.Forms {
		for _, f := range form.Fields {
			if typed(f) && f.Value == "" && !f.Disabled {
				f.Autofocus = true
				return
			}
		}
	}
}
