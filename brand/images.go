package brand

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"path"

	"golang.org/x/image/webp"
)

// largestSide is the most pixels a side of an image may have: browsers unpack them all, however small the file is.
const largestSide = 4096

// format is a raster image format.
type format struct {
	name   string
	config func(io.Reader) (image.Config, error)
	// begins is the signature of such files, with ? for any byte; whole reports whether a file is complete.
	begins string
	whole  func([]byte) bool
}

var formats = map[string]format{
	".png":  {"PNG", png.DecodeConfig, "\x89PNG\r\n\x1a\n", wholePNG},
	".jpg":  {"JPEG", jpeg.DecodeConfig, "\xff\xd8\xff", wholeJPEG},
	".jpeg": {"JPEG", jpeg.DecodeConfig, "\xff\xd8\xff", wholeJPEG},
	".webp": {"WebP", webp.DecodeConfig, "RIFF????WEBPVP8", wholeWebP},
}

// check says what is wrong with an image that has the format's extension.
func (f format) check(data []byte) error {
	if !begins(data, f.begins) {
		return fmt.Errorf("is no %s image", f.name)
	}
	if !f.whole(data) {
		return errCut
	}
	c, err := f.config(bytes.NewReader(data))
	if err != nil {
		return fmt.Errorf("is no %s image: %w", f.name, err)
	}
	if max(c.Width, c.Height) > largestSide {
		return fmt.Errorf("is %d x %d pixels; at most %d on each side are allowed", c.Width, c.Height, largestSide)
	}
	return nil
}

func begins(data []byte, pattern string) bool {
	if len(data) < len(pattern) {
		return false
	}
	for i := range pattern {
		if pattern[i] != '?' && pattern[i] != data[i] {
			return false
		}
	}
	return true
}

func wholePNG(data []byte) bool { return bytes.Contains(data, []byte("IEND\xaeB`\x82")) }

// wholeJPEG looks for the end of the image after the last start of a scan: an embedded preview has an end of its own.
func wholeJPEG(data []byte) bool {
	return bytes.LastIndex(data, []byte("\xff\xd9")) > bytes.LastIndex(data, []byte("\xff\xda"))
}

func wholeWebP(data []byte) bool {
	return uint64(len(data)) >= 8+uint64(binary.LittleEndian.Uint32(data[4:]))
}

// sizes checks that raster images have enough pixels for where they are shown.
func (v *validator) sizes(b *Brand) {
	height := b.Logo.Pixels()
	for _, logo := range []struct{ key, name string }{{"logo.light", b.Logo.Light}, {"logo.dark", b.Logo.Dark}} {
		if c, ok := size(logo.name, b.Files); ok && c.Height < height {
			v.add(logo.key, "is %q of %d x %d pixels, which would look blurred %d high", logo.name, c.Width, c.Height, height)
		}
	}
	if c, ok := size(b.Favicon, b.Files); ok && c.Width != c.Height {
		v.add("favicon", "is %q of %d x %d pixels: it must be square", b.Favicon, c.Width, c.Height)
	}
	if c, ok := size(b.TouchIcon, b.Files); ok && (c.Width != c.Height || c.Width < smallestTouchIcon) {
		v.add("touch_icon", "is %q of %d x %d pixels: it must be square, %d pixels a side or more", b.TouchIcon, c.Width, c.Height, smallestTouchIcon)
	}
}

// smallestTouchIcon is the side of the icon that an iPhone shows, in pixels.
const smallestTouchIcon = 180

func size(name string, files map[string][]byte) (image.Config, bool) {
	f, ok := formats[path.Ext(name)]
	if !ok {
		return image.Config{}, false
	}
	c, err := f.config(bytes.NewReader(files[name]))
	return c, err == nil
}
