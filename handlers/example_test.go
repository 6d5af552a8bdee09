package handlers_test

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/handlers"
	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/locales"
	"github.com/thyra-ui/thyra/templates"
)

// exampleOptions are what the examples have in common: a Kratos that is out of reach, so that every visitor is a stranger.
func exampleOptions() handlers.Options {
	client, err := kratos.New(kratos.Config{PublicURL: "http://127.0.0.1:1", BrowserURL: "https://auth.example.org"})
	if err != nil {
		panic(err)
	}
	return handlers.Options{Kratos: client, PublicURL: "https://www.example.org", Logger: slog.New(slog.DiscardHandler)}
}

// show prints what a page of an application has between two texts.
func show(application http.Handler, host, path, from, to string) {
	w, r := httptest.NewRecorder(), httptest.NewRequestWithContext(context.Background(), http.MethodGet, path, nil)
	r.Host = host
	application.ServeHTTP(w, r)
	_, text, _ := strings.Cut(w.Body.String(), from)
	text, _, _ = strings.Cut(text, to)
	fmt.Println(w.Code, text)
}

// Below a path of a net/http application, with the product's name and colors.
func ExampleNew() {
	look, err := brand.New("Example", "#2f6f4e")
	if err != nil {
		panic(err)
	}
	options := exampleOptions()
	options.BasePath, options.Brand = "/account", *look
	pages, err := handlers.New(options)
	if err != nil {
		panic(err)
	}
	mux := http.NewServeMux()
	mux.Handle("/account/", pages)
	mux.Handle("/.well-known/change-password", pages)

	show(mux, "www.example.org", "/account/welcome", "<title>", "</title>")
	// Output: 200 Welcome · Example
}

// Among the routes of an Echo application.
func ExampleNew_echo() {
	options := exampleOptions()
	options.BasePath = "/account"
	pages, err := handlers.New(options)
	if err != nil {
		panic(err)
	}
	e := echo.New()
	e.Any("/account", echo.WrapHandler(pages))
	e.Any("/account/*", echo.WrapHandler(pages))

	show(e, "www.example.org", "/account/welcome", "<title>", "</title>")
	// Output: 200 Welcome · Thyra
}

// Brands of a directory, chosen by host here, and read again when files change.
func ExampleOptions_brands() {
	ctx, stop := context.WithCancel(context.Background()) // until the server stops
	defer stop()
	messages, err := locales.English()
	if err != nil {
		panic(err)
	}
	brands, err := brand.Watch(ctx, brand.WatchOptions{
		Files:    brand.Dir("../brand/examples"),
		Messages: messages,
		Check:    (*brand.Set).CheckContrast,
		OnReload: func(_ *brand.Set, err error) {
			if err != nil {
				slog.Error("the brands can't be used; the ones before stay", "error", err)
			}
		},
	})
	if err != nil {
		panic(err) // says which file, which key, and what it may be
	}
	options := exampleOptions()
	options.Brands = brands.Set
	pages, err := handlers.New(options)
	if err != nil {
		panic(err)
	}
	show(pages, "shop.localhost", "/welcome", "<title>", "</title>")
	show(pages, "dev.localhost", "/welcome", "<title>", "</title>")
	// Output:
	// 200 Welcome · Quince &amp; Thyme
	// 200 Welcome · Kiln
}

// A card on the account home, a note above the sign-up form, and a link among the account pages. With templ these
// components are written in templ; any templ.Component will do.
func ExampleOptions_slots() {
	options := exampleOptions()
	options.Navigation = []brand.Link{{Label: brand.Text{"": "Orders", "de": "Bestellungen"}, Href: brand.Same("/orders")}}
	options.Slots = templates.Slots{
		BeforeForm: func(_ *templates.Page, v *templates.FlowView) templ.Component {
			if v.Kind != kratos.Registration {
				return nil
			}
			return templ.Raw(`<p class="intro">Membership is free.</p>`)
		},
		HomeCards: func(_ *templates.Page, h *templates.Home) templ.Component {
			return templ.ComponentFunc(func(_ context.Context, w io.Writer) error {
				_, err := fmt.Fprintf(w, `<section class="card"><h2>Orders</h2><p>None of %s yet.</p></section>`, templ.EscapeString(h.IdentityID))
				return err
			})
		},
	}
	_, err := handlers.New(options)
	fmt.Println(err)
	// Output: <nil>
}

// Pages of the application's own: one for everybody, which knows who asks, and one for those who are signed in.
func ExampleSessionMiddleware() {
	kratosServer := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusUnauthorized) // nobody is signed in
	}))
	defer kratosServer.Close()
	client, err := kratos.New(kratos.Config{PublicURL: kratosServer.URL, BrowserURL: "https://auth.example.org"})
	if err != nil {
		panic(err)
	}
	session, err := handlers.NewSessionMiddleware(handlers.SessionOptions{Kratos: client, PublicURL: "https://www.example.org"})
	if err != nil {
		panic(err)
	}
	mux := http.NewServeMux()
	mux.Handle("GET /{$}", session.Provide(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if session, err := handlers.SessionFrom(r.Context()); err == nil {
			fmt.Fprintf(w, "Hello, %s.", session.Identity.DisplayName())
			return
		}
		fmt.Fprint(w, "Hello, whoever you are.")
	})))
	mux.Handle("/loans", session.Require(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		session, _ := handlers.SessionFrom(r.Context()) // there is one
		fmt.Fprintf(w, "The loans of %s.", session.Identity.ID)
	})))

	for _, path := range []string{"/", "/loans?sort=date"} {
		w := httptest.NewRecorder()
		mux.ServeHTTP(w, httptest.NewRequestWithContext(context.Background(), http.MethodGet, path, nil))
		fmt.Println(w.Code, cmp.Or(w.Header().Get("Location"), w.Body.String()))
	}
	// Output:
	// 200 Hello, whoever you are.
	// 303 https://auth.example.org/self-service/login/browser?return_to=https%3A%2F%2Fwww.example.org%2Floans%3Fsort%3Ddate
}
