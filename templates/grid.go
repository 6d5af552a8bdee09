package templates

import "github.com/thyra-ui/thyra/kratos"

// The number of social sign-in providers from which their buttons stand in two columns with names alone, and how many of them are
// shown at once: a list of a dozen equal rows is read by nobody.
const (
	fewProviders  = 4
	mostProviders = 8
	manyShown     = 6
)

// grid reports whether the buttons of a form stand in two columns, and how many of the last wait until they are asked for.
func grid(form *Form) (columns bool, more int) {
	var providers []*Field
	for _, f := range form.Fields {
		if f.Provider != "" {
			providers = append(providers, f)
		}
	}
	if len(providers) <= fewProviders {
		return false, 0
	}
	for _, f := range providers {
		f.Short = f.ProviderName
	}
	if len(providers) > mostProviders {
		more = len(providers) - manyShown
	}
	return true, more
}

// atOnce are the fields of a form that are shown from the start, and later are the others.
func (f *Form) atOnce() []*Field { return f.Fields[:len(f.Fields)-f.More] }
func (f *Form) later() []*Field  { return f.Fields[len(f.Fields)-f.More:] }

// foldBackupCodes puts the form for backup codes, which are for rare days, behind the label of its button: unless it was tried, so
// that its answer is seen.
func (b *builder) foldBackupCodes(form *Form) {
	for _, id := range []int64{kratos.MessageLookupUsed, kratos.MessageLookupNotSetUp, kratos.MessageLookupWrong} {
		if b.Flow.HasMessage(id) {
			return
		}
	}
	for _, f := range form.Fields {
		if f.Widget == Submit && len(f.Messages) == 0 {
			form.Fold = f.Label
		}
	}
}
