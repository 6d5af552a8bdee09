package cli

import (
	"crypto/tls"
	"os"
	"sync"
	"time"
)

// certificate is a key pair on disk, read again when its file changes: certificates are renewed while the server runs.
type certificate struct {
	certPath, keyPath file

	mu      sync.Mutex
	loaded  *tls.Certificate
	modTime time.Time
}

// get is a tls.Config.GetCertificate. A pair that can't be read leaves the last good one in use.
func (c *certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	info, err := os.Stat(string(c.certPath))
	if err == nil && c.loaded != nil && info.ModTime().Equal(c.modTime) {
		return c.loaded, nil
	}
	pair, loadErr := tls.LoadX509KeyPair(string(c.certPath), string(c.keyPath))
	switch {
	case err == nil && loadErr == nil:
		c.loaded, c.modTime = &pair, info.ModTime()
	case c.loaded == nil:
		return nil, loadErr
	}
	return c.loaded, nil
}
