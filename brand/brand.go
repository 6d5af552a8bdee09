// Package brand owns what a product is called, how it looks and where its pages are: it loads and checks brand files,
// chooses the brand of a request and measures the contrast of its colors. It does not know HTTP, HTML, flows, nor who
// renders with it.
package brand

// Brand is one product: its name, looks, links and texts. The zero value of a field, Name excepted, stands for what the
// server has built in. docs/brand.md describes the file that Load reads.
type Brand struct {
	// ID is the name of the brand's folder; empty for a brand made in code.
	ID string `json:"-"`
	// Name stands in the header, the title and the account home.
	Name Text `json:"name"`

	// Hosts, Clients and Organizations say which requests get the brand: host names without port, ids of OAuth2 clients,
	// UUIDs of organizations. See Set.Choose.
	Hosts         []string `json:"hosts,omitempty"`
	Clients       []string `json:"clients,omitempty"`
	Organizations []string `json:"organizations,omitempty"`
	// Default makes it the brand of requests that no brand claims.
	Default bool `json:"default,omitempty"`

	Colors  Colors `json:"colors,omitzero"`
	Radius  Radius `json:"radius,omitempty"`
	Density string `json:"density,omitempty"` // compact, comfortable or spacious
	Font    Font   `json:"font,omitzero"`
	Logo    Logo   `json:"logo,omitzero"`
	Favicon string `json:"favicon,omitempty"` // a file
	// TouchIcon is a file that home screens show. It is a raster image: iOS shows no other.
	TouchIcon  string     `json:"touch_icon,omitempty"`
	Background Background `json:"background,omitzero"`
	Layout     string     `json:"layout,omitempty"` // card, split, plain or split-plain

	// HomeURL is where the name in the header leads; the account home when empty.
	HomeURL Text `json:"-"`
	// SupportURL, PrivacyURL, TermsURL and ImprintURL stand in the footer; left out when empty.
	SupportURL Text `json:"-"`
	PrivacyURL Text `json:"-"`
	TermsURL   Text `json:"-"`
	ImprintURL Text `json:"-"`
	// Header and Footer are further links, in their order.
	Header []Link `json:"header,omitempty"`
	Footer []Link `json:"footer,omitempty"`

	// FooterText stands below the links of the footer.
	FooterText Text `json:"footer_text,omitempty"`

	// Methods is the order of ways to sign in and up, by Kratos's groups: oidc, saml, passkey, password, code, webauthn. Others
	// follow in the server's order.
	Methods []string `json:"methods,omitempty"`

	Intro  Intro  `json:"intro,omitzero"`
	Button Button `json:"button,omitzero"`

	Mail Mail `json:"mail,omitzero"`

	Languages Languages `json:"languages,omitzero"`
	// Wording replaces texts of the server: language, then key of the message.
	Wording map[string]map[string]string `json:"wording,omitempty"`
	// Providers are the buttons of social sign-in, by the provider's id.
	Providers map[string]Provider `json:"providers,omitempty"`
	// Hide leaves parts of the page out: signup-link, recovery-link, footer, brand-name.
	Hide []string `json:"hide,omitempty"`
	// CSS is a stylesheet of the brand's own, applied last.
	CSS string `json:"css,omitempty"`

	// Bare allows pages without header and footer, for use in a frame; FrameAncestors are the origins that may do so.
	Bare           bool     `json:"bare,omitempty"`
	FrameAncestors []string `json:"frame_ancestors,omitempty"`

	// Files are the images, fonts and stylesheets of the folder by name, checked; all of them are meant to be public.
	Files map[string][]byte `json:"-"`
}

// Split reports whether the layout has the background beside the content.
func (b *Brand) Split() bool { return b.Layout == "split" || b.Layout == "split-plain" }

// Font names the fonts of the pages. Stack and Heading are font-family lists of CSS.
type Font struct {
	// Stack is for all text; when empty, the families of Files that Heading does not name, then the built-in stack.
	Stack string `json:"stack,omitempty"`
	// Heading is for headings; as all text when empty.
	Heading string     `json:"heading,omitempty"`
	Files   []FontFile `json:"files,omitempty"`
}

// FontFile is a font that comes with the brand.
type FontFile struct {
	File   string `json:"file"` // woff2
	Family string `json:"family"`
	Weight Weight `json:"weight,omitempty"`
}

// Logo stands for the name in the header. Light and Dark are files for light and dark screens; Light serves both when Dark is
// empty. Alt describes them where the name is hidden; the brand's name when empty.
type Logo struct {
	Light string `json:"light,omitempty"`
	Dark  string `json:"dark,omitempty"`
	Alt   string `json:"alt,omitempty"`
	// Height is in rem; 2.25 when zero.
	Height float64 `json:"height,omitempty"`
	// Place and Align say where logo and name stand on pages of visitors who are not signed in: above the card or in it (above,
	// card), and at the start of the line or in its center (start, center). Above when empty; centered when alone above, else at
	// the start.
	Place string `json:"place,omitempty"`
	Align string `json:"align,omitempty"`
}

// Background is what lies around the card, or beside it in a split layout. No text of a page stands on it, so its contrast
// is not checked.
type Background struct {
	// Image and ImageDark are files for light and dark screens, which cover the colors; Image serves both when the other is empty.
	Image     string `json:"image,omitempty"`
	ImageDark string `json:"image_dark,omitempty"`
	// ImagePhone and ImagePhoneDark are files in place of those where the window is narrow; ImagePhone serves both when the other
	// is empty.
	ImagePhone     string `json:"image_phone,omitempty"`
	ImagePhoneDark string `json:"image_phone_dark,omitempty"`
	// Position says which part of an image stays in view, as object-position of CSS does in one or two words or percentages; the
	// center when empty.
	Position string `json:"position,omitempty"`
	// Side is where a split layout has it on wide windows: start or end of the line; start when empty.
	Side  string `json:"side,omitempty"`
	Light *Color `json:"light,omitempty"`
	Dark  *Color `json:"dark,omitempty"`
}

// Link is an entry of a navigation.
type Link struct {
	Label Text `json:"label"`
	Href  Text `json:"href"`
}

// Intro is a line of the brand's own below the title where sign-in and sign-up begin.
type Intro struct {
	Login        Text `json:"login,omitempty"`
	Registration Text `json:"registration,omitempty"`
}

// Button is what the main button says where these flows begin; the server's text when empty. A step that only leads to the next
// one keeps its own text.
type Button struct {
	Login        Text `json:"login,omitempty"`
	Registration Text `json:"registration,omitempty"`
	Recovery     Text `json:"recovery,omitempty"`
	Verification Text `json:"verification,omitempty"`
}

// Languages restricts the choice of language to Allowed, when there are any. Default is the one of visitors who ask for none
// of them. All are BCP 47 tags.
type Languages struct {
	Default string   `json:"default,omitempty"`
	Allowed []string `json:"allowed,omitempty"`
}

// Provider is how the button of a social sign-in provider looks. Label is the provider's name as visitors know it; Mark and
// MarkDark are image files for light and dark screens, Mark for both when the other is empty.
type Provider struct {
	Label    Text   `json:"label,omitempty"`
	Mark     string `json:"mark,omitempty"`
	MarkDark string `json:"mark_dark,omitempty"`
}

// Default is the built-in brand, that of a server without brands.
func Default() Brand { return Brand{Name: Same("Thyra")} }
