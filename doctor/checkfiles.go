package doctor

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

// mostSkew is how far clocks may be apart: half the window of an authenticator code (RFC 6238 5.2).
const mostSkew = 30 * time.Second

// checkClock: Kratos's clock and this machine's agree.
func checkClock(f *facts) []Finding {
	date, err := http.ParseTime(f.session.header.Get("Date"))
	if err != nil {
		return nil
	}
	skew := f.session.at.Sub(date)
	if skew.Abs() <= mostSkew {
		return nil
	}
	return one(ClockSkew, fmt.Sprintf("Kratos's clock and the one here are %s apart", skew.Abs().Round(time.Second)),
		fmt.Sprintf("Kratos's answer is of %s, and arrived here at %s", date.UTC().Format(time.DateTime), f.session.at.UTC().Format(time.DateTime)),
		"synchronize the clocks of both machines (NTP)")
}

// checkVariables: no variable is a slip.
func checkVariables(f *facts) []Finding {
	if len(f.setup.Variables) == 0 {
		return nil
	}
	return one(UnknownVariable, "a variable of the environment is nearly a setting, and none", strings.Join(f.setup.Variables, "\n"),
		"its name, or take it out")
}

// checkCertificates: private authorities are trusted.
func checkCertificates(f *facts) []Finding {
	if f.setup.Certificates == nil {
		return nil
	}
	return one(CertificatesUnusable, "the certificates of a private authority are not trusted", f.setup.Certificates.Error(),
		"SSL_CERT_FILE: a file of certificates (PEM)")
}

// checkBrandDir: brands can be served.
func checkBrandDir(f *facts) []Finding {
	if f.setup.BrandDir == nil {
		return nil
	}
	return one(BrandDir, "the brands in BRAND_DIR can't be used", f.setup.BrandDir.Error(), "BRAND_DIR, or the files there; thyra brand check says the same")
}

// checkLocalesDir: messages can be shown.
func checkLocalesDir(f *facts) []Finding {
	if f.setup.LocalesDir == nil {
		return nil
	}
	return one(LocalesDir, "the messages in LOCALES_DIR can't be used", f.setup.LocalesDir.Error(), "LOCALES_DIR, or the files there; thyra locale check lists all")
}

// mostMails is how many templates a finding names.
const mostMails = 5

// checkMails: Kratos's mails have the words and brands of the pages.
func checkMails(f *facts) []Finding {
	if len(f.setup.Mails) == 0 {
		return nil
	}
	shown := f.setup.Mails[:min(len(f.setup.Mails), mostMails)]
	return one(MailsStale, fmt.Sprintf("%d of the mail templates are not those of this version and these brands", len(f.setup.Mails)),
		strings.Join(shown, "\n"), "write the templates again with thyra mail, in the folder that Kratos's courier.template_override_path names, and restart Kratos")
}
