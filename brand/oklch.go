package brand

import "math"

// oklch is a color by lightness (0 to 1), chroma (0 to about 0.37 within sRGB) and hue (radians) as the eye sees them: equal
// steps look equal, and a hue stays itself when only the lightness changes. The space and the numbers are Björn Ottosson's,
// https://bottosson.github.io/posts/oklab/.
type oklch struct{ l, c, h float64 }

func (c Color) oklch() oklch {
	r, g, b := linear(c.R), linear(c.G), linear(c.B)
	l := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*b)
	m := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*b)
	s := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*b)
	a := 1.9779984951*l - 2.4285922050*m + 0.4505937099*s
	bb := 0.0259040371*l + 0.7827717662*m - 0.8086757660*s
	return oklch{0.2104542553*l + 0.7936177850*m - 0.0040720468*s, math.Hypot(a, bb), math.Atan2(bb, a)}
}

// linearRGB is the color as linear sRGB; outside 0 to 1 where sRGB has no such color.
func (o oklch) linearRGB() (r, g, b float64) {
	a, bb := o.c*math.Cos(o.h), o.c*math.Sin(o.h)
	l := cube(o.l + 0.3963377774*a + 0.2158037573*bb)
	m := cube(o.l - 0.1055613458*a - 0.0638541728*bb)
	s := cube(o.l - 0.0894841775*a - 1.2914855480*bb)
	return 4.0767416621*l - 3.3077115913*m + 0.2309699292*s,
		-1.2684380046*l + 2.6097574011*m - 0.3413193965*s,
		-0.0041960863*l - 0.7034186147*m + 1.7076147010*s
}

func cube(x float64) float64 { return x * x * x }

// color is the sRGB color with the same lightness and hue; chroma is reduced as far as sRGB requires.
func (o oklch) color() Color {
	if !o.inGamut() {
		least, most := 0.0, o.c
		for range 24 {
			if o.c = (least + most) / 2; o.inGamut() {
				least = o.c
			} else {
				most = o.c
			}
		}
		o.c = least
	}
	r, g, b := o.linearRGB()
	return Color{channel(r), channel(g), channel(b)}
}

// inGamut reports whether sRGB has the color, within what rounding to eight bits hides.
func (o oklch) inGamut() bool {
	const hidden = 1e-5
	r, g, b := o.linearRGB()
	return min(r, g, b) >= -hidden && max(r, g, b) <= 1+hidden
}
