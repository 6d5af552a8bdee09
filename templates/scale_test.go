package templates_test

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/thyra-ui/thyra/kratos"
	"github.com/thyra-ui/thyra/templates"
)

// Whatever Kratos, or who stands in its place, sends many of: eight times as much takes about eight times as long, not 64.
func TestWorkGrowsWithTheNodes(t *testing.T) {
	input := func(name, group, kind, value string) kratos.Node {
		return kratos.Node{Type: "input", Group: group, Attributes: kratos.Attributes{NodeType: "input", Name: name, Type: kind, Value: kratos.Value(value)}}
	}
	for name, node := range map[string]func(i int) kratos.Node{
		"of one name":       func(int) kratos.Node { return input("traits.x", "profile", "text", "") },
		"of many names":     func(i int) kratos.Node { return input("traits.x"+strconv.Itoa(i), "profile", "text", "") },
		"buttons":           func(i int) kratos.Node { return input("provider", "oidc", "submit", strconv.Itoa(i)) },
		"buttons of groups": func(i int) kratos.Node { return input("go", "g"+strconv.Itoa(i), "submit", strconv.Itoa(i)) },
		"required fields": func(i int) kratos.Node {
			n := input("f", "g"+strconv.Itoa(i), "text", "")
			n.Attributes.Required = true
			return n
		},
		"hidden":            func(i int) kratos.Node { return input("h"+strconv.Itoa(i), "default", "hidden", "x") },
		"unknown types":     func(i int) kratos.Node { return input("u", "default", "type"+strconv.Itoa(i), "") },
		"entries of a list": func(i int) kratos.Node { return input("traits.l."+strconv.Itoa(i), "profile", "text", "x") },
		"scripts": func(i int) kratos.Node {
			return kratos.Node{Type: "script", Group: "webauthn", Attributes: kratos.Attributes{Src: fmt.Sprintf("https://kratos/%d.js", i)}}
		},
	} {
		for _, kind := range []kratos.Kind{kratos.Login, kratos.Settings} {
			flow := func(n int) *kratos.Flow {
				f := &kratos.Flow{ID: "1", UI: kratos.Container{Action: "https://kratos/"}}
				for i := range n {
					f.UI.Nodes = append(f.UI.Nodes, node(i))
				}
				return f
			}
			grows(t, name+" on "+string(kind), func(n int) func() {
				f := flow(n)
				return func() { templates.NewFlowView(request(kind, f, localizer(t, "en"))) }
			})
		}
	}
	grows(t, "messages", func(n int) func() {
		f := &kratos.Flow{ID: "1", UI: kratos.Container{Nodes: []kratos.Node{input("traits.x", "profile", "text", "")}}}
		for i := range n {
			f.UI.Nodes[0].Messages = append(f.UI.Nodes[0].Messages, kratos.Text{ID: int64(i), Text: strconv.Itoa(i), Type: "error"})
		}
		return func() { templates.NewFlowView(request(kratos.Settings, f, localizer(t, "en"))) }
	})
	grows(t, "scopes", func(n int) func() {
		scopes := make([]string, n)
		for i := range scopes {
			scopes[i] = "s" + strconv.Itoa(i)
		}
		return func() { templates.Scopes(scopes, localizer(t, "en")) }
	})
}

// grows compares eight times the work for a little with the work for eight times as much, each at its best of a few tries. Both
// last as long where the work is linear, so that a busy machine holds up the one as the other.
func grows(t *testing.T, what string, work func(n int) func()) {
	t.Helper()
	const little, times, most, tries = 1000, 8, 4, 10 // a busy machine may spoil some
	best := func(n, repeat int) time.Duration {
		do, shortest := work(n), time.Hour
		for range 4 {
			start := time.Now()
			for range repeat {
				do()
			}
			shortest = min(shortest, time.Since(start))
		}
		return shortest
	}
	for range tries {
		if best(times*little, 1) < most*best(little, times) {
			return
		}
	}
	t.Errorf("%s: %d times as many take more than %d times as long", what, times, most*times)
}
