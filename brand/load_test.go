package brand

import (
	"image/png"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
)

// known stands in for the server's messages.
var known = map[string]string{
	"login.title": "Sign in", "kratos.1": "Sign in with {{.provider}}", "kratos.2": "Sent{{if .to}} to {{.to}}{{end}}",
}

// pixel is a PNG of one.
const pixel = "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\b\x00\x00\x00\x00:~\x9bU" +
	"\x00\x00\x00\nIDATx\x9cc`\x00\x00\x00\x02\x00\x01H\xaf\xa4q\x00\x00\x00\x00IEND\xaeB`\x82"

// square is an SVG image of nothing.
const square = `<svg xmlns="http://www.w3.org/2000/svg"/>`

// font is the beginning of a WOFF2 font that says it ends there.
const font = "wOF2\x00\x01\x00\x00\x00\x00\x00\x0c"

func folder(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	for name, data := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(data)}
	}
	return fsys
}

func TestLoadReadsEveryField(t *testing.T) {
	t.Parallel()
	icon := picture(t, png.Encode, 180, 180)
	set, err := Load(folder(map[string]string{
		"README.md": "not a brand",
		"..data/x":  "a mounted config map",
		"shop/brand.json": `{"$schema": "x", "name": {"en": "Shop", "de": "Laden"}, "hosts": ["shop.example.org:8080"], "clients": ["web"],
			"organizations": ["7f1b4a1e-0d0c-4e0e-9a55-0f5b6d1c2a3b"], "default": true,
			"colors": {"light": {"accent": "#112233"}, "dark": {"accent": "#ddeeff"}},
			"radius": 0.5, "density": "compact", "layout": "split",
			"font": {"stack": "Inter, sans-serif", "heading": "I, serif", "files": [{"file": "i.woff2", "family": "Inter", "weight": "100 900"}, {"file": "i.woff2", "family": "I", "weight": 400}]},
			"logo": {"light": "l.svg", "dark": "l.svg", "alt": "A quince", "height": 3, "place": "card", "align": "center"}, "favicon": "l.svg", "touch_icon": "t.png",
			"background": {"image": "l.svg", "image_dark": "l.svg", "image_phone": "l.svg", "image_phone_dark": "l.svg", "position": "30% top", "side": "end", "light": "#ffffff"},
			"links": {"home": "/", "support": "https://a.example/s", "privacy": {"en": "/p", "de": "https://a.example/datenschutz"}, "terms": "/t", "imprint": "http://localhost:3000/i"},
			"header": [{"label": "Docs", "href": "/docs"}], "footer": [{"label": {"en": "Jobs", "de": "Stellen"}, "href": "/jobs"}],
			"footer_text": {"en": "Since 1999", "de": "Seit 1999"}, "intro": {"login": "Hello", "registration": {"de": "Hallo"}},
			"mail": {"logo": "https://shop.example.org/logo.png"},
			"button": {"login": "In", "registration": "Join", "recovery": "Send", "verification": {"en": "Verify"}},
			"methods": ["oidc", "password"],
			"languages": {"default": "de", "allowed": ["en", "de"]},
			"wording": {"en": {"login.title": "Hello", "kratos.1": "With {{ .provider }}", "kratos.2": "Sent", "scope.photos.read": "See your photos"}},
			"providers": {"google": {"label": "Google", "mark": "l.svg", "mark_dark": "l.svg"}},
			"hide": ["footer"], "css": "own.css", "bare": true, "frame_ancestors": ["https://a.example"]}`,
		"shop/l.svg": square, "shop/t.png": icon, "shop/i.woff2": font, "shop/own.css": "a { background: url(l.svg) }", "shop/notes.txt": "not public",
		"shop/.#own.css": "of an editor", "shop/._l.svg": "of a Mac",
	}), known)
	if err != nil {
		t.Fatal(err)
	}
	b := set.All()[0]
	for value, zero := range map[string]bool{
		"ID": b.ID != "shop", "Name": b.Name.In("de-AT") != "Laden" || b.Name.In("ar") != "Shop", "HomeURL": b.HomeURL.In("de") != "/", "ImprintURL": b.ImprintURL.In("en") != "http://localhost:3000/i", "PrivacyURL": b.PrivacyURL.In("de-AT") != "https://a.example/datenschutz" || b.PrivacyURL.In("fr") != "/p", "Radius": b.Radius != "0.5rem",
		"Weight": b.Font.Files[0].Weight != "100 900" || b.Font.Files[1].Weight != "400", "Label": b.Footer[0].Label.In("de-AT") != "Stellen",
		"Files": len(b.Files) != 4, "Accent": b.Colors.Dark["accent"] != rgb(0xddeeff),
	} {
		if zero {
			t.Errorf("%s was not read: %+v", value, b)
		}
	}
	for f, v := range reflect.ValueOf(*b).Fields() {
		if v.IsZero() {
			t.Errorf("%s is empty", f.Name)
		}
	}
	// What is written is read again as the same.
	written, err := b.JSON()
	if err != nil {
		t.Fatal(err)
	}
	again, err := LoadOne(folder(map[string]string{
		"shop/brand.json": string(written), "shop/l.svg": square, "shop/t.png": icon, "shop/i.woff2": font, "shop/own.css": "a { background: url(l.svg) }",
	}), "shop", known)
	if err != nil || !reflect.DeepEqual(again, b) {
		t.Errorf("written and read again: %v\n%+v\nwant\n%+v", err, again, b)
	}
}

// Each value is wrong alone; the error names where it is and what would be right.
func TestLoadRefuses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ members, want string }{
		{`"nmae": "x"`, "b/brand.json: nmae: is not known; did you mean name?"},
		{`"tenant": "x"`, "tenant: is not known; allowed: $schema, name, hosts"},
		{`"size": "x"`, "size: is not known; allowed: $schema, name, hosts"},
		{`"Name": "x"`, "Name: is not known; did you mean name?"},
		{`"colours": {}`, "colours: is not known; did you mean colors?"},
		{`"background": {"img": "ok.svg"}`, "background.img: is not known; did you mean image?"},
		{`"name": "y"`, "name: is there twice"},
		{`"bare": null`, "bare: must not be null"},
		{`"bare": "yes"`, "bare: must be true or false"},
		{`"css": 1`, `css: must be a text`},
		{`"hosts": "a"`, "hosts: must be a list"},
		{`"hosts": ["ok.example", "https://a.example"]`, `hosts[1]: is "https://a.example"; write a.example`},
		{`"hosts": ["A.example:80"]`, `hosts[0]: is "A.example:80"; write a.example:80`},
		{`"hosts": ["//A.example./login?x"]`, "write a.example"},
		{`"hosts": ["*.a.example"]`, "list each host"},
		{`"hosts": ["https://*.a.example/"]`, "list each host"},
		{`"hosts": ["bücher.example"]`, "xn--"},
		{`"hosts": ["a b"]`, "it must be a host name"},
		{`"hosts": [""]`, "it must be a host name"},
		{`"hosts": ["a.example", "b.example", "a.example:80"]`, `b/brand.json: hosts[2]: is "a.example:80", which is listed twice`},
		{`"clients": ["a", "A", "a"]`, "b/brand.json: clients[2]"},
		{`"organizations": ["7f1b4a1e-0d0c-4e0e-9a55-0f5b6d1c2a3b", "7f1b4a1e-0d0c-4e0e-9a55-0f5b6d1c2a3b"]`, "b/brand.json: organizations[1]"},
		{`"clients": [" "]`, "clients[0]"},
		{`"organizations": ["1"]`, "organizations[0]"},
		{`"colors": []`, "colors: must be an object"},
		{`"colors": {"light": {"acent": "#123456"}}`, "colors.light.acent: is not known; did you mean accent?"},
		{`"colors": {"light": {"brand": "#123456"}}`, "colors.light.brand: is not known; allowed: page, surface"},
		{`"colors": {"dark": {"accent": "#fff"}}`, `colors.dark.accent: "#fff" is no color; write #ffffff`},
		{`"colors": {"dark": {"accent": "red"}}`, `colors.dark.accent: "red" is no color: it must look like #3b4bd8`},
		{`"colors": {"dark": {"accent": 1}}`, `colors.dark.accent: must be a text`},
		{`"radius": "big"`, "radius: \"big\" is no radius: it must be none, small"},
		{`"radius": -1`, "radius"},
		{`"density": "tight"`, "density: is \"tight\"; allowed: compact"},
		{`"density": "dens"`, "density: is \"dens\"; allowed: compact"},
		{`"density": "Compct"`, "density: is \"Compct\"; did you mean compact?"},
		{`"layout": "grid"`, "layout: is \"grid\"; allowed: card"},
		{`"hide": ["footer", "logo"]`, "hide[1]: is \"logo\"; allowed: signup-link"},
		{`"hide": ["signup"]`, "hide[0]: is \"signup\"; did you mean signup-link?"},
		{`"font": {"stack": "Arial, 'F Sans', sans-serif", "files": [{"file": "f.woff2", "family": "F"}]}`, "font.stack: names none of the fonts in files: F"},
		{`"font": {"stack": "a; } b {"}`, "font.stack"},
		{`"font": {"stack": "\"a"}`, "font.stack"},
		{`"font": {"files": [{"file": "f.woff2", "family": "\"", "weight": 400}]}`, "font.files[0].family"},
		{`"font": {"files": [{"file": "f.woff2", "family": "F", "weight": 1001}]}`, "font.files[0].weight"},
		{`"font": {"files": [{"file": "f.woff2", "family": "F", "weight": "900 100"}]}`, "font.files[0].weight"},
		{`"font": {"files": [{"family": "F"}]}`, "font.files[0].file: is missing"},
		{`"logo": {"light": "none.svg"}`, `logo.light: is "none.svg", which is not in the folder`},
		{`"logo": {"light": "../b/ok.svg"}`, "logo.light"},
		{`"logo": {"light": "logo.gif"}`, "logo.light: is \"logo.gif\": it must be a file that ends in .svg, .png, .webp, .jpg, .jpeg"},
		{`"logo": {"light": "p.png"}`, "logo.light: is \"p.png\" of 1 x 1 pixels, which would look blurred 36 high"},
		{`"logo": {"light": "ok.svg", "dark": "p.png", "height": 2.5}`, "logo.dark: is \"p.png\" of 1 x 1 pixels, which would look blurred 40 high"},
		{`"logo": {"height": 2}`, "logo.light: is missing"},
		{`"logo": {"light": "ok.svg", "height": 0.5}`, "logo.height: is 0.5: it must be a number of rem from 1 to 6"},
		{`"logo": {"light": "ok.svg", "height": "2rem"}`, "logo.height: must be a number"},
		{`"logo": {"alt": "x"}`, "logo.light: is missing"},
		{`"logo": {"place": "below"}`, "logo.place: is \"below\"; allowed: above, card"},
		{`"logo": {"align": "middle"}`, "logo.align: is \"middle\"; allowed: start, center"},
		{`"favicon": "wide.png"`, "favicon: is \"wide.png\" of 2 x 1 pixels: it must be square"},
		{`"touch_icon": "ok.svg"`, "touch_icon: is \"ok.svg\": it must be a file that ends in .png, .jpg, .jpeg"},
		{`"touch_icon": "p.png"`, "touch_icon: is \"p.png\" of 1 x 1 pixels: it must be square, 180 pixels a side or more"},
		{`"touch_icon": "none.png"`, "touch_icon: is \"none.png\", which is not in the folder"},
		{`"background": {"image_dark": "none.jpg"}`, "background.image_dark: is \"none.jpg\", which is not in the folder"},
		{`"background": {"image_phone": "none.jpg"}`, "background.image_phone: is \"none.jpg\", which is not in the folder"},
		{`"background": {"image_phone_dark": "p.gif"}`, "background.image_phone_dark: is \"p.gif\": it must be a file that ends in .svg"},
		{`"background": {"position": "middle"}`, "background.position: is \"middle\": it must be one or two of left, center"},
		{`"background": {"position": "left right"}`, "such as right top or 30% 70%"},
		{`"background": {"position": "top 30%"}`, "background.position"},
		{`"background": {"position": "101%"}`, "background.position"},
		{`"background": {"position": "0 0; }"}`, "background.position"},
		{`"layout": "split", "background": {"side": "left"}`, "background.side: is \"left\"; allowed: start, end"},
		{`"background": {"side": "end"}`, "background.side: is only for the layouts split and split-plain"},
		{`"logo": {"dark": "ok.svg"}`, "logo.light: is missing"},
		{`"links": {"home": "javascript:alert(1)"}`, "links.home"},
		{`"links": {"home": "//a.example"}`, "links.home"},
		{`"links": {"home": "/\\a.example"}`, "links.home"},
		{`"links": {"home": "/\t/a.example"}`, "links.home"},
		{`"links": {"home": "http://a.example"}`, "links.home"},
		{`"links": {"home": "https://u@a.example"}`, "links.home"},
		{`"links": {"home": "help"}`, "links.home"},
		{`"links": {"privacy": {"en": "/p", "de": "javascript:alert(1)"}}`, "links.privacy.de: is \"javascript:alert(1)\": it must be https://"},
		{`"links": {"terms": {"english": "/t"}}`, "links.terms: \"english\""},
		{`"links": {"terms": {}}`, "links.terms: must be a text"},
		{`"links": {"hom": "/"}`, "links.hom: is not known; did you mean home?"},
		{`"header": [{"href": "/"}]`, "header[0].label: is missing"},
		{`"footer": [{"label": {"english": "x"}, "href": "/"}]`, "footer[0].label"},
		{`"footer": [{"label": {"en": "x", "en": "y"}, "href": "/"}]`, "footer[0].label.en: is there twice"},
		{`"links": {"terms": {"de": "/t", "de": "/u"}}`, "links.terms.de: is there twice"},
		{`"footer": [{"label": "x"}]`, "footer[0].href: is missing"},
		{`"footer": [{"label": "x", "href": {"de": "//a.example"}}]`, "footer[0].href.de"},
		{`"font": {"heading": "a; }"}`, "font.heading"},
		{`"methods": "oidc"`, "methods: must be a list"},
		{`"methods": ["oidc", "totp"]`, "methods[1]: is \"totp\"; allowed: oidc, saml, passkey, password, code, webauthn"},
		{`"methods": ["passwrd"]`, "methods[0]: is \"passwrd\"; did you mean password?"},
		{`"methods": ["code", "oidc", "code"]`, "methods[2]: is \"code\", which is listed twice"},
		{`"intro": {"settings": "x"}`, "intro.settings: is not known; allowed: login, registration"},
		{`"intro": {"login": {"de": " "}}`, "intro.login.de: is \" \": it must be a text that can be read"},
		{`"intro": "x"`, "intro: must be an object"},
		{`"mail": {"logo": "logo.png"}`, "mail.logo: is \"logo.png\": it must be the https:// address of an image"},
		{`"mail": {"logo": "javascript:alert(1)"}`, "mail.logo: is \"javascript:alert(1)\": it must be"},
		{`"button": {"logn": "x"}`, "button.logn: is not known; did you mean login?"},
		{`"button": {"recovery": {"german": "x"}}`, "button.recovery: \"german\""},
		{`"button": {"verification": "\n"}`, "button.verification: is"},
		{`"footer_text": ["x"]`, "footer_text: must be a text, or texts by language"},
		{`"languages": {"default": "german"}`, "languages.default"},
		{`"languages": {"default": "fr", "allowed": ["en"]}`, "languages.default: is \"fr\"; allowed: en"},
		{`"wording": {"english": {}}`, "wording.english"},
		{`"wording": {"en": {"login.titel": "x"}}`, "wording.en.login.titel: is no message of the server; did you mean login.title?"},
		{`"wording": {"en": {"login.anything": "x"}}`, "wording.en.login.anything: is no message of the server; there are: login.title"},
		{`"wording": {"en": {"kratos.1": "x"}}`, "wording.en.kratos.1: lacks {{.provider}}"},
		{`"wording": {"en": {"kratos.1": "{{.provider}} {{.name}}"}}`, "uses {{.name}}, which the message does not have; it has: {{.provider}}"},
		{`"wording": {"en": {"login.title": "{{if}"}}`, "wording.en.login.title: can't be read"},
		{`"wording": {"en": {"login.title": "{{template \"x\"}}"}}`, "wording.en.login.title: can't be read"},
		{`"wording": {"en": {"kratos.1": "{{.provider.name}}"}}`, "wording.en.kratos.1: can't be read"},
		{`"providers": {"google": {"mark": "g.svg"}}`, "providers.google.mark"},
		{`"providers": {"google": {"mark_dark": "ok.svg"}}`, "providers.google.mark: is missing"},
		{`"providers": {"google": {"mark": "ok.svg", "mark_dark": "g.svg"}}`, "providers.google.mark_dark"},
		{`"css": "ok.svg"`, "css: is \"ok.svg\": it must be a file that ends in .css"},
		{`"frame_ancestors": ["https://a.example/"]`, "frame_ancestors[0]"},
		{`"frame_ancestors": ["https://bücher.example"]`, "frame_ancestors[0]"},
		{`"frame_ancestors": ["https://a.example; script-src *"]`, "frame_ancestors[0]"},
		{"\n\"bare\": ,", "b/brand.json: line 2: invalid character ','"},
	} {
		_, err := Load(folder(map[string]string{"b/brand.json": `{"name": "x", ` + test.members + `}`, "b/ok.svg": square, "b/f.woff2": font, "b/p.png": pixel, "b/wide.png": picture(t, png.Encode, 2, 1)}), known)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want %q in it", test.members, err, test.want)
		} else if strings.Contains(err.Error(), "\n") {
			t.Errorf("%s: more than one error: %v", test.members, err)
		}
	}
}

// A text is no program: what could run for ever or fill all memory is refused, whatever else the text says.
func TestWordingOnlyFillsInAndAsks(t *testing.T) {
	t.Parallel()
	load := func(text string) error {
		_, err := Load(folder(map[string]string{"b/brand.json": `{"name": "x", "wording": {"en": {"kratos.2": ` + strconv.Quote(text) + `}}}`}), known)
		return err
	}
	for _, text := range []string{
		"{{range 20000000}}{{end}}", "{{range .to}}x{{end}}", "{{range $i := 9}}{{end}}", `{{printf "%2000000000d" 1}}`, "{{len .to}}", "{{.to | print}}",
		"{{$x := .to}}{{$x}}", "{{with .to}}x{{end}}", `{{define "x"}}{{template "x"}}{{end}}{{template "x"}}`, `{{block "x" .}}{{end}}`, "{{break}}",
		"{{if len .to}}x{{end}}", `{{if index .to 0}}x{{end}}`, `{{if printf "%9999d" 1}}x{{end}}`, "{{if $x := .to}}x{{end}}", "{{if .to}}{{range 9}}{{end}}{{end}}",
		"{{if .to}}{{else}}{{html .to}}{{end}}", "{{if (printf .to)}}x{{end}}", "{{if .to | len}}x{{end}}", "{{.}}", "{{1}}", `{{"x"}}`,
	} {
		if err := load(text); err == nil || !strings.Contains(err.Error(), "kratos.2") {
			t.Errorf("%s: error %v", text, err)
		}
	}
	for _, text := range []string{
		"Sent", "To {{.to}}", "{{if .to}}To {{ .to }}{{else}}Sent{{end}}", "{{/* why */}}Sent", "{{if and .to (ne .to `x`)}}{{.to}}{{end}}",
		"{{if eq (print .to) `true`}}a{{else if not .to}}b{{end}}",
	} {
		if err := load(text); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestLoadTellsEveryMistakeOfEveryBrand(t *testing.T) {
	t.Parallel()
	_, err := Load(folder(map[string]string{
		"a/brand.json": `{"name": 1, "default": true, "hosts": ["x.example"], "density": "x"}`,
		"b/brand.json": `{"default": true, "hosts": ["x.example:80"], "layout": "x"}`,
		"c/logo.svg":   "<svg/>",
		"e/brand.json": `{"name": "  "}`,
		"f/brand.json": `{"name": {"en": "x", "de": " "}}`,
		"D/brand.json": `{"name": "x"}`,
	}), known)
	for _, want := range []string{"a/brand.json: name: must be a text", "a/brand.json: density", "b/brand.json: name: is missing", "b/brand.json: layout", "c/brand.json", "e/brand.json: name: is \"  \"", "f/brand.json: name.de: is \" \"", "D/brand.json", "a and b are both the default", "both claim the host x.example"} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q is not among:\n%v", want, err)
		}
	}
	stray := folder(map[string]string{"brand.json": `{"name": "x"}`, "a/brand.json": `{"name": "x"}`})
	if _, err := Load(stray, known); err == nil || !strings.HasPrefix(err.Error(), "brand.json: lies beside folders of brands") {
		t.Errorf("a brand.json that nobody reads: error %v", err)
	}
	if _, err := Load(folder(nil), known); err == nil {
		t.Error("no brand at all is no error")
	}
}
