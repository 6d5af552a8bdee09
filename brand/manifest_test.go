package brand

import (
	"encoding/json"
	"image/png"
	"reflect"
	"testing"
)

func TestManifest(t *testing.T) {
	t.Parallel()
	b := Brand{
		Name: Text{"en": "Night & Day", "de": "Nacht & Tag"}, Favicon: "f.svg", TouchIcon: "t.png",
		Colors: Colors{Light: Palette{"page": rgb(0x112233)}},
		Files:  map[string][]byte{"f.svg": []byte(square), "t.png": []byte(picture(t, png.Encode, 192, 192))},
	}
	var got map[string]any
	if err := json.Unmarshal(b.Manifest("de", "/account/"), &got); err != nil {
		t.Fatal(err)
	}
	want := map[string]any{
		"name": "Nacht & Tag", "lang": "de", "start_url": "/account/", "display": "browser",
		"icons": []any{
			map[string]any{"src": "f.svg", "sizes": "any", "type": "image/svg+xml"},
			map[string]any{"src": "t.png", "sizes": "192x192", "type": "image/png"},
		},
		"theme_color": "#112233", "background_color": "#112233",
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("the manifest is %v\nwant %v", got, want)
	}
}

func TestHasIcon(t *testing.T) {
	t.Parallel()
	for _, b := range []Brand{{Favicon: "f.svg"}, {TouchIcon: "t.png"}} {
		if !b.HasIcon() {
			t.Errorf("%+v has an icon", b)
		}
	}
	if b := Default(); b.HasIcon() {
		t.Error("the built-in brand has no icon of its own")
	}
}

// Bars of the browser continue the page, which has the color of cards where there are none.
func TestPageColors(t *testing.T) {
	t.Parallel()
	colors := Colors{Light: Palette{"page": rgb(1), "surface": rgb(2)}, Dark: Palette{"page": rgb(3), "surface": rgb(4)}}
	for layout, want := range map[string][2]Color{"": {rgb(1), rgb(3)}, "split": {rgb(1), rgb(3)}, "plain": {rgb(2), rgb(4)}, "split-plain": {rgb(2), rgb(4)}} {
		if got := (&Brand{Layout: layout, Colors: colors}).PageColors(); got != want {
			t.Errorf("layout %q: %v, want %v", layout, got, want)
		}
	}
}
