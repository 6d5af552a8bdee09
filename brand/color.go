package brand

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Color is an opaque color of sRGB, written #rrggbb.
type Color struct{ R, G, B uint8 }

// parseColor reads #rrggbb, in either case. Short forms, names and functions of CSS are errors.
func parseColor(s string) (Color, error) {
	if len(s) == 7 && s[0] == '#' {
		// ParseUint alone refuses signs and underscores in base 16.
		if v, err := strconv.ParseUint(s[1:], 16, 32); err == nil {
			return rgb(uint32(v)), nil
		}
	}
	if meant, ok := meantColor(s); ok {
		return Color{}, fmt.Errorf("%q is no color; write %v", s, meant)
	}
	return Color{}, fmt.Errorf("%q is no color: it must look like #3b4bd8", s)
}

// meantColor reads the other hexadecimal notations of a color, such as #abc and 0xaabbcc, without its opacity.
func meantColor(s string) (Color, bool) {
	digits := strings.TrimPrefix(strings.TrimPrefix(strings.TrimSpace(s), "#"), "0x")
	switch len(digits) {
	case 3, 4:
		digits = string([]byte{digits[0], digits[0], digits[1], digits[1], digits[2], digits[2]})
	case 6, 8:
		digits = digits[:6]
	default:
		return Color{}, false
	}
	v, err := strconv.ParseUint(digits, 16, 32)
	return rgb(uint32(v)), err == nil
}

func rgb(v uint32) Color { return Color{uint8(v >> 16 & 0xff), uint8(v >> 8 & 0xff), uint8(v & 0xff)} }

// String is the color as CSS writes it, lower case.
func (c Color) String() string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// MarshalText writes #rrggbb.
func (c Color) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads what parseColor reads.
func (c *Color) UnmarshalText(text []byte) (err error) {
	*c, err = parseColor(string(text))
	return err
}

// Contrast is the contrast ratio of the color to another, from 1 to 21 (WCAG 2.2, "contrast ratio").
func (c Color) Contrast(other Color) float64 { return contrast(c, other) }

// contrast is the contrast ratio of two colors.
func contrast(a, b Color) float64 {
	lighter, darker := a.luminance(), b.luminance()
	if lighter < darker {
		lighter, darker = darker, lighter
	}
	return (lighter + 0.05) / (darker + 0.05)
}

// luminance is the relative luminance, from 0 to 1 (WCAG 2.2).
func (c Color) luminance() float64 {
	return 0.2126*linear(c.R) + 0.7152*linear(c.G) + 0.0722*linear(c.B)
}

// isDark reports whether text on the color should be light.
func (c Color) isDark() bool { return c.luminance() < 0.18 }

// linear is the light of a channel, from 0 to 1, by the transfer function of sRGB (IEC 61966-2-1).
func linear(channel uint8) float64 {
	v := float64(channel) / 255
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}

// channel is the inverse of linear; light outside the range is clamped.
func channel(light float64) uint8 {
	v := 12.92 * light
	if light > 0.0031308 {
		v = 1.055*math.Pow(light, 1/2.4) - 0.055
	}
	return uint8(math.Round(255 * min(max(v, 0), 1)))
}
