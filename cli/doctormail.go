package cli

import (
	"cmp"
	"fmt"
	"net/url"
	"os"

	"github.com/thyra-ui/thyra/doctor"
	"github.com/thyra-ui/thyra/mail"
)

// checkMailFolder compares the mails in the folder that Kratos's configuration names with those that would be written today. The
// notes say why it did not.
func checkMailFolder(c config, f doctorFlags, setup *doctor.Setup) (notes []string) {
	if setup.Config == nil || setup.Config.Courier.TemplateOverridePath == "" {
		return nil
	}
	dir := setup.Config.Courier.TemplateOverridePath
	if _, err := os.Stat(dir); err != nil {
		return []string{fmt.Sprintf("Not checked: the mail templates, since %s is not on this machine.", dir)}
	}
	problems, err := leastMailProblems(dir, c, f, hostsOfMails(c, f, setup.Config))
	if err != nil {
		return []string{fmt.Sprintf("Not checked: the mail templates: %v.", err)}
	}
	for _, p := range problems {
		if p.Problem != mail.Edited { // somebody's own text is none
			setup.Mails = append(setup.Mails, p.String())
		}
	}
	return nil
}

// hostsOfMails are the lists of hosts that the mails may have been made with: those of the flag, else none or that of the pages.
func hostsOfMails(c config, f doctorFlags, k *doctor.KratosConfig) [][]string {
	if len(f.hosts) > 0 {
		return [][]string{f.hosts}
	}
	lists := [][]string{nil}
	address := cmp.Or(string(c.PublicURL), k.SelfService.Flows["login"].UIURL)
	if u, err := url.Parse(address); err == nil && u.Hostname() != "" {
		lists = append(lists, []string{u.Hostname()})
	}
	return lists
}

// leastMailProblems is what is wrong with the mails by the options that fit them best, since no file says which they were made
// with. Templates that are all somebody's own are right.
func leastMailProblems(dir string, c config, f doctorFlags, hosts [][]string) (least []mail.Finding, err error) {
	found := false
	for _, version := range []string{mail.V131, mail.Next} {
		for _, list := range hosts {
			flags := mailFlags{brands: string(c.BrandDir), locales: string(c.LocalesDir), kratos: version, language: f.language, hosts: list, noContrast: true}
			files, err := flags.mails()
			if err != nil {
				return nil, err
			}
			problems, err := mail.Check(dir, files)
			if err != nil {
				return nil, err
			}
			if !someAreOurs(problems, len(files)) {
				continue
			}
			if !found || misfit(problems) < misfit(least) {
				found, least = true, problems
			}
		}
	}
	return least, nil
}

// someAreOurs reports whether at least one of the templates was written by thyra mail.
func someAreOurs(problems []mail.Finding, files int) bool {
	for _, p := range problems {
		if p.Problem == mail.Missing || p.Problem == mail.Edited {
			files--
		}
	}
	return files > 0
}

// misfit is how badly options fit: a file too many or too few, which is another version's, weighs more than all that are old.
func misfit(problems []mail.Finding) (sum int) {
	for _, p := range problems {
		switch p.Problem {
		case mail.Missing, mail.Unused:
			sum += 1000
		case mail.Stale, mail.Edited, mail.Beside:
			sum++
		}
	}
	return sum
}
