package templates

import (
	"context"
	"io"

	"github.com/a-h/templ"
)

// icons are line drawings of our own, on a 24×24 grid. They stand beside words and never instead of them.
var icons = map[string]string{ //nolint:gosec // "password" is a drawing
	// The sections of the settings page, by group.
	"profile":       "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20.5c.8-3.6 3.7-5.5 7.5-5.5s6.7 1.9 7.5 5.5",
	"password":      "M6 11h12a1.5 1.5 0 0 1 1.5 1.5v6A1.5 1.5 0 0 1 18 20H6a1.5 1.5 0 0 1-1.5-1.5v-6A1.5 1.5 0 0 1 6 11ZM8 11V8a4 4 0 0 1 8 0v3M12 14.5v2",
	"passkey":       "M9.5 11.5a3.75 3.75 0 1 0 0-7.5 3.75 3.75 0 0 0 0 7.5ZM2.5 20c.6-3.4 3.3-5.5 7-5.5 1.1 0 2.1.2 3 .5M18 13.5a2.75 2.75 0 1 0-.1 0ZM18 13.5V20l2-1.5M18 16.5h2",
	"webauthn":      "M8 20a5 5 0 1 1 3.6-8.6A5 5 0 0 1 8 20ZM11.6 11.4 20 3M16 7l3 3M19 4l2 2",
	"deviceauthn":   "M8 2.5h8A1.5 1.5 0 0 1 17.5 4v16a1.5 1.5 0 0 1-1.5 1.5H8A1.5 1.5 0 0 1 6.5 20V4A1.5 1.5 0 0 1 8 2.5ZM9.5 11.3l1.8 1.8 3.2-3.5M11 18.5h2",
	"totp":          "M8 2.5h8A1.5 1.5 0 0 1 17.5 4v16a1.5 1.5 0 0 1-1.5 1.5H8A1.5 1.5 0 0 1 6.5 20V4A1.5 1.5 0 0 1 8 2.5ZM10 10h.01M14 10h.01M10 13.5h.01M14 13.5h.01M11 18.5h2",
	"lookup_secret": "M6.5 3h8l4 4v12.5A1.5 1.5 0 0 1 17 21H6.5A1.5 1.5 0 0 1 5 19.5v-15A1.5 1.5 0 0 1 6.5 3ZM14 3v4.5h4.5M8.5 12h2M13 12h2.5M8.5 16h2M13 16h2.5",
	"oidc":          "M10 14a4 4 0 0 0 5.8.3l3-3a4 4 0 0 0-5.7-5.7L11.5 7.2M14 10a4 4 0 0 0-5.8-.3l-3 3a4 4 0 0 0 5.7 5.7l1.6-1.6",
	"saml":          "M4 21V8l8-5 8 5v13ZM9 21v-6h6v6",
	"code":          "M5 4.5h14A1.5 1.5 0 0 1 20.5 6v9a1.5 1.5 0 0 1-1.5 1.5h-8L6.5 20v-3.5H5A1.5 1.5 0 0 1 3.5 15V6A1.5 1.5 0 0 1 5 4.5ZM8 10.5h.01M12 10.5h.01M16 10.5h.01",
	"settings":      "M4 7h9M17 7h3M4 17h3M11 17h9M15 9.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4ZM9 19.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z",
	// How a code is sent, where "code" leaves that open and "phone" is the device.
	"email": "M4.5 5.5h15A1.5 1.5 0 0 1 21 7v10a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 17V7a1.5 1.5 0 0 1 1.5-1.5ZM3.5 7l8.5 6.5L20.5 7",
	// Devices.
	"laptop": "M5.5 5h13A1.5 1.5 0 0 1 20 6.5V16H4V6.5A1.5 1.5 0 0 1 5.5 5ZM2 19h20M4 16l-2 3M20 16l2 3",
	"phone":  "M8 2.5h8A1.5 1.5 0 0 1 17.5 4v16a1.5 1.5 0 0 1-1.5 1.5H8A1.5 1.5 0 0 1 6.5 20V4A1.5 1.5 0 0 1 8 2.5ZM11 18.5h2",
	"device": "M5.5 4.5h13A1.5 1.5 0 0 1 20 6v9.5a1.5 1.5 0 0 1-1.5 1.5h-13A1.5 1.5 0 0 1 4 15.5V6a1.5 1.5 0 0 1 1.5-1.5ZM9 20.5h6M10.2 9.2c.2-2.4 3.7-2.2 3.6 0-.1 1.3-1.8 1.4-1.8 2.6M12 14.2v.01",
	"screen": "M4.5 4.5h15A1.5 1.5 0 0 1 21 6v9.5a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 15.5V6a1.5 1.5 0 0 1 1.5-1.5ZM8 20.5h8M7.5 10.8h.01M10.5 10.8h.01M13.5 10.8h.01M16.5 10.8h.01",
	// What a message is.
	"info":    "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 11v5M12 7.8v.01",
	"error":   "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7.5v5.5M12 16.2v.01",
	"success": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM8 12.3l2.8 2.7L16 9.5",
	"warning": "M12 4 2.8 20h18.4ZM12 10v4.5M12 17.2v.01",
	// The rest.
	"language": "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM3 12h18M12 3c5 4.8 5 13.2 0 18M12 3c-5 4.8-5 13.2 0 18",
	"shield":   "M12 3 5 6c0 7 2 12 7 15 5-3 7-8 7-15ZM9 11.8l2.3 2.2 3.9-4.2",
	"check":    "M5 12.5l4.5 4.5L19 7",
	"remove":   "M4.5 6.5h15M9.5 6.5V4.5h5v2M6.5 6.5l.8 12.5a1.5 1.5 0 0 0 1.5 1.5h6.4a1.5 1.5 0 0 0 1.5-1.5l.8-12.5M10.2 10.5v6M13.8 10.5v6",
}

// iconSize is in pixels, for browsers without the stylesheet, and sized what it makes of an element.
const (
	iconSize = 20
	sized    = ` width="20" height="20" aria-hidden="true" `
)

// What drawings begin with. The stylesheet decides how they look; without it they would fill the window, black. A vendor's mark
// fills an area and reaches to the edge of its grid, as drawings do not: the margin makes them look equally large.
const (
	lines          = `<svg class="icon"` + sized + `viewBox="0 0 24 24" fill="none" stroke="currentColor"><path d="`
	providerLines  = `<svg class="icon provider-drawing"` + sized + `viewBox="0 0 24 24" fill="none" stroke="currentColor"><path d="`
	providerArea   = `<svg class="icon provider-logo"` + sized + `viewBox="-2 -2 28 28" fill="currentColor" stroke="none"><path d="`
	endOfPath      = `"></path>`
	endOfDrawing   = endOfPath + `</svg>`
	beforeTheWords = endOfDrawing + " "
)

// icon is the drawing of a name, and a plain one for what has none, with the blank that parts it from the words after it.
func icon(name string) templ.Component {
	path, ok := icons[name]
	if !ok {
		path = icons["settings"]
	}
	return drawing{lines, path, beforeTheWords}
}

func iconEye() templ.Component {
	return drawing{lines, "M2 12s3.6-7 10-7 10 7 10 7-3.6 7-10 7-10-7-10-7Z", endOfPath + `<circle cx="12" cy="12" r="3"></circle><path class="lid" d="m4 20 16-16` + beforeTheWords}
}

func providerLogo(area string) templ.Component { return drawing{providerArea, area, endOfDrawing} }

func providerDrawing(path string) templ.Component { return drawing{providerLines, path, endOfDrawing} }

// drawing is an svg element in three pieces. All of it is ours, so that nothing is escaped.
type drawing [3]string

// Render implements templ.Component.
func (d drawing) Render(_ context.Context, w io.Writer) error {
	for _, piece := range d {
		if _, err := io.WriteString(w, piece); err != nil {
			return err
		}
	}
	return nil
}
