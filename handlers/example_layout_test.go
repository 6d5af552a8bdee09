package handlers_test

import (
	"context"
	"io"
	"net/http"

	"github.com/a-h/templ"

	"github.com/thyra-ui/thyra/handlers"
	"github.com/thyra-ui/thyra/templates"
)

// productLayout is a document of a product's own around the parts that it takes from ours. In templ it is a component of
// some twenty lines: examples/toolshed has it.
func productLayout(p *templates.Page) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		content := templ.GetChildren(ctx)
		main := templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
			return templates.Main(p).Render(templ.WithChildren(ctx, content), w)
		})
		return templ.Join(
			templ.Raw(`<!DOCTYPE html><html lang="en"><head>`), templates.Head(p), templ.Raw(`</head><body class="product">`),
			templates.SkipLink(), templ.Raw(`<header id="product">Product</header>`), templates.AccountNav(p), main,
			templ.Raw(`</body></html>`),
		).Render(templ.ClearChildren(ctx), w)
	})
}

// The pages inside the frame of the product.
func ExampleOptions_layout() {
	options := exampleOptions()
	options.Layout = productLayout
	pages, err := handlers.New(options)
	if err != nil {
		panic(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/", pages)

	show(mux, "www.example.org", "/welcome", `<header id="product">`, "</header>")
	// Output: 200 Product
}
