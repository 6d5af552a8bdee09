package gallery

// first is what somebody looks at who is new here, or has a new brand: the pages that most visitors see.
var first = []struct{ id, name string }{
	{"login-initial-v26.2.0", "Sign in"},
	{"login-error-invalid-credentials-v26.2.0", "Wrong password"},
	{"login-code-sent-v26.2.0", "Check your inbox"},
	{"login-aal2-v26.2.0", "Second step"},
	{"registration-onestep-v26.2.0", "Sign up"},
	{"recovery-initial-v26.2.0", "Forgotten password"},
	{"verification-passed-v26.2.0", "Address verified"},
	{"home-much-set-up-address-verified", "Account home"},
	{"settings-everything-v26.2.0", "Settings"},
	{"sessions-phones-programs-and-the-unknown", "Devices"},
	{"consent-every-scope", "Consent"},
	{"error-not-found", "Not found"},
}

// frame is a small picture of a state: the page itself, scaled.
type frame struct {
	Name  string
	URL   string // of the page in the frame
	Link  string // where it leads
	Width string // as view.Width; that of the whole page when ""
}

// start are the first states in this view.
func (g *Gallery) start(v view) []frame {
	var frames []frame
	for _, f := range first {
		s := g.byID[f.id]
		v.State = s.ID
		frames = append(frames, frame{Name: f.name, URL: v.still(s), Link: v.URL()})
	}
	return frames
}
