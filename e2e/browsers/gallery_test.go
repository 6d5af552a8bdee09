package browsers_test

import (
	"testing"

	"github.com/thyra-ui/thyra/e2e/webdriver"
)

func TestFirefoxGallery(t *testing.T) { testGallery(t, webdriver.Firefox) }

func TestWebKitGallery(t *testing.T) { testGallery(t, webdriver.WebKit) }

// testGallery checks that the small pages of the gallery are as wide as a window and scaled to their places.
func testGallery(t *testing.T, engine webdriver.Engine) {
	t.Helper()
	t.Parallel()
	g := shared.Gallery(t)
	tab := webdriver.Start(t, engine, webdriver.Options{})
	for _, path := range []string{"/?width=phone", "/sheet?state=login-many-providers"} {
		tab.Goto(g.URL + path)
		const misfit = `[...document.querySelectorAll(".shot")].map((s) => [s.clientWidth, s.firstElementChild.getBoundingClientRect().width, s.firstElementChild.clientWidth])
			.filter(([place, shown, page]) => Math.abs(place - shown) > 2 || ![390, 1280].includes(page)).join("; ")`
		tab.WaitEmpty(misfit) // the script hears of the places when they are drawn
	}
}
