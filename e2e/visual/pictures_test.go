package visual_test

import (
	"net/url"
	"os"
	"path/filepath"
	"testing"

	"github.com/thyra-ui/thyra/e2e/chrome"
	"github.com/thyra-ui/thyra/e2e/harness"
	"github.com/thyra-ui/thyra/e2e/picture"
	"github.com/thyra-ui/thyra/e2e/view"
)

// pictures are the states of the gallery that are compared with their references, each in one mode.
var pictures = []struct {
	state string
	mode  view.Mode
	brand string
}{
	{state: "login-initial-v26.2.0", mode: view.Mode{Viewport: chrome.Desktop()}, brand: "shop"},
	{state: "settings-everything-v26.2.0", mode: view.Mode{Viewport: chrome.Phone(), Dark: true}, brand: "shop"},
	{state: "registration-everything-wrong", mode: view.Mode{Viewport: chrome.Desktop()}, brand: "dev"},
	{state: "consent-every-scope", mode: view.Mode{Viewport: chrome.Phone()}},
	{state: "applications-several", mode: view.Mode{Viewport: chrome.Desktop()}},
	{state: "login-initial-v26.2.0", mode: view.Mode{Viewport: chrome.Desktop()}},
	{state: "login-initial-v26.2.0", mode: view.Mode{Viewport: chrome.Phone(), Dark: true}},
	{state: "login-error-invalid-credentials-v1.3.1", mode: view.Mode{Viewport: chrome.Phone(), RTL: true}},
	{state: "login-idfirst-step2-v26.2.0", mode: view.Mode{Viewport: chrome.Phone()}},
	{state: "login-aal2-v1.3.1", mode: view.Mode{Viewport: chrome.Desktop(), Dark: true}},
	{state: "login-code-sent-v26.2.0", mode: view.Mode{Viewport: chrome.Phone()}},
	{state: "login-many-providers", mode: view.Mode{Viewport: chrome.Desktop()}},
	{state: "registration-everything-wrong", mode: view.Mode{Viewport: chrome.Phone()}},
	{state: "registration-onestep-v26.2.0", mode: view.Mode{Viewport: chrome.Desktop(), RTL: true}},
	{state: "recovery-initial-v26.2.0", mode: view.Mode{Viewport: chrome.Phone(), Dark: true}},
	{state: "verification-passed-v26.2.0", mode: view.Mode{Viewport: chrome.Phone()}},
	{state: "settings-everything-v26.2.0", mode: view.Mode{Viewport: chrome.Desktop()}},
	{state: "settings-everything-v26.2.0", mode: view.Mode{Viewport: chrome.Phone(), Dark: true, RTL: true}},
	{state: "settings-lookup-revealed-v26.2.0", mode: view.Mode{Viewport: chrome.Desktop(), Dark: true}},
	{state: "sessions-phones-programs-and-the-unknown", mode: view.Mode{Viewport: chrome.Desktop()}},
	{state: "sessions-phones-programs-and-the-unknown", mode: view.Mode{Viewport: chrome.Phone(), RTL: true}},
	{state: "home-much-set-up-address-verified", mode: view.Mode{Viewport: chrome.Desktop()}},
	{state: "home-nothing-set-up-address-not-verified", mode: view.Mode{Viewport: chrome.Phone(), Dark: true}},
	{state: "error-unavailable", mode: view.Mode{Viewport: chrome.Desktop(), RTL: true}},
	{state: "welcome-languages", mode: view.Mode{Viewport: chrome.Phone(), RTL: true}},
	{state: "error-access-denied", mode: view.Mode{Viewport: chrome.Phone()}},
}

// TestPictures compares screenshots with the references in testdata/pictures. `make pictures` makes the references anew; what
// differs is in e2e/artifacts/ side by side: reference, screenshot, difference.
func TestPictures(t *testing.T) {
	pinFonts(t)
	g := shared.Gallery(t)
	for _, viewport := range []chrome.Viewport{chrome.Desktop(), chrome.Phone()} {
		tab := chrome.Start(t, chrome.Options{Viewport: viewport})
		tab.Allow("the server responded with a status of .*/states/error-")
		tab.OnNewPage(chrome.FreezeTimers(1000)) // pictures of a running countdown would differ
		for _, s := range pictures {
			if s.mode.Viewport == viewport {
				tab.SetDark(s.mode.Dark)
				query, name := url.Values{}, s.state+"-"+s.mode.String()
				if s.mode.RTL {
					query.Set("lang", "ar")
				}
				if s.brand != "" {
					query.Set("brand", s.brand)
					name += "-" + s.brand
				}
				tab.Goto(g.URL + view.State(t, g, s.state).URL + "?" + query.Encode())
				compare(t, name, tab.Shot())
			}
		}
	}
}

// compare compares a screenshot with its reference.
func compare(t *testing.T, name string, shot []byte) {
	t.Helper()
	got, err := picture.Small(shot)
	if err != nil {
		t.Fatal(err)
	}
	reference := harness.Path(t, "e2e", "testdata", "pictures", name+".png")
	if os.Getenv("PICTURES") == "new" {
		file, err := picture.Encode(got)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(reference, file, 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	file, err := os.ReadFile(reference)
	if err != nil {
		t.Errorf("%s has no reference: make pictures (%v)", name, err)
		return
	}
	want, err := picture.Decode(file)
	if err != nil {
		t.Fatalf("%s: %v", reference, err)
	}
	if err := picture.Compare(got, want); err != nil {
		both, encodeErr := picture.Encode(picture.SideBySide(want, got))
		if encodeErr != nil {
			t.Fatal(encodeErr)
		}
		t.Errorf("%s: %v. Look at %s; if it is meant: make pictures", name, err, chrome.Artifact(t, name+"-differs", both))
	}
}

// pinFonts restricts Chromium to the fonts of a bare Debian: pictures must not depend on what else is installed.
func pinFonts(t *testing.T) {
	t.Helper()
	const dir = "/usr/share/fonts/truetype/dejavu"
	if _, err := os.Stat(dir + "/DejaVuSans.ttf"); err != nil {
		t.Fatalf("the references were made with DejaVu Sans: apt-get install fonts-dejavu-core (%v)", err)
	}
	config := filepath.Join(t.TempDir(), "fonts.conf")
	err := os.WriteFile(config, []byte(`<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>`+dir+`</dir><cachedir>`+
		t.TempDir()+`</cachedir><selectfont><rejectfont><glob>/*</glob></rejectfont><acceptfont><glob>*/DejaVuSans.ttf</glob>`+
		`<glob>*/DejaVuSans-Bold.ttf</glob><glob>*/DejaVuSansMono.ttf</glob><glob>*/DejaVuSansMono-Bold.ttf</glob></acceptfont></selectfont></fontconfig>`), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("FONTCONFIG_FILE", config)
}
