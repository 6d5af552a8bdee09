package brand

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"strings"
	"testing"
)

func TestLoadRefusesFiles(t *testing.T) {
	t.Parallel()
	photo := picture(t, encodeJPEG, 40, 40)
	preview := "\xff\xd8\xff\xfe\x00\x06\xff\xda\xff\xd9" // a comment with what ends an image in it
	for _, test := range []struct{ name, data, want string }{
		{"a.svg", "<svg><script/></svg>", "holds <script>"},
		{"a.svg", "<svg><foreignObject/></svg>", "holds <foreignObject>"},
		{"a.svg", `<svg><g onclick="x"/></svg>`, "holds onclick"},
		{"a.svg", `<svg><a href="javascript:x"/></svg>`, "holds href"},
		{"a.svg", `<svg xmlns:xlink="http://www.w3.org/1999/xlink"><use xlink:href="https://a.example/#b"/></svg>`, "holds href"},
		{"a.svg", `<svg><set attributeName="href" to="x"/></svg>`, "holds attributeName"},
		{"a.svg", `<svg><style>@import "x"</style></svg>`, "style"},
		{"a.svg", `<svg><g style="fill: url(https://a.example)"/></svg>`, "holds style"},
		{"a.svg", `<?xml-stylesheet href="x"?><svg/>`, "xml-stylesheet"},
		{"a.svg", `<svg><style>@imp<!-- -->ort "x"</style></svg>`, "style"},
		{"a.svg", `<svg><style>a { b: url("https<![CDATA[://a.example")]]> }</style></svg>`, "style"},
		{"a.svg", `<svg><h:iframe xmlns:h="http://www.w3.org/1999/xhtml" src="javascript:x"/></svg>`, "holds <iframe>"},
		{"a.svg", `<!DOCTYPE svg [<!ATTLIST svg onload CDATA "x">]><svg/>`, "holds a DOCTYPE with declarations"},
		{"a.svg", `<svg viewBox="0 0 1 1"/>`, `has no xmlns="http://www.w3.org/2000/svg"`},
		{"a.svg", `<svg:svg xmlns:svg="http://www.w3.org/1999/svg"/>`, "has no xmlns"},
		{"a.svg", "<html/>", "begins with <html>"},
		{"a.svg", "<svg>", "is no SVG image"},
		{"a.svg", "", "is no SVG image"},
		{"a.svg", "<svg>" + strings.Repeat(" ", 300<<10) + "</svg>", "has 300 KB; at most 256"},
		{"a.png", "<svg/>", "is no PNG image"},
		{"a.png", pixel[:len(pixel)-1], "is cut short"},
		{"a.png", picture(t, png.Encode, 4097, 1), "is 4097 x 1 pixels; at most 4096 on each side are allowed"},
		{"a.jpg", pixel, "is no JPEG image"},
		{"a.jpeg", photo[:len(photo)-2], "is cut short"},
		{"a.jpg", photo[:4], "is cut short"},
		{"a.jpg", "\xff\xd8\xff\xd9", "is no JPEG image"},
		{"a.jpg", preview + photo[2:len(photo)-2], "is cut short"},
		{"a.webp", "RIFF0000WAVE VP8 0000000", "is no WebP image"},
		{"a.webp", "RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f", "is cut short"},
		{"a.woff2", font + strings.Repeat(" ", 1<<20), "has 1024 KB; at most 1024"},
		{"a.woff2", "wOFF", "is no WOFF2 font"},
		{"a.woff2", "wOF2\x00\x01\x00\x00\x00\x00\x01", "is cut short"},
		{"a b.svg", "<svg/>", "a file's name must consist of"},
		{"a.css", `@import "x.css";`, "holds @import"},
		{"a.css", `@\69mport "x.css";`, "holds @import"},
		{"a.css", `a { b: url( "https://a.example") }`, "holds url("},
		{"a.css", `a { b: URL(data:x) }`, "holds url("},
		{"a.css", `a { b: url(//a.example) }`, "holds url("},
		{"a.css", "a { b: url(\"ht\\\ntps://a.example\") }", "holds url("},
		{"a.css", `a { b: image-set("https://a.example/x" 1x) }`, `holds "https://`},
		{"a.css", "a { b: image-set(\"ht\ttps://a.example\" 1x) }", `holds "https:`},
		{"a.css", `a { b: image-set("https:\\\\a.example" 1x) }`, `holds "https:`},
		{"a.css", `a { b: image-set("http:a.example" 1x) }`, `holds "http:`},
		{"a.css", `a { b: image-set("/\a /a.example" 1x) }`, `holds "//`},
		{"a.css", `a { b: image-set("\1 /\\a.example" 1x) }`, `holds "//`},
		{"a.css", "\xff\xfe@\x00i\x00m\x00p\x00o\x00r\x00t\x00", "is not UTF-8"},
		{"a.css", `a { width: expression (x) }`, "holds expression"},
		{"a.css", `a { content: "</STYLE>" }`, "holds </style"},
		{"a.css", `a { b: url(none.svg) }`, `names "none.svg", which is not in the folder`},
		{"a.css", `a { b: URL( 'none.svg' ) }`, `names "none.svg"`},
		{"a.css", `a { b: url("none.svg?v=2#x") }`, `names "none.svg?v=2#x"`},
		{"a.css", `a { b: url(/ok.svg) }`, `names "/ok.svg"`},
		{"a.css", `a { b: url(../b/ok.svg) }`, `names "../b/ok.svg"`},
		{"a.css", `a { b: url(img/ok.svg) }`, `names "img/ok.svg", which is not in the folder`},
		{"a.css", `a::after { content: "/*" } b { c: url(none.svg) } /* x */`, `names "none.svg"`},
	} {
		_, err := LoadOne(folder(map[string]string{"b/brand.json": `{"name": "x"}`, "b/ok.svg": square, "b/img/ok.svg": square, "b/" + test.name: test.data}), "b", known)
		if err == nil || !strings.HasPrefix(err.Error(), "b/"+test.name+": ") || strings.Contains(err.Error(), "\n") || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s %.80q: error %v, want %q in it", test.name, test.data, err, test.want)
		}
	}
}

func TestLoadTakesFiles(t *testing.T) {
	t.Parallel()
	for name, data := range map[string]string{
		"brand.json": `{"name": "x", "clients": ["a", "A"], "font": {"stack": "Arial, \"f sans\"", "files": [{"file": "f.woff2", "family": "F Sans"}, {"file": "f.woff2", "family": "G"}]}}`,
		"a.jpg":      picture(t, encodeJPEG, 4096, 1),
		"a.JPG.jpeg": picture(t, encodeJPEG, 3, 2),
		"a.woff2":    font + strings.Repeat(" ", 700<<10), // more than images may have
		"a.webp":     "RIFF\x1a\x00\x00\x00WEBPVP8L\x0d\x00\x00\x00\x2f\x00\x00\x00\x10\x07\x10\x11\x11\x88\x88\xfe\x07\x00",
		"a.svg":      `<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd"><s:svg xmlns:s="http://www.w3.org/2000/svg"/>`,
		"a.css":      "/* url(gone.svg) */ a { b: url(ok.svg), url(\"./ok.svg#part\"), url('ok.svg?v=2'), url(#here); content: 'it\\'s /*' } /* url(x) */",
	} {
		if _, err := LoadOne(folder(map[string]string{"b/brand.json": `{"name": "x"}`, "b/ok.svg": square, "b/f.woff2": font, "b/" + name: data}), "b", known); err != nil {
			t.Error(err)
		}
	}
}

// picture is a black image of so many pixels.
func picture(t *testing.T, encode func(io.Writer, image.Image) error, width, height int) string {
	t.Helper()
	var out bytes.Buffer
	if err := encode(&out, image.NewGray(image.Rect(0, 0, width, height))); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func encodeJPEG(w io.Writer, m image.Image) error { return jpeg.Encode(w, m, nil) }
