package main

import (
	"context"
	"embed"
	"net/http"

	"github.com/a-h/templ"
	"github.com/thyra-ui/thyra/brand"
	"github.com/thyra-ui/thyra/handlers"
	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/templates"
)

//go:embed static
var static embed.FS

// accountPath is where the account pages are mounted.
const accountPath = "/account"

// product is the application: its own pages, and Thyra's.
type product struct {
	session *handlers.SessionMiddleware
	account http.Handler
	loans   *loans
}

// newProduct makes the application. accountURL is the absolute URL of accountPath.
func newProduct(kratosURL, kratosBrowserURL, accountURL string) (*product, error) {
	client, err := kratos.New(kratos.Config{PublicURL: kratosURL, BrowserURL: kratosBrowserURL})
	if err != nil {
		return nil, err
	}
	look, err := brand.New("Toolshed", "#2f6f4e")
	if err != nil {
		return nil, err
	}
	look.Languages.Allowed = []string{"en"} // as the header speaks
	p := &product{loans: newLoans()}
	p.session, err = handlers.NewSessionMiddleware(handlers.SessionOptions{Kratos: client, PublicURL: accountURL})
	if err != nil {
		return nil, err
	}
	p.account, err = handlers.New(handlers.Options{
		Kratos:     client,
		BasePath:   accountPath,
		PublicURL:  accountURL,
		Brand:      *look,
		Layout:     accountLayout,
		Navigation: []brand.Link{{Label: brand.Same("Loans"), Href: brand.Same("/loans")}},
		Slots: templates.Slots{
			BeforeForm: func(_ *templates.Page, v *templates.FlowView) templ.Component {
				if v.Kind == kratos.Registration {
					return membershipNote()
				}
				return nil
			},
			HomeCards: func(_ *templates.Page, h *templates.Home) templ.Component {
				return loansCard(p.loans.of(h.IdentityID))
			},
		},
	})
	return p, err
}

// routes are the product's pages, the account pages among them.
func (p *product) routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /{$}", p.session.Provide(http.HandlerFunc(p.home)))
	mux.Handle("GET /loans", p.session.Require(http.HandlerFunc(p.listLoans)))
	mux.Handle("POST /loans", p.session.Require(http.HandlerFunc(p.borrow)))
	mux.Handle("GET /static/", http.FileServerFS(static))
	mux.Handle(accountPath+"/", p.session.Provide(p.account)) // whose header shows the visitor too
	mux.Handle("/.well-known/change-password", p.account)
	return http.NewCrossOriginProtection().Handler(mux)
}

func (p *product) home(w http.ResponseWriter, r *http.Request) {
	show(w, r, productPage("Borrow, don't buy", catalog(tools)))
}

func (p *product) listLoans(w http.ResponseWriter, r *http.Request) {
	show(w, r, productPage("Your loans", loansPage(p.loans.of(visitor(r.Context())))))
}

func (p *product) borrow(w http.ResponseWriter, r *http.Request) {
	if !p.loans.add(visitor(r.Context()), r.PostFormValue("tool")) {
		http.Error(w, "There is no such tool.", http.StatusBadRequest)
		return
	}
	http.Redirect(w, r, "/loans", http.StatusSeeOther)
}

// show is the answer of a page that depends on who asks.
func show(w http.ResponseWriter, r *http.Request, page templ.Component) {
	w.Header().Set("Cache-Control", "no-store")
	templ.Handler(page).ServeHTTP(w, r)
}

// visitor is the id of who asks for a page; empty when nobody is signed in, or Kratos can't say. The account pages draw the
// product's header with the request's context, so that it finds the visitor there too.
func visitor(ctx context.Context) string {
	session, err := handlers.SessionFrom(ctx)
	if err != nil {
		return ""
	}
	return session.Identity.ID
}
