package stack

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"time"

	"github.com/thyra-ui/thyra/e2e/child"
	"github.com/thyra-ui/thyra/e2e/oneshot"
)

// Gallery is a running gallery: every page in every state, without a Kratos.
type Gallery struct {
	URL    string // without a trailing slash
	States []GalleryState

	dir     string
	process *child.Process
}

// GalleryState is a page in one situation.
type GalleryState struct {
	ID      string `json:"id"`
	Page    string `json:"page"`
	Version string `json:"version"` // source of its recording; "" for a state that was made up
	Status  int    `json:"status"`
	URL     string `json:"url"` // a path
}

// StartGallery builds the gallery, starts it with the brands of a directory and asks for its states. The child dies with ctx
// and with Close.
func StartGallery(ctx context.Context, brands string) (*Gallery, error) {
	dir, err := os.MkdirTemp("", "thyra-gallery-")
	if err != nil {
		return nil, err
	}
	g := &Gallery{dir: dir}
	if err := g.start(ctx, brands); err != nil {
		return nil, errors.Join(err, g.Close())
	}
	return g, nil
}

func (g *Gallery) start(ctx context.Context, brands string) error {
	root, err := moduleDir(ctx)
	if err != nil {
		return err
	}
	binary := filepath.Join(g.dir, "gallery")
	if err := goBuild(ctx, filepath.Dir(root), "-o", binary, "./gallery/cmd"); err != nil {
		return fmt.Errorf("build the gallery: %w", err)
	}
	if g.process, err = child.Start(ctx, "the gallery", nil, nil, binary, "-addr", "localhost:0", "-brands", brands); err != nil {
		return err
	}
	if err := g.find(ctx); err != nil {
		return fmt.Errorf("the gallery: %w\n%s", err, g.process.Log())
	}
	return nil
}

var galleryAddress = regexp.MustCompile(`gallery: (http://\S+)/\n`)

// find waits for the address that the gallery prints, and reads the list there.
func (g *Gallery) find(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startTimeout)
	defer cancel()
	err := child.Poll(ctx, 20*time.Millisecond, func() error {
		if said := galleryAddress.FindStringSubmatch(g.process.Log()); said != nil {
			g.URL = said[1]
			return nil
		}
		return errors.New("it has not said where it is")
	})
	if err != nil {
		return err
	}
	res, err := oneshot.Get(ctx, g.URL+"/states.json")
	if err != nil {
		return err
	}
	defer func() { _ = res.Body.Close() }()
	return json.NewDecoder(res.Body).Decode(&g.States)
}

// Logs is what it printed last, and how it ended if it has.
func (g *Gallery) Logs() string {
	return g.process.Log() + g.process.Ended()
}

// Close ends the gallery and removes its program.
func (g *Gallery) Close() error {
	g.process.Stop()
	return os.RemoveAll(filepath.Clean(g.dir))
}
