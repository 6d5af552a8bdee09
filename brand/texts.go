package brand

// texts checks the lines of the brand's own.
func (v *validator) texts(b *Brand) {
	for _, own := range []struct {
		key  string
		text Text
	}{
		{"intro.login", b.Intro.Login},
		{"intro.registration", b.Intro.Registration},
		{"button.login", b.Button.Login},
		{"button.registration", b.Button.Registration},
		{"button.recovery", b.Button.Recovery},
		{"button.verification", b.Button.Verification},
		{"footer_text", b.FooterText},
	} {
		own.text.each(own.key, v.visible)
	}
}

// visible checks that a text shows something.
func (v *validator) visible(key, text string) {
	if !notEmpty(text) {
		v.add(key, "is %q: it must be a text that can be read, or be left out", text)
	}
}
