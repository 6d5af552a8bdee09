package brand

import (
	"math"
	"strings"
	"testing"
)

// The values are those of the CSS Color 4 sample code, rounded.
func TestOKLCHOfKnownColors(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		color         uint32
		l, c, degrees float64
	}{
		{0xff0000, 0.62796, 0.25768, 29.234},
		{0x00ff00, 0.86644, 0.29483, 142.495},
		{0x0000ff, 0.45201, 0.31321, 264.052},
		{0xffff00, 0.96798, 0.21101, 109.769},
		{0x808080, 0.59987, 0, 0},
		{0xffffff, 1, 0, 0},
		{0x000000, 0, 0, 0},
	} {
		got := rgb(test.color).oklch()
		degrees := math.Mod(got.h*180/math.Pi+360, 360)
		if math.Abs(got.l-test.l) > 1e-4 || math.Abs(got.c-test.c) > 1e-4 || (test.c > 0 && math.Abs(degrees-test.degrees) > 0.01) {
			t.Errorf("%v is %.5f %.5f %.3f°, want %.5f %.5f %.3f°", rgb(test.color), got.l, got.c, degrees, test.l, test.c, test.degrees)
		}
	}
}

func TestOKLCHThereAndBack(t *testing.T) {
	t.Parallel()
	for v := uint32(0); v < 1<<24; v += 4093 {
		if got := rgb(v).oklch().color(); got != rgb(v) {
			t.Fatalf("%v came back as %v", rgb(v), got)
		}
	}
}

func TestChromaGivesWayToTheScreen(t *testing.T) {
	t.Parallel()
	for _, want := range []oklch{{0.7, 0.4, 2}, {0.3, 0.3, 1.9}, {0.95, 0.2, 4.6}, {0.5, 0.37, -1}} {
		got := want.color().oklch()
		if math.Abs(got.l-want.l) > 0.005 {
			t.Errorf("%+v: lightness became %.4f", want, got.l)
		}
		if away := math.Abs(math.Remainder(got.h-want.h, 2*math.Pi)); away*got.c > 0.005 {
			t.Errorf("%+v: hue moved by %.4f", want, away)
		}
		if got.c >= want.c {
			t.Errorf("%+v: chroma became %.4f, which is no less", want, got.c)
		}
	}
	if got := (oklch{1, 0.3, 1}).color(); got != rgb(0xffffff) {
		t.Errorf("lightness 1 is %v, want white", got)
	}
	if got := (oklch{0, 0.3, 1}).color(); got != rgb(0) {
		t.Errorf("lightness 0 is %v, want black", got)
	}
}

func TestParseColor(t *testing.T) {
	t.Parallel()
	if got, err := parseColor("#3B4bd8"); err != nil || got.String() != "#3b4bd8" {
		t.Errorf("#3B4bd8 is read as %v, %v", got, err)
	}
	for _, wrong := range []string{"", "#fff", "3b4bd8", "#3b4bd", "#3b4bd88", "#-1b4bd", "#1_2_3_", "#gggggg", "red"} {
		if got, err := parseColor(wrong); err == nil {
			t.Errorf("%q is read as %v", wrong, got)
		}
	}
	for wrong, want := range map[string]string{
		"#FFF": "#ffffff", "abc": "#aabbcc", "112233": "#112233", " #112233": "#112233", "#1238": "#112233", "#11223344": "#112233", "0x112233": "#112233",
		"navy": "#3b4bd8", "": "#3b4bd8", "#1122gg": "#3b4bd8", "#-1b4bd": "#3b4bd8",
	} {
		if _, err := parseColor(wrong); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v does not say to write %s", wrong, err, want)
		}
	}
}
