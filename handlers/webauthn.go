package handlers

import (
	"crypto/sha512"
	"encoding/base64"
	"slices"
	"strings"
	"sync"

	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/static"
	"github.com/thyra-ui/thyra/templates"
)

const (
	kratosScript = "/.well-known/ory/webauthn.js"
	scriptFile   = "webauthn.js"
)

// scriptVersions is how many versions of Kratos's script are kept: while Kratos is upgraded pages of two are open, and somebody
// may go back.
const scriptVersions = 4

// scripts are Kratos's script as it was lately, by what its bytes hash to. Each page names the version that its integrity hash
// allows, and no other may be cached under that name: the browser would go without passkeys for a year.
type scripts struct {
	mu   sync.Mutex
	kept []scriptVersion // newest last
}

type scriptVersion struct {
	version string
	files   *static.Assets // with the script alone, which it compresses once
}

// add keeps a script and returns it.
func (s *scripts) add(body []byte) *scriptVersion {
	sum := sha512.Sum512(body)
	v := scriptVersion{base64.RawURLEncoding.EncodeToString(sum[:]), static.Bundle(map[string][]byte{scriptFile: body})}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.kept = slices.DeleteFunc(s.kept, func(kept scriptVersion) bool { return kept.version == v.version })
	s.kept = append(s.kept, v)
	s.kept = s.kept[max(0, len(s.kept)-scriptVersions):]
	return &v
}

// get finds a version; nil when it is not kept.
func (s *scripts) get(version string) *scriptVersion {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, v := range s.kept {
		if v.version == version {
			return &v
		}
	}
	return nil
}

// versionOf is what the script with this integrity attribute is called; empty for a hash of another kind.
func versionOf(integrity string) string {
	for _, hash := range strings.Fields(integrity) {
		if sum, ok := strings.CutPrefix(hash, "sha512-"); ok {
			return strings.TrimRight(strings.ReplaceAll(strings.ReplaceAll(sum, "+", "-"), "/", "_"), "=")
		}
	}
	return ""
}

// scriptURL leads Kratos's WebAuthn script through our origin, where it needs no CORS.
func (s *server) scriptURL(script templates.Script) string {
	if !s.kratos.Owns(script.Src) || !strings.HasSuffix(script.Src, kratosScript) {
		return script.Src
	}
	address := s.site.URL(kratosScript)
	if version := versionOf(script.Integrity); version != "" {
		address += "?v=" + version
	}
	return address
}

// webauthnScript passes Kratos's script on, compressed but its bytes unchanged, which is what integrity hashes are of, and without
// its cookies: its Set-Cookie would replace the visitor's CSRF cookie. Only the version asked for may be kept; another is the best
// there is for this once.
func (s *server) webauthnScript(c echo.Context) error {
	asked := c.QueryParam("v")
	script := s.scripts.get(asked)
	if script == nil {
		body, err := s.kratos.Script(c.Request().Context())
		if err != nil {
			return err
		}
		script = s.scripts.add(body)
	}
	serve := script.files.ServeUncached
	if script.version == asked {
		serve = script.files.Serve
	}
	return serveFile(c, serve, scriptFile)
}
