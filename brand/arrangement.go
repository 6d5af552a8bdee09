package brand

import (
	"fmt"
	"regexp"
	"slices"
)

// The values of keys that say where things stand.
var (
	methods    = []string{"oidc", "saml", "passkey", "password", "code", "webauthn"}
	sides      = []string{"start", "end"}
	places     = []string{"above", "card"}
	alignments = []string{"start", "center"}
)

// position matches what object-position of CSS takes: a word, a percentage, or one of each axis, the horizontal one first where
// there is a percentage.
var position = regexp.MustCompile(`^((left|center|right|(100|[1-9]?[0-9])%)( (top|center|bottom|(100|[1-9]?[0-9])%))?|(top|bottom)( (left|center|right))?)$`)

func (v *validator) background(b *Brand) {
	v.oneOf("background.side", b.Background.Side, sides)
	if b.Background.Side != "" && !b.Split() {
		v.add("background.side", "is only for the layouts split and split-plain")
	}
	if at := b.Background.Position; at != "" && !position.MatchString(at) {
		v.add("background.position", "is %q: it must be one or two of left, center, right, top, bottom and percentages, such as right top or 30%% 70%%", at)
	}
}

// logo checks what the types leave open, and what needs an image.
func (v *validator) logo(l *Logo) {
	if l.Light == "" && (l.Dark != "" || l.Alt != "" || l.Height != 0) {
		v.add("logo.light", "is missing")
	}
	if h := l.Height; h != 0 && (h < 1 || h > 6) {
		v.add("logo.height", "is %g: it must be a number of rem from 1 to 6", h)
	}
}

// methods checks that an order names methods, each once.
func (v *validator) methods(order []string) {
	for i, method := range order {
		at := fmt.Sprintf("methods[%d]", i)
		v.oneOf(at, method, methods)
		if slices.Index(order, method) < i {
			v.add(at, "is %q, which is listed twice", method)
		}
	}
}
