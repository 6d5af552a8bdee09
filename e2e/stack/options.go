package stack

import (
	"context"
	"io"
)

// Options say what a stack consists of. The zero value is a complete stack on free ports.
type Options struct {
	Binaries    Binaries     // from Build; built by Start when empty
	Overlays    []string     // names of configurations laid over the base in this order, see Overlays
	Providers   []Provider   // OpenID Connect issuers; none by default
	Hydra       Hydra        // a stand-in for the real Hydra that the overlay OAuth2 would start; none by default
	HydraEnv    []string     // KEY=value for the real Hydra of the overlay OAuth2
	ReturnURLs  []string     // further allowed return URLs beside the UI's own
	WebHook     string       // URL that Kratos asks after each step; none by default
	UILog       io.Writer    // gets what the UI prints; may be nil
	UIEnv       []string     // more KEY=value for the UI; they win over the stack's own
	Example     string       // program of the folder examples that takes the UI's place; the UI's pages are under ExamplePath
	Proxy       Proxy        // stands between browsers and the UI; nothing by default
	Hosts       []string     // more names of the proxy's host; browsers reach Kratos at KratosPath on all of them
	KratosProxy KratosProxy  // stands between the UI's server and Kratos; nothing by default
	NoUI        bool         // run Kratos and the inbox only
	Keep        bool         // accounts outlive a restart of Kratos, which takes a file; in memory by default
	DSN         string       // of a database for Kratos, for many visitors at once; SQLite locks some of them out
	Ports       Ports        // fixed ports; zero means any free one
	Say         func(string) // hears progress; may be nil
}

// KratosProxy starts a proxy that the UI's server calls instead of Kratos, and returns its address. Browsers go to Kratos
// itself.
type KratosProxy func(ctx context.Context, kratosURL string) (string, error)

// ExamplePath is where programs of the folder examples have the UI's pages.
const ExamplePath = "/account"

// Ports are the TCP ports of a stack.
type Ports struct {
	UI, Kratos, Admin, Inbox int
	Hydra, HydraAdmin        int // of the overlay OAuth2
}
