package browsers_test

import (
	"testing"
	"time"

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
		wrong := webdriver.Eval[string](tab, misfit)
		for end := time.Now().Add(10 * time.Second); wrong != "" && time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
			wrong = webdriver.Eval[string](tab, misfit) // the script hears of the places when they are drawn
		}
		if wrong != "" {
			t.Errorf("%s: widths of the place, of the picture and of its page: %s", path, wrong)
		}
	}
}
