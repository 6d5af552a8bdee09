package picture

import (
	"image"
	"image/color"
	"image/draw"
	"strings"
	"testing"
)

// page is a picture of a white page with a box on it.
func page(box image.Rectangle, c color.Color) *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, 400, 400))
	draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(img, box, image.NewUniform(c), image.Point{}, draw.Src)
	return img
}

func small(t *testing.T, img image.Image) *image.RGBA {
	t.Helper()
	file, err := Encode(img)
	if err != nil {
		t.Fatal(err)
	}
	out, err := Small(file)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestCompare(t *testing.T) {
	t.Parallel()
	box, blue := image.Rect(100, 100, 200, 140), color.RGBA{B: 200, A: 255}
	want := small(t, page(box, blue))
	for name, c := range map[string]struct {
		img  *image.RGBA
		same bool
	}{
		"itself":            {page(box, blue), true},
		"a shade":           {page(box, color.RGBA{B: 210, A: 255}), true},
		"a dot":             {page(box.Union(image.Rect(200, 100, 201, 101)), blue), true},
		"another color":     {page(box, color.RGBA{G: 200, A: 255}), false},
		"another place":     {page(box.Add(image.Pt(20, 0)), blue), false},
		"without the box":   {page(image.Rectangle{}, blue), false},
		"a little narrower": {page(image.Rect(100, 100, 190, 140), blue), false},
	} {
		if err := Compare(small(t, c.img), want); (err == nil) != c.same {
			t.Errorf("%s: %v, want the same: %t", name, err, c.same)
		}
	}
	if err := Compare(small(t, page(box, color.Black)), want); err == nil || !strings.Contains(err.Error(), "(100,100)-(200,140)") {
		t.Errorf("the difference is said to be: %v", err)
	}
	if err := Compare(image.NewRGBA(image.Rect(0, 0, 3, 3)), want); err == nil {
		t.Error("pictures of different sizes are said to look the same")
	}
}

func TestSideBySide(t *testing.T) {
	t.Parallel()
	want, got := small(t, page(image.Rect(0, 0, 40, 40), color.Black)), small(t, page(image.Rectangle{}, color.Black))
	all := SideBySide(want, got)
	width := want.Bounds().Dx() + 8
	for i, c := range []color.RGBA{{A: 255}, {R: 255, G: 255, B: 255, A: 255}, {R: 255, A: 255}} {
		if at := all.RGBAAt(i*width+2, 2); at != c {
			t.Errorf("part %d shows %v, want %v", i+1, at, c)
		}
	}
}

func TestReferencesAreKeptAsTheyAre(t *testing.T) {
	t.Parallel()
	want := small(t, page(image.Rect(0, 0, 40, 40), color.RGBA{R: 1, G: 2, B: 3, A: 255}))
	file, err := Encode(want)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Decode(file)
	if err != nil || got.RGBAAt(1, 1) != want.RGBAAt(1, 1) || got.Bounds() != want.Bounds() {
		t.Errorf("decoded %v, %v", got.Bounds(), err)
	}
	if _, err := Decode([]byte("no picture")); err == nil {
		t.Error("text is taken for a picture")
	}
}
