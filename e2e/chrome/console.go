package chrome

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/chromedp/cdproto/audits"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// console collects the errors that the developer tools show in red.
type console struct {
	mu      sync.Mutex
	errors  []string
	allowed []*regexp.Regexp
}

// Allow expects problems that match a regular expression, as a page with status 404 logs one by nature.
func (t *Tab) Allow(pattern string) {
	t.tb.Helper()
	re, err := regexp.Compile(pattern)
	if err != nil {
		t.tb.Fatal(err)
	}
	t.console.mu.Lock()
	defer t.console.mu.Unlock()
	t.console.allowed = append(t.console.allowed, re)
}

// AwaitConsole waits until the console holds an error with these words, allowed or not.
func (t *Tab) AwaitConsole(words string) {
	t.tb.Helper()
	run(t, "wait for the console to say "+words, chromedp.Func(func(ctx context.Context, _ *chromedp.Target) error {
		ticker := time.NewTicker(50 * time.Millisecond)
		defer ticker.Stop()
		for !t.console.holds(words) {
			select {
			case <-ticker.C:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	}))
}

func (c *console) holds(words string) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.ContainsFunc(c.errors, func(text string) bool { return strings.Contains(text, words) })
}

// problems are the errors so far that nothing allows.
func (c *console) problems() []string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var out []string
next:
	for _, text := range c.errors {
		for _, re := range c.allowed {
			if re.MatchString(text) {
				continue next
			}
		}
		out = append(out, text)
	}
	return out
}

// hear runs in the loop that reads the browser's messages, so it only records.
func (c *console) hear(event any) {
	var text string
	switch e := event.(type) {
	case *log.EventEntryAdded:
		if e.Entry.Level != log.EntryLevelError {
			return
		}
		text = fmt.Sprintf("%s: %s %s", e.Entry.Source, e.Entry.Text, e.Entry.URL)
	case *runtime.EventExceptionThrown:
		d := e.ExceptionDetails
		text = fmt.Sprintf("exception: %s %s:%d", d.Text, d.URL, d.LineNumber+1)
		if d.Exception != nil {
			text += " " + d.Exception.Description
		}
	case *runtime.EventConsoleAPICalled:
		if e.Type != "error" && e.Type != "assert" {
			return
		}
		text = "console." + string(e.Type) + ":"
		for _, arg := range e.Args {
			text += fmt.Sprintf(" %s%s", arg.Description, arg.Value)
		}
	case *audits.EventIssueAdded:
		csp := e.Issue.Details.ContentSecurityPolicyIssueDetails
		if csp == nil {
			return
		}
		text = fmt.Sprintf("security: %s of %s, blocked %q", csp.ContentSecurityPolicyViolationType, csp.ViolatedDirective, csp.BlockedURL)
	default:
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.errors = append(c.errors, text)
}
