package templates_test

import (
	"context"
	"io"
	"os"
	"testing"

	"github.com/a-h/templ"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/templates"
)

// BenchmarkLoginPage is decoding, building and rendering without any network.
func BenchmarkLoginPage(b *testing.B) {
	body, err := os.ReadFile("../kratos/recordings/v1.3.1/login-initial.json")
	if err != nil {
		b.Fatal(err)
	}
	catalog, err := locales.Load(locales.Files())
	if err != nil {
		b.Fatal(err)
	}
	l := catalog.Choose("de")
	ctx := templ.WithNonce(locales.With(context.Background(), l), "nonce")
	page := &templates.Page{Site: &templates.Site{Brand: brand.Default()}}
	f, err := kratos.Parse(body)
	if err != nil {
		b.Fatal(err)
	}
	v := templates.NewFlowView(request(kratos.Login, f, l))
	b.Run("decode", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if f, err = kratos.Parse(body); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("build", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			v = templates.NewFlowView(request(kratos.Login, f, l))
		}
	})
	b.Run("render", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if err := templates.FlowPage(page, v).Render(ctx, io.Discard); err != nil {
				b.Fatal(err)
			}
		}
	})
}
