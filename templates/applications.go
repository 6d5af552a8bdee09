package templates

// ApplicationsView is the applications that may use the visitor's account.
type ApplicationsView struct {
	Applications []AllowedApplication
	// More is set when there are others, allowed longer ago.
	More bool
	// Ended is the name of the application whose access has just ended; empty where none has.
	Ended string
	// Gone is set when an application was to lose its access that had none.
	Gone bool
}

// AllowedApplication is an application that may use the visitor's account.
type AllowedApplication struct {
	ID        string // OAuth2 client id
	Name      string
	Scopes    []Scope
	Audiences []string // whose APIs it may use
	// First and Last are when the visitor allowed it, as far as Hydra remembers; Last is empty when that was but once.
	First, Last Moment
	// AsksAgain is set when it has to ask before it gets access again.
	AsksAgain bool
}
