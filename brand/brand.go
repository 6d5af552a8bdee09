// Package brand owns what a product calls itself and where its pages lie. It does not know HTTP, HTML or flows.
package brand

// Brand is the product whose front door this is.
type Brand struct {
	// Name stands in the header, the title and the account home.
	Name string
	// HomeURL is where the name in the header leads; the account home when empty.
	HomeURL string
	// SupportURL is offered on error pages; left out when empty.
	SupportURL string
	// PrivacyURL and TermsURL stand in the footer; left out when empty.
	PrivacyURL string
	TermsURL   string
}

// Default is the brand of a server that was given none.
func Default() Brand { return Brand{Name: "Thyra"} }
