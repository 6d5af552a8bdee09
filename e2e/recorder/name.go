package recorder

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// flow is as much of a reply as its name depends on.
type flow struct {
	State  string `json:"state"`
	Active string `json:"active"`
	UI     *struct {
		Messages []message `json:"messages"`
		Nodes    []node    `json:"nodes"`
	} `json:"ui"`
}

type message struct {
	ID int `json:"id"`
}

type node struct {
	Type       string `json:"type"`
	Group      string `json:"group"`
	Attributes struct {
		Name string `json:"name"` // of inputs
		ID   string `json:"id"`   // of everything else
		Type string `json:"type"`
	} `json:"attributes"`
	Messages []message `json:"messages"`
	Meta     struct {
		Label *message `json:"label"`
	} `json:"meta"`
}

// fileName says what to call a reply. Replies that differ only in values get the same name; those that are neither a flow
// nor an error of Kratos get none.
func fileName(address string, status int, body []byte) string {
	if status >= http.StatusBadRequest {
		return errorName(address, status, body)
	}
	var f flow
	if status != http.StatusOK || json.Unmarshal(body, &f) != nil || f.UI == nil {
		return ""
	}
	parts := []string{kind(address)}
	for _, part := range []string{f.State, f.Active, f.messageIDs(), f.structure()} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "-") + ".json"
}

func errorName(address string, status int, body []byte) string {
	var reply struct {
		Error *struct {
			ID string `json:"id"`
		} `json:"error"`
	}
	if json.Unmarshal(body, &reply) != nil || reply.Error == nil {
		return ""
	}
	name := "error-" + kind(address) + "-" + strconv.Itoa(status)
	if reply.Error.ID != "" {
		name += "-" + reply.Error.ID
	}
	return name + ".json"
}

// kind is the one word that tells addresses apart: login of /self-service/login/flows, whoami of /sessions/whoami, sessions
// of /sessions/{id}.
func kind(address string) string {
	segments := strings.Split(strings.Trim(address, "/"), "/")
	switch {
	case len(segments) > 1 && segments[0] == "self-service":
		return segments[1]
	case address == "/sessions/whoami":
		return "whoami"
	}
	return segments[0]
}

// messageIDs are those of the form and of its nodes, sorted, each once.
func (f *flow) messageIDs() string {
	var ids []int
	add := func(messages []message) {
		for _, m := range messages {
			ids = append(ids, m.ID)
		}
	}
	add(f.UI.Messages)
	for _, n := range f.UI.Nodes {
		add(n.Messages)
	}
	slices.Sort(ids)
	var out []string
	for _, id := range slices.Compact(ids) {
		out = append(out, strconv.Itoa(id))
	}
	return strings.Join(out, "_")
}

// structure is a short hash of everything but values.
func (f *flow) structure() string {
	hash := sha256.New()
	for _, n := range f.UI.Nodes {
		label := 0
		if n.Meta.Label != nil {
			label = n.Meta.Label.ID
		}
		fmt.Fprintf(hash, "%s %s %q %q %s %d\n", n.Type, n.Group, n.Attributes.Name, n.Attributes.ID, n.Attributes.Type, label)
	}
	return fmt.Sprintf("%x", hash.Sum(nil)[:3])
}
