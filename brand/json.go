package brand

import (
	"bytes"
	"errors"
	"unicode/utf8"
)

// text is a file without its byte order mark, which editors of old put first. No text holds a zero; UTF-16 is full of them.
func text(data []byte) ([]byte, error) {
	if !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0 {
		return nil, errors.New("is not UTF-8; save it as UTF-8")
	}
	return bytes.TrimPrefix(data, []byte("\xef\xbb\xbf")), nil
}
