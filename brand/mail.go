package brand

import "net/url"

// Mail is what mails in the brand's name need beyond its pages. Logo is the https URL of an image, which stands for the name at
// the top of a mail: PNG or JPEG, since mail programs show no SVG. Without one, mails load nothing and show the name.
type Mail struct {
	Logo string `json:"logo,omitempty"`
}

// mail checks that a logo can be loaded from a mail, which has no address that a path could be relative to.
func (v *validator) mail(m *Mail) {
	u, err := url.Parse(m.Logo)
	if m.Logo != "" && (err != nil || !isWeb(u)) {
		v.add("mail.logo", "is %q: it must be the https:// address of an image", m.Logo)
	}
}
