package handlers

import (
	"sync"

	"github.com/thyra-ui/thyra/kratos"
)

// providerNames are what Kratos calls social sign-in providers, by id. Its label names them where one chooses, but not where a new
// member types in what the provider did not tell, who has just come from there.
type providerNames struct{ byID sync.Map }

// learn takes note of the names in a flow.
func (p *providerNames) learn(f *kratos.Flow) {
	for i := range f.UI.Nodes {
		n := &f.UI.Nodes[i]
		name, named := n.Label().Context["provider"].(string)
		if id := string(n.Attributes.Value); named && id != "" && (n.Group == kratos.GroupOIDC || n.Group == kratos.GroupSAML) {
			p.byID.Store(id, name)
		}
	}
}

// name is what Kratos calls a provider; "" where it has not said so.
func (p *providerNames) name(id string) string {
	name, _ := p.byID.Load(id)
	text, _ := name.(string)
	return text
}
