package handlers

import (
	"errors"
	"fmt"
	"maps"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/thyra-ui/thyra/kratos"
)

// plainPath matches absolute paths of letters, digits and the signs that need no escape and separate nothing: the router takes
// : and * for patterns, and ; and , end a path in a header.
var plainPath = regexp.MustCompile(`^(/[\p{L}\p{Nd}._~!$&'()+=@-]+)+$`)

// isPlainPath reports whether a path can be part of a route, such as /billing or /billing/cards. Proxies and browsers resolve
// dots.
func isPlainPath(p string) bool { return plainPath.MatchString(p) && path.Clean(p) == p }

// ValidBasePath reports whether a string can be Options.BasePath: empty, "/", or a path such as /account or /account/ without
// escapes, patterns and query.
func ValidBasePath(p string) bool {
	return p == "" || p == "/" || isPlainPath(strings.TrimSuffix(p, "/"))
}

// check finds what can't work in options. The error names each field, and says what it may be.
func (o *Options) check() error {
	return errors.Join(
		o.checkMount(), o.checkBrand(), o.checkNavigation(), o.checkPages(), o.checkFormActions(),
		checkOrigins("Options.FrameAncestors", o.FrameAncestors), checkOrigins("Options.AssetOrigins", o.AssetOrigins),
		o.checkProxies(), o.checkConsent(),
	)
}

func (o *Options) checkMount() error {
	switch {
	case o.Kratos == nil:
		return errors.New("Options.Kratos is required")
	case !ValidBasePath(o.BasePath):
		return fmt.Errorf("Options.BasePath %q is no path such as /account, without escapes, patterns and query", kratos.Redact(o.BasePath))
	case o.PublicURL != "" && o.publicOrigin() == "":
		return fmt.Errorf("Options.PublicURL %q is not an absolute http or https URL", kratos.Redact(o.PublicURL))
	}
	return nil
}

// checkBrand finds a brand that was begun. brand.NewSet checks the rest.
func (o *Options) checkBrand() error {
	if o.Brands == nil && len(o.Brand.Name) == 0 && !reflect.ValueOf(o.Brand).IsZero() {
		return errors.New(`Options.Brand has no Name: set it, as brand.Same("Toolshed") does, or leave Brand out for Thyra's own`)
	}
	return nil
}

func (o *Options) checkNavigation() error {
	for i, link := range o.Navigation {
		if len(link.Label) == 0 {
			return fmt.Errorf(`Options.Navigation[%d] has no Label: set it, as brand.Same("Loans") does`, i)
		}
		if len(link.Href) == 0 {
			return fmt.Errorf(`Options.Navigation[%d] has no Href: set it, as brand.Same("/loans") does`, i)
		}
	}
	return nil
}

// checkPages finds pages that nothing draws. addCustomPages checks their paths.
func (o *Options) checkPages() error {
	for _, at := range slices.Sorted(maps.Keys(o.Pages)) {
		if o.Pages[at] == nil {
			return fmt.Errorf("Options.Pages: %q has no function", at)
		}
	}
	return nil
}

func (o *Options) checkFormActions() error {
	for _, source := range o.FormActions {
		if !IsFormAction(source) {
			return fmt.Errorf("Options.FormActions: %q is no scheme such as myapp: and no origin such as https://accounts.example.org", kratos.Redact(source))
		}
	}
	return nil
}

func checkOrigins(field string, origins []string) error {
	for _, origin := range origins {
		if !IsOrigin(origin) {
			return fmt.Errorf("%s: %q is no origin such as https://www.example.org", field, kratos.Redact(origin))
		}
	}
	return nil
}

// checkProxies finds networks that no address is in. Addresses of IPv4 are compared as such, however they came.
func (o *Options) checkProxies() error {
	for i, prefix := range o.TrustedProxies {
		switch {
		case !prefix.IsValid():
			return fmt.Errorf(`Options.TrustedProxies[%d] is no network: parse it, as netip.MustParsePrefix("10.0.0.0/8") does`, i)
		case prefix.Addr().Is4In6():
			return fmt.Errorf("Options.TrustedProxies[%d] %s is never met: write it as IPv4, such as 10.0.0.0/8", i, prefix)
		}
	}
	return nil
}

// checkConsent finds times that Hydra, which counts whole seconds, would take for 0.
func (o *Options) checkConsent() error {
	if d := o.RememberConsentFor; d != 0 && d < time.Second {
		return fmt.Errorf("Options.RememberConsentFor is %s: it must be 0, which is for ever, or a second or more, such as time.Hour", d)
	}
	return nil
}
