package templates_test

import (
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
)

// pages keeps what is drawn, since several tests look at every page: language/fixture -> *drawn.
var pages sync.Map

// everyPage runs a check on the page of every recorded flow in every language.
func everyPage(t *testing.T, check func(t *testing.T, p *drawn)) {
	t.Helper()
	for _, language := range []string{"en", "de", "ar"} {
		l := localizer(t, language)
		for _, f := range fixtures(t) {
			name := language + "/" + f.name
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				if p, ok := pages.Load(name); ok {
					check(t, p.(*drawn))
					return
				}
				flow := f.parse(t)
				doc, view, page := drawFlow(t, f.kind, flow, l)
				if len(view.Unknown) > 0 {
					t.Errorf("a recorded flow holds something unknown: %q", view.Unknown)
				}
				p, _ := pages.LoadOrStore(name, &drawn{kind: f.kind, flow: flow, loc: l, doc: doc, page: page})
				check(t, p.(*drawn))
			})
		}
	}
}

// drawn is a flow and the page made of it.
type drawn struct {
	kind kratos.Kind
	flow *kratos.Flow
	loc  *locales.Localizer
	doc  *goquery.Document
	page string
}

// text is what a visitor should read for a Kratos text: data as it is, a trait by its title, the rest by its id.
func (p *drawn) text(text *kratos.Text, nodeName string) string {
	switch text.ID {
	case 1050006, 1050009, 1070000:
		return fold(text.Text)
	case 1070002:
		name, _ := text.Context["name"].(string)
		if name == "" {
			name = nodeName
		}
		title, _ := text.Context["title"].(string)
		return fold(p.loc.Trait(strings.TrimPrefix(name, "traits."), title))
	}
	return fold(p.loc.Message(text.ID, text.Context, text.Text))
}

func (p *drawn) label(n *kratos.Node) string {
	label := n.Label()
	if p.kind == kratos.Settings && n.Attributes.Type == "password" {
		return p.loc.T("settings.password.label")
	}
	return p.text(&label, n.Attributes.Name)
}

func TestEveryNodeIsOnThePage(t *testing.T) {
	t.Parallel()
	everyPage(t, func(t *testing.T, p *drawn) {
		for i := range p.flow.UI.Nodes {
			n := &p.flow.UI.Nodes[i]
			switch n.Type {
			case "input":
				p.input(t, n)
			case "img":
				p.image(t, n)
			case "text":
				p.textNode(t, n)
			case "a":
				p.anchor(t, n)
			case "script":
				p.script(t, n)
			default:
				t.Errorf("no check for nodes of type %q", n.Type)
			}
		}
	})
}

func (p *drawn) input(t *testing.T, n *kratos.Node) {
	t.Helper()
	a := &n.Attributes
	switch a.Type {
	case "hidden":
		// A token with nothing to send it along protects nothing: login-aal2-none-configured.
		alone := len(p.flow.UI.Nodes) == 1 && a.Name == "csrf_token"
		if !alone && with(p.doc.Find("form input[type=hidden]"), "name", a.Name, "value", string(a.Value)).Length() == 0 {
			t.Errorf("hidden %s=%q is lost", a.Name, a.Value)
		}
	case "submit", "button":
		name := a.Name
		if name == "sms" {
			name = "email" // see TestCodeIsSentAgainToAPhone
		}
		// Kratos sends some buttons twice.
		buttons := with(p.doc.Find("form button"), "type", a.Type, "name", name, "value", string(a.Value))
		if buttons.Length() != 1 {
			t.Errorf("button %s=%q stands %d times, want once", a.Name, a.Value, buttons.Length())
		}
		if want := p.label(n); !strings.Contains(words(buttons), want) || want == "" {
			t.Errorf("button %s=%q says %q, want %q in it", a.Name, a.Value, words(buttons), want)
		}
	case "checkbox":
		p.checkbox(t, n)
	default:
		if len(a.Options) > 0 {
			p.choice(t, n)
			return
		}
		p.field(t, n)
	}
}

func (p *drawn) image(t *testing.T, n *kratos.Node) {
	t.Helper()
	a := &n.Attributes
	image := p.doc.Find(`[data-testid="node/image/` + a.ID + `"] img`)
	if image.AttrOr("src", "") != a.Src || image.AttrOr("alt", "") != p.label(n) ||
		image.AttrOr("width", "") != strconv.Itoa(a.Width) || image.AttrOr("height", "") != strconv.Itoa(a.Height) {
		t.Errorf("image %s is not as Kratos sent it", a.ID)
	}
}

func (p *drawn) textNode(t *testing.T, n *kratos.Node) {
	t.Helper()
	a := &n.Attributes
	testID := "node/text/" + a.ID
	if got := words(with(p.doc.Find("[data-testid]"), "data-testid", testID+"/label")); got != p.label(n) {
		t.Errorf("text %s has label %q, want %q", a.ID, got, p.label(n))
	}
	text := with(p.doc.Find("[data-testid]"), "data-testid", testID+"/text")
	if code := text.Find("code"); a.Text.ID == kratos.MessageTOTPSecret && (code.Length() != 1 || code.Text() != a.Text.Text) {
		// Kratos's own tests look for the element code below the one with the test id.
		t.Errorf("text %s has %d elements code below it, want one with the whole key", a.ID, code.Length())
	}
	if a.Text.ID != 1050015 {
		// To the byte: the key is copied from here.
		if text.Text() != a.Text.Text {
			t.Errorf("text %s is %q, want %q", a.ID, text.Text(), a.Text.Text)
		}
		return
	}
	secrets, _ := a.Text.Context["secrets"].([]any)
	items := text.Find("li")
	if len(secrets) == 0 || items.Length() != len(secrets) {
		t.Fatalf("%d backup codes, want %d", items.Length(), len(secrets))
	}
	for i, secret := range secrets {
		entry := secret.(map[string]any)
		context, _ := entry["context"].(map[string]any)
		code := kratos.Text{ID: int64(entry["id"].(float64)), Text: entry["text"].(string), Context: context}
		item := items.Eq(i)
		if used := code.ID == 1050014; item.HasClass("used") != used || item.Find("code").Length() == 0 != used {
			t.Errorf("backup code %d: marked as used %v, want %v", i, item.HasClass("used"), used)
		}
		if got := words(item); got != p.text(&code, "") {
			t.Errorf("backup code %d is %q, want %q", i, got, p.text(&code, ""))
		}
	}
}

func (p *drawn) anchor(t *testing.T, n *kratos.Node) {
	t.Helper()
	a := &n.Attributes
	anchor := with(p.doc.Find("a"), "data-testid", "node/anchor/"+a.ID)
	if anchor.AttrOr("href", "") != a.Href || words(anchor) != p.label(n) || words(anchor) == "" {
		t.Errorf("anchor %s leads to %q and says %q, want %q and %q", a.ID, anchor.AttrOr("href", ""), words(anchor), a.Href, p.label(n))
	}
}

func (p *drawn) script(t *testing.T, n *kratos.Node) {
	t.Helper()
	a := &n.Attributes
	scripts := with(p.doc.Find("head script"), "src", a.Src, "integrity", a.Integrity, "nonce", nonce, "crossorigin", "anonymous", "id", a.ID)
	if scripts.Length() != 1 {
		t.Errorf("script %s stands %d times, want once", a.Src, scripts.Length())
	}
}
