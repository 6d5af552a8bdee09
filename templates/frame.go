package templates

import (
	"context"
	"errors"
	"io"

	"github.com/a-h/templ"
)

// frame is the layout of the product, or ours.
func (p *Page) frame() templ.Component {
	if p.Site.Layout == nil {
		return Layout(p)
	}
	return templ.ComponentFunc(p.drawInLayout)
}

// drawInLayout draws the product's layout, and fails when that leaves the page out: it would be a blank one with status 200.
func (p *Page) drawInLayout(ctx context.Context, w io.Writer) error {
	content, drawn := templ.GetChildren(ctx), false
	children := templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		drawn = p.hasMain
		return content.Render(ctx, w)
	})
	if err := p.Site.Layout(p).Render(templ.WithChildren(ctx, children), w); err != nil {
		return err
	}
	if !drawn {
		return errors.New("templates: the layout draws no Main with its children inside")
	}
	return nil
}
