// Package picture compares screenshots as from a step away: pictures are made small first, so that the edges
// of letters don't count and references stay small. It does not know what is on them.
package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
)

// scale is how many pixels of a screenshot become one, in each direction.
const scale = 4

// A pixel differs when a channel does by more than tolerance of 255; pictures differ when more than share of their pixels do.
const (
	tolerance = 24
	share     = 0.002
)

// Small decodes a PNG and averages each square of pixels into one.
func Small(file []byte) (*image.RGBA, error) {
	decoded, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	full := image.NewRGBA(image.Rect(0, 0, decoded.Bounds().Dx(), decoded.Bounds().Dy()))
	draw.Draw(full, full.Bounds(), decoded, decoded.Bounds().Min, draw.Src)
	small := image.NewRGBA(image.Rect(0, 0, full.Bounds().Dx()/scale, full.Bounds().Dy()/scale))
	for y := range small.Bounds().Dy() {
		for x := range small.Bounds().Dx() {
			small.SetRGBA(x, y, average(full, x*scale, y*scale))
		}
	}
	return small, nil
}

func average(full *image.RGBA, left, top int) color.RGBA {
	var r, g, b int
	for y := top; y < top+scale; y++ {
		for x := left; x < left+scale; x++ {
			c := full.RGBAAt(x, y)
			r, g, b = r+int(c.R), g+int(c.G), b+int(c.B)
		}
	}
	const n = scale * scale
	return color.RGBA{uint8(r / n), uint8(g / n), uint8(b / n), 255}
}

// Compare tells how two small pictures differ; nil when they look the same.
func Compare(got, want *image.RGBA) error {
	if got.Bounds() != want.Bounds() {
		return fmt.Errorf("it is %v in size, not %v", got.Bounds().Size(), want.Bounds().Size())
	}
	differing := 0
	area := image.Rectangle{}
	for y := range got.Bounds().Dy() {
		for x := range got.Bounds().Dx() {
			if far(got.RGBAAt(x, y), want.RGBAAt(x, y)) {
				differing++
				area = area.Union(image.Rect(x, y, x+1, y+1))
			}
		}
	}
	all := got.Bounds().Dx() * got.Bounds().Dy()
	if float64(differing) <= share*float64(all) {
		return nil
	}
	area = image.Rect(area.Min.X*scale, area.Min.Y*scale, area.Max.X*scale, area.Max.Y*scale)
	return fmt.Errorf("%.1f %% of it looks different, within %v", 100*float64(differing)/float64(all), area)
}

func far(a, b color.RGBA) bool {
	for _, pair := range [][2]uint8{{a.R, b.R}, {a.G, b.G}, {a.B, b.B}} {
		if max(pair[0], pair[1])-min(pair[0], pair[1]) > tolerance {
			return true
		}
	}
	return false
}

// SideBySide sets what was wanted, what is there, and the differing pixels in red next to each other.
func SideBySide(want, got *image.RGBA) *image.RGBA {
	width, height := max(want.Bounds().Dx(), got.Bounds().Dx()), max(want.Bounds().Dy(), got.Bounds().Dy())
	const gap = 8
	all := image.NewRGBA(image.Rect(0, 0, 3*width+2*gap, height))
	draw.Draw(all, want.Bounds(), want, image.Point{}, draw.Src)
	draw.Draw(all, got.Bounds().Add(image.Pt(width+gap, 0)), got, image.Point{}, draw.Src)
	both := got.Bounds().Intersect(want.Bounds())
	for y := range both.Dy() {
		for x := range both.Dx() {
			c := want.RGBAAt(x, y)
			if far(got.RGBAAt(x, y), c) {
				c = color.RGBA{R: 255, A: 255}
			}
			all.SetRGBA(2*(width+gap)+x, y, c)
		}
	}
	return all
}

// Encode makes a PNG, as small as it gets.
func Encode(img image.Image) ([]byte, error) {
	var out bytes.Buffer
	err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&out, img)
	return out.Bytes(), err
}

// Decode reads a reference.
func Decode(file []byte) (*image.RGBA, error) {
	decoded, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		return nil, err
	}
	if decoded.Bounds().Empty() {
		return nil, errors.New("an empty picture")
	}
	img := image.NewRGBA(decoded.Bounds())
	draw.Draw(img, img.Bounds(), decoded, decoded.Bounds().Min, draw.Src)
	return img, nil
}
